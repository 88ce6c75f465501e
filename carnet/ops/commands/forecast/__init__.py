"""`carnet forecast`: what will be sold and how sure that is; a module for each kind of forecast.

Like a command, such a module has NAME, add_parser(subparsers) and run(arguments), and stands in PARTS.
"""

import argparse
from typing import Any

from carnet.ops.commands.forecast.parts import add_parts, part_named
from carnet.ops.words import _

NAME = "forecast"
PARTS: tuple[str, ...] = ("announced", "pipeline", "daily", "track_record", "backtest")
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Series are short: more threads would only wait for one another."""


def add_parser(subparsers: Any) -> None:
    """Describe the command and its parts."""
    parser = subparsers.add_parser(NAME, help=_("forecast sales, and look back at earlier forecasts"))
    add_parts(parser, __name__, PARTS, dest="forecast", metavar=_("FORECAST"))


def run(arguments: argparse.Namespace) -> int:
    """Run the part that was asked for."""
    return int(part_named(__name__, PARTS, arguments.forecast).run(arguments))
