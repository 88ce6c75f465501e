"""The page of a deal: stages, figures, lines, stream and what belongs to it."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from carnet.deals import queries
from carnet.deals.board import card_of
from carnet.deals.models import Activity, Deal
from carnet.deals.totals import figures_of
from carnet.forecasting.chances import Why, why
from carnet.web import formats, record_page
from carnet.web.deals.chance import chance_context
from carnet.web.deals.stage_bar import steps_of
from carnet.web.deals.subjects import DEAL
from carnet.web.facts import (
    Card,
    Fact,
    Part,
    card,
    fact,
    first_of,
    money,
    part_of,
    record_link,
    side_facts,
    words,
)
from carnet.web.middleware import PageRequest
from carnet.web.templatetags.agenda import kind_sign


def _share(value: Any, row: Deal) -> str:
    return formats.percent(value, get_language() or "fr", 0)


def _day(value: Any, row: Deal) -> str:
    return formats.day(value)


PARTS = (
    Part("account", gettext_lazy("Account"), record_link("directory:account")),
    Part("contact", gettext_lazy("Contact"), record_link("directory:contact")),
    Part("agent", gettext_lazy("Agent")),
    Part("amount", gettext_lazy("Amount"), money),
    Part("probability", gettext_lazy("Probability"), _share),
    Part("expected_close_on", gettext_lazy("Expected close"), _day),
    Part("engaged_on", gettext_lazy("Engaged on"), _day),
    Part("next_step", gettext_lazy("Next step")),
    Part("source", gettext_lazy("Source")),
    Part("reference", gettext_lazy("Reference"), copies=True),
    Part("is_new_customer", gettext_lazy("New customer"), lambda value, row: _("yes") if value else _("no")),
    Part("tags", gettext_lazy("Tags"), words),
    Part("note", gettext_lazy("Note")),
)


def deal_fact(deal: Deal, name: str) -> Fact:
    """One fact after it was edited in place."""
    return fact(deal, DEAL, part_of(PARTS, name))


def deal_page(request: PageRequest, deal: Deal) -> HttpResponse:
    """The page of a deal."""
    viewer, today = request.viewer, timezone.localdate()
    activities = queries.bare_activities(viewer).filter(deal=deal)
    pending = record_page.pending(activities)
    upcoming = first_of(pending)
    told = why(deal, on=today) if deal.is_open else None
    context = {
        "facts_title": _("Facts"),
        "deal": deal,
        "today": today,
        "about": _about(deal),
        "strip": _strip(deal, told),
        **chance_context(deal, told, on=today),
        "steps": steps_of(deal, on=today),
        "standing": card_of(deal, on=today),
        "pending": next(iter(upcoming), None),
        "now": timezone.now(),
        "won_amount": formats.number(Decimal(deal.value) / 100, get_language() or "fr", 2),
        "sums": figures_of(deal.lines.all()),
        "facts": side_facts(deal, DEAL, PARTS, may_write=viewer.may_write),
        "cards": [_activities_card(deal, pending, upcoming)],
        "plan_url": _plan_url(deal),
        "log_url": reverse("deals:deal-log", args=[deal.pk]),
        **record_page.stream_context(request, deal, activities),
    }
    return record_page.show(request, DEAL, deal, context, template="web/deals/deal.html")


def _plan_url(deal: Deal) -> str:
    """The form of an activity of this deal, that leads back here."""
    here = reverse("deals:deal", args=[deal.pk])
    return f"{reverse('deals:activity-new')}?{urlencode({'deal': deal.pk, 'next': here})}"


def _about(deal: Deal) -> str:
    """The account with its city, and the contact, linked."""
    parts = []
    if account := deal.account:
        city = f", {account.city}" if account.city else ""
        link = format_html('<a href="{}">{}</a>', reverse("directory:account", args=[account.pk]), account)
        parts.append(format_html("{}{}", link, city))
    if contact := deal.contact:
        link = format_html('<a href="{}">{}</a>', reverse("directory:contact", args=[contact.pk]), contact)
        parts.append(format_html(_("contact {link}"), link=link))
    return format_html(" · ".join("{}" for part in parts), *parts) if parts else ""


def _strip(deal: Deal, told: Why | None) -> list[dict[str, Any]]:
    """The figures under the title: an open deal's chances, a closed one's outcome."""
    if deal.is_open:
        last = _chances(deal, told)
    else:
        last = [
            {"label": _("Outcome"), "value": deal.stage.label},
            {"label": _("Closed on"), "value": record_day(deal.closed_on)},
        ]
    if deal.lost_reason:
        last.append({"label": _("Reason"), "value": deal.lost_reason})
    agent = {"label": _("Agent"), "value": deal.agent.name, "person": deal.agent.name} if deal.agent else None
    return [{"label": _("Value"), "value": _money(deal, deal.value)}, *last, *([agent] if agent else [])]


def _chances(deal: Deal, told: Why | None) -> list[dict[str, Any]]:
    """The computed chance with its date where there is one, else the deal's own or its stage's."""
    label, share = _("Probability"), deal.likelihood
    if told and told.explanation:
        label = _("Chances by %(day)s") % {"day": formats.day(told.until)}
        share = told.explanation.probability
    return [
        {"label": label, "value": _share(share, deal)},
        {"label": _("Weighted value"), "value": _money(deal, round(deal.value * share))},
        {"label": _("Expected close"), "value": record_day(deal.expected_close_on)},
    ]


def record_day(value: Any) -> str:
    """A day, or a dash."""
    return formats.day(value) if value else formats.ABSENT


def _money(deal: Deal, minor: int) -> str:
    return formats.money(minor, deal.currency, get_language() or "fr")


def _activities_card(deal: Deal, pending: QuerySet[Activity], upcoming: list[Activity]) -> Card:
    address = reverse("deals:activity-list")
    return card(
        _("Planned activities"),
        pending,
        _activity_row,
        all_url=f"{address}?deal={deal.pk}",
        new_url=f"{reverse('deals:activity-new')}?deal={deal.pk}",
        read=upcoming,
    )


def _activity_row(activity: Activity) -> dict[str, Any]:
    return {
        "title": activity.subject,
        "url": reverse("deals:activity", args=[activity.pk]),
        "sign": kind_sign(activity.kind),
        "state": activity.get_kind_display(),
        "when": record_page.said_day(activity.starts_at),
        "fact": activity.owner.name if activity.owner else "",
    }
