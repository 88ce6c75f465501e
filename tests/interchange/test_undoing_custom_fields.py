"""An import that filled added fields is taken back to the field: what others changed beside it stays."""

import pytest

from carnet.core.errors import Conflict
from carnet.directory.actions import create_account, update_account
from carnet.directory.models import Account
from carnet.identity.custom_fields import create_custom_field
from carnet.interchange.models import Import
from carnet.interchange.undo.actions import undo_import
from tests.interchange.importing import counts, load
from tests.interchange.undoing import business, differences

HEAD = "nom;pointure;couleur"


@pytest.fixture(autouse=True)
def account(root) -> Account:
    for label, kind in (("Pointure", "number"), ("Couleur", "text")):
        values = {"label": label, "type": kind}
        create_custom_field(kind="directory.account", values=values, actor=root)
    return create_account(values={"name": "Achard", "custom": {"pointure": "38"}}, actor=root)


def _undo(report, root) -> None:
    undo_import(started=Import.objects.get(pk=report["import"]), actor=root)


def _told() -> tuple[dict[str, object], str]:
    account = Account.objects.get(name="Achard")
    return account.custom, account.search_text


def test_values_and_the_words_that_find_them_are_as_they_were(lines, root):
    before, told = business(), _told()
    report = load(lines("a.csv", HEAD, "Achard;39;bleu", "Belin;41;vert"), actor=root)
    assert counts(report) == [(1, 1, 0, 0)]
    assert _told()[0] == {"couleur": "bleu", "pointure": "39"}
    _undo(report, root)
    assert differences(before, business()) == {}
    assert _told() == told


def test_a_later_edit_of_the_same_field_stands_in_the_way(lines, root):
    report = load(lines("a.csv", HEAD, "Achard;39;bleu"), actor=root)
    account = Account.objects.get()
    update_account(account=account, values={"custom": {"pointure": "40"}}, actor=root)
    with pytest.raises(Conflict):
        _undo(report, root)
    assert _told()[0] == {"couleur": "bleu", "pointure": "40"}


def test_the_same_file_brings_the_values_again_after_the_undo(lines, root):
    path = lines("a.csv", HEAD, "Achard;39;bleu")
    _undo(load(path, actor=root), root)
    assert counts(load(path, actor=root)) == [(0, 1, 0, 0)]
    assert _told()[0] == {"couleur": "bleu", "pointure": "39"}
