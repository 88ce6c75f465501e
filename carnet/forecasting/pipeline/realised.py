"""Measuring realisation rates on the past of the deals, one weekly snapshot after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from carnet.core.period import a_year_before
from carnet.forecasting.arrays import Floats, Integers
from carnet.forecasting.pipeline.exposure import watched_from
from carnet.forecasting.pipeline.history import NEVER, OPEN, WON, History
from carnet.forecasting.realisation import Realisation, Realisations, Share
from carnet.forecasting.reasons import Reason
from carnet.forecasting.shrinkage import shrunk, strength

WEEK = 7
_DIGITS = 6


@dataclass(frozen=True)
class Held:
    """Sums over all snapshots, one position each agent (or head): what was open, and what of it was won."""

    open_value: Floats
    won_value: Floats
    open_deals: Floats
    won_deals: Floats

    def gathered(self, into: Integers, size: int) -> "Held":
        """The same over groups: `into` gives the group of each position."""
        columns = (self.open_value, self.won_value, self.open_deals, self.won_deals)
        gathered: list[Floats] = [np.bincount(into, column, size).astype(float) for column in columns]
        return Held(*gathered)


def realisations(history: History, *, as_of: date, horizon: int) -> Realisations:
    """The rates of the company, every head and every agent, by what was known at the end of `as_of`."""
    days = snapshots(history, as_of=as_of, horizon=horizon)
    if not days:
        short = Reason("short_past", {"horizon": horizon})
        return Realisations(as_of, horizon, 0, None, (), (), short)
    people = history.people
    held = _sums(history, days, as_of.toordinal(), horizon)
    by_head = held.gathered(people.head_of, len(people.heads))
    whole = held.gathered(np.zeros_like(people.head_of), 1)
    count = len(days)
    company = _lines((None,), (None,), whole, whole, count)[0]
    heads = _lines(people.heads, people.head_names, by_head, whole, count)
    agents = _lines(people.agents, people.agent_names, held, whole, count)
    return Realisations(as_of, horizon, count, company, tuple(heads), tuple(agents))


def realisations_until(history: History, *, as_of: date, until_on: date) -> Realisations:
    """The rates over the days that are left of a period, one at least."""
    return realisations(history, as_of=as_of, horizon=max((until_on - as_of).days, 1))


def snapshots(history: History, *, as_of: date, horizon: int) -> list[int]:
    """Days of weekly snapshots, newest first, whose horizon has passed by then.

    They go back 12 months, but not before the first closing that is recorded: what closed earlier than that
    is missing among the deals open then.
    """
    known = history.known_at(as_of.toordinal())
    since = watched_from(known)
    if since is None:
        return []
    first = max(since, a_year_before(as_of).toordinal() + 1)
    return list(range(as_of.toordinal() - horizon, first - 1, -WEEK))


def _sums(history: History, days: Sequence[int], today: int, horizon: int) -> Held:
    won_on, won_value = _outcomes(history, today)
    size = len(history.people.agents)
    sums = np.zeros((4, size))
    for day in days:
        known = history.known_at(day)
        is_open = known.kind == OPEN
        deal, agent, value = known.deal[is_open], known.agent[is_open], known.value[is_open]
        is_won = (won_on[deal] > day) & (won_on[deal] <= day + horizon)
        sums[0] += np.bincount(agent, weights=value, minlength=size)
        sums[1] += np.bincount(agent[is_won], weights=won_value[deal[is_won]], minlength=size)
        sums[2] += np.bincount(agent, minlength=size)
        sums[3] += np.bincount(agent[is_won], minlength=size)
    return Held(*sums)


def _outcomes(history: History, today: int) -> tuple[Integers, Integers]:
    """When each deal of the history was won, and for how much, as known today."""
    known = history.known_at(today)
    is_won = known.kind == WON
    won_on = np.full(len(history.ids), NEVER, dtype=np.int64)
    won_value = np.zeros(len(history.ids), dtype=np.int64)
    won_on[known.deal[is_won]] = known.since_on[is_won]
    won_value[known.deal[is_won]] = known.value[is_won]
    return won_on, won_value


def _lines(
    ids: Sequence[int | None], names: Sequence[str | None], held: Held, whole: Held, count: int
) -> list[Realisation]:
    """A line for everyone who had anything open."""
    usual = held.open_deals / count
    by_value = _shares(usual, held.won_value, held.open_value, whole.won_value, whole.open_value)
    by_count = _shares(usual, held.won_deals, held.open_deals, whole.won_deals, whole.open_deals)
    return [
        Realisation(pk, name, round(float(usual[at]), 2), by_value[at], by_count[at])
        for at, (pk, name) in enumerate(zip(ids, names, strict=True))
        if held.open_deals[at] or len(ids) == 1
    ]


def _shares(usual: Floats, won: Floats, held: Floats, all_won: Floats, all_held: Floats) -> list[Share]:
    rate = _rate(float(all_won[0]), float(all_held[0])) or 0.0
    own = [_rate(float(part), float(of)) for part, of in zip(won, held, strict=True)]
    cases = [(float(n), float(n) * _within(share)) for n, share in zip(usual, own, strict=True)]
    pull = strength(
        [case for case, share in zip(cases, own, strict=True) if share is not None], _within(rate)
    )
    return [
        _share(n if share is not None else 0.0, w, share, _within(rate), pull)
        for (n, w), share in zip(cases, own, strict=True)
    ]


def _share(n: float, w: float, own: float | None, rate: float, pull: float) -> Share:
    drawn = shrunk(n, w, rate=rate, strength=pull)
    return Share(
        own=None if own is None else round(own, _DIGITS),
        shrunk=round(drawn.rate, _DIGITS),
        low=round(drawn.low, _DIGITS),
        high=round(drawn.high, _DIGITS),
        is_few=drawn.is_few,
    )


def _rate(won: float, held: float) -> float | None:
    return won / held if held > 0 else None


def _within(rate: float | None) -> float:
    """Deals won for more than was announced make a rate above 1, which no Beta distribution has."""
    return min(max(rate or 0.0, 0.0), 1.0)
