"""The list of deals: columns, sums and exports."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from carnet.deals import queries
from carnet.deals.models import Deal
from carnet.forecasting.chances import chances, until_of
from carnet.identity.visibility import Viewer
from carnet.web import formats
from carnet.web.deals.deal_filters import DEAL_FILTERS
from carnet.web.listing import ListPage
from carnet.web.lists import columns as c
from carnet.web.templatetags.agenda import next_dot
from carnet.web.templatetags.look import stage_meter

STROKES = 5


def meter(deal: Deal) -> dict[str, Any]:
    """The strokes of a deal's stage: all of them once it is closed."""
    if not deal.is_open:
        return stage_meter(STROKES, deal.stage.label, deal.stage_kind)
    return stage_meter(max(1, round(deal.stage.probability * STROKES)), deal.stage.label)


def _stage_cell(value: Any, row: Deal) -> str:
    shown = meter(row)
    return _strokes(tuple(shown["strokes"]), shown["label"], shown["kind"])


@lru_cache(maxsize=256)
def _strokes(strokes: tuple[bool, ...], label: str, kind: str) -> SafeString:
    # A list of a hundred deals shows a handful of stages; a template takes longer than the rest of the row.
    context = {"strokes": strokes, "label": label, "kind": kind}
    return render_to_string("web/parts/_stage_meter.html", context)


def _next_cell(value: Any, row: Deal) -> str:
    if not row.is_open:
        return "–"
    shown = next_dot(value, timezone.now())
    return _dot(shown["state"], shown["word"], get_language() or "")


@lru_cache(maxsize=1024)
def _dot(state: str, word: str, language: str) -> SafeString:
    return render_to_string("web/deals/_next_dot.html", {"state": state, "word": word})


def _likelihood_cell(value: Any, row: Deal) -> str:
    return f"{round(row.likelihood * 100)}\u00a0%" if row.is_open else "–"


def _chance_cell(value: Any, row: Deal) -> str:
    return formats.ABSENT if value is None else formats.percent(value, get_language() or "fr", 0)


def _chance_hint(today: date) -> str:
    day = formats.day(until_of(today))
    return _("Chances of being won by %(day)s, from the model of the last forecast") % {"day": day}


COLUMNS = (
    c.name_column("name", gettext_lazy("Name"), url="deals:deal", shape="none"),
    c.link_column("account", gettext_lazy("Account"), url="directory:account", sort="account__name"),
    c.Column("stage", gettext_lazy("Stage"), _stage_cell, sort="stage__position", css="minor"),
    c.money_column("value", gettext_lazy("Value"), sort="value", total="value"),
    c.Column("chance", gettext_lazy("Chances"), _chance_cell, css="num minor", hint=_chance_hint),
    c.person_column("agent", gettext_lazy("Agent"), sort="agent__name", css="minor"),
    c.day_column("expected_close_on", gettext_lazy("Expected close"), sort="expected_close_on"),
    c.Column("next", gettext_lazy("Next activity"), _next_cell, value="next_activity_at", css="minor"),
    c.day_column("updated_at", gettext_lazy("Last change"), sort="updated_at", hidden=True),
    c.text_column("reference", gettext_lazy("Reference"), sort="reference", hidden=True),
    c.link_column("contact", gettext_lazy("Contact"), url="directory:contact", hidden=True),
    c.text_column(
        "team", gettext_lazy("Team"), value="agent__team__name", sort="agent__team__name", hidden=True
    ),
    c.text_column("product", gettext_lazy("Product"), value="product__name", hidden=True),
    c.text_column("sector", gettext_lazy("Sector"), value="account__sector", hidden=True),
    c.money_column("amount", gettext_lazy("Amount"), sort="amount", total="amount", hidden=True),
    c.money_column(
        "list_amount", gettext_lazy("List amount"), sort="list_amount", total="list_amount", hidden=True
    ),
    c.Column("likelihood", gettext_lazy("Probability"), _likelihood_cell, css="num minor", hidden=True),
    c.day_column("occurred_on", gettext_lazy("Day"), sort="occurred_on", hidden=True),
    c.day_column("engaged_on", gettext_lazy("Engaged on"), sort="engaged_on", hidden=True),
    c.day_column("closed_on", gettext_lazy("Closed on"), sort="closed_on", hidden=True),
    c.text_column("lost_reason", gettext_lazy("Reason lost"), hidden=True),
    c.text_column("source", gettext_lazy("Source"), sort="source", hidden=True),
    c.words_column("tags", gettext_lazy("Tags"), hidden=True),
)


def _counted(count: int) -> str:
    return ngettext("%(count)s deal", "%(count)s deals", count) % {"count": c.grouped(count)}


def _enriched(viewer: Viewer, rows: list[Deal], today: date) -> None:
    moments, told = queries.next_activity_moments(rows), chances(rows, on=today)
    for deal in rows:
        deal.next_activity_at = moments.get(deal.pk)  # type: ignore[attr-defined]
        deal.chance = told.get(deal.pk)  # type: ignore[attr-defined]


def _links(viewer: Viewer) -> list[dict[str, Any]]:
    return [{"url": reverse("deals:pipeline"), "icon": "square-kanban", "label": _("Board")}]


DEALS = ListPage(
    key="deals",
    title=gettext_lazy("Deals"),
    rows=queries.listed_deals,
    matching=queries.deals_matching,
    columns=COLUMNS,
    counted=_counted,
    filters=DEAL_FILTERS,
    sort="-updated_at",
    enrich=_enriched,
    new_url="deals:deal-new",
    new_label=gettext_lazy("Deal"),
    record_url="deals:deal",
    edit_url="deals:deal-edit",
    bulk_url="deals:deal-bulk",
    amount="value",
    links=_links,
    empty_reason=gettext_lazy("Enter the first deal, or import those you have."),
)
