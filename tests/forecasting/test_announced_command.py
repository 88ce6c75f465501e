"""`carnet forecast announced`: the contract's object with --json, a table without, a workbook with --xlsx."""

import json

import openpyxl
import pytest

from carnet import cli
from tests.forecasting.announcing import close, head_with_agents, wait

PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30", "--as-of", "2026-11-20")
COLUMNS = {
    *("announced", "due_today", "overdue", "expected", "paid", "refused"),
    *("rate", "still_to_come", "forecast"),
}


@pytest.fixture
def group(root):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    close(agent, paid=8, refused=109, actor=root)
    wait(agent, 87_000, 534, actor=root)
    return agent


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def _run(*arguments):
        code = cli.main(["forecast", "announced", *arguments])
        return code, capsys.readouterr()

    return _run


def test_json_is_the_object_of_the_contract(group, run):
    code, said = run(*PERIOD, "--json")
    assert (code, said.err) == (0, "")
    told = json.loads(said.out)
    (row,) = told["rows"]
    assert row.keys() >= COLUMNS | {"head", "rate_source", "managers"}
    assert told["total"].keys() >= COLUMNS
    assert row["managers"][0].keys() >= COLUMNS | {"manager"}
    assert (row["head"], row["expected"], row["still_to_come"]) == ("Aline", "87534.00", "5985.23")
    assert (row["rate"], row["rate_source"]) == (8 / 117, "own")
    assert (row["announced"], row["due_today"], row["due_today_deals"]) == (2, "0.00", 0)
    assert (told["from"], told["to"], told["as_of"]) == ("2026-11-01", "2026-11-30", "2026-11-20")
    assert told["total"]["rate"] == pytest.approx(8 / 117, abs=1e-6)


def test_text_has_a_line_for_each_head_and_agent_and_the_total(group, run):
    code, said = run(*PERIOD)
    assert code == 0
    lines = [line.split() for line in said.out.splitlines()]
    assert [line[0] for line in lines[1:]] == ["Aline", "Noé", "Total"]
    assert lines[1][1:] == ["2", "87534.00", "0.00", "0.00", "6.8%", "5985.23", "5985.23"]


def test_without_any_closed_deal_the_text_says_why_there_is_no_rate(root, run):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    wait(agent, 100, actor=root)
    code, said = run(*PERIOD)
    assert code == 0
    assert said.out.splitlines()[-1].startswith("No deal was closed")
    assert said.out.splitlines()[-2].split()[-3:] == ["–", "–", "–"]


def test_a_borrowed_rate_is_starred(group, root, run):
    _head, agent = head_with_agents("Zoé", "Léa", actor=root)
    wait(agent, 117, actor=root)
    _code, said = run(*PERIOD)
    (line,) = (line for line in said.out.splitlines() if line.startswith("Zoé"))
    assert line.split()[-3:] == ["6.8%*", "8.00", "8.00"]


def test_the_workbook_is_written_beside_the_json(group, run, tmp_path):
    path = tmp_path / "annonces.xlsx"
    code, said = run(*PERIOD, "--json", "--xlsx", str(path))
    assert (code, said.err) == (0, f"Written: {path}\n")
    assert json.loads(said.out)["rows"]
    assert openpyxl.load_workbook(path).active.max_row == 1 + 1 + 1 + 2 + 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (("--from", "01/11/2026", "--to", "2026-11-30"), "A day is written 2026-11-20."),
        (("--from", "2026-11-31", "--to", "2026-12-30"), "A day is written 2026-11-20."),
        (("--from", "2026-12-01", "--to", "2026-11-30"), "The period ends before it begins."),
        (("--from", "0001-01-01", "--to", "2026-11-30"), "Expected a year from 1800 to 2200."),
        ((*PERIOD[:4], "--as-of", "hier"), "A day is written 2026-11-20."),
    ],
)
def test_a_wrong_day_is_refused_in_a_sentence(db, run, wrong, sentence):
    code, said = run(*wrong, "--json")
    assert (code, json.loads(said.out)) == (2, {"error": sentence})


def test_the_period_is_needed(db, run):
    code, said = run("--to", "2026-11-30")
    assert code == 2
    assert "--from" in said.err
