"""Fields a company adds: their names, keys, choices, order; deleted ones give their key to nobody."""

import pytest

from carnet.core.errors import Conflict, Invalid, NotAllowed, StaleWrite
from carnet.directory.actions import create_account, update_account
from carnet.identity.custom_fields import (
    KINDS,
    create_custom_field,
    delete_custom_field,
    reorder_custom_fields,
    restore_custom_field,
    update_custom_field,
)
from carnet.identity.models import CustomField
from carnet.identity.queries import custom_fields
from carnet.interchange.mapping.targets import CUSTOMISED
from carnet.journal import queries as journal
from carnet.journal.models import JournalLine

ACCOUNT = "directory.account"


def _add(root, label, kind=ACCOUNT, **values):
    return create_custom_field(kind=kind, values={"label": label, **values}, actor=root)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Taille de chaussure", "taille_de_chaussure"),
        ("  Visité   le ", "visite_le"),
        ("N° d’agrément", "n_d_agrement"),
        ("2e adresse", "field_2e_adresse"),
        ("地址", "field"),
        ("Contacts", "contacts_2"),
        ("Deals", "deals_2"),
        ("x" * 120, "x" * 50),
        ("Visite from", "visite_from_field"),
    ],
)
def test_its_key_is_made_of_its_label(root, label, key):
    assert _add(root, label).key == key


def test_its_key_stays_when_it_is_renamed_and_so_do_the_values(root, camille):
    field = _add(root, "Pointure")
    account = create_account(values={"name": "Achard", "custom": {"pointure": "38"}}, actor=camille.actor)
    update_custom_field(field=field, values={"label": "Taille de chaussure"}, actor=root)
    account.refresh_from_db()
    assert (field.key, account.custom) == ("pointure", {"pointure": "38"})
    assert _add(root, "Pointure").key == "pointure_2"


@pytest.mark.parametrize("label", ["", "  ", None, 12, "x" * 121])
def test_it_needs_a_name_of_some_length(root, label):
    with pytest.raises(Invalid) as refused:
        _add(root, label)
    assert refused.value.field == "label"
    assert not CustomField.objects.exists()


@pytest.mark.parametrize("label", ["Pointure", "POINTURE !", "name", "Secteur", "sector", "E-mail", "SIREN"])
def test_a_name_that_is_another_field_s_is_refused(root, label):
    _add(root, "Pointure")
    with pytest.raises(Conflict) as refused:
        _add(root, label)
    assert (refused.value.field, CustomField.objects.count()) == ("label", 1)


def test_two_kinds_of_record_may_have_fields_of_one_name(root):
    assert {_add(root, "Repère", kind).key for kind in KINDS} == {"repere"}


def test_files_and_records_mean_the_same_kinds(root):
    assert set(CUSTOMISED.values()) == set(KINDS)


@pytest.mark.parametrize("kind", ["identity.user", "deals.stage", "", "x", "directory.account; drop"])
def test_other_kinds_have_none(root, kind):
    with pytest.raises(Invalid) as refused:
        _add(root, "Repère", kind)
    assert refused.value.field == "kind"


def test_choices_are_tidied_and_only_a_choice_has_any(root):
    field = _add(root, "Circuit", type="choice", choices=[" Boutique ", "boutique", "", "En  ligne"])
    assert field.choices == ["Boutique", "En ligne"]
    assert _add(root, "Surnom", choices=["a"]).choices == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"type": "money"}, "type"),
        ({"type": "choice"}, "choices"),
        ({"type": "choice", "choices": [" ", ""]}, "choices"),
        ({"type": "choice", "choices": ["x" * 121]}, "choices"),
        ({"type": "choice", "choices": [1]}, "choices"),
        ({"type": "choice", "choices": [f"choix {number}" for number in range(201)]}, "choices"),
    ],
)
def test_types_and_choices_have_bounds(root, values, field):
    with pytest.raises(Invalid) as refused:
        _add(root, "Circuit", **values)
    assert refused.value.field == field


