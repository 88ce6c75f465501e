"""Two processes may load one import; what was undone once one of them is done stays undone."""

import pytest

from carnet.core.errors import Conflict
from carnet.directory.models import Account
from carnet.interchange import actions
from carnet.interchange.loading import engine
from carnet.interchange.loading.pace import Pace
from carnet.interchange.models import Import
from carnet.interchange.plan import Options, Source
from carnet.interchange.undo.actions import undo_import
from tests.conftest import NOW

CLOCK = actions.Clock(now=lambda: NOW)
NAMES = ("Berliet", "Perrin", "Oriol", "Achard", "Vaise")


@pytest.fixture
def runs(root, lines, monkeypatch):
    """The same file imported twice at once, in chunks of two rows: a way to run each."""
    monkeypatch.setattr(engine, "Pace", lambda: Pace(2, most=2))
    sources = [Source(lines("a.csv", "nom;ville", *(f"{name};Lyon" for name in NAMES)), "a.csv")]

    def runner():
        started, plan = actions.begin_import(sources=sources, options=Options(), actor=root)
        return lambda progress=actions.silent: actions.run_import(
            started=started, plan=plan, options=Options(), actor=root, clock=CLOCK, progress=progress
        )

    return runner(), runner()


@pytest.mark.parametrize("after", [2, 5])
def test_an_undone_import_is_not_brought_back_by_who_still_loads_it(runs, root, after) -> None:
    slow, quick = runs

    def overtaken(_name: str, rows: int) -> None:
        if rows == after:
            quick()
            undo_import(started=Import.objects.get(), actor=root)

    with pytest.raises(Conflict):
        slow(overtaken)
    assert (Import.objects.get().state, Account.objects.count()) == ("undone", 0)


def test_an_import_that_another_process_ended_keeps_its_report(runs) -> None:
    slow, quick = runs
    with pytest.raises(Conflict):
        slow(lambda _name, rows: quick() and None if rows == 2 else None)
    run = Import.objects.get()
    assert (run.state, run.rows_done, run.failure) == ("done", 5, "")
    assert Account.objects.count() == 5
