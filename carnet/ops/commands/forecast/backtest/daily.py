"""`carnet forecast backtest daily`: what the models would have said of past days, and how wrong."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from carnet.ops.words import _

if TYPE_CHECKING:
    from carnet.forecasting.daily.table import Table

NAME = "daily"
MOST = 20


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("judge the models of days on every series of sales"))
    for subject in ("store", "product", "region"):
        parser.add_argument(f"--{subject}", metavar=subject.upper(), help=_("a name or an id"))
    parser.add_argument("--as-of", metavar="DAY", help=_("what was known at the end of this day"))
    parser.add_argument("--most", type=int, default=MOST, help=_("how many series at most"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Look back at the series asked for, or at all together and those that sell most."""
    from carnet.ops.console import put, put_json

    table = _table(arguments)
    if arguments.json:
        put_json(table.as_json())
    else:
        for line in _lines(table):
            put(line)
    return 0


def _table(arguments: argparse.Namespace) -> "Table":
    from carnet.forecasting.daily.answering import looked_back
    from carnet.forecasting.daily.asked import NAMES, asked
    from carnet.forecasting.daily.forecast import Subject
    from carnet.forecasting.daily.table import table_of
    from carnet.forecasting.runs.daily import forecast_subjects
    from carnet.ops.acting import onlooker
    from carnet.ops.commands.forecast.daily import today
    from carnet.ops.console import say

    given = {name: value for name in NAMES if (value := getattr(arguments, name, None))}
    question = asked(onlooker(), given)
    as_of = question.as_of or today()
    is_one = question.subject != Subject()
    subjects = [question.subject] if is_one else forecast_subjects(as_of=as_of)[: max(arguments.most, 1)]
    found = []
    for subject in subjects:
        say(subject.name or _("All sales"))
        found.append(looked_back(onlooker(), subject, as_of=as_of))
    return table_of(found)


def _lines(table: "Table") -> Iterator[str]:
    counts = {"series": len(table.backtests), "short": table.too_short}
    yield _("%(series)s series looked back at, %(short)s too short.") % counts
    yield f"{_('Model'):<22}{_('Days'):>6}{_('Error'):>10}{_('Coverage'):>10}"
    for one in table.means:
        yield f"{one.model:<22}{one.horizon:>6}{_figure(one.mase):>10}{_figure(one.coverage_80):>10}"
    for backtest in table.backtests:
        yield f"{backtest.subject.name or _('All sales')}: {backtest.chosen}"


def _figure(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.3f}"
