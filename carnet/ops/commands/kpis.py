"""`carnet kpis`: the 26 KPIs, as the API's object or as text."""

import argparse
from collections.abc import Iterator
from typing import Any

from carnet.ops.words import _

NAME = "kpis"
FILTERS = {
    "sector": "SECTOR",
    "product": "PRODUCT",
    "agent": "AGENT",
    "manager": "MANAGER",
    "office": "OFFICE",
}


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("print the 26 KPIs"))
    parser.add_argument("--from", dest="from_", metavar="DAY", help=_("first day of the period: 2026-01-01"))
    parser.add_argument("--to", metavar="DAY", help=_("last day of the period"))
    for name, metavar in FILTERS.items():
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=metavar,
            help=_("a name or an id, or null for none; may be repeated"),
        )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Print what the filters leave, as somebody who sees everything."""
    from datetime import UTC, datetime

    from carnet.metrics.filters import Filters
    from carnet.metrics.kpis import kpis
    from carnet.ops.acting import onlooker
    from carnet.ops.console import put, put_json

    viewer = onlooker()
    found = kpis(viewer, Filters.parse(viewer, _raw(arguments)), now=datetime.now(UTC)).as_json()
    if arguments.json:
        put_json(found)
    else:
        for line in _lines(found["kpis"]):
            put(line)
    return 0


def _raw(arguments: argparse.Namespace) -> dict[str, list[str]]:
    period = {"from": [arguments.from_ or ""], "to": [arguments.to or ""]}
    return period | {name: getattr(arguments, name) for name in FILTERS}


def _lines(figures: dict[str, Any]) -> Iterator[str]:
    """A line for each number, one below it for each group."""
    from carnet.metrics.wording import KPI_WORDS

    for key, value in figures.items():
        label = str(KPI_WORDS[key].label)
        if not isinstance(value, list):
            yield f"{label:<44}{_text(value):>18}"
            continue
        yield label
        for part in value:
            name, *numbers = part.values()
            yield f"  {_text(name):<42}" + "".join(f"{_text(number):>18}" for number in numbers)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(_text(part) for part in value.values())
    return "–" if value is None else str(value)
