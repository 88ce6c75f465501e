"""The worker and the button at the same moment make one run; killed in the middle it leaves nothing."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.journal.processes import SETUP, database, run

WORLD = """
from datetime import date
from carnet.deals import actions as deals
from carnet.forecasting.models import AnalysisResult, Forecast
from carnet.forecasting.runs import announced, keeping
MONTH = {"from_on": date(2026, 11, 1), "until_on": date(2026, 11, 30)}
def announce(number):
    values = {"name": f"Vente {number}", "amount": 100_00, "expected_close_on": date(2026, 11, 28)}
    return deals.create_deal(values={**values, "engaged_on": date(2026, 9, 1)}, actor=actor)
"""
PROGRAMS = {
    "live": WORLD
    + """
deals.win_deal(deal=announce(1), on=date(2026, 11, 2), actor=actor)
announce(2)
def live(_who):
    return announced.recompute_announced(**MONTH, as_of=date(2026, 11, 20), now=actor.at)
together(live, *range(6))
print(AnalysisResult.objects.count(), Forecast.objects.count())
""",
    "recorded": """
def record(who):
    if who % 2:
        announce(10 + who)  # so that the data differs between those who record the same day
    return announced.record_announced(**MONTH, as_of=date(2026, 11, 19), now=actor.at) or "known"
together(record, *range(6))
recorded = AnalysisResult.objects.filter(forecasts__isnull=False).distinct().count()
print(recorded, Forecast.objects.filter(method="forecast", level="company").count())
""",
    "scored": """
from carnet.forecasting.models import Score
from carnet.forecasting.track_record.scoring import score_matured
together(lambda _who: score_matured(on=date(2026, 12, 4)) >= 0, *range(6))
print(Score.objects.count() == Forecast.objects.count() > 0)
""",
}
DAY_BEFORE = (
    WORLD
    + """
EARLIER = AnalysisResult.objects.filter(as_of=date(2026, 11, 18))
def record():
    announced.record_announced(**MONTH, as_of=date(2026, 11, 18), now=actor.at)
    print(EARLIER.count(), Forecast.objects.filter(result__in=EARLIER).count() > 0)
"""
)
KILLED = (
    DAY_BEFORE
    + """
import os, signal
forecasts_of = keeping._rows
def killed(result, said):
    assert forecasts_of(result, said) and EARLIER.exists()
    os.kill(os.getpid(), signal.SIGKILL)
keeping._rows = killed
record()
"""
)
AFTER = {"after": DAY_BEFORE + "print(EARLIER.count())\nrecord()\n"}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> Iterator[dict[str, list[str]]]:
    """What the races print; a process is killed while it records the day before, and another comes after."""
    with database(tmp_path_factory.mktemp("runs")) as environment:
        printed = run(PROGRAMS, environment)
        killed = subprocess.run([sys.executable, "-c", SETUP + KILLED], env=environment, check=False)
        yield printed | run(AFTER, environment) | {"killed": [str(killed.returncode)]}


def test_six_who_recompute_at_once_make_one_run(said):
    assert said["live"] == [" ".join(["done"] * 6), "1 0"]


def test_six_who_record_a_day_at_once_record_it_once_though_the_data_moves(said):
    assert said["recorded"] == [" ".join(["done"] * 6), "1 1"]


def test_six_who_score_at_once_write_one_score_each(said):
    assert said["scored"] == [" ".join(["done"] * 6), "True"]


def test_killed_between_the_run_and_its_forecasts_nothing_is_there_and_the_next_one_makes_it_whole(said):
    assert said["killed"] == ["-9"]
    assert said["after"] == ["0", "1 True"]
