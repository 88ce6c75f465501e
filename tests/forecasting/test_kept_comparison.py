"""The comparison of methods is kept by the worker, and the API hands out what is kept."""

from datetime import date

from carnet.deals.actions import create_deal
from carnet.forecasting.models import AnalysisResult
from carnet.forecasting.pipeline import queries
from carnet.forecasting.pipeline.queries import visible_backtest
from carnet.forecasting.runs.methods import SERIES, compare_methods, kept_comparison
from tests.conftest import NOW
from tests.forecasting.kept import run

YESTERDAY = date(2026, 11, 19)


def test_without_a_deal_nothing_is_kept(camille):
    assert compare_methods(as_of=YESTERDAY, now=NOW) is None
    assert kept_comparison() is None


def test_too_short_a_past_is_kept_as_a_reason_said_in_the_reader_s_language(bruno, root, camille):
    create_deal(values={"name": "Première", "amount": 100_00, "agent": bruno.member}, actor=root)
    compare_methods(as_of=YESTERDAY, now=NOW)
    assert AnalysisResult.objects.get().details["reason"]["code"] == "no_past_quarter"
    assert kept_comparison()["reason"] == visible_backtest(camille.viewer, on=YESTERDAY)["reason"]


def test_what_is_kept_is_handed_out_and_nothing_is_computed(camille, monkeypatch):
    table = {"cuts": [], "open_deals": 7, "methods": [{"method": "forecast"}], "reason": None}
    run(kind="pipeline_backtest", series=SERIES, details=table)
    monkeypatch.setattr(queries, "backtest_table", None)
    assert visible_backtest(camille.viewer, on=YESTERDAY) == table
