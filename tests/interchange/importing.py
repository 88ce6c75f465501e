"""Driving an import in tests as the command does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carnet.core.acting import Actor
from carnet.interchange import actions
from carnet.interchange.plan import Options, sources_of
from tests.conftest import NOW

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data sets are not beside the checkout")


def load(*paths: Path, actor: Actor, **options: Any) -> dict[str, Any]:
    """Import files and return the report."""
    chosen = Options(**options)
    started, plan = actions.begin_import(sources=sources_of(paths), options=chosen, actor=actor)
    clock = actions.Clock(now=lambda: NOW)
    return actions.run_import(started=started, plan=plan, options=chosen, actor=actor, clock=clock)


def counts(report: dict[str, Any]) -> list[tuple[int, int, int, int]]:
    """(created, updated, unchanged, rejected) of each file."""
    names = ("created", "updated", "unchanged", "rejected")
    return [tuple(file[name] for name in names) for file in report["files"]]


def writing(folder: Path) -> Callable[..., Path]:
    """A function that writes lines to a file of the folder."""

    def write(name: str, *lines: str, encoding: str = "utf-8") -> Path:
        path = folder / name
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    return write
