"""The tables figures are counted over: which records a viewer counts, and on which day each one falls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Func, IntegerField, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least, TruncDate

from carnet.deals.models import OCCURRED_ON, VALUE, ActivityStatus
from carnet.deals.queries import visible_activities, visible_deals
from carnet.directory.queries import visible_accounts
from carnet.identity.queries import company_zone
from carnet.identity.visibility import Viewer
from carnet.sales.queries import visible_sales

Records = QuerySet[Any]
DEAL_VALUE = ExpressionWrapper(VALUE, output_field=BigIntegerField())
DEALS, BEGUN, SALES, ACTIVITIES, ACCOUNTS = "deals", "begun", "sales", "activities", "accounts"


@dataclass(frozen=True, slots=True)
class Fact:
    """A table of facts; `day` gives the expression of the company's day a record falls on."""

    key: str
    visible: Callable[[Viewer], Records]
    day: Callable[[], Combinable]


def _done_activities(viewer: Viewer) -> Records:
    return visible_activities(viewer).filter(status=ActivityStatus.DONE)


FACTS = {
    fact.key: fact
    for fact in (
        # Spelt out, not F("occurred_on"): only so does SQLite answer from the index alone.
        Fact(DEALS, visible_deals, lambda: OCCURRED_ON),
        # The same deals by the day they began; Least of a NULL is NULL on SQLite, hence Coalesce.
        Fact(BEGUN, visible_deals, lambda: Least(Coalesce("engaged_on", "created_on"), "created_on")),
        Fact(SALES, visible_sales, lambda: F("sold_on")),
        Fact(ACTIVITIES, _done_activities, lambda: TruncDate("done_at", tzinfo=company_zone())),
        Fact(ACCOUNTS, visible_accounts, lambda: TruncDate("created_at", tzinfo=company_zone())),
    )
}


class DayNumber(Func):
    """A day as an integer, so that both engines subtract days alike."""

    output_field = IntegerField()
    template = "(%(expressions)s - DATE '0001-01-01')"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps days as text."""
        template = "CAST(JULIANDAY(%(expressions)s) - 1721425.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)
