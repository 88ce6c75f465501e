"""The journal tells each added field under a name of its own: history and undo are exact to the field."""

import pytest

from carnet.core.errors import InvalidFields, StaleWrite
from carnet.directory.actions import create_account, delete_account, restore_account, update_account
from carnet.directory.models import Account
from carnet.identity.custom_fields import create_custom_field
from carnet.journal import queries as journal
from carnet.journal.images import as_columns, value_of


@pytest.fixture
def account(root, camille) -> Account:
    for label in ("Taille", "Couleur"):
        create_custom_field(kind="directory.account", values={"label": label}, actor=root)
    values = {"name": "Achard", "custom": {"taille": "38", "couleur": "bleu"}}
    return create_account(values=values, actor=camille.actor)


def test_a_creation_tells_them_beside_the_other_fields(account):
    after = journal.lines_of(account)[0].after
    assert {name: after[name] for name in ("custom.taille", "custom.couleur")} == {
        "custom.taille": "38",
        "custom.couleur": "bleu",
    }
    assert "custom" not in after


def test_a_change_tells_only_what_changed_and_from_what_to_what(account, camille):
    changes = {"couleur": "", "taille": "38"}
    update_account(account=account, values={"sector": "Mode", "custom": changes}, actor=camille.actor)
    line = journal.lines_of(account)[0]
    assert (line.before, line.after) == (
        {"sector": "", "custom.couleur": "bleu"},
        {"sector": "Mode", "custom.couleur": None},
    )


def test_a_change_to_the_same_values_is_none(account, camille):
    update_account(
        account=account, values={"custom": {"couleur": "bleu", "taille": "38"}}, actor=camille.actor
    )
    assert (account.version, journal.lines_of(account).count()) == (1, 1)


def test_a_refused_change_leaves_the_record_in_hand_as_it_is_stored(account, camille):
    with pytest.raises(InvalidFields):
        update_account(account=account, values={"custom": {"taille": "40", "rien": "x"}}, actor=camille.actor)
    assert account.custom == {"taille": "38", "couleur": "bleu"} == Account.objects.get().custom


def test_of_two_who_start_from_one_version_the_second_is_stale(account, camille):
    other = Account.objects.get()
    update_account(account=account, values={"custom": {"taille": "40"}}, version=1, actor=camille.actor)
    with pytest.raises(StaleWrite):
        update_account(account=other, values={"custom": {"couleur": "vert"}}, version=1, actor=camille.actor)
    fresh = Account.objects.get()
    update_account(account=fresh, values={"custom": {"couleur": "vert"}}, version=2, actor=camille.actor)
    assert Account.objects.get().custom == {"taille": "40", "couleur": "vert"}


def test_one_change_is_taken_back_without_the_other_being_touched(account, camille):
    update_account(account=account, values={"custom": {"taille": "40"}}, actor=camille.actor)
    line = journal.lines_of(account)[0]
    update_account(account=account, values={"custom": {"couleur": "vert"}}, actor=camille.actor)
    assert value_of(account, "custom.taille") == line.after["custom.taille"]
    assert as_columns(account, line.before) == {"custom": {"taille": "38", "couleur": "vert"}}


def test_a_deleted_record_comes_back_with_them(account, camille):
    pk = account.pk
    delete_account(account=account, actor=camille.actor)
    account.pk = pk
    line = journal.lines_of(account)[0]
    assert line.before["custom.taille"] == "38"
    restored = restore_account(line=line, actor=camille.actor)
    assert restored.custom == {"taille": "38", "couleur": "bleu"}
    assert "bleu" in restored.search_text
