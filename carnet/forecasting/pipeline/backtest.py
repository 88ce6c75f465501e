"""How the methods would have done on the data at hand: cuts of the past, each with what was known then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from carnet.forecasting.arrays import Flags, Floats, Integers
from carnet.forecasting.models import FORECAST
from carnet.forecasting.pipeline.history import LOST, OPEN, WON, History, Known
from carnet.forecasting.pipeline.interval import bounds
from carnet.forecasting.pipeline.levels import levels
from carnet.forecasting.pipeline.outlook import Outlook, Window, chances_of, outlook
from carnet.forecasting.pipeline.replays import Corrected, corrected, won_between
from carnet.forecasting.spans import Span, finished, span_of

STEP, CUTS = 10, 9


@dataclass(frozen=True)
class Cut:
    """What each method said at the end of a day of the rest of a quarter, and what came of it.

    `chances` are those of the open deals, of which those in `won` were won; `revenue` and `actual` are by
    agent; `within` says by level which groups ended within the interval of the forecast.
    """

    day: date
    until: date
    won: Flags
    actual: Floats
    chances: Mapping[str, Floats]
    revenue: Mapping[str, Floats]
    within: tuple[Flags, ...]


def look_back(history: History, *, on: date) -> list[Cut]:
    """Every cut of the past with what was known at its end; `on` is the last day known now."""
    return [
        _cut(history, day, quarter) for quarter in quarters_of(history, on=on) for day in days_of(quarter)
    ]


def quarters_of(history: History, *, on: date) -> list[Span]:
    """The last two quarters that are over and in or before which deals closed."""
    known = history.known_at(on.toordinal())
    closed = known.since_on[known.kind != OPEN]
    if not len(closed):
        return []
    last = span_of("quarter", date.fromordinal(int(closed.max())))
    return finished("quarter", by=min(last[1], on), count=2)


def days_of(quarter: Span) -> list[date]:
    """Every tenth day, from the evening before the quarter."""
    return [quarter[0] + timedelta(days=STEP * at - 1) for at in range(CUTS)]


def _cut(history: History, on: date, quarter: Span) -> Cut:
    day, until = on.toordinal(), quarter[1].toordinal()
    said = outlook(history, day, Window(until - day))
    told = corrected(history, said, period_days=(quarter[1] - quarter[0]).days + 1)
    final = history.known_at(until)
    actual = won_between(history, final, day, until)
    chances = _chances(history, said)
    return Cut(
        day=on,
        until=quarter[1],
        won=_won(final, said.known.deal[said.open_deals]),
        actual=actual,
        chances=chances,
        revenue=_revenue(said, chances) | {FORECAST: told.expected},
        within=tuple(_within(level.sums, told, actual) for level in levels(history.people)),
    )


def _won(final: Known, deals: Integers) -> Flags:
    """Which of these deals were won in the end; both stand in the order of the history."""
    won: Flags = final.kind[np.searchsorted(final.deal, deals)] == WON
    return won


def _chances(history: History, said: Outlook) -> dict[str, Floats]:
    """Of each open deal: what people gave its stage, the share of closed deals won, and by hazards."""
    known, deals = said.known, said.open_deals
    stages = [history.stage_chances.get(stage, 0.0) for stage in known.stage[deals].tolist()]
    won, lost = int((known.kind == WON).sum()), int((known.kind == LOST).sum())
    plain = {"stage": np.array(stages), "win_rate": np.full(len(deals), won / max(won + lost, 1))}
    if said.model is None:
        return plain
    by_age = replace(said.model, months=None, factors={}, stages={})
    return plain | {
        "life_table": chances_of(by_age, known, deals, said.window.days),
        "bottom_up": said.chance,
        FORECAST: said.chance,
    }


def _revenue(said: Outlook, chances: Mapping[str, Floats]) -> dict[str, Floats]:
    """By agent: the amount of each open deal weighed, deals with new ones, the plain run-rate."""
    agent, amount = said.known.agent[said.open_deals], said.known.announced[said.open_deals]
    agents = len(said.run_rate)
    weighed: dict[str, Floats] = {
        name: np.bincount(agent, chances[name] * amount, agents).astype(float)
        for name in ("stage", "win_rate")
    }
    return weighed | {"bottom_up": said.bottom_up, "run_rate": said.rate.plain * said.window.days}


def _within(sums: Callable[[Floats], Floats], told: Corrected, actual: Floats) -> Flags:
    """Of the groups of which anything was expected, those that ended between the bounds."""
    expected = sums(told.expected)
    low, high = bounds(expected, told.said.rate.size, told.missed(sums))
    found = sums(actual)
    return ((low <= found) & (found <= high))[expected > 0]
