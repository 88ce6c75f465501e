"""The pipeline as a board: a column for each stage, with its first cards and the sums of all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, FloatField, Q, QuerySet, Sum, Window
from django.db.models.functions import Cast, Coalesce, RowNumber

from carnet.core.period import month_of
from carnet.deals.models import OPEN_KINDS, Deal, Pipeline, Stage
from carnet.deals.queries import with_next_activity

CARDS = 12
MORE_CARDS = 200
_ORDER = (
    F("closed_on").desc(),
    F("expected_close_on").asc(nulls_last=True),
    F("value").desc(),
    F("id").asc(),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A deal of a column: `days` since it entered its stage, too many when it rots."""

    deal: Deal
    days: int
    rots: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with the count and total of its deals; `share` is its total beside the largest column's."""

    stage: Stage
    count: int
    total: int
    share: float
    cards: list[Card]

    @property
    def hidden(self) -> int:
        """How many deals are not among the cards."""
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class Board:
    """The columns, and what the open deals come to, weighted by their probability too."""

    columns: list[Column]
    count: int
    total: int
    weighted: int


def board(
    deals: QuerySet[Deal], pipeline: Pipeline, *, on: date, more: int = 0, cards: QuerySet[Deal] | None = None
) -> Board:
    """The board of these deals: the open ones, and those closed in the month of `on`.

    `more` is the stage of which more cards are shown; `cards` the deals with what cards say of other records.
    """
    month = month_of(on)
    shown = deals.filter(
        Q(stage_kind__in=OPEN_KINDS) | Q(closed_on__range=(month.start, month.end)), stage__pipeline=pipeline
    )
    sums = {row["stage"]: row for row in _sums(shown)}
    largest = max((row["total"] or 0 for row in sums.values()), default=0)
    by_stage: dict[int, list[Card]] = {}
    for deal in _first_cards(shown, deals if cards is None else cards, more):
        by_stage.setdefault(deal.stage_id, []).append(card_of(deal, on=on))
    columns = [
        _column(stage, sums.get(stage.pk, {}), largest, by_stage.get(stage.pk, []))
        for stage in pipeline.stages.order_by("position", "id")
    ]
    ahead = [column for column in columns if column.stage.kind in OPEN_KINDS]
    return Board(
        columns=columns,
        count=sum(column.count for column in ahead),
        total=sum(column.total for column in ahead),
        weighted=sum(round(sums[column.stage.pk]["weighted"] or 0) for column in ahead if column.count),
    )


def card_of(deal: Deal, *, on: date) -> Card:
    """A deal with how long it has stood in its stage; closed ones rot no more."""
    days, limit = (on - deal.stage_since).days, deal.stage.rotting_days
    return Card(deal=deal, days=days, rots=deal.is_open and limit is not None and days > limit)


def _sums(deals: QuerySet[Deal]) -> Iterable[Mapping[str, Any]]:
    likelihood = Coalesce(F("probability"), F("stage__probability"))
    weighted = Sum(Cast(F("value"), FloatField()) * likelihood)
    return deals.order_by().values("stage").annotate(count=Count("id"), total=Sum("value"), weighted=weighted)


def _first_cards(shown: QuerySet[Deal], cards: QuerySet[Deal], more: int) -> QuerySet[Deal]:
    place = Window(RowNumber(), partition_by=F("stage_id"), order_by=_ORDER)
    first = shown.annotate(place=place).filter(Q(place__lte=CARDS) | Q(place__lte=MORE_CARDS, stage_id=more))
    return with_next_activity(cards.filter(pk__in=first.values("pk"))).order_by(*_ORDER)


def _column(stage: Stage, sums: Mapping[str, Any], largest: int, cards: list[Card]) -> Column:
    total = sums.get("total") or 0
    share = max(total, 0) / largest if largest > 0 else 0.0
    return Column(stage=stage, count=sums.get("count", 0), total=total, share=share, cards=cards)
