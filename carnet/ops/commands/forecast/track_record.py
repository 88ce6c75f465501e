"""`carnet forecast track-record`: matured forecasts against what happened."""

import argparse
from collections.abc import Iterator
from typing import Any

from carnet.ops.words import _

NAME = "track-record"
LISTED = 1000
"""Scored forecasts in the JSON, the latest; the API pages through all."""


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("what earlier forecasts were worth"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Print the record of the whole company."""
    from datetime import UTC, datetime

    from carnet.forecasting.track_record.report import track_record
    from carnet.identity.queries import company_zone
    from carnet.ops.acting import onlooker
    from carnet.ops.console import put, put_json

    today = datetime.now(UTC).astimezone(company_zone()).date()
    found = track_record(onlooker(), on=today, limit=LISTED)
    if arguments.json:
        put_json(found)
    else:
        for line in _lines(found):
            put(line)
    return 0


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """A line for each kind, level, method and time ahead; the replays below, called so."""
    if found["summary"]:
        yield _head()
        yield from map(_line, found["summary"])
    elif found["next_score_on"]:
        yield str(_("No forecast has been scored yet: the first will be on %s.") % found["next_score_on"])
    else:
        yield str(_("No forecast has been scored yet."))
    if found["replays"]["summary"]:
        yield ""
        yield str(_("Replayed from what was known then; it counts for nothing above:"))
        yield _head()
        yield from map(_line, found["replays"]["summary"])


def _head() -> str:
    words = (_("forecasts"), _("error"), _("bias"), _("run-rate"), _("within"))
    return f"{'':<46}" + "".join(f"{word!s:>12}" for word in words)


def _line(part: dict[str, Any]) -> str:
    first, last = part["days_ahead"]
    days = f"{first}-{last}" if last else f"{first}+"
    name = f"{part['kind']} {part['level']} {part['method']} {days}"
    ratios = (part["error"], part["bias"], part["baseline_error"], part["coverage_80"])
    return f"{name:<46}{part['forecasts']:>12}" + "".join(f"{_percent(ratio):>12}" for ratio in ratios)


def _percent(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio * 100:.1f} %"
