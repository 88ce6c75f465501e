"""An import that was undone says so to the API's callers."""

import pytest

from carnet.interchange.models import Import
from carnet.interchange.undo.actions import undo_import
from tests.interchange.importing import load, writing


@pytest.fixture
def undone(camille, tmp_path) -> int:
    path = writing(tmp_path)("a.csv", "nom;ville", "Maison Berliet;Nantes")
    first = load(path, actor=camille.actor)["import"]
    load(path, actor=camille.actor)
    undo_import(started=Import.objects.get(pk=first), actor=camille.actor)
    return first


def test_its_state_and_moment_are_told_and_can_be_filtered(as_camille, undone):
    assert as_camille.get(f"imports/{undone}").json()["state"] == "undone"
    found = as_camille.get("imports", state="undone").json()
    assert found["count"] == 1
    assert found["items"][0]["undone_at"] == "2026-11-20T10:00:00+01:00"
