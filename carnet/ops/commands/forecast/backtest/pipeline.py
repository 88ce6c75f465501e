"""`carnet forecast backtest pipeline`: methods and errors over the last two quarters of the data at hand."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from carnet.ops.words import _

if TYPE_CHECKING:
    from carnet.forecasting.pipeline.table import BacktestTable

NAME = "pipeline"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("judge the methods on every tenth day of two past quarters"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Look back, each time with what was known then."""
    from carnet.forecasting.pipeline.queries import backtest_table
    from carnet.ops.commands.forecast.daily import today
    from carnet.ops.console import put, put_json

    table = backtest_table(on=today())
    if arguments.json:
        put_json(table.as_json())
    else:
        for line in _lines(table):
            put(line)
    return 0


def _lines(table: "BacktestTable") -> Iterator[str]:
    """A line for each method; three figures where it is company, heads and agents."""
    if table.reason:
        yield str(table.reason)
        return
    heads = ("Brier", "AUC", "ECE", _("Wins said / won"), _("Error of revenue"), _("Coverage 80 %"))
    yield _row("", *heads)
    for row in table.rows:
        chances = (_figure(figure) for figure in (row.brier, row.auc, row.ece, row.wins))
        yield _row(row.method, *chances, _three(row.errors), _three(row.coverage))
    days = {"cuts": len(table.cuts), "deals": table.deals}
    yield _("%(cuts)s days looked back at, %(deals)s chances of open deals.") % days


def _three(figures: tuple[float | None, ...]) -> str:
    return " / ".join(_figure(figure) for figure in figures)


def _figure(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _row(name: str, *cells: str) -> str:
    widths = (8, 8, 8, 17, 24, 24)
    return f"{name:<12}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
