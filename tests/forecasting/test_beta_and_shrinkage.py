"""Beta quantiles against closed forms and tables, and rates drawn towards the whole's by hand."""

import pytest

from carnet.forecasting.beta import beta_interval, beta_quantile, beta_share
from carnet.forecasting.shrinkage import shrunk, strength


@pytest.mark.parametrize("probability", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_where_the_distribution_has_a_closed_form_the_quantile_is_exact(probability):
    assert beta_quantile(probability, 1, 1) == pytest.approx(probability)
    assert beta_quantile(probability, 12, 1) == pytest.approx(probability ** (1 / 12))
    assert beta_quantile(probability, 1, 7) == pytest.approx(1 - (1 - probability) ** (1 / 7))


@pytest.mark.parametrize(
    ("probability", "a", "b", "quantile"),
    [
        (0.1, 8, 109, 0.0405554),
        (0.9, 8, 109, 0.0993878),
        (0.1, 0.5, 0.5, 0.0244717),  # sin(0.1 pi / 2) squared
        (0.9, 2, 3, 0.6795394),
        (0.1, 1_000, 3, 0.9946971),
        (0.9, 50_000, 50_000, 0.5020263),
    ],
)
def test_quantiles_agree_with_those_of_a_statistics_library(probability, a, b, quantile):
    assert beta_quantile(probability, a, b) == pytest.approx(quantile, abs=2e-7)


@pytest.mark.parametrize("a", [0.5, 3, 400, 90_000])
@pytest.mark.parametrize("b", [0.5, 17, 5_000])
def test_the_share_below_a_quantile_is_the_probability(a, b):
    for probability in (0.1, 0.9):
        x = beta_quantile(probability, a, b)
        assert 0 < x < 1
        assert beta_share(x, a, b) == pytest.approx(probability, abs=1e-6)


def test_a_distribution_that_hugs_its_end_has_its_quantile_there():
    assert 0 <= beta_quantile(0.1, 0.02, 17) < 1e-12
    assert beta_quantile(0.9, 17, 0.02) > 1 - 1e-12


def test_the_share_runs_from_nothing_to_all():
    assert [beta_share(x, 2, 3) for x in (-1, 0, 0.5, 1, 2)] == [0, 0, pytest.approx(11 / 16), 1, 1]


def test_what_never_happened_has_an_interval_that_begins_at_nothing():
    low, high = beta_interval(0, 30)
    assert low == 0
    assert 0.03 < high < 0.05
    assert beta_interval(30, 0) == (pytest.approx(1 - high), 1)


def test_a_rate_is_drawn_towards_the_whole_s_by_its_weight():
    drawn = shrunk(15, 7, rate=0.137, strength=10)
    assert drawn.rate == pytest.approx((7 + 1.37) / 25)
    assert (drawn.low, drawn.high) == (
        pytest.approx(beta_quantile(0.1, 8.37, 16.63)),
        pytest.approx(beta_quantile(0.9, 8.37, 16.63)),
    )
    assert not drawn.is_few


def test_under_five_cases_the_whole_s_rate_stands_there():
    drawn = shrunk(4, 4, rate=0.25, strength=10)
    assert (drawn.rate, drawn.is_few) == (0.25, True)
    assert drawn.low == pytest.approx(beta_quantile(0.1, 2.5, 7.5))
    assert shrunk(5, 5, rate=0.25, strength=10).rate == pytest.approx(7.5 / 15)


def test_groups_that_differ_no_more_than_by_chance_are_one():
    assert strength([(10, 5), (10, 5), (10, 5)], 0.5) == 1000


def test_groups_that_differ_by_far_more_hardly_draw_each_other():
    assert strength([(100, 5), (100, 50), (100, 95)], 0.5) == 5


def test_the_weight_of_the_whole_follows_from_how_much_groups_differ():
    # 20 cases each, rates 0.3, 0.5, 0.7 about 0.5: spread 20 x 0.08 = 1.6; chance 2 x 0.25 = 0.5;
    # variance 1.1 / (60 - 1200 / 60) = 0.0275; k = 0.25 / 0.0275 - 1.
    assert strength([(20, 6), (20, 10), (20, 14)], 0.5) == pytest.approx(0.25 / 0.0275 - 1)


def test_fewer_than_three_groups_weigh_ten():
    assert strength([(50, 1), (50, 49)], 0.5) == 10
    assert strength([(50, 1), (50, 49), (0, 0)], 0.5) == 10
    assert strength([], 0.0) == 10


def test_rates_of_nothing_and_of_all_are_no_trouble():
    assert strength([(9, 0)] * 4, 0.0) == 1000
    assert strength([(9, 9)] * 4, 1.0) == 1000
