"""What must hold of every pipeline forecast, whatever the deals."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.forecasting.pipeline.chances import bounded, won_by
from carnet.forecasting.pipeline.explaining import explain
from carnet.forecasting.pipeline.explanation import DealFacts
from carnet.forecasting.pipeline.forecast import forecast_pipeline
from carnet.forecasting.pipeline.hazards import fit
from carnet.forecasting.pipeline.levels import cents
from carnet.forecasting.pipeline.model import FACTORS, model_of
from carnet.forecasting.pipeline.telling import chances
from tests.forecasting.made_history import day, deal, history, lost, made, won

SUMS = (
    "won_so_far won_deals pipeline new_business run_rate forecast open_value open_deals closed_deals".split()
)
AMOUNTS = st.integers(-900_00, 900_00_00)


@st.composite
def any_deal(draw):
    kind = draw(st.sampled_from((won, lost, None)))
    opened = draw(st.integers(0, 120))
    told = {
        "agent": draw(st.sampled_from((None, 1, 4, 7, 91))),
        "product": draw(st.sampled_from((None, 1, 2))),
        "amount": draw(st.none() | AMOUNTS),
        "list_amount": draw(st.none() | AMOUNTS),
    }
    if kind is None:
        return lambda pk: deal(pk, engaged_on=day(opened), **told)
    closed = day(opened + draw(st.integers(0, 60)))
    if kind is won:
        told["closed_amount"] = draw(AMOUNTS)
        return lambda pk: deal(pk, "won", engaged_on=day(opened), closed_on=closed, **told)
    return lambda pk: deal(pk, "lost", engaged_on=day(opened), closed_on=closed, **told)


@settings(max_examples=40, deadline=None)
@given(st.lists(any_deal(), max_size=60), st.integers(0, 200), st.integers(0, 60))
def test_any_deals_make_a_forecast_that_adds_up(makers, as_of, ahead):
    deals = [make(pk) for pk, make in enumerate(makers, start=1)]
    until = day(as_of + ahead)
    told = forecast_pipeline(history(deals), from_on=day(as_of - 10), until_on=until, as_of=day(as_of))
    for name in SUMS:
        whole = getattr(told.company, name)
        for lines in (told.managers, told.agents):
            parts = [getattr(line, name) for line in lines]
            assert parts == [None] * len(parts) if whole is None else sum(parts) == whole
    for line in (told.company, *told.managers, *told.agents):
        assert line.forecast is None or line.low <= line.forecast <= line.high
        assert (line.forecast is None) == (line.reason is not None)
    for chance in told.deals:
        assert chance.probability is None or 0 <= chance.probability <= 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), min_size=1, max_size=30))
def test_no_hazards_win_or_lose_more_than_once(pairs):
    hazards = bounded(np.array(pairs).T[:, None, :])
    won_at, lost_at = won_by(hazards), won_by(hazards[::-1])
    assert (np.diff(won_at, axis=1) >= -1e-12).all()
    assert won_at.min() >= 0
    assert (won_at + lost_at).max() <= 1 + 1e-9


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e11, 1e11), min_size=1, max_size=40))
def test_shared_cents_make_the_rounded_whole(amounts):
    shared = cents(np.array(amounts))
    assert abs(int(shared.sum()) - sum(amounts)) <= 0.5 + abs(sum(amounts)) * 1e-12 + 1e-3
    assert all(abs(int(cent) - amount) < 1.001 for cent, amount in zip(shared, amounts, strict=True))


@pytest.fixture(scope="module")
def past():
    return history(*made(300, days=200))


@pytest.fixture(scope="module")
def told(past):
    return forecast_pipeline(past, from_on=day(181), until_on=day(260), as_of=day(199))


def facts(past, known, at):
    return DealFacts(
        opened_on=date.fromordinal(int(known.opened_on[at])),
        as_of=day(199),
        head=past.people.heads[known.head[at]],
        agent=past.people.agents[known.agent[at]],
        product=past.products[known.product[at]],
    )


def test_a_kept_model_tells_the_same_chances(past, told):
    model = model_of(told.model)
    known = past.known_at(day(199).toordinal())
    at = [np.flatnonzero(past.ids[known.deal] == chance.id)[0] for chance in told.deals]
    again = chances(model, [facts(past, known, one) for one in at], day(260))
    assert again == pytest.approx([chance.probability for chance in told.deals], abs=1e-12)


def test_a_model_comes_back_from_json_as_it_was(past, told):
    known = past.known_at(day(199).toordinal())
    model = fit(past, known)
    again = model_of(model.as_json())
    assert again.as_json() == model.as_json() == told.model
    assert np.array_equal(again.base, model.base)
    for name in FACTORS:
        assert np.array_equal(again.factors[name].rates, model.factors[name].rates)


def test_an_explanation_ends_exactly_at_the_probability(past, told):
    model, known = model_of(told.model), past.known_at(day(199).toordinal())
    for chance in told.deals[:20]:
        found = explain(
            model, facts(past, known, np.flatnonzero(past.ids[known.deal] == chance.id)[0]), day(260)
        )
        assert found.probability == pytest.approx(chance.probability, abs=1e-12)
        assert found.start + sum(step.points for step in found.steps) == pytest.approx(found.probability)
        assert [step.name for step in found.steps] == ["age", *(["month"] if model.months else []), *FACTORS]
        assert found.low <= found.probability <= found.high
        assert found.curve[-1].on == day(260)
        assert found.curve[-1].chance == pytest.approx(found.probability)
        assert len(found.curve) <= 60


def test_a_stranger_to_the_model_is_as_good_as_the_mean(told):
    model = model_of(told.model)
    found = explain(
        model, DealFacts(opened_on=day(190), as_of=day(199), head=-1, agent=-1, product=-1), day(260)
    )
    by_factor = {step.name: step for step in found.steps}
    assert [by_factor[name].points for name in FACTORS] == [0, 0, 0]
    assert by_factor["agent"].observed == 0


def test_nothing_is_won_after_the_last_day(told):
    model = model_of(told.model)
    found = explain(model, DealFacts(opened_on=day(190), as_of=day(199)), day(199))
    assert (found.probability, found.start, found.curve) == (0.0, 0.0, ())
    assert chances(model, [], day(260)) == []
    assert chances(model, [DealFacts(day(1), day(199))], day(199) - timedelta(days=1)) == [0.0]
