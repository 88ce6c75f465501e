"""The kinds of records that leave Carnet: who sees which, as what object, in which columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from carnet.catalogue import queries as catalogue
from carnet.deals import queries as deals
from carnet.deals.models import Activity, Deal
from carnet.directory import queries as directory
from carnet.identity import queries as identity
from carnet.identity.visibility import Viewer
from carnet.interchange.records.catalogue import product_json, store_json
from carnet.interchange.records.deals import activity_json, deal_json, line_json
from carnet.interchange.records.directory import account_json, contact_json
from carnet.interchange.records.people import agent_json
from carnet.interchange.records.sales import sale_json
from carnet.interchange.records.shown import Shown
from carnet.sales import queries as sales

_STAMPS = ("created_at", "updated_at", "version")


@dataclass(frozen=True)
class RecordKind:
    """One kind: `rows` are what a viewer may open, `shown` their object of the API, `columns` its table.

    A column holds what the object has under its name, unless `told` says it otherwise of the record: where
    a name is no way to find it again.
    """

    name: str
    rows: Callable[[Viewer], QuerySet[Any]]
    shown: Callable[[Any, Viewer], Shown]
    columns: tuple[str, ...]
    told: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


def _kind(
    name: str,
    rows: Callable[[Viewer], QuerySet[Any]],
    shown: Callable[[Any, Viewer], Shown],
    columns: str,
    **told: Callable[[Any], Any],
) -> RecordKind:
    return RecordKind(name, rows, shown, ("id", *columns.split(), *_STAMPS), told)


def _lines(deal: Deal) -> list[Shown]:
    """What was agreed, line by line; the list price is the catalogue's."""
    return [
        {**line_json(line), "product": line.product.reference or line.product.name}
        for line in deal.lines.all()
    ]


def _deal(activity: Activity) -> str:
    """Deals of one name are many."""
    return activity.deal.reference if activity.deal else ""


_ALL = (
    _kind(
        "accounts",
        directory.visible_accounts,
        account_json,
        "name kind sector website email phone street postal_code city region country siren vat_number"
        " employees annual_revenue founded_year parent owner source tags note is_private",
    ),
    _kind(
        "contacts",
        directory.visible_contacts,
        contact_json,
        "prefix first_name middle_name last_name suffix nickname job_title account emails phones addresses"
        " urls birthday categories note uid maturity source owner tags is_private",
    ),
    _kind(
        "deals",
        deals.deal_rows,
        deal_json,
        "reference name account contact pipeline stage stage_kind amount closed_amount list_amount value"
        " probability engaged_on expected_close_on closed_on lost_reason source is_new_customer agent team"
        " manager office lines next_step tags note",
        lines=_lines,
    ),
    _kind(
        "activities",
        deals.visible_activities,
        activity_json,
        "kind direction nature subject status starts_at ends_at done_at account contact deal owner note",
        deal=_deal,
    ),
    _kind(
        "products",
        catalogue.visible_products,
        product_json,
        "reference name category list_price stock is_active",
    ),
    _kind(
        "stores",
        catalogue.visible_stores,
        store_json,
        "reference name address postal_code city region employees",
    ),
    _kind(
        "sales",
        sales.visible_sales,
        sale_json,
        "reference sold_on product store account owner quantity amount",
    ),
    _kind("agents", identity.visible_agents, agent_json, "name team manager office user is_active"),
)

RECORD_KINDS = {kind.name: kind for kind in _ALL}
"""By the name of their list."""
