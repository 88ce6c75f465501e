"""What a record keeps of its cards beside its fields, as people read it: anniversaries, relations, chats."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.cards.kinds import kind_of
from carnet.interchange.cards.lines import Line, kept_lines
from carnet.interchange.cards.texts import one_line

MOST = 30
LONGEST = 200
_TITLES: dict[str, Message] = {
    "ANNIVERSARY": _("Anniversary"),
    "X-ANNIVERSARY": _("Anniversary"),
    "X-EVOLUTION-ANNIVERSARY": _("Anniversary"),
    "X-MS-ANNIVERSARY": _("Anniversary"),
    "X-ABDATE": _("Date"),
    "X-ABRELATEDNAMES": _("Relation"),
    "RELATED": _("Relation"),
    "X-SPOUSE": _("Spouse"),
    "X-MS-SPOUSE": _("Spouse"),
    "X-EVOLUTION-SPOUSE": _("Spouse"),
    "X-MANAGER": _("Manager"),
    "X-MS-MANAGER": _("Manager"),
    "X-EVOLUTION-MANAGER": _("Manager"),
    "X-ASSISTANT": _("Assistant"),
    "X-MS-ASSISTANT": _("Assistant"),
    "X-EVOLUTION-ASSISTANT": _("Assistant"),
    "ROLE": _("Role"),
    "IMPP": _("Chat"),
    "X-SOCIALPROFILE": _("Network"),
    "LANG": _("Language"),
    "GENDER": _("Gender"),
    "MEMBER": _("Member"),
    "TITLE": _("Job title"),
    "NOTE": _("Note"),
    "BDAY": _("Birthday"),
    "TEL": _("Phone"),
    "EMAIL": _("E-mail"),
    "ORG": _("Organisation"),
    "URL": _("Links"),
}
_CHATS = frozenset("AIM ICQ MSN YAHOO JABBER SKYPE GTALK QQ GOOGLE-TALK TWITTER".split())


def beside(kept: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What it is, and what it says; what only programs understand is left out."""
    told = (_told(line) for line in kept_lines(kept) if not line.fills)
    return [pair for pair in told if pair][:MOST]


def _told(line: Line) -> tuple[str, str] | None:
    title, text = _title(line), one_line(line.stated.text, LONGEST).strip(" ;")
    return (title, text) if title and text else None


def _title(line: Line) -> str:
    bare = line.name.removeprefix("X-")
    known = _TITLES.get(line.name) or (bare.capitalize() if bare in _CHATS else "")
    said = kind_of(line.stated, line.label)
    return f"{known} ({said})" if known and said else str(known)
