"""Files known by their exact headers, whose columns mean what their words alone would not say."""

from dataclasses import dataclass, field
from decimal import Decimal

from carnet.core.text import match_key

CRM_SALES = "crm-sales"
SUPERSTORE = "superstore"


@dataclass(frozen=True)
class KnownFile:
    """A file of a known set: the field under each header; `scale` multiplies what a column counts in."""

    set_name: str
    kind: str
    fields: dict[str, str]
    scale: dict[str, Decimal] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    """The headers that make it this file; the others may be missing."""

    def explains(self, keys: frozenset[str]) -> bool:
        """Whether the headers (as match keys) are this file's."""
        return keys.issuperset(self.needs or self.by_key())

    def by_key(self) -> dict[str, str]:
        """Match key of a header -> field."""
        return {match_key(header): name for header, name in self.fields.items()}


KNOWN_FILES = (
    KnownFile(
        CRM_SALES,
        "accounts",
        {
            "account": "name",
            "sector": "sector",
            "year_established": "founded_year",
            "revenue": "annual_revenue",
            "employees": "employees",
            "office_location": "country",
            "subsidiary_of": "parent",
        },
        scale={"annual_revenue": Decimal(1_000_000)},
        needs=frozenset({"account", "officelocation"}),
    ),
    KnownFile(
        CRM_SALES,
        "products",
        {"product": "name", "series": "category", "sales_price": "list_price"},
        needs=frozenset({"product", "series"}),
    ),
    KnownFile(
        CRM_SALES,
        "agents",
        {"sales_agent": "name", "manager": "manager", "regional_office": "office"},
        needs=frozenset({"salesagent", "regionaloffice"}),
    ),
    KnownFile(
        CRM_SALES,
        "deals",
        {
            "opportunity_id": "reference",
            "sales_agent": "agent",
            "product": "product",
            "account": "account",
            "deal_stage": "stage",
            "engage_date": "engaged_on",
            "close_date": "closed_on",
            "close_value": "closed_amount",
        },
        needs=frozenset({"opportunityid", "salesagent"}),
    ),
    KnownFile(
        SUPERSTORE,
        "sales",
        {
            "Order ID": "reference",
            "Order Date": "sold_on",
            "Product ID": "product",
            "Sales": "amount",
            "Quantity": "quantity",
        },
    ),
    KnownFile(
        SUPERSTORE,
        "products",
        {"Product ID": "reference", "Product Name": "name", "Category": "category"},
        needs=frozenset({"orderid", "productid", "productname"}),
    ),
)
"""Where two explain the same headers, the first is what the file is taken for unless its kind is told."""
