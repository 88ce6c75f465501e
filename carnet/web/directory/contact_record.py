"""The page of a contact."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.html import conditional_escape, format_html
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from carnet.deals import queries as deals
from carnet.directory.models import Contact
from carnet.identity.visibility import Viewer
from carnet.interchange.cards.beside import beside
from carnet.metrics.directory import contact_standing
from carnet.web import facts, formats, linked, record_page
from carnet.web.addresses import known
from carnet.web.directory.cards import card_links
from carnet.web.directory.photos import photo_address
from carnet.web.directory.subjects import CONTACT
from carnet.web.middleware import PageRequest


def birthday(value: str, row: Any) -> str:
    """09/05/1984 or 09/05, as far as it is known."""
    year, month, day = value.rsplit("-", 2)
    return f"{day}/{month}/{year}" if year.strip("-") else f"{day}/{month}"


PARTS = (
    facts.Part("emails", gettext_lazy("E-mail"), facts.mail_links, copies=True),
    facts.Part("phones", gettext_lazy("Phone"), facts.phone_links, copies=True),
    facts.Part("job_title", gettext_lazy("Job title")),
    facts.Part("account", gettext_lazy("Account"), facts.record_link("directory:account")),
    facts.Part("addresses", gettext_lazy("Address"), facts.addresses),
    facts.Part("urls", gettext_lazy("Links"), facts.web_links),
    facts.Part("birthday", gettext_lazy("Birthday"), birthday),
    facts.Part("maturity", gettext_lazy("Maturity")),
    facts.Part("source", gettext_lazy("Source")),
    facts.Part("categories", gettext_lazy("Categories"), facts.words),
    facts.Part("tags", gettext_lazy("Tags"), facts.words),
    facts.Part("note", gettext_lazy("Note")),
    facts.Part("owner", pgettext_lazy("record", "Owner")),
)


def contact_fact(contact: Contact, key: str) -> facts.Fact:
    """One fact after its edit."""
    return facts.fact(contact, CONTACT, facts.part_of(PARTS, key))


def contact_page(request: PageRequest, contact: Contact) -> HttpResponse:
    """A contact with their stream, facts, deals and what is to come."""
    viewer, place = request.viewer, {"contact": contact.pk, **_account_of(contact)}
    activities = deals.bare_activities(viewer).filter(contact=contact)
    pending = record_page.pending(activities)
    upcoming = facts.first_of(pending)
    own = deals.visible_deals(viewer).filter(contact=contact)
    ordered = own.select_related("stage").order_by("-occurred_on", "-pk")
    context = {
        "about": _about(contact),
        "picture": photo_address(contact),
        "picture_url": CONTACT.url("photo-edit", contact.pk) if viewer.may_write else "",
        "more_links": card_links(CONTACT, contact.pk),
        "tags": [{"text": word} for word in (*contact.categories, *contact.tags)],
        "phone": facts.dialled(contact.phone),
        "email": contact.email,
        "facts_title": _("Details"),
        "strip": _strip(viewer, contact, activities),
        "next_step": record_page.next_step(upcoming),
        "facts": [
            *facts.side_facts(contact, CONTACT, PARTS, may_write=viewer.may_write),
            *_kept_facts(contact),
        ],
        "cards": linked.cards(linked.deals(ordered, place), linked.upcoming(pending, place, read=upcoming)),
        "log_url": CONTACT.url("log", contact.pk),
        **record_page.stream_context(request, contact, activities, deals_q=Q(contact=contact)),
    }
    return record_page.show(request, CONTACT, contact, context)


def _kept_facts(contact: Contact) -> list[facts.Fact]:
    """What its cards say beside its fields; it is changed where it came from."""
    return [
        facts.Fact(f"kept-{number}", title, conditional_escape(text))
        for number, (title, text) in enumerate(beside(contact.kept))
    ]


def _account_of(contact: Contact) -> dict[str, int]:
    return {"account": contact.account_id} if contact.account_id else {}


def _about(contact: Contact) -> str:
    if contact.account is None:
        return contact.job_title
    link = facts.record_link("directory:account")(contact.account, contact)
    return format_html("{}, {}", contact.job_title, link) if contact.job_title else link


def _strip(viewer: Viewer, contact: Contact, activities: Any) -> list[dict[str, Any]]:
    standing = contact_standing(viewer, contact)
    count = formats.number(standing.open_deals, get_language() or "fr")
    open_deals = f"{count} · {record_page.said_money(standing.open_value)}" if standing.open_deals else "0"
    deals_url = known("deals:deal-list")
    return [
        {
            "label": _("Open deals"),
            "value": open_deals,
            "url": f"{deals_url}?contact={contact.pk}" if deals_url else "",
        },
        {"label": _("Revenue won"), "value": record_page.said_money(standing.revenue)},
        {"label": _("Last exchange"), "value": record_page.last_exchange(activities)},
        {
            "label": pgettext("record", "Owner"),
            "value": contact.owner or "–",
            "person": str(contact.owner or ""),
        },
    ]
