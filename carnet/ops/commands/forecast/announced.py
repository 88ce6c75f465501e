"""`carnet forecast announced`: the report of announced sales, as text, JSON or a workbook."""

import argparse
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from carnet.ops.words import _

if TYPE_CHECKING:
    from carnet.forecasting.announced.lines import HeadLine, Outlook
    from carnet.forecasting.announced.report import AnnouncedReport

NAME = "announced"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("what heads announced, and how much of it is to be expected"))
    parser.add_argument(
        "--from", dest="from_", metavar="DAY", required=True, help=_("first day of the period: 2026-01-01")
    )
    parser.add_argument("--to", metavar="DAY", required=True, help=_("last day of the period"))
    parser.add_argument("--as-of", metavar="DAY", help=_("what was known at the end of this day"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.add_argument("--xlsx", metavar="FILE", help=_("write a workbook, with the single deals"))


def run(arguments: argparse.Namespace) -> int:
    """Compute the report over the whole company."""
    from carnet.forecasting.announced.queries import announced_report
    from carnet.ops.console import put, put_json, say

    report = announced_report(_asked(arguments))
    if arguments.xlsx:
        _write(report, arguments.xlsx)
        say(_("Written: %s") % arguments.xlsx)
    if arguments.json:
        put_json(report.as_json())
    elif not arguments.xlsx:
        for line in _lines(report):
            put(line)
    return 0


def _asked(arguments: argparse.Namespace) -> Any:
    from datetime import UTC, datetime

    from carnet.forecasting.announced.asked import asked
    from carnet.identity.queries import company_zone

    given = {"from": arguments.from_, "to": arguments.to, "as_of": arguments.as_of or ""}
    return asked(given, today=datetime.now(UTC).astimezone(company_zone()).date())


def _write(report: "AnnouncedReport", path: str) -> None:
    from carnet.forecasting.announced.table import announced_table
    from carnet.interchange.outline import outline_chunks
    from carnet.ops.acting import onlooker
    from carnet.ops.delivery import deliver

    def write(target: IO[bytes]) -> None:
        target.writelines(outline_chunks(announced_table(report, onlooker())))

    deliver(write, path)


def _lines(report: "AnnouncedReport") -> Iterator[str]:
    """A line for each head, their managers below it, the total last."""
    yield _row(
        "",
        (
            _("Announced"),
            _("Expected"),
            _("Paid"),
            _("Refused"),
            _("Rate"),
            _("Still to come"),
            _("Forecast"),
        ),
    )
    for head in report.rows:
        yield _row(head.key or _("Without head"), _figures(head, _rate(head)))
        for manager in head.managers:
            yield _row(f"  {manager.key or _('Nobody')}", _figures(manager, ""))
    total = report.total
    yield _row(_("Total"), _figures(total, _percent(total.rate)))
    if report.reason:
        yield str(report.reason)


def _figures(line: "Outlook", rate: str) -> tuple[str, ...]:
    from carnet.core.money import plain, plain_or_none

    sums = line.sums
    return (
        str(sums.announced),
        plain(sums.expected),
        plain(sums.paid),
        plain(sums.refused),
        rate,
        plain_or_none(line.still_to_come) or "–",
        plain_or_none(line.forecast) or "–",
    )


def _rate(head: "HeadLine") -> str:
    """The rate, starred where it is the company's."""
    if head.rate is None:
        return "–"
    return _percent(float(head.rate.exact)) + ("" if head.rate.source == "own" else "*")


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.1%}"


def _row(name: str, cells: tuple[str, ...]) -> str:
    return f"{name:<28.28}" + "".join(f"{cell:>16}" for cell in cells)
