"""Reading the track record: scored forecasts, what they amount to, and what is still to be scored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Abs

from carnet.forecasting.models import FORECAST, Forecast, Level, ResultKind
from carnet.forecasting.queries import seen_by, seen_forecasts
from carnet.forecasting.runs.replays import kept_replays
from carnet.forecasting.spans import name_of
from carnet.forecasting.track_record.outcomes import (
    HORIZONS,
    SUMS,
    Outcome,
    Period,
    Tally,
    horizon_of,
    tally_of,
)
from carnet.forecasting.track_record.scoring import GRACE, scored_from
from carnet.identity.visibility import Viewer

AHEAD = {"month": 15, "quarter": 45, "year": 180, "week": 7}
"""How many days before its end a period is compared: of all that was said of it, what was said then."""

_LEVELS = [level.value for level in Level]
_KINDS = [ResultKind.PIPELINE.value, ResultKind.ANNOUNCED.value, ResultKind.DAILY.value]
Key = tuple[str, str, str, int]
"""Kind, level, method, and the position among HORIZONS."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the forecasts of a kind, level and method amount to, so many days ahead."""

    kind: str
    level: str
    method: str
    horizon: int
    tally: Tally

    @property
    def days(self) -> tuple[int, int | None]:
        """The days ahead it stands for."""
        return HORIZONS[self.horizon]

    def as_json(self) -> dict[str, Any]:
        """With its days ahead; the last is null where there is no end."""
        about = {"kind": self.kind, "level": self.level, "method": self.method}
        return about | {"days_ahead": list(self.days)} | self.tally.as_json()


@dataclass(frozen=True, slots=True)
class Pending:
    """Forecasts that are not scored yet, and the day the first of them will be."""

    forecasts: int
    first_on: date | None


def scored_forecasts(viewer: Viewer) -> QuerySet[Forecast]:
    """The forecasts a viewer is shown whose outcome is known, the latest outcome first."""
    scored = seen_forecasts(viewer).filter(score__isnull=False).select_related("score")
    return scored.order_by("-until_on", "-made_on", "level", "subject", "subject_id", "method", "id")


def outcome(forecast: Forecast) -> Outcome:
    """A scored forecast beside what happened."""
    names = ("kind", "level", "subject_id", "subject", "method", "made_on", "from_on", "until_on")
    values = {name: getattr(forecast, name) for name in (*names, "known", "value", "low", "high", "baseline")}
    return Outcome(**values, actual=forecast.score.actual, scored_on=forecast.score.scored_on)


def of_horizon(forecasts: QuerySet[Forecast], at: int) -> QuerySet[Forecast]:
    """Those that looked so many days ahead."""
    first, last = HORIZONS[at]
    ahead = ExpressionWrapper(F("until_on") - F("made_on"), output_field=DurationField())
    found = forecasts.annotate(ahead=ahead).filter(ahead__gte=timedelta(days=first))
    return found if last is None else found.filter(ahead__lte=timedelta(days=last))


def standings(viewer: Viewer) -> list[Standing]:
    """Every kind, level, method and horizon with what its forecasts amount to."""
    found: dict[Key, Tally] = defaultdict(Tally)
    for kind, level, method, made_on, from_on, until_on, *sums in _sums(scored_forecasts(viewer)):
        whole = {name: int(part or 0) for name, part in zip(SUMS, sums, strict=True)}
        tally = Tally(**whole, periods=frozenset({(from_on, until_on)}))
        found[kind, level, method, horizon_of((until_on - made_on).days)] += tally
    return _in_order(found)


def replay_standings(viewer: Viewer) -> list[Standing]:
    """The same of the last replays."""
    found: dict[Key, list[Outcome]] = defaultdict(list)
    for one in seen_replays(viewer):
        found[one.kind, one.level, one.method, horizon_of(one.horizon)].append(one)
    return _in_order({key: tally_of(outcomes) for key, outcomes in found.items()})


