"""Reading stored runs, and whose lines of them a viewer is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db.models import Min, Q, QuerySet

from carnet.core.acting import Role
from carnet.deals.models import Deal, StageKind
from carnet.forecasting.daily.forecast import Subject
from carnet.forecasting.models import AnalysisResult, Forecast, Level, ResultKind
from carnet.identity.visibility import Viewer, owned_q
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.facts import SALES
from carnet.metrics.filters import expression
from carnet.sales.models import Sale


@dataclass(frozen=True, slots=True)
class Scope:
    """What a viewer is shown of figures computed over the whole company.

    Who sees all sees the company, every head and every agent; a head the line of the own group and its
    agents; anyone else the own line alone.
    """

    sees_all: bool
    head_id: int | None
    agent_ids: frozenset[int]

    @property
    def total(self) -> tuple[Level, int | None]:
        """Whose line stands for all that is shown: the company, the group of a head, or oneself."""
        if self.sees_all:
            return Level.COMPANY, None
        if self.head_id is not None:
            return Level.MANAGER, self.head_id
        return Level.AGENT, next(iter(self.agent_ids), None)

    def shows(self, level: str, subject_id: int | None) -> bool:
        """Whether the line of a head (by member id) or an agent, or the company's, is shown."""
        if self.sees_all:
            return True
        if level == Level.MANAGER:
            return subject_id is not None and subject_id == self.head_id
        return level == Level.AGENT and subject_id in self.agent_ids

    def rows(self) -> Q:
        """`shows` over forecasts of announced sales and of the pipeline."""
        if self.sees_all:
            return Q()
        agents = Q(level=Level.AGENT, subject_id__in=self.agent_ids)
        if self.head_id is None:
            return agents
        return agents | Q(level=Level.MANAGER, subject_id=self.head_id)


def seen_by(viewer: Viewer) -> Scope:
    """The scope of a viewer: the one rule of pages, API and track record."""
    leads = not viewer.sees_all and viewer.role >= Role.HEAD
    return Scope(viewer.sees_all, viewer.member_id if leads else None, frozenset(viewer.member_ids))


class Lined(Protocol):
    """A line of a head or an agent: its member's id."""

    @property
    def id(self) -> int | None:
        """The member's id, None for nobody."""


AnyLine = TypeVar("AnyLine", bound=Lined)


def seen_lines(scope: Scope, level: Level, lines: Iterable[AnyLine]) -> list[AnyLine]:
    """The lines of a level the scope shows."""
    return [line for line in lines if scope.shows(level, line.id)]


def seen_total(
    scope: Scope, company: AnyLine, managers: Iterable[AnyLine], agents: Iterable[AnyLine]
) -> AnyLine | None:
    """The line that stands for all that is shown; None where the run has none of this viewer."""
    level, subject_id = scope.total
    if level == Level.COMPANY:
        return company
    lines = managers if level == Level.MANAGER else agents
    return next((line for line in lines if subject_id is not None and line.id == subject_id), None)


def sees_series(viewer: Viewer, subject: Subject, *, as_of: date | None = None) -> bool:
    """Whether a viewer may open every sale a series of days is made of: its sums tell of them all.

    As known at the end of a day: before a shop sold anything, days were made of won deals.
    """
    if viewer.sees_all:
        return True
    narrowed: dict[Level, dict[str, Any]] = {
        Level.STORE: {"store_id": subject.id},
        Level.PRODUCT: {"product_id": subject.id},
        Level.REGION: {"place": subject.name},
    }
    hidden = _hidden_sales(viewer).filter(**narrowed.get(subject.level, {}))
    return not hidden.exists() and not (_is_of_deals(as_of) and _hides_deals(viewer))


def seen_forecasts(viewer: Viewer) -> QuerySet[Forecast]:
    """The forecasts whose lines a viewer is shown, those of days included where no sale hides."""
    own = Q(kind__in=[ResultKind.ANNOUNCED, ResultKind.PIPELINE]) & seen_by(viewer).rows()
    return Forecast.objects.filter(own | (Q(kind=ResultKind.DAILY) & _open_series(viewer)))


def _open_series(viewer: Viewer) -> Q:
    if viewer.sees_all:
        return Q()
    since = Sale.objects.aggregate(first=Min("sold_on"))["first"]
    of_sales = Q()
    if _hides_deals(viewer):
        of_sales = Q(pk__in=[]) if since is None else Q(made_on__gte=since)
    hidden = _hidden_sales(viewer)
    columns = ("store_id", "product_id", "place")
    stores, products, regions = (set(hidden.values_list(name, flat=True).distinct()) for name in columns)
    company = ~Q(level=Level.COMPANY) if stores else Q()
    return (
        of_sales
        & company
        & ~Q(level=Level.STORE, subject_id__in=stores - {None})
        & ~Q(level=Level.PRODUCT, subject_id__in=products - {None})
        & ~Q(level=Level.REGION, subject__in=regions - {None})
    )


def _hidden_sales(viewer: Viewer) -> QuerySet[Sale]:
    """With the region that the figures count each in: the store's, without a store the account's."""
    place = expression(DIMENSIONS["region"].columns[SALES])
    return Sale.objects.exclude(owned_q(viewer)).annotate(place=place).order_by()


def _is_of_deals(as_of: date | None) -> bool:
    """Where no shop has sold yet, days are made of won deals."""
    sold = Sale.objects.all() if as_of is None else Sale.objects.filter(sold_on__lte=as_of)
    return not sold.exists()


def _hides_deals(viewer: Viewer) -> bool:
    return Deal.objects.filter(stage_kind=StageKind.WON).exclude(owned_q(viewer, "agent")).exists()


def results(
    kind: str, *, from_on: date | None = None, until_on: date | None = None, series: str = ""
) -> QuerySet[AnalysisResult]:
    """The runs of a kind and a series, by the last day they know; of one period where its days are given."""
    found = AnalysisResult.objects.filter(kind=kind, series=series)
    if from_on is not None:
        found = found.filter(from_on=from_on)
    if until_on is not None:
        found = found.filter(until_on=until_on)
    return found.order_by("-as_of", "-created_at", "-id")


def latest_result(
    kind: str, *, from_on: date | None = None, until_on: date | None = None, series: str = ""
) -> AnalysisResult | None:
    """The newest run of a kind, and of a period or series where given."""
    return results(kind, from_on=from_on, until_on=until_on, series=series).first()


def result_as_of(
    kind: str, as_of: date, *, from_on: date | None = None, until_on: date | None = None, series: str = ""
) -> AnalysisResult | None:
    """The last run that knew that day and nothing later."""
    found = results(kind, from_on=from_on, until_on=until_on, series=series)
    return found.filter(as_of__lte=as_of).first()
