"""Every refusal is a sentence, exit code 2 and, when asked for, one JSON object."""

import argparse
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from carnet import cli
from carnet.core.errors import Invalid


def command_that(run):
    def add_parser(subparsers) -> None:
        parser: argparse.ArgumentParser = subparsers.add_parser("try")
        parser.add_argument("--json", action="store_true")

    return {"try": SimpleNamespace(NAME="try", add_parser=add_parser, run=run)}


@pytest.fixture
def attempt(carnet, monkeypatch):
    """Run a command whose work raises `error`."""

    def run(error, *arguments):
        def fail(_arguments):
            raise error

        monkeypatch.setattr(cli, "_commands", lambda: command_that(fail))
        return carnet("try", *arguments)

    return run


def test_every_command_explains_itself(carnet) -> None:
    for name in cli._commands():
        outcome = carnet(name, "--help")
        assert outcome.code == 0
        assert outcome.out.startswith(f"usage: carnet {name}")


def test_help_does_not_load_django() -> None:
    code = "import sys; from carnet import cli; cli.main(['--help']); sys.exit('django.db' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_wrong_usage_shows_the_usage_and_exits_2(carnet) -> None:
    outcome = carnet("user", "add")
    assert outcome.code == 2
    assert outcome.out == ""
    assert "usage: carnet user add" in outcome.said
    assert "EMAIL" in outcome.said.splitlines()[-1]


def test_wrong_usage_with_json_is_one_object(carnet) -> None:
    outcome = carnet("user", "add", "--json")
    assert outcome.code == 2
    assert list(outcome.answer) == ["error"]


def test_a_refusal_of_the_domain_is_its_sentence(attempt) -> None:
    outcome = attempt(Invalid("The day is wrong."), "--json")
    assert (outcome.code, outcome.answer) == (2, {"error": "The day is wrong."})
    assert outcome.said == "The day is wrong.\n"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("database is locked", "The database is busy: try again in a moment."),
        ("unable to open database file", "The database cannot be used: unable to open database file"),
    ],
)
def test_a_database_in_trouble_is_a_sentence(attempt, reason, sentence) -> None:
    outcome = attempt(OperationalError(reason))
    assert (outcome.code, outcome.said) == (2, f"{sentence}\n")


def test_a_database_without_tables_says_what_to_do(attempt, monkeypatch) -> None:
    monkeypatch.setattr("carnet.ops.database.is_migrated", lambda: False)
    outcome = attempt(OperationalError("no such table: identity_user"))
    assert outcome.said == "The database is not ready: run `carnet init`.\n"


def test_an_interruption_is_no_traceback(attempt) -> None:
    outcome = attempt(KeyboardInterrupt())
    assert (outcome.code, outcome.said) == (2, "Interrupted.\n")


def test_what_nobody_foresaw_is_logged_and_still_an_object(attempt, caplog) -> None:
    outcome = attempt(ZeroDivisionError("1/0"), "--json")
    assert outcome.code == 2
    assert "ZeroDivisionError" in outcome.answer["error"]
    assert caplog.records[0].exc_info[0] is ZeroDivisionError


def test_a_reader_who_leaves_early_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "carnet.cli", "--help"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert process.stderr == b""
