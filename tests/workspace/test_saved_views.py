"""Saved views: everyone's own, replaced by name, bounded."""

import pytest

from carnet.core.errors import Conflict, Invalid, NotAllowed
from carnet.workspace import actions, queries
from carnet.workspace.models import SavedView


def _save(by, name="Ouvertes", query="stage=1", page="deals"):
    return actions.save_view(page=page, name=name, query=query, actor=by.actor)


def test_a_view_is_seen_by_who_saved_it_alone(bruno, camille):
    view = _save(bruno)
    assert list(queries.visible_views(bruno.viewer)) == [view]
    assert not queries.visible_views(camille.viewer).exists()


def test_views_are_kept_page_by_page_in_their_order(bruno):
    for page, name in (("deals", "B"), ("accounts", "C"), ("deals", "A")):
        _save(bruno, name, page=page)
    assert [view.name for view in queries.visible_views(bruno.viewer, "deals")] == ["B", "A"]


def test_the_same_name_replaces_a_view_even_at_the_limit(bruno):
    for number in range(50):
        _save(bruno, f"Vue {number}")
    _save(bruno, " Vue 7 ", "stage=2")
    assert SavedView.objects.get(name="Vue 7").query == "stage=2"
    with pytest.raises(Conflict):
        _save(bruno, "Vue 50")
    assert SavedView.objects.count() == 50


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"query": "x" * 2001}, "query"),
        ({"query": "\x00"}, "query"),
    ],
)
def test_a_view_without_a_name_or_too_long_is_refused(values, field, bruno):
    with pytest.raises(Invalid) as refusal:
        _save(bruno, **values)
    assert refusal.value.field == field


def test_a_reader_keeps_views_too_the_command_line_none(lecteur, root):
    assert _save(lecteur).user == lecteur.user
    with pytest.raises(NotAllowed):
        actions.save_view(page="deals", name="x", query="", actor=root)


def test_nobody_drops_the_view_of_somebody_else(bruno, camille):
    view = _save(bruno)
    actions.drop_view(view=view, actor=camille.actor)
    assert SavedView.objects.exists()
    actions.drop_view(view=view, actor=bruno.actor)
    assert not SavedView.objects.exists()
