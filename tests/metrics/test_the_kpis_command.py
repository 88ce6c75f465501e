"""`carnet kpis`: the API's object with --json, the same figures as text without."""

import json

import pytest

from carnet.cli import main


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def _run(*arguments):
        code = main(["kpis", *arguments])
        return code, capsys.readouterr()

    return _run


def test_json_is_the_object_of_the_api_and_nothing_else(world, run):
    code, said = run("--json", "--agent", "bruno", "--agent", "null", "--to", "2026-04-30")
    found = json.loads(said.out)
    assert (code, said.err) == (0, "")
    assert set(found) == {"kpis", "filters", "revision", "computed_at"}
    assert found["kpis"]["total_won_revenue"] == "489.94"
    assert found["filters"]["agent"] == ["Bruno", None]
    assert (found["filters"]["from"], found["filters"]["to"]) == (None, "2026-04-30")


def test_text_has_a_line_for_each_number(world, run):
    code, said = run("--office", "Lyon")
    assert code == 0
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert {"Revenue 440.00", "Best agent Bruno · 440.00 · 3", "Lyon 146.67"} <= set(lines)


@pytest.mark.parametrize(
    "wrong",
    [["--sector", "textile"], ["--from", "01/02/2026"], ["--from", "2026-02-01", "--to", "2026-01-01"]],
)
def test_a_wrong_filter_ends_with_2_and_a_sentence(world, run, wrong):
    code, said = run("--json", *wrong)
    assert code == 2
    assert json.loads(said.out)["error"]


def test_an_empty_carnet_has_figures_too(db, run):
    code, said = run("--json")
    assert code == 0
    assert json.loads(said.out)["kpis"]["average_revenue_per_sale"] is None
