"""Chances are computed some deals at a time: in small memory, and as if at once."""

import tracemalloc

import numpy as np
import pytest

from carnet.forecasting import arrays
from carnet.forecasting.pipeline.chances import Clocks, chances
from carnet.forecasting.pipeline.model import Model, StageTable

DAY, DAYS = 739_000, 731
EDGES = np.array([0, 30, 90])
DAILY = np.array([[3.0, 5.0, 1.0], [4.0, 4.0, 2.0]]), np.array([900.0, 1500.0, 800.0])


def model_of(*stages):
    tables = {stage: StageTable(EDGES, *DAILY, moves={}) for stage in stages}
    return Model(EDGES, *DAILY, as_of=DAY, since=DAY - 400, closed=19, oldest=120, stages=tables)


def clocks_of(count, stages=(1, 2)):
    days = np.arange(count) % 100
    return Clocks(age=days, stage=np.array(stages)[np.arange(count) % len(stages)], stay=days // 2)


@pytest.mark.parametrize("model", [model_of(), model_of(1), model_of(1, 2)])
def test_some_at_a_time_is_all_at_once(model, monkeypatch):
    clocks, factors = clocks_of(60), np.linspace(0.5, 2, 120).reshape(2, 60)
    whole = chances(model, clocks, factors, DAY, 90)
    monkeypatch.setattr(arrays, "AT_ONCE", 500)
    assert chances(model, clocks, factors, DAY, 90).tolist() == whole.tolist()
    assert 0 < whole.min() < whole.max() < 1


@pytest.mark.parametrize("model", [model_of(), model_of(1, 2)])
def test_many_deals_over_two_years_take_little_memory(model):
    count = 3_000
    tracemalloc.start()
    chances(model, clocks_of(count), np.ones((2, count)), DAY, DAYS)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 32 * 2**20, "one table of these deals and days alone takes 17 MB"
