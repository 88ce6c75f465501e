"""A forecast as of a day is the same to the bit, whatever happened after that day."""

from datetime import date, timedelta

import pytest

from carnet.deals import actions
from carnet.deals.models import Deal
from carnet.directory.actions import create_account
from carnet.forecasting.pipeline.forecast import forecast_pipeline
from carnet.forecasting.pipeline.history import OPEN, WON, History
from carnet.forecasting.pipeline.reading import load_history
from tests.forecasting.made_history import ENGAGING, LOST, PROSPECTING, START, day, history, made, state

CUT = day(120)
PERIOD = {"from_on": day(91), "until_on": day(150), "as_of": CUT}


def told(deals, states):
    return forecast_pipeline(history(deals, states), **PERIOD)


@pytest.fixture(scope="module")
def world():
    return made(count=260, days=170)


@pytest.fixture(scope="module")
def honest(world):
    """What is said of the world as it is; of enough closed deals, with replays and factors."""
    found = told(*world)
    assert found.company.closed_deals == 100
    assert found.replays > 3
    assert found.model["factors"]
    return found


def _later(states, change):
    """The states after the cut, changed; those up to it as they were."""
    return [change(one) if one.from_on > CUT else one for one in states]


def closings_unhappened(deals, states):
    kept = [one for one in states if one.from_on <= CUT]
    return [_reopened(row) if row.closed_on and row.closed_on > CUT else row for row in deals], kept


def _reopened(row):
    return row._replace(kind="engaging", stage=ENGAGING, closed_on=None, closed_amount=None)


def closings_turned(deals, states):
    def turned(row):
        if row.closed_on is None or row.closed_on <= CUT:
            return row
        is_won = row.kind == "won"
        return row._replace(
            kind="lost" if is_won else "won",
            stage=LOST if is_won else 3,
            closed_on=row.closed_on + timedelta(days=9),
            closed_amount=None if is_won else 777_00,
        )

    rows = [turned(row) for row in deals]
    by_id = {row.id: row for row in rows}
    later = lambda one: one._replace(  # noqa: E731
        kind=by_id[one.deal].kind, stage=by_id[one.deal].stage, from_on=one.from_on + timedelta(days=9)
    )
    return rows, _later(states, later)


def amounts_changed(deals, states):
    """A deal may close for another amount, and be announced for another later."""
    rows = [
        row._replace(closed_amount=row.closed_amount * 7)
        if row.kind == "won" and row.closed_on > CUT
        else row._replace(amount=5)
        for row in deals
    ]
    return rows, [*_later(states, lambda one: one._replace(amount=9_999_00))]


def agents_changed(deals, states):
    rows = [row._replace(agent=2) for row in deals]
    moved = [
        state(row, CUT + timedelta(days=1), "engaging", ENGAGING) for row in rows if row.kind == "engaging"
    ]
    return rows, [*_later(states, lambda one: one._replace(agent=2)), *moved]


def stages_changed(deals, states):
    back = [
        state(row, CUT + timedelta(days=2), "prospecting", PROSPECTING)
        for row in deals
        if row.kind == "engaging"
    ]
    rows = [
        row._replace(kind="prospecting", stage=PROSPECTING) if row.kind == "engaging" else row
        for row in deals
    ]
    return rows, [*states, *back]


def expected_days_changed(deals, states):
    rows = [row._replace(expected_on=date(2026, 12, 24)) for row in deals]
    return rows, _later(states, lambda one: one._replace(expected_on=date(2026, 12, 24)))


def deals_added(deals, states):
    more = [row._replace(id=row.id + 10_000, reference=f"N{row.id}", engaged_on=day(121)) for row in deals]
    more = [_reopened(row) for row in more]
    return [*deals, *more], [*states, *(state(row, day(121), "engaging", ENGAGING) for row in more)]


FUTURES = [
    closings_unhappened,
    closings_turned,
    amounts_changed,
    agents_changed,
    stages_changed,
    expected_days_changed,
    deals_added,
]


@pytest.mark.parametrize("change", FUTURES)
def test_another_future_leaves_the_forecast_as_it_was(world, honest, change):
    assert told(*change(*world)) == honest


# No figure of the pipeline stands on the expected day.
@pytest.mark.parametrize("change", [change for change in FUTURES if change is not expected_days_changed])
def test_another_past_does_not(world, change):
    """The same changes are seen from the last day on: the comparison compares something."""
    last = {"from_on": day(181), "until_on": day(260), "as_of": day(259)}
    deals, states = change(*world)
    assert forecast_pipeline(history(deals, states), **last) != forecast_pipeline(history(*world), **last)


def leaking_values(self, deal, kind, announced):
    """The final amount of a deal, used while it is still open."""
    final = self.closed_amount[deal]
    return announced * (final < 0) + final * (final >= 0)


def leaking_known(self, day_number):
    """What the deals are today, cut by the day they began."""
    known = _HONEST(self, day_number)
    kind = self.kind[known.deal]
    return type(known)(
        **{**vars(known), "kind": kind, "since_on": known.since_on * (kind == OPEN) + day_number}
    )


_HONEST = History.known_at


@pytest.mark.parametrize(
    ("name", "leak", "change"),
    [
        ("known_at", leaking_known, closings_turned),
        (
            "_announced",
            lambda self, deal, amount: leaking_values(self, deal, None, amount * 0),
            amounts_changed,
        ),
    ],
)
def test_a_forecast_that_leaks_is_found_out(world, monkeypatch, name, leak, change):
    monkeypatch.setattr(History, name, leak)
    assert told(*change(*world)) != told(*world)


def test_the_empty_account_of_open_deals_decides_nothing(bruno, django_assert_num_queries):
    """In imported sets the account is empty exactly where a deal is open: who reads it knows the outcome."""
    account = create_account(values={"name": "Atelier Bonnet"}, actor=bruno.actor)
    for number in range(24):
        values = {"name": f"Vitrine {number}", "amount": 500_00, "agent": bruno.member, "engaged_on": START}
        made_deal = actions.create_deal(values={**values, "account": account}, actor=bruno.actor)
        if number % 2:
            actions.win_deal(deal=made_deal, actor=bruno.actor)
    today = Deal.objects.filter(stage_kind="won")[0].closed_on
    days = {"from_on": today, "until_on": today + timedelta(days=30), "as_of": today}
    before = forecast_pipeline(load_history(), **days)
    Deal.objects.exclude(stage_kind="won").update(account=None)
    with django_assert_num_queries(6) as asked:
        after = load_history()
    assert forecast_pipeline(after, **days) == before
    assert not any("account" in query["sql"] for query in asked)
    assert before.company.closed_deals == 12
    assert WON in after.kind
