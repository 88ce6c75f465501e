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
    signs: str
    """Headers few other files have, as match keys; `least` of them make it this one, so some may lack."""
    least: int
    scale: dict[str, Decimal] = field(default_factory=dict)

    def explains(self, keys: frozenset[str]) -> bool:
        """Whether the headers (as match keys) are this file's."""
        return len(keys.intersection(self.signs.split())) >= self.least

    def by_key(self) -> dict[str, str]:
        """Match key of a header -> field."""
        return {match_key(header): name for header, name in self.fields.items()}


_ORDER_LINES = "rowid orderid shipmode customerid productid subcategory"

KNOWN_FILES = (
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
        signs="opportunityid salesagent dealstage engagedate closedate closevalue",
        least=3,
    ),
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
        signs="account yearestablished officelocation subsidiaryof",
        least=2,
        scale={"annual_revenue": Decimal(1_000_000)},
    ),
    KnownFile(
        CRM_SALES,
        "products",
        {"product": "name", "series": "category", "sales_price": "list_price"},
        signs="product series salesprice",
        least=2,
    ),
    KnownFile(
        CRM_SALES,
        "agents",
        {"sales_agent": "name", "manager": "manager", "regional_office": "office"},
        signs="salesagent manager regionaloffice",
        least=2,
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
        signs=_ORDER_LINES,
        least=4,
    ),
    KnownFile(
        SUPERSTORE,
        "products",
        {"Product ID": "reference", "Product Name": "name", "Category": "category"},
        signs=_ORDER_LINES,
        least=4,
    ),
)
"""Where two explain the same headers, the first is what the file is taken for unless its kind is told."""
