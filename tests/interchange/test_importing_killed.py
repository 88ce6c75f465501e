"""A killed import goes on with the same id, and ends as an undisturbed one."""

import pytest

from carnet.directory.models import Account
from carnet.interchange import actions
from carnet.interchange.models import Import
from carnet.interchange.plan import Options, sources_of
from carnet.journal.models import JournalLine
from tests.conftest import NOW
from tests.interchange.importing import counts, load


class Killed(BaseException):
    """What a signal does to a process: no handler of ours runs."""


def _killed_after(rows):
    def progress(_name, done):
        if done >= rows:
            raise Killed

    return progress


def test_the_same_command_goes_on_where_it_was_killed(lines, root):
    path = lines("a.csv", "nom;ville", *(f"Maison {number};Lyon" for number in range(1200)))
    started, plan = actions.begin_import(sources=sources_of([path]), options=Options(), actor=root)
    with pytest.raises(Killed):
        actions.run_import(
            started=started,
            plan=plan,
            options=Options(),
            actor=root,
            clock=actions.Clock(now=lambda: NOW),
            progress=_killed_after(1000),
        )
    assert Account.objects.count() == 1000
    report = load(path, actor=root)
    assert report["import"] == started.pk
    assert counts(report) == [(200, 0, 1000, 0)]
    assert Account.objects.count() == JournalLine.objects.filter(batch=started.pk).count() == 1200
    assert Import.objects.get().state == "done"


def test_a_finished_import_started_again_is_a_new_one(lines, root):
    path = lines("a.csv", "nom;ville", "Maison Berliet;Lyon")
    assert load(path, actor=root)["import"] != load(path, actor=root)["import"]


def test_a_preview_counts_everything_and_writes_nothing(lines, root):
    path = lines("a.csv", "nom;ville;filiale de", "Maison Berliet;Lyon;Groupe Vaise")
    report = actions.preview_import(sources=sources_of([path]), options=Options(), actor=root)
    assert counts(report) == [(1, 0, 0, 0)]
    assert report["import"] is None
    assert not Account.objects.exists()
    assert not Import.objects.exists()
    assert not JournalLine.objects.exists()
