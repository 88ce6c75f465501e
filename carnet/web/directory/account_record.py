"""The page of an account."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from carnet.deals import queries as deals
from carnet.directory import queries
from carnet.directory.models import Account
from carnet.metrics.directory import account_standing
from carnet.sales import queries as sales
from carnet.web import facts, linked, record_page
from carnet.web.addresses import known
from carnet.web.directory.cards import card_links
from carnet.web.directory.subjects import ACCOUNT
from carnet.web.middleware import PageRequest

KINDS = {"client": "pos", "prospect": "info", "former": "warn"}
PARTS = (
    facts.Part("email", gettext_lazy("E-mail"), facts.mail_links, copies=True),
    facts.Part("phone", gettext_lazy("Phone"), facts.phone_links, copies=True),
    facts.Part("website", gettext_lazy("Website"), facts.web_links),
    facts.Part("sector", gettext_lazy("Sector")),
    facts.Part("kind", gettext_lazy("Kind"), lambda value, row: str(row.get_kind_display())),
    facts.Part("street", gettext_lazy("Street")),
    facts.Part("postal_code", gettext_lazy("Postal code")),
    facts.Part("city", gettext_lazy("City")),
    facts.Part("region", gettext_lazy("Region")),
    facts.Part("country", gettext_lazy("Country")),
    facts.Part("parent", gettext_lazy("Parent company"), facts.record_link("directory:account")),
    facts.Part("siren", gettext_lazy("SIREN"), copies=True),
    facts.Part("vat_number", gettext_lazy("VAT no."), copies=True),
    facts.Part("employees", gettext_lazy("Employees")),
    facts.Part("annual_revenue", gettext_lazy("Annual revenue"), facts.money),
    facts.Part("founded_year", gettext_lazy("Founded in")),
    facts.Part("source", gettext_lazy("Source")),
    facts.Part("tags", gettext_lazy("Tags"), facts.words),
    facts.Part("note", gettext_lazy("Note")),
    facts.Part("owner", pgettext_lazy("record", "Owner")),
)


def account_fact(account: Account, key: str) -> facts.Fact:
    """One fact after its edit."""
    return facts.fact(account, ACCOUNT, facts.part_of(PARTS, key))


def account_page(request: PageRequest, account: Account) -> HttpResponse:
    """An account with its stream, its facts and what is linked to it."""
    activities = deals.bare_activities(request.viewer).filter(account=account)
    upcoming = facts.first_of(record_page.pending(activities))
    context = {
        "about": ", ".join(filter(None, (account.sector, account.city))),
        "tags": [{"text": account.get_kind_display(), "kind": KINDS.get(account.kind, "")}]
        + [{"text": tag} for tag in account.tags],
        "phone": facts.dialled(account.phone),
        "email": account.email,
        "facts_title": _("Details"),
        "strip": _strip(request, account, activities),
        "next_step": record_page.next_step(upcoming),
        "facts": facts.side_facts(account, ACCOUNT, PARTS, may_write=request.viewer.may_write),
        "more_links": card_links(ACCOUNT, account.pk),
        "cards": _cards(request, account, activities, upcoming),
        "log_url": ACCOUNT.url("log", account.pk),
        **record_page.stream_context(request, account, activities, deals_q=Q(account=account)),
    }
    return record_page.show(request, ACCOUNT, account, context)


def _strip(request: PageRequest, account: Account, activities: Any) -> list[dict[str, Any]]:
    standing = account_standing(request.viewer, account, timezone.localdate())
    deals_url = known("deals:deal-list")
    return [
        {
            "label": _("Open deals"),
            "value": record_page.said_money(standing.open_value),
            "url": f"{deals_url}?account={account.pk}" if deals_url else "",
        },
        {"label": _("Revenue, 12 months"), "value": record_page.said_money(standing.revenue)},
        {"label": _("Last exchange"), "value": record_page.last_exchange(activities)},
        {
            "label": pgettext("record", "Owner"),
            "value": account.owner or "–",
            "person": str(account.owner or ""),
        },
    ]


def _cards(request: PageRequest, account: Account, activities: Any, upcoming: list[Any]) -> list[facts.Card]:
    viewer, place = request.viewer, {"account": account.pk}
    contacts = queries.visible_contacts(viewer).filter(account=account).order_by("full_name", "pk")
    own = (
        deals.visible_deals(viewer)
        .filter(account=account)
        .select_related("stage")
        .order_by("-occurred_on", "-pk")
    )
    below = queries.visible_accounts(viewer).filter(parent=account).order_by("match_key", "pk")
    return linked.cards(
        linked.contacts(contacts, place),
        linked.deals(own, place),
        linked.upcoming(record_page.pending(activities), place, read=upcoming),
        linked.sales(sales.visible_sales(viewer).filter(account=account), place),
        linked.accounts(below, {"parent": account.pk}, title=_("Subsidiaries")),
    )
