"""`carnet forecast pipeline`: what will be won by the end of a period, and the chance of each open deal."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from carnet.ops.words import _

if TYPE_CHECKING:
    from carnet.forecasting.pipeline.lines import Line, PipelineForecast

NAME = "pipeline"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("what will be won by the end of a period"))
    parser.add_argument("--until", metavar="DAY", required=True, help=_("last day of the period: 2026-12-31"))
    parser.add_argument(
        "--from", dest="from_", metavar="DAY", help=_("first day; default: that of the quarter of the last")
    )
    parser.add_argument("--as-of", metavar="DAY", help=_("what was known at the end of this day"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Forecast over the whole company."""
    from carnet.forecasting.pipeline.asked import asked
    from carnet.forecasting.pipeline.queries import pipeline_forecast
    from carnet.ops.commands.forecast.daily import today
    from carnet.ops.console import put, put_json

    given = {"until": arguments.until, "from": arguments.from_ or "", "as_of": arguments.as_of or ""}
    forecast = pipeline_forecast(asked(given, today=today()))
    if arguments.json:
        put_json(forecast.as_json())
    else:
        for line in _lines(forecast):
            put(line)
    return 0


def _lines(forecast: "PipelineForecast") -> Iterator[str]:
    """The company, each head with the agents below, and why where there is no figure."""
    heads = (
        _("Won so far"),
        _("Pipeline"),
        _("New business"),
        _("Run-rate"),
        _("Forecast"),
        _("Low"),
        _("High"),
    )
    yield _row("", heads)
    for manager in forecast.managers:
        yield _row(manager.key or _("Without head"), _figures(manager))
        for agent in forecast.agents:
            if agent.manager_id == manager.id:
                yield _row(f"  {agent.key or _('Nobody')}", _figures(agent))
    yield _row(_("Total"), _figures(forecast.company))
    if forecast.company.reason:
        yield str(forecast.company.reason)


def _figures(line: "Line") -> tuple[str, ...]:
    from carnet.core.money import plain_or_none

    amounts = (
        line.won_so_far,
        line.pipeline,
        line.new_business,
        line.run_rate,
        line.forecast,
        line.low,
        line.high,
    )
    return tuple(plain_or_none(amount) or "–" for amount in amounts)


def _row(name: str, cells: tuple[str, ...]) -> str:
    return f"{name:<28.28}" + "".join(f"{cell:>16}" for cell in cells)