def seen_replays(viewer: Viewer) -> list[Outcome]:
    """The last replays, as far as their lines are the viewer's."""
    scope = seen_by(viewer)
    return [one for one in kept_replays() if scope.shows(one.level, one.subject_id or None)]


def _sums(scored: QuerySet[Forecast]) -> Iterable[tuple[Any, ...]]:
    """Added up by the database for all that was said on a day of a time: a year of rows stays there."""
    error, to_come = F("value") - F("score__actual"), F("score__actual") - F("known")
    plain, bounded = Q(baseline__isnull=False), Q(low__isnull=False, high__isnull=False)
    within = bounded & Q(low__lte=F("score__actual"), high__gte=F("score__actual"))
    missed = Abs(F("baseline") - F("score__actual"), output_field=BigIntegerField())
    groups = ("kind", "level", "method", "made_on", "from_on", "until_on")
    rows: Iterable[tuple[Any, ...]] = (
        scored.order_by()
        .values(*groups)
        .annotate(
            forecasts=Count("pk"),
            missed=Sum(Abs(error, output_field=BigIntegerField())),
            too_much=Sum(error),
            to_come=Sum(to_come),
            bounded=Count("pk", filter=bounded),
            within=Count("pk", filter=within),
            plain_missed=Sum(missed, filter=plain),
            plain_to_come=Sum(to_come, filter=plain),
        )
        .values_list(*groups, *SUMS)
    )
    return rows


def _in_order(found: Mapping[Key, Tally]) -> list[Standing]:
    def place(key: Key) -> tuple[int, int, str, int]:
        kind, level, method, horizon = key
        return _KINDS.index(kind), _LEVELS.index(level), method, horizon

    return [Standing(*key, found[key]) for key in sorted(found, key=place)]


def pending(viewer: Viewer, *, on: date, kind: str = "") -> Pending:
    """What waits for its score on a day, of one kind or all."""
    waiting = seen_forecasts(viewer).filter(score__isnull=True)
    waiting = waiting.filter(kind=kind) if kind else waiting
    first = waiting.filter(until_on__gte=on - timedelta(days=GRACE)).aggregate(first=Min("until_on"))["first"]
    return Pending(waiting.count(), scored_from(first) if first else None)


def compared_periods(viewer: Viewer, kind: str, span: str, *, count: int = 12) -> list[Outcome]:
    """The last periods of a length, each by the one forecast made AHEAD of its end, oldest first."""
    level, subject_id = seen_by(viewer).total if kind != ResultKind.DAILY else (Level.COMPANY, None)
    line = scored_forecasts(viewer).filter(kind=kind, level=level, subject_id=subject_id or 0)
    return nearest(map(outcome, line.filter(method=FORECAST)), span)[-count:]


def compared_replays(viewer: Viewer, span: str, *, count: int = 12) -> list[Outcome]:
    """The same of the last replays."""
    level, subject_id = seen_by(viewer).total
    shown = seen_replays(viewer)
    mine = (one for one in shown if (one.level, one.subject_id) == (level, subject_id or 0))
    return nearest(mine, span)[-count:]


def nearest(outcomes: Iterable[Outcome], span: str) -> list[Outcome]:
    """Of each period of that length the forecast made nearest to AHEAD of its end, oldest first."""
    best: dict[Period, Outcome] = {}
    for one in outcomes:
        period = (one.from_on, one.until_on)
        if length_of(period) != span:
            continue
        rival = best.get(period)
        if rival is None or _away(one, span) < _away(rival, span):
            best[period] = one
    return [best[period] for period in sorted(best)]


def length_of(period: Period) -> str | None:
    """A month, a quarter, a year, or a week from Monday to Sunday."""
    is_week = (period[1] - period[0]).days == 6 and period[0].weekday() == 0
    return "week" if is_week else name_of(period)


def _away(one: Outcome, span: str) -> int:
    return abs(one.horizon - AHEAD[span])
