"""From figures by agent to the lines of the company, its heads and its agents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from carnet.forecasting.arrays import Flags, Integers
from carnet.forecasting.pipeline.hazards import NEEDED
from carnet.forecasting.pipeline.history import OPEN, WON, Known, People
from carnet.forecasting.pipeline.interval import bounds
from carnet.forecasting.pipeline.levels import Grouping, cents, levels
from carnet.forecasting.pipeline.lines import Line
from carnet.forecasting.pipeline.replays import Corrected
from carnet.forecasting.reasons import Reason

Columns = Mapping[str, Integers]
_COUNTED = (
    "won_so_far won_deals closed_deals open_deals open_value sleeping_deals sleeping_value run_rate"
).split()


@dataclass(frozen=True)
class Lines:
    """The three levels."""

    company: Line
    managers: tuple[Line, ...]
    agents: tuple[Line, ...]


def lines_of(people: People, told: Corrected, *, since: int) -> Lines:
    """A line for the company, and one for everybody who had a deal by the day known."""
    columns = _counted(told, since, len(people.agents)) | _expected(told)
    company, managers, agents = (_lines(level, columns, told) for level in levels(people))
    return Lines(company[0], _shown(managers), _shown(agents))


def _shown(lines: list[Line]) -> tuple[Line, ...]:
    """Those who have deals, and last the deals of nobody."""
    having = [line for line in lines if line.open_deals or line.closed_deals]
    return tuple(sorted(having, key=lambda line: line.id is None))


def _counted(told: Corrected, since: int, agents: int) -> dict[str, Integers]:
    """What is known: exact sums and counts by agent."""
    known = told.said.known
    is_open, asleep = known.kind == OPEN, told.said.asleep
    won = (known.kind == WON) & (known.since_on >= since)
    ones = np.ones(len(known.deal), dtype=np.int64)
    chosen = {
        "won_so_far": (won, known.value),
        "won_deals": (won, ones),
        "closed_deals": (~is_open, ones),
        "open_deals": (is_open, ones),
        "open_value": (is_open, known.announced),
        "sleeping_deals": (asleep, ones),
        "sleeping_value": (asleep, known.announced),
    }
    return {name: _sums(known, those, amounts, agents) for name, (those, amounts) in chosen.items()}


def _sums(known: Known, those: Flags, amounts: Integers, agents: int) -> Integers:
    """Whole numbers added up as such: the weights of a bincount would be floats."""
    total = np.zeros(agents, dtype=np.int64)
    np.add.at(total, known.agent[those], amounts[those])
    return total


def _expected(told: Corrected) -> dict[str, Integers]:
    """What each method expects beyond it, in cents shared out among the agents."""
    return {
        "pipeline": cents(told.said.pipeline * told.bias),
        "new_business": cents(told.said.new_business * told.bias),
        "run_rate": cents(told.said.run_rate),
        "expected": cents(told.expected),
    }


def _lines(level: Grouping, columns: Columns, told: Corrected) -> list[Line]:
    figures = {name: level.sums(column) for name, column in columns.items()}
    groups = range(len(level.ids))
    foretold = _foretold(level, figures, told) if told.said.model else [_untold(told)] * len(groups)
    counted = [{name: int(figures[name][at]) for name in _COUNTED} for at in groups]
    return [_line(level, at, counted[at] | foretold[at]) for at in groups]


def _line(level: Grouping, at: int, figures: dict[str, Any]) -> Line:
    return Line(key=level.names[at], id=level.ids[at], manager_id=level.manager_ids[at], **figures)


def _foretold(level: Grouping, figures: Columns, told: Corrected) -> list[dict[str, Any]]:
    low, high = bounds(level.sums(told.expected), told.said.rate.size, told.missed(level.sums))
    won, expected = figures["won_so_far"], figures["expected"]
    columns = {
        "pipeline": figures["pipeline"],
        "new_business": figures["new_business"],
        "forecast": won + expected,
        "low": won + np.minimum(np.rint(low).astype(np.int64), expected),
        "high": won + np.maximum(np.rint(high).astype(np.int64), expected),
    }
    return [{name: int(column[at]) for name, column in columns.items()} for at in range(len(level.ids))]


def _untold(told: Corrected) -> dict[str, Any]:
    """Below the closed deals needed: what is announced and the run-rate stand alone, with the reason."""
    closed = int((told.said.known.kind != OPEN).sum())
    nothing = dict.fromkeys(("pipeline", "new_business", "forecast", "low", "high"))
    return {**nothing, "reason": Reason("few_closed", {"closed": closed, "needed": NEEDED})}
