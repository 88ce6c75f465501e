"""The dated past of a deal: its states, rebuilt from its own dates or written as it changes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from django.db.models import QuerySet

from carnet.deals.models import OPEN_KINDS, Deal, DealState, Stage
from carnet.journal.bulk import Columns, new_record, store_columns

TOLD = (
    "id",
    "stage_id",
    "stage_kind",
    "engaged_on",
    "closed_on",
    "created_on",
    "amount",
    "agent_id",
    "expected_close_on",
)
"""What the first states of a deal are made of, by attname."""
TRACKED = frozenset({"stage", "amount", "agent", "expected_close_on"})


def state_of(deal: Deal, *, stage: Stage, from_on: date, at: datetime) -> DealState:
    """The unsaved state of a deal from a day on."""
    return new_record(
        DealState,
        {
            "deal": deal,
            "from_on": from_on,
            "at": at,
            "stage": stage,
            "amount": deal.amount,
            "agent_id": deal.agent_id,
            "expected_close_on": deal.expected_close_on,
        },
    )


Extra = tuple[dict[str, Any], dict[str, Any]] | None


def with_past(extra: Extra, deal: Deal, edited: Mapping[str, Any]) -> Extra:
    """What a journal line says beside the columns, with the states where this change moves them."""
    if not (TRACKED | {"closed_on"}) & set(edited):
        return extra
    old, new = extra or ({}, {})
    return old | {"states": described(deal.states.order_by("from_on", "id"))}, new


def remember(deal: Deal, edited: Mapping[str, Any], *, day: date, at: datetime) -> None:
    """Keep a state for a change of what is tracked; a corrected closed day moves the state it dates."""
    if deal.closed_on and "closed_on" in edited and "stage" not in edited:
        _close_on(deal, deal.closed_on)
    if TRACKED & set(edited):
        on = (deal.closed_on or day) if "stage" in edited else day
        _begin_before(deal.states.all(), on)
        state_of(deal, stage=deal.stage, from_on=on, at=at).save()


def _close_on(deal: Deal, on: date) -> None:
    past = deal.states.order_by("-from_on", "-id")
    closed = [state.pk for state in takewhile(lambda state: state.stage_id == deal.stage_id, past)]
    deal.states.filter(pk__in=closed, from_on__lt=on).update(from_on=on)
    deal.states.filter(pk__in=closed[-1:]).update(from_on=on)
    _begin_before(deal.states.exclude(pk__in=closed), on)


def _begin_before(earlier: QuerySet[DealState], on: date) -> None:
    """What came before began no later: someone may close today what was won last month."""
    earlier.filter(from_on__gt=on).update(from_on=on)


def first_states(deal: Deal, *, opening: Stage, at: datetime) -> list[DealState]:
    """The states of a deal just entered; `opening` is the stage it is taken to have closed from."""
    return [
        state_of(deal, stage=opening if is_opening else deal.stage, from_on=from_on, at=at)
        for is_opening, from_on in _first(deal.is_open, deal.engaged_on, deal.closed_on, deal.created_on)
    ]


def store_first_states(columns: Columns, *, openings: Mapping[int, int], at: datetime) -> None:
    """Store the states of deals just entered, of which the columns `TOLD` are given.

    `openings` are the ids of opening stages, by closed stage.
    """
    is_open = [kind in OPEN_KINDS for kind in columns["stage_kind"]]
    days = map(_first, is_open, columns["engaged_on"], columns["closed_on"], columns["created_on"])
    past = [(row, *state) for row, states in enumerate(days) for state in states]
    rows = [row for row, _is_opening, _from_on in past]
    stages = columns["stage_id"]
    store_columns(
        DealState,
        {
            "deal_id": _at(rows, columns["id"]),
            "from_on": [from_on for _row, _is_opening, from_on in past],
            "at": [at] * len(past),
            "stage_id": [
                openings[stages[row]] if is_opening else stages[row] for row, is_opening, _from_on in past
            ],
            **{name: _at(rows, columns[name]) for name in ("amount", "agent_id", "expected_close_on")},
        },
        len(past),
    )


def _at(rows: Iterable[int], column: Sequence[Any]) -> list[Any]:
    return [column[row] for row in rows]


def _first(
    is_open: bool, engaged_on: date | None, closed_on: date | None, created_on: date
) -> tuple[tuple[bool, date], ...]:
    """Open from its engaged day, final from its closed day; undated deals begin at their creation.

    Whether it then was in its opening stage, and from which day on.
    """
    if is_open:
        return ((False, engaged_on or created_on),)
    closed = closed_on or created_on
    return ((True, engaged_on or min(created_on, closed)), (False, closed))


def days_in_stages(states: Iterable[DealState], *, on: date) -> dict[int, int]:
    """How many days a deal spent in each stage up to a day, from its states in order."""
    past = list(states)
    days: dict[int, int] = {}
    for index, state in enumerate(past):
        until = past[index + 1].from_on if index + 1 < len(past) else on
        days[state.stage_id] = days.get(state.stage_id, 0) + max((until - state.from_on).days, 0)
    return days


def described(states: Iterable[DealState]) -> list[dict[str, Any]]:
    """The states as a journal keeps them."""
    return [
        {
            "from_on": state.from_on.isoformat(),
            "at": state.at.isoformat(),
            "stage": state.stage_id,
            "amount": state.amount,
            "agent": state.agent_id,
            "expected_close_on": state.expected_close_on and state.expected_close_on.isoformat(),
        }
        for state in states
    ]
