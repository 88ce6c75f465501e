"""The lines of the report of announced sales: a head, their managers, the total; all sums of their parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from carnet.core.money import plain, plain_or_none
from carnet.forecasting.announced.rates import COMPANY, Rate, rate_of


@dataclass(frozen=True, slots=True)
class Sums:
    """What was announced, by what became of it: amounts in minor units, and how many deals each stands for.

    `expected` are the deals waiting that are due by the end of the period; those due today and overdue are
    among them. `paid` and `refused` closed within the period.
    """

    due_today: int = 0
    overdue: int = 0
    expected: int = 0
    paid: int = 0
    refused: int = 0
    due_today_deals: int = 0
    overdue_deals: int = 0
    expected_deals: int = 0
    paid_deals: int = 0
    refused_deals: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, name) + getattr(other, name) for name in SUMS))

    @property
    def announced(self) -> int:
        """How many deals in all."""
        return self.expected_deals + self.paid_deals + self.refused_deals

    def as_json(self) -> dict[str, Any]:
        """As the contract names them; `due_today` and `overdue` are amounts there, like the others."""
        amounts = {name: plain(getattr(self, name)) for name in SUMS[:5]}
        return {"announced": self.announced} | amounts | {name: getattr(self, name) for name in SUMS[5:]}


SUMS = tuple(field.name for field in fields(Sums))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still to come of what is expected, and what that makes with what is paid.

    Both are None where something is expected and no rate is known, neither the group's nor the company's:
    a 0 would say that nothing will come. Where nothing is expected, nothing is to come, rate or not.
    """

    sums: Sums
    still_to_come: int | None

    @property
    def forecast(self) -> int | None:
        """Paid and still to come."""
        return None if self.still_to_come is None else self.sums.paid + self.still_to_come

    def as_json(self) -> dict[str, Any]:
        """The columns every line has."""
        return self.sums.as_json() | {
            "still_to_come": plain_or_none(self.still_to_come),
            "forecast": plain_or_none(self.forecast),
        }


@dataclass(frozen=True, slots=True)
class ManagerLine(Outlook):
    """An agent of a head (`id` is the member's; None is nobody); the rate is the head's."""

    id: int | None
    key: str | None


@dataclass(frozen=True, slots=True)
class HeadLine(Outlook):
    """A head (None: agents without one) with the lines of their managers, whose sums it is."""

    id: int | None
    key: str | None
    rate: Rate | None
    managers: tuple[ManagerLine, ...]

    def as_json(self) -> dict[str, Any]:
        """As the contract names it, unfolding to the managers."""
        rate = rate_json(self.rate)
        below = [
            {"manager": line.key, "id": line.id} | Outlook.as_json(line) | rate for line in self.managers
        ]
        return {"head": self.key, "id": self.id} | Outlook.as_json(self) | rate | {"managers": below}

    def kept(self) -> dict[str, Any]:
        """As a run stores it."""
        return _kept(self) | {
            "rate": self.rate.kept() if self.rate else None,
            "managers": [_kept(line) for line in self.managers],
        }


@dataclass(frozen=True, slots=True)
class TotalLine(Outlook):
    """The sum of the heads' lines; its rate follows from the sums."""

    @property
    def rate(self) -> float | None:
        """Still to come among what is expected; None over nothing."""
        expected = self.sums.expected
        return self.still_to_come / expected if self.still_to_come is not None and expected else None

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return Outlook.as_json(self) | {"rate": self.rate}


def total_of(lines: Iterable[Outlook]) -> TotalLine:
    """The sum of lines; unknown where one of them is."""
    held = list(lines)
    coming = [line.still_to_come for line in held]
    known = None if None in coming else sum(part or 0 for part in coming)
    return TotalLine(sum((line.sums for line in held), Sums()), known)


def rate_json(rate: Rate | None) -> dict[str, Any]:
    """The rate of a line with what it stands on; absent where not even the company has one."""
    if rate is None:
        return dict.fromkeys(("rate", "rate_source", "shrunk_rate", "rate_low", "rate_high")) | {
            "rate_paid": 0,
            "rate_closed": 0,
            "is_few": True,
        }
    return {
        "rate": float(rate.exact),
        "rate_source": rate.source,
        "shrunk_rate": rate.shrunk,
        "rate_low": rate.low,
        "rate_high": rate.high,
        "rate_paid": rate.paid,
        "rate_closed": rate.closed,
        "is_few": rate.is_few,
    }


def head_of(stored: Mapping[str, Any]) -> HeadLine:
    """The line of a head that a run stored."""
    managers = tuple(ManagerLine(**_unkept(line)) for line in stored["managers"])
    return HeadLine(**_unkept(stored) | {"rate": rate_of(stored["rate"]), "managers": managers})


def borrowed(line: HeadLine) -> bool:
    """Whether the rate of a head is the company's."""
    return line.rate is not None and line.rate.source == COMPANY


def _kept(line: ManagerLine | HeadLine) -> dict[str, Any]:
    sums = {name: getattr(line.sums, name) for name in SUMS}
    return {"id": line.id, "key": line.key, "still_to_come": line.still_to_come, "sums": sums}


def _unkept(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {**stored, "sums": Sums(**stored["sums"])}
