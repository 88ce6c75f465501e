"""A card of a person as the values of a contact."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.cards import details, names, wholes
from carnet.interchange.cards.lines import Line, card_entry, digest_of
from carnet.interchange.cards.mapped import Mapped, Sorting, kept_of, sorted_lines
from carnet.interchange.cards.texts import one_line
from carnet.interchange.cells import Values
from carnet.interchange.errors import sentence

_EDGES = re.compile(r"^[\s;,]+|[\s;,]+$")
_WITHOUT_NAME = ("emails", "phones")
_FALLBACK = ("ORG", "TITLE", "ROLE", "EMAIL", "TEL", "URL", "IMPP", "ADR", "NOTE", "SOUND")
"""What names a card that names nobody."""
_GROUP = _("“{name}” is a list of people; kept as a contact with the members its card names.")


def person(lines: Iterable[Line]) -> Mapped | None:
    """The contact a card tells of; None when it tells of nobody."""
    told = list(lines)
    sorting = sorted_lines(told)
    own = names.names_of(sorting.first("N"), sorting.first("FN"))
    values = _values(sorting, own)
    full_name = _full_name(own, values) or _fallback(told, values)
    if not full_name:
        return None
    digest = digest_of(told)
    values["uid"] = values.get("uid") or _apple_uid(told) or f"card-{digest}"
    values["kept"] = [*kept_of(sorting, values, own, full_name), card_entry(digest)]
    problems = (*sorting.problems, *_group(told, full_name))
    return Mapped(values, False, tuple(problems), sorting.photo, sorting.media_type)


def _values(sorting: Sorting, own: names.Names) -> Values:
    values: Values = {part: text for part, text in zip(names.PARTS, own, strict=True) if text}
    values |= {kind.field: found for kind in details.KINDS if (found := sorting.listed(kind.field))}
    wholes_found: dict[str, Any] = {
        whole.field: whole.read(lines)
        for whole in wholes.WHOLES
        if (lines := sorting.filling.get(whole.field))
    }
    return values | wholes_found


def _full_name(own: names.Names, values: Values) -> str:
    """What `directory.actions` will call the contact."""
    reached = next((values[name][0]["value"] for name in _WITHOUT_NAME if values.get(name)), "")
    return names.full_name(own) or values.get("nickname", "") or reached


def _fallback(told: list[Line], values: Values) -> str:
    """A card without name, e-mail and phone is known by the first thing it says."""
    parts = [values[part] for part in ("prefix", "middle_name", "suffix") if values.get(part)]
    texts = [line.stated.text for name in _FALLBACK for line in told if line.name == name]
    name = next(filter(None, (_EDGES.sub("", one_line(text, 120)) for text in (*parts, *texts))), "")
    if name:
        values["nickname"] = name
    return name


def _apple_uid(told: list[Line]) -> str:
    found = (wholes.uid_of(line) for line in told if line.name == "X-ABUID")
    return next((uid for uid in found if 0 < len(uid) <= 300), "")


def _group(told: list[Line], name: str) -> list[tuple[str, Message]]:
    kinds = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
    if any(line.name in kinds and line.stated.text.lower() == "group" for line in told):
        return [("KIND", sentence(_GROUP, name=name))]
    return []
