"""How long each deal was watched while it could close: what hazards are counted on."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from carnet.forecasting.arrays import Flags, Floats, Integers
from carnet.forecasting.pipeline.history import OPEN, Known

NO_STAGE = -2
"""No id of a stage, and not the one that stands for stages nobody dated."""


@dataclass(frozen=True)
class Spells:
    """Deals under watch from age `first` to age `last` in days, both included; closed as `kind` on the last.

    `opened_on` turns an age back into a day; factors are positions of the history. Of stays in stages, the
    age is that of the stay, `moved_to` the stage that follows it, else `NO_STAGE`; `is_first` marks
    that in which the deal began, `reached` is the age of the deal at its beginning.
    """

    opened_on: Integers
    first: Integers
    last: Integers
    kind: Integers
    head: Integers
    agent: Integers
    product: Integers
    stage: Integers
    moved_to: Integers
    is_first: Flags
    reached: Integers

    def those(self, chosen: Flags) -> "Spells":
        """Only the chosen ones."""
        at = np.flatnonzero(chosen)
        return replace(self, **{name: getattr(self, name)[at] for name in self.__dataclass_fields__})


def watched_from(known: Known) -> int | None:
    """The first day on which a closing is recorded: before it, deals that had closed left no trace."""
    closed = known.since_on[known.kind != OPEN]
    return int(closed.min()) if len(closed) else None


def spells(known: Known, since: int) -> Spells:
    """The deals watched from `since` to the day known; those whose age nobody told are left out."""
    end = np.where(known.kind == OPEN, known.day, known.since_on)
    told = Spells(
        opened_on=known.opened_on,
        first=np.maximum(since - known.opened_on, 0),
        last=end - known.opened_on,
        kind=known.kind,
        head=known.head,
        agent=known.agent,
        product=known.product,
        stage=known.stage,
        moved_to=np.full(len(end), NO_STAGE),
        is_first=np.ones(len(end), dtype=bool),
        reached=np.zeros(len(end), dtype=np.int64),
    )
    return told.those(known.has_age & (told.last >= told.first))


def days_at_risk(watched: Spells, ages: int) -> Floats:
    """How many deal-days were watched at each age below `ages`."""
    begun = np.bincount(watched.first, minlength=ages + 1)
    ended = np.bincount(watched.last + 1, minlength=ages + 1)
    return np.cumsum(begun - ended)[:ages].astype(float)


def months_of_quarter(first: int, last: int) -> Integers:
    """0, 1 or 2 for each day from the ordinal `first` to `last`."""
    epoch = 719_163  # 1970-01-01
    days = np.arange(first - epoch, last - epoch + 1).astype("datetime64[D]")
    return days.astype("datetime64[M]").astype(np.int64) % 3


def months_between(first: int, last: int) -> list[tuple[int, int, int]]:
    """Each month touched: its place in the quarter (0 to 2), its first and last day within the bounds."""
    months = months_of_quarter(first, last)
    begins = np.flatnonzero(np.diff(months, prepend=-1))
    ends = np.append(begins[1:], len(months)) - 1
    return [(int(months[a]), first + int(a), first + int(b)) for a, b in zip(begins, ends, strict=True)]


def full_quarters(first: int, last: int) -> int:
    """How many whole quarters lie between two days, both included."""
    # The quarter of the day before, plus one, is the first that begins on or after `first`.
    return max(_quarter(last + 1) - _quarter(first - 1) - 1, 0)


def _quarter(day: int) -> int:
    on = date.fromordinal(day)
    return on.year * 4 + (on.month - 1) // 3
