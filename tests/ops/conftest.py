"""Commands run in this process, on the test's own database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from carnet import cli


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code, its result, and what it told people."""

    code: int
    out: str
    said: str

    @property
    def answer(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def carnet(db, settings, tmp_path, monkeypatch, capsys) -> Callable[..., Outcome]:
    """`carnet("user", "list")` with an English terminal and an empty data folder."""
    settings.DATA = tmp_path
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*arguments: str) -> Outcome:
        code = cli.main(arguments)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run
