"""Cards of linked records, the same on every record page: contacts, deals, activities, sales, accounts."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from carnet.web import formats
from carnet.web.addresses import known
from carnet.web.facts import Card, card
from carnet.web.record_page import said_day, said_money

Rows = QuerySet[Any]
Place = dict[str, Any]


def cards(*found: Card | None) -> list[Card]:
    """Those whose pages exist; an empty one stays where a record can be added."""
    return [one for one in found if one is not None and (one.count or one.new_url)]


def contacts(rows: Rows, place: Place) -> Card | None:
    """People."""
    return _card(_("Contacts"), rows, "directory:contact", place, _contact)


def accounts(rows: Rows, place: Place, *, title: str) -> Card | None:
    """Companies."""
    return _card(title, rows, "directory:account", place, _account, adds=False)


def deals(rows: Rows, place: Place) -> Card | None:
    """Deals with stage, value and day."""
    return _card(_("Deals"), rows, "deals:deal", place, _deal)


def upcoming(pending: Rows, place: Place, *, read: list[Any]) -> Card | None:
    """What is still to be done, of which the first are `read` already."""
    return _card(_("Coming up"), pending, "deals:activity", place, _activity, read=read)


def sales(rows: Rows, place: Place) -> Card | None:
    """Sales, latest first."""
    return _card(_("Sales"), rows.order_by("-sold_on", "-id"), "sales:sale", place, _sale)


def _card(
    title: str,
    rows: Rows,
    route: str,
    place: Place,
    row: Any,
    *,
    adds: bool = True,
    read: list[Any] | None = None,
) -> Card | None:
    all_url = known(f"{route}-list")
    if not all_url:
        return None
    pairs = urlencode(place)
    new_url = f"{known(f'{route}-new')}?{pairs}" if adds and known(f"{route}-new") else ""
    return card(
        title,
        rows,
        lambda record: {"url": known(route, record.pk), **row(record)},
        all_url=f"{all_url}?{pairs}",
        new_url=new_url,
        read=read,
    )


def _contact(contact: Any) -> dict[str, Any]:
    return {"title": contact, "fact": contact.phone, "state": contact.job_title, "when": ""}


def _account(account: Any) -> dict[str, Any]:
    return {"title": account, "fact": "", "state": account.city, "when": ""}


def _deal(deal: Any) -> dict[str, Any]:
    day = deal.closed_on or deal.expected_close_on
    return {
        "title": deal,
        "fact": said_money(deal.value, deal.currency),
        "state": deal.stage.label,
        "when": formats.day(day) if day else "",
    }


def _activity(activity: Any) -> dict[str, Any]:
    return {
        "title": activity,
        "fact": said_day(activity.starts_at),
        "state": activity.get_kind_display(),
        "when": "",
    }


def _sale(sale: Any) -> dict[str, Any]:
    return {
        "title": sale.product or sale,
        "fact": said_money(sale.amount, sale.currency),
        "state": sale.store or sale.account or "",
        "when": formats.day(sale.sold_on),
    }
