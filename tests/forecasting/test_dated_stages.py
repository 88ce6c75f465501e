"""Where the stages of deals are dated, days in the stage decide instead of the age."""

from datetime import timedelta
from random import Random

import numpy as np
import pytest

from carnet.forecasting.pipeline import staged
from carnet.forecasting.pipeline.explaining import explain
from carnet.forecasting.pipeline.explanation import DealFacts
from carnet.forecasting.pipeline.forecast import forecast_pipeline
from carnet.forecasting.pipeline.hazards import fit
from carnet.forecasting.pipeline.model import Model, StageTable, model_of
from carnet.forecasting.pipeline.telling import chances
from tests.forecasting.made_history import (
    ENGAGING,
    LOST,
    PROSPECTING,
    WON,
    day,
    deal,
    history,
    lost,
    state,
    won,
)

START = day(0).toordinal()


def even(won_a_day, moves_a_day=None):
    """A stage that wins so many of 10,000 deals a day and loses none."""
    moves = {stage: np.array([share * 10_000.5]) for stage, share in (moves_a_day or {}).items()}
    events = np.array([[won_a_day * 10_000.0], [0.0]])
    return StageTable(np.array([0]), events, np.array([10_000.0]), moves=moves, begun=1)


@pytest.fixture
def model():
    """From stage 1 half go on to stage 2 each day, none is won; of stage 2 half are won each day."""
    stages = {1: even(0, {2: 0.5}), 2: even(0.5)}
    return Model(
        np.array([0]), np.array([[1.0], [1.0]]), np.array([10.0]), closed=40, oldest=90, stages=stages
    )


def test_a_deal_goes_on_and_is_won_from_there(model):
    """Moved on day 1 (1/2), won on day 2 (1/2) or 3 (1/4); moved on day 2 (1/4), won on day 3 (1/2)."""
    two, three = 1 / 4, 1 / 2 * 3 / 4 + 1 / 4 * 1 / 2
    follow = staged.by_day(model, 1, 0, np.ones(2), START, 3)
    assert follow == pytest.approx([0, two, three], rel=1e-3)
    at_once = staged.chances(model, np.array([1, 2]), np.array([0, 7]), np.ones((2, 2)), START, 3)
    assert at_once == pytest.approx([three, 7 / 8], rel=1e-3)


def test_deals_begin_in_the_stages_in_which_deals_begin(model):
    """Each stage begins half of them; over two days: born on day 1, one day is left."""
    born = staged.born_and_won(model, np.ones((2, 1)), START, 2)
    assert born == pytest.approx([1 / 2 * 0 + 1 / 2 * 1 / 2], rel=1e-3)


def passed(pk, chance):
    """Prospecting for some days, then engaged, closed some days later: two of three won."""
    begun = day(chance.randrange(150))
    moved = begun + timedelta(days=1 + chance.randrange(20))
    closed = moved + timedelta(days=1 + chance.randrange(30))
    make = won if chance.random() < 2 / 3 else lost
    row = make(pk, begun, closed, agent=chance.choice((1, 2, 4, 5)))
    return row, [
        state(row, begun, "prospecting", PROSPECTING),
        state(row, moved, "engaging", ENGAGING),
        state(row, closed, row.kind, WON if row.kind == "won" else LOST),
    ]


@pytest.fixture(scope="module")
def past():
    chance = Random(4)
    pairs = [passed(pk, chance) for pk in range(1, 301)]
    return history([row for row, _states in pairs], [one for _row, states in pairs for one in states])


def test_stages_are_told_in_the_order_in_which_deals_reach_them(past):
    known = past.known_at(day(140).toordinal())
    model = fit(past, known)
    assert list(model.stages) == [PROSPECTING, ENGAGING]
    first, second = model.stages.values()
    assert first.events.sum() == 0  # nothing closes without having been engaged
    assert list(first.moves) == [ENGAGING]
    assert (second.moves, second.begun) == ({}, 0)
    assert second.events.sum() == model.closed
    assert first.begun > 0


def test_whoever_is_engaged_is_nearer_to_winning(past):
    told = forecast_pipeline(past, from_on=day(90), until_on=day(155), as_of=day(140))
    known = past.known_at(day(140).toordinal())
    stage_of = dict(zip(past.ids[known.deal].tolist(), known.stage.tolist(), strict=True))
    by_stage = {PROSPECTING: [], ENGAGING: []}
    for chance in told.deals:
        assert 0 <= chance.probability <= 1
        by_stage[stage_of[chance.id]].append(chance.probability)
    assert np.mean(by_stage[PROSPECTING]) < np.mean(by_stage[ENGAGING])
    assert told.company.new_business > 0


def test_predicted_wins_come_true_about_as_often(past):
    """Both worlds are made alike: 20 % either way is chance."""
    said = forecast_pipeline(past, from_on=day(90), until_on=day(170), as_of=day(120))
    won_then = sum(
        past.kind[np.flatnonzero(past.ids == chance.id)[0]] == 1
        and past.closed_on[np.flatnonzero(past.ids == chance.id)[0]] <= day(170).toordinal()
        for chance in said.deals
    )
    assert sum(chance.probability for chance in said.deals) == pytest.approx(won_then, rel=0.2)


def test_a_kept_model_explains_the_stage_and_ends_at_the_probability(past):
    told = forecast_pipeline(past, from_on=day(90), until_on=day(160), as_of=day(140))
    model, known = model_of(told.model), past.known_at(day(140).toordinal())
    assert model.as_json() == told.model
    for chance in told.deals[:12]:
        at = int(np.flatnonzero(past.ids[known.deal] == chance.id)[0])
        facts = DealFacts(
            opened_on=day(int(known.opened_on[at]) - START),
            as_of=day(140),
            head=past.people.heads[known.head[at]],
            agent=past.people.agents[known.agent[at]],
            product=past.products[known.product[at]],
            stage=int(known.stage[at]),
            stage_since=day(int(known.stage_since[at]) - START),
        )
        # Deals whose factors differ by less than ten per cent go on alike from the next stage.
        assert chances(model, [facts], day(160)) == pytest.approx([chance.probability], abs=1e-9)
        found = explain(model, facts, day(160))
        assert found.probability == pytest.approx(chance.probability, abs=0.02)
        assert found.steps[0].name == "stage"
        assert found.start + sum(step.points for step in found.steps) == pytest.approx(found.probability)


def test_one_stage_for_all_is_no_history_of_stages():
    deals = [won(pk, day(0), day(pk)) for pk in range(1, 40)]
    past = history([*deals, deal(99)])
    assert fit(past, past.known_at(day(50).toordinal())).stages == {}


def test_a_stage_never_seen_is_told_by_age(past):
    model = fit(past, past.known_at(day(140).toordinal()))
    stranger = DealFacts(opened_on=day(130), as_of=day(140), stage=99)
    plain = DealFacts(opened_on=day(130), as_of=day(140))
    assert chances(model, [stranger], day(160)) == chances(model, [plain], day(160))
    assert explain(model, stranger, day(160)).steps[0].name == "age"
