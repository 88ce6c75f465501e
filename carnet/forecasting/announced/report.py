"""The report of announced sales for a period, as known at the end of a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.announced.lines import HeadLine, ManagerLine, TotalLine, head_of, total_of
from carnet.forecasting.announced.rates import Rate, rate_of
from carnet.forecasting.reasons import Reason, reason_of


@dataclass(frozen=True, slots=True)
class AnnouncedReport:
    """One line per head, unfolding to managers, and their total; `reason` says why there is no rate."""

    asked: Asked
    rows: tuple[HeadLine, ...]
    company_rate: Rate | None
    reason: Reason | None = None

    @property
    def total(self) -> TotalLine:
        """The sum of the lines, whichever of them there are."""
        return total_of(self.rows)

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return self.asked.as_json() | {
            "rows": [row.as_json() for row in self.rows],
            "total": self.total.as_json(),
            "company_rate": float(self.company_rate.exact) if self.company_rate else None,
            "reason": str(self.reason) if self.reason else None,
        }

    def kept(self) -> dict[str, Any]:
        """As a run stores it: the lines, without the single deals."""
        return self.asked.as_json() | {
            "rows": [row.kept() for row in self.rows],
            "company_rate": self.company_rate.kept() if self.company_rate else None,
            "reason": self.reason.as_json() if self.reason else None,
        }

    def seen_by(self, agents: Collection[int | None]) -> "AnnouncedReport":
        """What is left for someone who may see these agents: lines and total are sums of what they see."""
        narrowed = (_narrowed(row, agents) for row in self.rows)
        return replace(self, rows=tuple(row for row in narrowed if row.managers))


def report_of(stored: Mapping[str, Any]) -> AnnouncedReport:
    """The report a run stored."""
    asked = Asked(*(date.fromisoformat(stored[name]) for name in ("from", "to", "as_of")))
    return AnnouncedReport(
        asked=asked,
        rows=tuple(head_of(row) for row in stored["rows"]),
        company_rate=rate_of(stored["company_rate"]),
        reason=reason_of(stored["reason"]),
    )


def _narrowed(row: HeadLine, agents: Collection[int | None]) -> HeadLine:
    managers: tuple[ManagerLine, ...] = tuple(line for line in row.managers if line.id in agents)
    sums = total_of(managers)
    return replace(row, managers=managers, sums=sums.sums, still_to_come=sums.still_to_come)
