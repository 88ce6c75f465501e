"""The dictionary of measures, as data: what each number is, in words and in columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Round
from django.utils.translation import gettext_lazy as _

from carnet.core.money import plain
from carnet.deals.models import OPEN_KINDS
from carnet.metrics.dimensions import Label
from carnet.metrics.facts import ACCOUNTS, ACTIVITIES, BEGUN, DEAL_VALUE, DEALS, SALES, DayNumber

MONEY, COUNT, RATIO, DAYS, QUANTITY = "money", "count", "ratio", "days", "quantity"
Value = int | float | Decimal | None
Parts = Mapping[Any, tuple[int, int]]
Tally = tuple[int | Fraction, int]
Fold = Callable[[Parts], Tally]


def summed(parts: Parts) -> Tally:
    """The sums of both parts: how most measures fold."""
    return sum(total for total, _over in parts.values()), sum(over for _total, over in parts.values())


@dataclass(frozen=True, slots=True)
class Measure:
    """A number over a set of facts: `total`, or `total` / `over`; only sums and counts are added up.

    `per` keeps the rows of another column apart until `fold` makes one pair of them.
    """

    key: str
    label: Label
    definition: Label
    unit: str
    fact: str
    total: Combinable
    over: Combinable | None = None
    per: str | Combinable = ""
    fold: Fold = summed
    is_mean: bool = False
    better: str = "up"
    decimals: int = 0

    def value(self, parts: Parts) -> Value:
        """The number; None where an average has nothing to stand on."""
        total, over = self.fold(parts)
        if not self.is_mean:
            return self._scaled(Fraction(total))
        return self._scaled(Fraction(total) / over) if over else None

    def as_json(self, value: Value) -> str | int | float | None:
        """Amounts as text with two decimals, the rest as numbers."""
        if value is None:
            return None
        if self.unit == MONEY:
            return plain(int(value))
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return value

    def _scaled(self, exact: Fraction) -> Value:
        if self.unit in (MONEY, COUNT):
            return round(exact)
        if self.unit == QUANTITY:
            return Decimal(round(exact)) / 1000
        return float(exact)


WON, LOST = Q(stage_kind="won"), Q(stage_kind="lost")
OPEN = Q(stage_kind__in=OPEN_KINDS)


def _deals(where: Q | None = None) -> Combinable:
    return Count("pk", filter=where)


def _value(where: Q) -> Combinable:
    return Sum(DEAL_VALUE, filter=where)


def _distinct(parts: Parts) -> Tally:
    """How many of them have at least one; those without a name are nobody."""
    return sum(1 for per, (total, _over) in parts.items() if per is not None and total > 0), 0


def _repeated(parts: Parts) -> Tally:
    bought = [total for per, (total, _over) in parts.items() if per is not None and total > 0]
    return sum(1 for total in bought if total > 1), len(bought)


def _weighted(parts: Parts) -> Tally:
    """Probabilities are decimals as people wrote them: 0.1 weighs a tenth, exactly."""
    return sum(
        (Fraction(str(chance or 0)) * total for chance, (total, _over) in parts.items()), Fraction(0)
    ), 0


def _per_product(parts: Parts) -> Tally:
    return summed(parts)[0], sum(1 for product, (_total, won) in parts.items() if product is not None and won)


def _tickets(parts: Parts) -> Tally:
    """Distinct references; a line without one is a ticket of its own."""
    named = sum(1 for reference, (_total, lines) in parts.items() if reference and lines)
    unnamed = sum(lines for reference, (_total, lines) in parts.items() if not reference)
    return named + unnamed, 0


def _per_ticket(parts: Parts) -> Tally:
    return summed(parts)[0], int(_tickets(parts)[0])


_LINES = Count("pk")
_ALL = (
    Measure("deals", _("Deals"), _("Number of deals, every stage."), COUNT, DEALS, _deals()),
    Measure("won_sales", _("Deals won"), _("Number of deals won."), COUNT, DEALS, _deals(WON)),
    Measure(
        "lost_sales", _("Deals lost"), _("Number of deals lost."), COUNT, DEALS, _deals(LOST), better="down"
    ),
    Measure(
        "engaging_sales",
        _("Deals engaged"),
        _("Number of open deals being negotiated."),
        COUNT,
        DEALS,
        _deals(Q(stage_kind="engaging")),
    ),
    Measure(
        "prospecting_sales",
        _("Deals prospected"),
        _("Number of open deals not yet engaged."),
        COUNT,
        DEALS,
        _deals(Q(stage_kind="prospecting")),
    ),
    Measure("open_sales", _("Open deals"), _("Deals neither won nor lost."), COUNT, DEALS, _deals(OPEN)),
    Measure(
        "revenue", _("Revenue"), _("Sum of the closed amounts of the deals won."), MONEY, DEALS, _value(WON)
    ),
    Measure(
        "lost_value",
        _("Value lost"),
        _("Sum of the values of the deals lost: what would have been earned."),
        MONEY,
        DEALS,
        _value(LOST),
        better="down",
    ),
    Measure(
        "engaging_value",
        _("Value engaged"),
        _("Sum of the values of the open deals being negotiated."),
        MONEY,
        DEALS,
        _value(Q(stage_kind="engaging")),
    ),
    Measure(
        "prospecting_value",
        _("Value prospected"),
        _("Sum of the values of the open deals not yet engaged."),
        MONEY,
        DEALS,
        _value(Q(stage_kind="prospecting")),
    ),
    Measure(
        "open_value",
        _("Open value"),
        _("Sum of the values of the open deals: what may still be earned."),
        MONEY,
        DEALS,
        _value(OPEN),
    ),
    Measure(
        "weighted_open_value",
        _("Weighted open value"),
        _("Each open deal's value times its own probability, else its stage's."),
        MONEY,
        DEALS,
        _value(OPEN),
        per=Coalesce(F("probability"), F("stage__probability")),
        fold=_weighted,
    ),
    Measure(
        "win_rate",
        _("Win rate"),
        _("Deals won among the deals closed."),
        RATIO,
        DEALS,
        _deals(WON),
        over=_deals(WON | LOST),
        is_mean=True,
        decimals=1,
    ),
    Measure(
        "average_revenue",
        _("Revenue per deal won"),
        _("Revenue divided by the number of deals won."),
        MONEY,
        DEALS,
        _value(WON),
        over=_deals(WON),
        is_mean=True,
    ),
    Measure(
        "revenue_per_product",
        _("Revenue per product sold"),
        _("Revenue divided by the number of products with at least one deal won."),
        MONEY,
        DEALS,
        _value(WON),
        over=_deals(WON),
        per="product",
        fold=_per_product,
        is_mean=True,
    ),
    Measure(
        "products_sold",
        _("Products sold"),
        _("Number of products with at least one deal won."),
        COUNT,
        DEALS,
        _deals(WON),
        per="product",
        fold=_distinct,
    ),
    Measure(
        "sales_cycle_days",
        _("Sales cycle"),
        _("Mean number of days from engaged to closed, over the deals won."),
        DAYS,
        DEALS,
        Sum(DayNumber("closed_on") - DayNumber("engaged_on"), filter=WON),
        over=_deals(WON & Q(engaged_on__isnull=False)),
        is_mean=True,
        better="down",
    ),
    Measure(
        "average_discount",
        _("Average discount"),
        _("What the deals won were closed below their list amount, as a share of it."),
        RATIO,
        DEALS,
        Sum(F("list_amount") - F("closed_amount"), filter=WON & Q(list_amount__gt=0)),
        over=Sum("list_amount", filter=WON & Q(list_amount__gt=0)),
        is_mean=True,
        better="down",
        decimals=1,
    ),
    Measure(
        "new_deals",
        _("New deals"),
        _("Deals begun in the period: engaged or entered, whichever came first."),
        COUNT,
        BEGUN,
        _deals(),
    ),
    Measure(
        "active_accounts",
        _("Active accounts"),
        _("Accounts with at least one deal won."),
        COUNT,
        DEALS,
        _deals(WON),
        per="account",
        fold=_distinct,
    ),
    Measure(
        "repeat_rate",
        _("Repeat rate"),
        _("Accounts with two deals won or more, among those with at least one."),
        RATIO,
        DEALS,
        _deals(WON),
        per="account",
        fold=_repeated,
        is_mean=True,
        decimals=1,
    ),
    Measure(
        "activities_done",
        _("Activities done"),
        _("Number of activities done, on the day they were done."),
        COUNT,
        ACTIVITIES,
        Count("pk"),
    ),
    Measure(
        "accounts_created",
        _("Accounts created"),
        _("Number of accounts, on the day they were entered."),
        COUNT,
        ACCOUNTS,
        Count("pk"),
    ),
    Measure(
        "sales_revenue",
        _("Store revenue"),
        _("Sum of the amounts of the lines of sale."),
        MONEY,
        SALES,
        Sum("amount"),
    ),
    Measure(
        "sales_quantity",
        _("Quantity sold"),
        _("Sum of the quantities of the lines of sale."),
        QUANTITY,
        SALES,
        # Counted in thousandths: SQLite keeps decimals as floats, whose sums drift.
        Sum(Cast(Round(F("quantity") * 1000), BigIntegerField())),
    ),
    Measure("sales_lines", _("Lines of sale"), _("Number of lines of sale."), COUNT, SALES, _LINES),
    Measure(
        "tickets",
        _("Tickets"),
        _("Distinct references; a line of sale without one counts as a ticket."),
        COUNT,
        SALES,
        _LINES,
        over=_LINES,
        per="reference",
        fold=_tickets,
    ),
    Measure(
        "average_ticket",
        _("Average ticket"),
        _("Store revenue divided by the number of tickets."),
        MONEY,
        SALES,
        Sum("amount"),
        over=_LINES,
        per="reference",
        fold=_per_ticket,
        is_mean=True,
    ),
)
MEASURES = {measure.key: measure for measure in _ALL}
