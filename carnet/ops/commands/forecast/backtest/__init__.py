"""`carnet forecast backtest`: what each method would have said over the past of the data at hand.

Each kind is a module with NAME, add_parser(subparsers) and run(arguments), and stands in PARTS.
"""

import argparse
from typing import Any

from carnet.ops.commands.forecast.parts import add_parts, part_named
from carnet.ops.words import _

NAME = "backtest"
PARTS: tuple[str, ...] = ("pipeline", "daily")


def add_parser(subparsers: Any) -> None:
    """Describe the kinds of forecast that can be looked back at."""
    parser = subparsers.add_parser(NAME, help=_("judge the methods over the past of the data at hand"))
    add_parts(parser, __name__, PARTS, dest="backtest", metavar=_("FORECAST"))


def run(arguments: argparse.Namespace) -> int:
    """Look back at the kind that was asked for."""
    return int(part_named(__name__, PARTS, arguments.backtest).run(arguments))
