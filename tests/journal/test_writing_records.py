"""Writing a record: what is refused leaves database and memory as they were."""

import math
from dataclasses import replace

import pytest

from carnet.catalogue import actions as catalogue
from carnet.core.errors import Conflict, Invalid, InvalidFields, StaleWrite
from carnet.deals import actions as deals
from carnet.directory import actions
from carnet.directory.models import Account
from carnet.journal import changes, queries
from tests.web import world


@pytest.fixture
def account(bruno) -> Account:
    return world.account(bruno, "Achard", employees=12)


def test_a_line_tells_before_and_after_of_what_changed_only(account, bruno):
    actions.update_account(account=account, values={"employees": 14, "name": "Achard"}, actor=bruno.actor)
    line = queries.lines_of(account)[0]
    assert (line.before, line.after) == ({"employees": 12}, {"employees": 14})
    assert (line.action, line.actor_id, line.label) == ("directory.account.updated", bruno.user.pk, "Achard")


def test_every_change_raises_version_and_revision(account, bruno):
    revision = queries.revision()
    actions.update_account(account=account, values={"employees": 14}, actor=bruno.actor)
    assert (account.version, Account.objects.get().version) == (2, 2)
    assert queries.revision() > revision


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"employees": -1}, "employees"),
        ({"employees": 10**30}, "employees"),
        ({"annual_revenue": 2**63 - 1}, "annual_revenue"),
        ({"founded_year": 5}, "founded_year"),
        ({"name": "x" * 201}, "name"),
        ({"name": "Ach\x00ard"}, "name"),
        ({"note": "\ud800"}, "note"),
        ({"tags": ["\x00"]}, "tags"),
        ({"kind": "ennemi"}, "kind"),
        ({"email": "pas une adresse"}, "email"),
        ({"siren": "12"}, "siren"),
        ({"siren": "123456789\n"}, "siren"),
    ],
)
def test_a_refused_value_changes_nothing_in_database_or_memory(values, field, account, bruno):
    with pytest.raises(Invalid) as refusal:
        actions.update_account(account=account, values={"city": "Nantes", **values}, actor=bruno.actor)
    assert refusal.value.field == field
    assert (account.name, account.city, account.employees, account.version) == ("Achard", "", 12, 1)
    assert Account.objects.filter(name="Achard", city="", version=1).exists()
    assert queries.lines_of(account).count() == 1


def test_all_wrong_fields_are_named_at_once(account, bruno):
    with pytest.raises(InvalidFields) as refusal:
        actions.update_account(
            account=account, values={"employees": -1, "kind": "ennemi", "siren": "1"}, actor=bruno.actor
        )
    assert set(refusal.value.errors) == {"employees", "kind", "siren"}


def test_of_two_edits_of_one_version_the_second_sees_the_first(account, bruno, camille):
    same = Account.objects.get()
    actions.update_account(account=account, values={"city": "Lyon"}, actor=bruno.actor)
    with pytest.raises(StaleWrite) as refusal:
        actions.update_account(account=same, values={"city": "Nantes"}, actor=camille.actor)
    assert (refusal.value.current.city, refusal.value.current.version) == ("Lyon", 2)
    assert same.city == ""
    assert Account.objects.get().city == "Lyon"


def test_an_edit_of_a_deleted_record_is_told_that_it_is_gone(account, bruno):
    same = Account.objects.get()
    actions.delete_account(account=account, actor=bruno.actor)
    with pytest.raises(StaleWrite) as refusal:
        actions.update_account(account=same, values={"city": "Nantes"}, actor=bruno.actor)
    assert refusal.value.current is None


def test_a_record_changed_meanwhile_is_not_deleted(account, bruno):
    same = Account.objects.get()
    actions.update_account(account=account, values={"city": "Lyon"}, actor=bruno.actor)
    with pytest.raises(StaleWrite):
        actions.delete_account(account=same, actor=bruno.actor)
    assert Account.objects.count() == 1


def test_a_second_record_of_one_reference_is_a_conflict(bruno):
    world.product(bruno, reference="TIR-30")
    with pytest.raises(Conflict):
        world.product(bruno, reference="TIR-30")
    other = world.product(bruno, reference="TIR-40")
    with pytest.raises(Conflict):
        catalogue.update_product(product=other, values={"reference": "TIR-30"}, actor=bruno.actor)
    assert (other.reference, other.version) == ("TIR-40", 1)


def test_values_that_contradict_one_another_are_no_conflict_but_wrong(bruno):
    deal = world.deal(bruno)
    with pytest.raises(Invalid):
        changes.update(deal, {"closed_amount": 5}, actor=bruno.actor)


@pytest.mark.parametrize("probability", [math.nan, math.inf, -0.1, 1.1])
def test_a_probability_lies_between_nought_and_one(probability, bruno):
    with pytest.raises(Invalid) as refusal:
        world.deal(bruno, probability=probability)
    assert refusal.value.field == "probability"


def test_an_edit_of_the_same_values_is_none(account, bruno):
    assert changes.update(account, {"employees": 12}, actor=bruno.actor) is False
    assert account.version == 1


def test_an_import_signs_its_lines_with_its_number(bruno):
    actor = replace(bruno.actor, via="import", batch=7)
    account = actions.create_account(values={"name": "Berliet"}, actor=actor)
    deals.create_deal(values={"name": "Campagne"}, actor=bruno.actor)
    assert [line.object_id for line in queries.lines_of_batch(7)] == [account.pk]
