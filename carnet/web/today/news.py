"""What happened since yesterday, told from the journal, of records the viewer may open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.deals.models import Deal
from carnet.deals.queries import visible_deals, visible_stages
from carnet.directory.queries import visible_accounts, visible_contacts
from carnet.identity.visibility import Viewer
from carnet.journal.models import JournalLine
from carnet.journal.queries import latest_lines, revision
from carnet.web import formats

DEAL, ACCOUNT, CONTACT = "deals.deal", "directory.account", "directory.contact"
TOLD = (
    *(f"{DEAL}.{verb}" for verb in ("created", "moved", "won", "lost")),
    f"{ACCOUNT}.created",
    f"{CONTACT}.created",
)
LOOKED_AT = 2000
CANDIDATES = 60
MOST = 6
_VISIBLE = {DEAL: visible_deals, ACCOUNT: visible_accounts, CONTACT: visible_contacts}
_PAGES = {DEAL: "deals:deal", ACCOUNT: "directory:account", CONTACT: "directory:contact"}


@dataclass(frozen=True, slots=True)
class News:
    """One sentence with its sign and its moment."""

    sign: str
    css: str
    text: SafeString
    at: datetime


def news(viewer: Viewer, *, since: datetime) -> list[News]:
    """The latest events, newest first; imports tell their own story, so their lines are left out."""
    lines = latest_lines(_VISIBLE).filter(
        pk__gt=revision() - LOOKED_AT, at__gte=since, action__in=TOLD, batch__isnull=True
    )
    seen = _seen(viewer, list(lines[:CANDIDATES]))[:MOST]
    deals = _deals(viewer, [line for line in seen if line.kind == DEAL])
    stages = dict(visible_stages(viewer).values_list("pk", "name")) if deals else {}
    return [_told(line, deals.get(line.object_id), stages) for line in seen]


def _seen(viewer: Viewer, lines: list[JournalLine]) -> list[JournalLine]:
    """The lines whose record the viewer may open now: one question per kind."""
    visible: set[tuple[str, int]] = set()
    for kind in {line.kind for line in lines}:
        keys = [line.object_id for line in lines if line.kind == kind]
        visible |= {
            (kind, pk) for pk in _VISIBLE[kind](viewer).filter(pk__in=keys).values_list("pk", flat=True)
        }
    return [line for line in lines if (line.kind, line.object_id) in visible]


def _deals(viewer: Viewer, lines: list[JournalLine]) -> dict[int, Deal]:
    return visible_deals(viewer).in_bulk([line.object_id for line in lines]) if lines else {}


def _told(line: JournalLine, deal: Deal | None, stages: dict[int, str]) -> News:
    name = format_html(
        '<a href="{}"><b>{}</b></a>', reverse(_PAGES[line.kind], args=[line.object_id]), line.label
    )
    sign, css, sentence = _SENTENCES[line.action]
    amount = formats.money(deal.value, deal.currency, get_language() or "fr") if deal else ""
    stage = stages.get((line.after or {}).get("stage", 0), "")
    text = format_html(sentence(), name=name, amount=amount, stage=stage, by=line.actor_name)
    return News(sign, css, text, line.at)


_SENTENCES: dict[str, tuple[str, str, Callable[[], str]]] = {
    f"{DEAL}.created": ("plus", "", lambda: _("{name}: new deal by {by}, {amount}")),
    f"{DEAL}.moved": ("arrow-right", "", lambda: _("{name} goes to {stage}")),
    f"{DEAL}.won": ("trophy", "pos", lambda: _("{name} won, {amount}")),
    f"{DEAL}.lost": ("ban", "", lambda: _("{name} lost")),
    f"{ACCOUNT}.created": ("building-2", "", lambda: _("{name}: account added by {by}")),
    f"{CONTACT}.created": ("user-plus", "", lambda: _("{name}: contact added by {by}")),
}
