"""`carnet forecast pipeline` and its backtest: the contract's objects, or a sentence."""

import json
from datetime import date, timedelta

import pytest

from carnet.cli import main
from carnet.core.errors import Invalid
from carnet.deals import actions
from carnet.forecasting.pipeline.asked import asked

TODAY = date(2026, 11, 20)
LINE = "key won_so_far pipeline new_business run_rate forecast low high closed_deals reason".split()


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def _run(*arguments):
        code = main(["forecast", *arguments])
        return code, capsys.readouterr()

    return _run


@pytest.fixture
def dealing(bruno, helene):
    """Twelve deals of October won after ten days for 90 of the 100 announced, and two open ones."""
    for number in range(14):
        opened = date(2026, 10, 1) + timedelta(days=number)
        values = {"name": f"Vitrine {number}", "amount": 100_00, "agent": bruno.member, "engaged_on": opened}
        deal = actions.create_deal(values=values, actor=bruno.actor)
        if number < 12:
            actions.win_deal(deal=deal, amount=90_00, on=opened + timedelta(days=10), actor=bruno.actor)


def test_json_is_the_object_of_the_contract(dealing, run):
    code, said = run("pipeline", "--until", "2026-12-31", "--as-of", "2026-11-20", "--json")
    found = json.loads(said.out)
    assert (code, said.err) == (0, "")
    assert {"deals", "company", "managers", "agents"} <= set(found)
    for line in (found["company"], *found["managers"], *found["agents"]):
        assert set(LINE) <= set(line)
    assert (found["from"], found["company"]["won_so_far"]) == ("2026-10-01", "1080.00")
    assert [line["key"] for line in found["managers"]] == ["Hélène"]
    assert [line["key"] for line in found["agents"]] == ["Bruno"]
    assert [deal["value"] for deal in found["deals"]] == ["100.00", "100.00"]
    assert all(0 < deal["probability"] < 1 for deal in found["deals"])


def test_only_what_was_known_counts(dealing, run):
    """By 15 October five of them were won, and fourteen begun."""
    _code, said = run("pipeline", "--until", "2026-12-31", "--as-of", "2026-10-15", "--json")
    found = json.loads(said.out)
    assert found["company"]["won_so_far"] == "450.00"
    assert len(found["deals"]) == 9
    assert found["company"]["forecast"] is None
    assert found["company"]["reason"] == "5 closed deals of the 10 needed."


def test_from_decides_what_was_won_so_far(dealing, run):
    """Deals of 20 to 22 October: three."""
    days = ("--from", "2026-10-20", "--until", "2026-12-31", "--as-of", "2026-11-20")
    assert json.loads(run("pipeline", *days, "--json")[1].out)["company"]["won_so_far"] == "270.00"


def test_text_has_a_line_for_each_of_them(dealing, run):
    code, said = run("pipeline", "--until", "2026-12-31", "--as-of", "2026-11-20")
    first = [line.split("  ")[0] or line.split()[0] for line in said.out.splitlines()[1:]]
    assert (code, first) == (0, ["Hélène", "Bruno", "Total"])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"until": "31/12/2026"}, "until"),
        ({"until": "2026-02-30"}, "until"),
        ({"until": "9999-12-31"}, "until"),
        ({"until": "2028-11-21"}, "until"),
        ({"until": "2026-12-31", "as_of": "2026-11-21"}, "as_of"),
        ({"until": "2026-12-31", "from": "2027-01-01"}, "until"),
        ({"until": "2026-12-31", "from": "hier"}, "from"),
    ],
)
def test_wrong_days_are_refused_by_name(given, field):
    with pytest.raises(Invalid) as refused:
        asked(given, today=TODAY)
    assert refused.value.field == field


def test_the_quarter_of_today_is_the_default():
    told = asked({}, today=TODAY)
    assert (told.from_on, told.until_on, told.as_of) == (date(2026, 10, 1), date(2026, 12, 31), TODAY)


def test_a_period_that_is_over_is_told_as_of_its_last_day(dealing, run):
    """Deals of 20 to 22 October: three; nothing is still to come."""
    days = ("--from", "2026-10-20", "--until", "2026-10-22", "--as-of", "2026-11-20")
    found = json.loads(run("pipeline", *days, "--json")[1].out)
    company = found["company"]
    assert found["as_of"] == "2026-10-22"
    assert company["forecast"] == company["won_so_far"] == "270.00"


def test_a_wrong_day_is_wrong_usage(db, run):
    code, said = run("pipeline", "--until", "2026-01-32", "--as-of", "2026-11-20", "--json")
    assert code == 2
    assert "error" in json.loads(said.out)


def test_the_backtest_says_why_there_is_none(dealing, run):
    code, said = run("backtest", "pipeline", "--json")
    found = json.loads(said.out)
    assert (code, found["methods"], found["cuts"]) == (0, [], [])
    assert found["reason"] == "No quarter is over in which enough deals were closed."


def test_the_backtest_has_a_line_for_each_method(dealing, bruno, run):
    """Thirty deals of the spring, a third lost, closed by June: looked back at from the winter before on."""
    for number in range(30):
        opened = date(2026, 2, 1) + timedelta(days=4 * number)
        values = {"name": f"Salon {number}", "amount": 100_00, "agent": bruno.member, "engaged_on": opened}
        deal = actions.create_deal(values=values, actor=bruno.actor)
        close = actions.lose_deal if number % 3 == 0 else actions.win_deal
        close(deal=deal, on=opened + timedelta(days=15), actor=bruno.actor)
    code, said = run("backtest", "pipeline", "--json")
    found = json.loads(said.out)
    methods = {row["method"]: row for row in found["methods"]}
    assert (code, found["reason"]) == (0, None)
    assert list(methods) == ["stage", "win_rate", "life_table", "bottom_up", "run_rate", "forecast"]
    assert methods["run_rate"]["brier"] is None
    assert 0 < methods["forecast"]["brier"] < methods["stage"]["brier"]
    code, said = run("backtest", "pipeline")
    assert (code, len(said.out.splitlines())) == (0, 8)
