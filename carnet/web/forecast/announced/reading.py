"""What one address of the report asks for, and the run that answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from carnet.core.period import EARLIEST
from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.announced.queries import announced_report, visible_lines
from carnet.forecasting.announced.report import AnnouncedReport, report_of
from carnet.forecasting.models import ResultKind
from carnet.forecasting.queries import latest_result
from carnet.identity.visibility import Viewer
from carnet.metrics.people import sellers
from carnet.web.fields import day_of
from carnet.web.forecast.announced.periods import Chosen, chosen_period

MOST = 200
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Reading:
    """One view of the report: its period, the past day it is replayed as of, its filters, its open lines."""

    chosen: Chosen
    today: date
    as_of: date | None = None
    heads: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    unfolded: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def known_on(self) -> date:
        """The last day that is known to it."""
        return self.as_of or self.today

    @property
    def asked(self) -> Asked:
        """The question of the forecast."""
        return Asked(self.chosen.start, self.chosen.end, self.known_on)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The shortest address of it."""
        many = (("head", self.heads), ("office", self.offices), ("columns", self.columns))
        chosen = [(name, value) for name, values in many for value in values]
        past = [("as_of", self.as_of.isoformat())] if self.as_of else []
        return [*self.chosen.pairs, *past, *chosen, *(("open", key) for key in self.unfolded)]

    def query(self, *drop: str, **changes: object) -> str:
        """This view with other parameters, as an address query."""
        kept = [pair for pair in self.pairs if pair[0] not in (*drop, *changes)]
        return "?" + urlencode([*kept, *((key, str(value)) for key, value in changes.items() if value)])

    def kept(self, *drop: str) -> list[tuple[str, str]]:
        """What stays when a form sends these anew."""
        return [pair for pair in self.pairs if pair[0] not in drop]

    def is_open(self, key: str) -> bool:
        """Whether the line of this key is unfolded."""
        return key in self.unfolded or "all" in self.unfolded

    def toggled(self, key: str) -> str:
        """This view with a line unfolded, or folded again."""
        others = tuple(one for one in self.unfolded if one not in (key, "all"))
        return replace(self, unfolded=others if self.is_open(key) else (*others, key)).query()


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines a viewer sees; `computed_at` is empty where they were computed for this page alone."""

    report: AnnouncedReport
    computed_at: datetime | None = None


def reading_of(params: QueryDict, today: date, columns: Sequence[str]) -> Reading:
    """The report an address stands for; what it cannot mean is left out, and said."""
    problems: list[str] = []
    as_of = _past(params.get("as_of", ""), today, problems)
    chosen = chosen_period({name: params.get(name, "") for name in ("from", "to", "period")}, as_of or today)
    shown = tuple(key for key in columns if key in params.getlist("columns"))
    return Reading(
        chosen=chosen,
        today=today,
        as_of=as_of,
        heads=_keys(params, "head"),
        offices=_keys(params, "office"),
        columns=shown,
        unfolded=_keys(params, "open"),
        problems=tuple(filter(None, (chosen.problem, *problems))),
    )


def _keys(params: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key[:40] for key in params.getlist(name)[:MOST] if key))


def _past(text: str, today: date, problems: list[str]) -> date | None:
    try:
        day = day_of(text[:20]) if text.strip() else None
    except ValidationError as error:
        problems.extend(error.messages)
        return None
    if day is not None and not EARLIEST <= day <= today:
        problems.append(_("The report can be shown as of a past day, not of one to come."))
        return None
    return day if day != today else None


def answer_to(viewer: Viewer, reading: Reading) -> Answer:
    """The last run of today; a period or day the timetable does not know is computed for the page."""
    found = None if reading.as_of else _stored(reading)
    whole = found or Answer(announced_report(reading.asked))
    return replace(whole, report=_narrowed(viewer, visible_lines(viewer, whole.report), reading))


def _stored(reading: Reading) -> Answer | None:
    first, last = reading.chosen.start, reading.chosen.end
    run = latest_result(ResultKind.ANNOUNCED, from_on=first, until_on=last)
    if run is None or run.as_of != reading.today:
        return None
    return Answer(report_of(run.details), run.created_at)


def _narrowed(viewer: Viewer, report: AnnouncedReport, reading: Reading) -> AnnouncedReport:
    if reading.heads:
        rows = tuple(row for row in report.rows if str(row.id or NOBODY) in reading.heads)
        report = replace(report, rows=rows)
    if reading.offices:
        people = sellers(viewer).items()
        report = report.seen_by(
            {pk for pk, seller in people if str(seller.office.id or NOBODY) in reading.offices}
        )
    return report
