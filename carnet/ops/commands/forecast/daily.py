"""`carnet forecast daily`: the revenue of the coming days of a shop, a product, a region or all."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from carnet.ops.words import _

if TYPE_CHECKING:
    from carnet.forecasting.daily.forecast import DailyForecast

NAME = "daily"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("the revenue of the coming days"))
    for subject in ("store", "product", "region"):
        parser.add_argument(f"--{subject}", metavar=subject.upper(), help=_("a name or an id"))
    parser.add_argument("--horizon", metavar="DAYS", help=_("how many days ahead, 1 to 365; default 28"))
    parser.add_argument("--as-of", metavar="DAY", help=_("what was known at the end of this day"))
    parser.add_argument("--model", metavar="MODEL", help=_("by name; default: the one past days recommend"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Forecast over the whole company."""
    from carnet.forecasting.daily.answering import answer
    from carnet.forecasting.daily.asked import NAMES, asked
    from carnet.ops.acting import onlooker
    from carnet.ops.console import put, put_json, say

    given = {name: value for name in NAMES if (value := getattr(arguments, name))}
    forecast = answer(onlooker(), asked(onlooker(), given), today=today())
    if forecast.is_light:
        say(_("No backtest is stored: the intervals come from a light one, made just now."))
    if arguments.json:
        put_json(forecast.as_json())
    else:
        for line in _lines(forecast):
            put(line)
    return 0


def today() -> Any:
    """The company's day."""
    from datetime import UTC, datetime

    from carnet.identity.queries import company_zone

    return datetime.now(UTC).astimezone(company_zone()).date()


def _lines(forecast: "DailyForecast") -> Iterator[str]:
    from carnet.core.money import plain, plain_or_none

    yield f"{forecast.subject.name or _('All sales')} · {forecast.model}"
    if forecast.reason:
        yield str(forecast.reason)
    yield _row(_("Day"), _("Value"), _("Low"), _("High"), _("Last week"))
    for point in forecast.points:
        bounds = (plain_or_none(bound) or "–" for bound in (point.low, point.high))
        yield _row(point.on.isoformat(), plain(point.value), *bounds, plain(point.baseline))
    for one in forecast.backtest:
        told = {"mase": _figure(one.mase), "coverage": _figure(one.coverage_80), "days": one.horizon}
        yield f"{one.model:<20}" + _("error %(mase)s, coverage %(coverage)s, %(days)s days ahead") % told


def _figure(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.3f}"


def _row(*cells: str) -> str:
    return f"{cells[0]:<12}" + "".join(f"{cell:>16}" for cell in cells[1:])
