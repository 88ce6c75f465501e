"""The rows of the pipeline forecast: heads with their agents, each with its small interval drawing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from carnet.forecasting.pipeline.lines import Line
from carnet.forecasting.realisation import Realisation, Realisations
from carnet.web import drawings

MOST_UNFOLDED = 12
"""Agents shown without being asked for: beyond, the heads alone are a page."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where an interval and its middle stand on a scale of one, as SVG attributes."""

    low: str
    width: str
    middle: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A realisation rate: own, or the company's where history is thin."""

    value: float
    is_borrowed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line as shown; `agents` are those of a head."""

    name: str
    line: Line
    span: Span | None
    rate: Rate | None
    agents: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Rates:
    """Those of the company, of heads and of agents, by member: who leads a group also sells on their own."""

    company: Rate | None
    heads: Mapping[int | None, Rate]
    agents: Mapping[int | None, Rate]


NO_RATES = Rates(None, {}, {})


def rates_of(found: Realisations | None) -> Rates:
    """The rates by value of a run."""
    if found is None or found.company is None:
        return NO_RATES
    return Rates(_rate(found.company), _by_member(found.heads), _by_member(found.agents))


def _by_member(lines: Iterable[Realisation]) -> dict[int | None, Rate]:
    return {line.id: _rate(line) for line in lines if line.id is not None}


def _rate(line: Realisation) -> Rate:
    return Rate(line.by_value.shrunk, line.by_value.is_few)


def rows_of(managers: Sequence[Line], agents: Sequence[Line], rates: Rates) -> tuple[Row, ...]:
    """The heads in the order of their forecasts, each followed by its agents; nobody's deals come last."""
    most_of_heads, most_of_agents = _most(managers), _most(agents)
    return tuple(
        Row(
            name=head.key or pgettext("forecast", "Without head"),
            line=head,
            span=span_of(head, most_of_heads),
            rate=rates.heads.get(head.id),
            agents=tuple(_agent(line, most_of_agents, rates) for line in _group(head, agents)),
        )
        for head in _sorted(managers)
    )


def _agent(line: Line, most: int, rates: Rates) -> Row:
    name = line.key or pgettext("forecast", "Without agent")
    return Row(name, line, span_of(line, most), rates.agents.get(line.id))


def _group(head: Line, agents: Sequence[Line]) -> list[Line]:
    """The agents of a head; deals without an agent are named beside those who have none above them."""
    group = [line for line in _sorted(agents) if line.manager_id == head.id]
    return group if any(line.id is not None for line in group) else []


def is_unfolded(rows: Iterable[Row]) -> bool:
    """Whether there is room to show the agents at once."""
    return sum(len(row.agents) for row in rows) <= MOST_UNFOLDED


def _sorted(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.id is None, -_size(line), line.key or ""))


def _size(line: Line) -> int:
    return line.won_so_far if line.forecast is None else line.forecast


def _most(lines: Iterable[Line]) -> int:
    return max((line.high or 0 for line in lines), default=0)


def span_of(line: Line, most: int) -> Span | None:
    """The interval of a line beside the longest of its kind."""
    if line.forecast is None or line.low is None or line.high is None or most <= 0:
        return None
    width = max((line.high - line.low) / most, 0.02)
    return Span(drawings.width(line.low / most), drawings.width(width), drawings.width(line.forecast / most))
