"""What was won this month, beside the whole month before."""

from dataclasses import dataclass
from datetime import date, timedelta

from carnet.core.period import Period, month_of
from carnet.identity.visibility import Viewer
from carnet.metrics.filters import Filters
from carnet.metrics.query import query
from carnet.web.today.scopes import Scope


@dataclass(frozen=True, slots=True)
class Month:
    """Revenue won since the first of the month, and in the month before."""

    on: date
    revenue: int
    sales: int
    days_left: int
    before: date
    revenue_before: int
    link: str

    @property
    def share(self) -> float | None:
        """This month as a share of the month before; None where that brought nothing."""
        return self.revenue / self.revenue_before if self.revenue_before > 0 else None


def won_in_month(viewer: Viewer, scope: Scope, *, on: date) -> Month:
    """The month's revenue so far, of the members of a scope."""
    this = month_of(on)
    assert this.start is not None and this.end is not None  # noqa: PT018, S101  # a month has both ends
    before = month_of(this.start - timedelta(days=1))
    both = _won(viewer, scope, Period(before.start, this.end))
    revenue, sales = both.get(f"{this.start:%Y-%m}", (0, 0))
    return Month(
        on=on,
        revenue=revenue,
        sales=sales,
        days_left=(this.end - on).days,
        before=this.start - timedelta(days=1),
        revenue_before=both.get(f"{before.start:%Y-%m}", (0, 0))[0],
        link=_filters(viewer, scope, this).as_query(stage_kind="won"),
    )


def _won(viewer: Viewer, scope: Scope, period: Period) -> dict[str | None, tuple[int, int]]:
    """Revenue and number of the deals won in each month."""
    rows = query(viewer, ("revenue", "won_sales"), "month", _filters(viewer, scope, period))
    return {row.key: (int(row.values[0] or 0), int(row.values[1] or 0)) for row in rows}


def _filters(viewer: Viewer, scope: Scope, period: Period) -> Filters:
    raw = {"from": [str(period.start)], "to": [str(period.end)]}
    if scope.members is not None:
        raw["agent"] = [str(member) for member in scope.members]
    return Filters.parse(viewer, raw)