def test_a_hundred_fields_are_enough_for_a_kind(root):
    for number in range(100):
        _add(root, f"Champ {number}")
    with pytest.raises(Conflict):
        _add(root, "Un de plus")
    assert _add(root, "Un de plus", "directory.contact").pk


def test_its_type_never_changes(root):
    field = _add(root, "Pointure", type="number")
    with pytest.raises(Invalid):
        update_custom_field(field=field, values={"type": "text"}, actor=root)
    assert update_custom_field(field=field, values={"type": "number"}, actor=root).version == 1


def test_a_stale_edit_of_a_field_is_refused(root):
    field = _add(root, "Pointure")
    update_custom_field(field=field, values={"label": "Taille"}, version=1, actor=root)
    with pytest.raises(StaleWrite):
        update_custom_field(field=field, values={"label": "Longueur"}, version=1, actor=root)


def test_fields_stand_in_the_order_they_are_put_into(root):
    fields = [_add(root, label) for label in ("Un", "Deux", "Trois")]
    reorder_custom_fields(fields=[fields[2], fields[0], fields[1]], actor=root)
    assert [field.label for field in custom_fields(ACCOUNT)] == ["Trois", "Un", "Deux"]
    assert _add(root, "Quatre").position == 4


def test_an_order_of_some_of_them_or_of_two_kinds_is_refused(root):
    fields = [_add(root, label) for label in ("Un", "Deux")]
    other = _add(root, "Un", "deals.deal")
    for wrong in ([fields[0]], [*fields, other], [fields[0], fields[0]]):
        with pytest.raises(Conflict):
            reorder_custom_fields(fields=wrong, actor=root)


def test_only_administrators_change_them(root, helene):
    field = _add(root, "Pointure")
    lines = JournalLine.objects.count()
    for act in (
        lambda: create_custom_field(kind=ACCOUNT, values={"label": "Taille"}, actor=helene.actor),
        lambda: update_custom_field(field=field, values={"label": "Taille"}, actor=helene.actor),
        lambda: reorder_custom_fields(fields=[field], actor=helene.actor),
        lambda: delete_custom_field(field=field, actor=helene.actor),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (CustomField.objects.get().label, JournalLine.objects.count()) == ("Pointure", lines)


def test_restoring_a_deleted_field_brings_its_values_back(root, camille):
    field = _add(root, "Circuit", type="choice", choices=["Boutique"])
    pk = field.pk
    account = create_account(
        values={"name": "Achard", "custom": {"circuit": "Boutique"}}, actor=camille.actor
    )
    delete_custom_field(field=field, actor=root)
    with pytest.raises(Invalid):
        update_account(account=account, values={"custom": {"circuit": "Boutique"}}, actor=camille.actor)
    update_account(account=account, values={"name": "Achard & fils"}, actor=camille.actor)
    field.pk = pk
    restored = restore_custom_field(line=journal.lines_of(field)[0], actor=root)
    account.refresh_from_db()
    assert (restored.pk, restored.key, restored.choices) == (pk, "circuit", ["Boutique"])
    assert account.custom == {"circuit": "Boutique"}


def test_the_key_of_a_deleted_field_is_given_to_no_other(root):
    delete_custom_field(field=_add(root, "Pointure", type="number"), actor=root)
    assert _add(root, "Pointure", type="text").key == "pointure_2"


def test_a_deleted_field_is_not_restored_beside_another_of_its_name(root):
    field = _add(root, "Pointure")
    pk = field.pk
    delete_custom_field(field=field, actor=root)
    other = _add(root, "Pointure")
    field.pk = pk
    with pytest.raises(Conflict):
        restore_custom_field(line=journal.lines_of(field)[0], actor=root)
    update_custom_field(field=other, values={"label": "Taille"}, actor=root)
    assert restore_custom_field(line=journal.lines_of(field)[0], actor=root).key == "pointure"
