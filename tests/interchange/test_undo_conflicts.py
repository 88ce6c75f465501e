"""What was changed after an import is named and nothing happens, or it stays and the rest is undone."""

from dataclasses import replace

import pytest

from carnet.catalogue import actions as catalogue
from carnet.catalogue.models import Product
from carnet.deals import actions as deals
from carnet.deals.models import Deal
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member
from carnet.interchange.models import Brought, Import
from carnet.interchange.undo.actions import EditedLater, undo_import
from tests.interchange.importing import counts, load
from tests.interchange.undoing import business

FIRST = ("nom;ville", "Maison Berliet;Nantes", "Groupe Vaise;Nantes")
SECOND = ("nom;ville", "Maison Berliet;Lyon", "Groupe Vaise;Lyon", "Atelier Neuf;Paris")


@pytest.fixture
def first(lines, root):
    return load(lines("a.csv", *FIRST), actor=root)


@pytest.fixture
def second(lines, root, first):
    return load(lines("b.csv", *SECOND), actor=root)


def account(name: str) -> Account:
    return Account.objects.get(name=name)


def undo(report, actor, **options):
    return undo_import(started=Import.objects.get(pk=report["import"]), actor=actor, **options)


def refusal(report, actor) -> list[tuple[str, str]]:
    """What an undo names, with the reasons, having written nothing."""
    before = business()
    with pytest.raises(EditedLater) as caught:
        undo(report, actor)
    assert business() == before
    assert Import.objects.get(pk=report["import"]).state == "done"
    assert all(record.label in str(caught.value) for record in caught.value.records)
    return [(record.label, str(record.reason)) for record in caught.value.records]


def test_an_edit_by_a_person_is_named_and_kept_when_asked(second, root, camille):
    directory.update_account(
        account=account("Maison Berliet"), values={"sector": "Mode"}, actor=camille.actor
    )
    assert refusal(second, root) == [("Maison Berliet", "changed since by Camille")]
    done = undo(second, root, keep_later=True)
    assert (dict(done.removed), dict(done.restored)) == ({"directory.account": 1}, {"directory.account": 1})
    assert [record.label for record in done.kept] == ["Maison Berliet"]
    kept, back = account("Maison Berliet"), account("Groupe Vaise")
    assert (kept.city, kept.sector, back.city) == ("Lyon", "Mode", "Nantes")
    assert not Account.objects.filter(name="Atelier Neuf").exists()


def test_what_stays_keeps_what_the_import_brought_and_the_rest_comes_anew(second, lines, root, camille):
    directory.update_account(account=account("Maison Berliet"), values={"city": "Brest"}, actor=camille.actor)
    undo(second, root, keep_later=True)
    assert counts(load(lines("c.csv", *SECOND), actor=root)) == [(1, 1, 1, 0)]
    assert (account("Maison Berliet").city, account("Groupe Vaise").city) == ("Brest", "Lyon")


def test_an_edit_of_what_was_created_is_named(second, root, camille):
    directory.update_account(account=account("Atelier Neuf"), values={"phone": "1"}, actor=camille.actor)
    assert refusal(second, root) == [("Atelier Neuf", "changed since by Camille")]


def test_a_later_import_is_named_and_undone_first(first, second, root):
    told = refusal(first, root)
    reason = f"changed since by import no. {second['import']}: undo that one first"
    assert sorted(told) == [("Groupe Vaise", reason), ("Maison Berliet", reason)]
    undo(second, root)
    undo(first, root)
    assert not Account.objects.exists()
    assert not Brought.objects.exists()


def test_what_a_later_undo_left_alone_still_counts(first, second, root, camille):
    directory.update_account(
        account=account("Maison Berliet"), values={"sector": "Mode"}, actor=camille.actor
    )
    undo(second, root, keep_later=True)
    assert refusal(first, root) == [("Maison Berliet", "changed since by Camille")]


def test_a_record_deleted_since_is_named_unless_the_import_brought_it(second, root, camille):
    directory.delete_account(account=account("Atelier Neuf"), actor=camille.actor)
    directory.delete_account(account=account("Groupe Vaise"), actor=camille.actor)
    assert refusal(second, root) == [("Groupe Vaise", "deleted since by Camille")]
    done = undo(second, root, keep_later=True)
    assert (done.removed, dict(done.restored)) == ({}, {"directory.account": 1})
    assert list(Account.objects.values_list("name", "city")) == [("Maison Berliet", "Nantes")]


def test_a_link_that_would_be_emptied_keeps_its_record(second, root):
    directory.create_contact(values={"last_name": "Perrin", "account": account("Atelier Neuf")}, actor=root)
    assert refusal(second, root) == [("Atelier Neuf", "“Perrin” refers to it")]
    done = undo(second, root, keep_later=True)
    assert [record.label for record in done.kept] == ["Atelier Neuf"]
    assert Contact.objects.get().account == account("Atelier Neuf")
    assert account("Maison Berliet").city == "Nantes"


def test_a_deal_that_depends_keeps_its_account(second, root):
    deals.create_deal(values={"name": "Campagne", "account": account("Atelier Neuf")}, actor=root)
    assert refusal(second, root) == [("Atelier Neuf", "“Campagne” refers to it")]
    undo(second, root, keep_later=True)
    assert Deal.objects.get().account == account("Atelier Neuf")


def test_what_a_kept_record_points_to_is_kept_but_not_named_as_a_cause(lines, root, camille):
    path = lines("c.csv", "prénom;nom;société", "Margaux;Perrin;Maison Neuve", "Léo;Dumas;Maison Vide")
    report = load(path, actor=root)
    person = Contact.objects.get(last_name="Perrin")
    directory.update_contact(contact=person, values={"job_title": "Directrice"}, actor=camille.actor)
    assert refusal(report, root) == [("Margaux Perrin", "changed since by Camille")]
    done = undo(report, root, keep_later=True)
    assert sorted(record.label for record in done.kept) == ["Maison Neuve", "Margaux Perrin"]
    assert list(Contact.objects.values_list("full_name", "account__name")) == [
        ("Margaux Perrin", "Maison Neuve")
    ]
    assert list(Account.objects.values_list("name", flat=True)) == ["Maison Neuve"]


def test_a_product_sold_since_by_a_deal_stays(lines, root):
    report = load(lines("p.csv", "référence;nom;prix", "R1;Cadre;10", "R2;Passe-partout;5"), actor=root)
    given = {"name": "Expo", "lines": [{"product": Product.objects.get(reference="R1")}]}
    deals.create_deal(values=given, actor=root)
    assert refusal(report, root) == [("Cadre", "“Expo” refers to it")]
    undo(report, root, keep_later=True)
    assert list(Product.objects.values_list("name", flat=True)) == ["Cadre"]


def test_an_agent_who_was_on_a_deal_for_a_while_stays(lines, root):
    report = load(
        lines("t.csv", "sales_agent,manager,regional_office", "Ada Lorne,Iris Vance,Nantes"), actor=root
    )
    deal = deals.create_deal(
        values={"name": "Expo", "agent": Member.objects.get(name="Ada Lorne")}, actor=root
    )
    deals.update_deal(deal=deal, values={"agent": None}, actor=root)
    assert refusal(report, root) == [("Ada Lorne", "“Expo” refers to it")]
    done = undo(report, root, keep_later=True)
    assert {record.label for record in done.kept} == {"Ada Lorne", "Iris Vance", "Nantes"}


def test_a_link_to_what_is_gone_cannot_come_back(lines, root):
    old = directory.create_account(values={"name": "Vieille Maison"}, actor=root)
    person = {"last_name": "Perrin", "emails": [{"value": "p@perrin.example", "kind": ""}], "account": old}
    directory.create_contact(values=person, actor=root)
    report = load(lines("c.csv", "nom;e-mail;société", "Perrin;p@perrin.example;Maison Neuve"), actor=root)
    directory.delete_account(account=old, actor=root)
    assert refusal(report, root) == [("Perrin", "what it referred to is no longer there")]
    done = undo(report, root, keep_later=True)
    assert {record.label for record in done.kept} == {"Perrin", "Maison Neuve"}
    assert Contact.objects.get().account == account("Maison Neuve")


def test_a_reference_that_another_product_bears_by_now_is_named(lines, root):
    catalogue.create_product(values={"reference": "ref-1", "name": "Cadre"}, actor=root)
    report = load(lines("p.csv", "référence;nom", "REF1;Cadre"), actor=root)
    catalogue.create_product(values={"reference": "ref-1", "name": "Autre"}, actor=root)
    assert refusal(report, root) == [("Cadre", "“Autre” has its former reference by now")]
    undo(report, root, keep_later=True)
    assert sorted(Product.objects.values_list("reference", flat=True)) == ["REF1", "ref-1"]


def test_a_link_emptied_by_a_deletion_comes_back_as_it_was_before(lines, root):
    old = directory.create_account(values={"name": "Vieille Maison"}, actor=root)
    person = {"last_name": "Perrin", "emails": [{"value": "p@perrin.example", "kind": ""}], "account": old}
    directory.create_contact(values=person, actor=root)
    report = load(lines("c.csv", "nom;e-mail;société", "Perrin;p@perrin.example;Maison Neuve"), actor=root)
    directory.delete_account(account=account("Maison Neuve"), actor=root)
    assert Contact.objects.get().account is None
    undo(report, root)
    assert Contact.objects.get().account == old


def test_what_would_come_to_stand_above_itself_stays(lines, root):
    load(lines("a.csv", "nom;filiale de", "Maison Berliet;Groupe Vaise", "Groupe Vaise;"), actor=root)
    report = load(lines("b.csv", "nom;filiale de", "Maison Berliet;Autre Groupe"), actor=root)
    below = {"parent": account("Maison Berliet")}
    directory.update_account(account=account("Groupe Vaise"), values=below, actor=root)
    assert refusal(report, root) == [("Maison Berliet", "what stood above it stands below it by now")]
    done = undo(report, root, keep_later=True)
    assert {record.label for record in done.kept} == {"Maison Berliet", "Autre Groupe"}
    assert account("Maison Berliet").parent == account("Autre Groupe")


def test_what_an_import_itself_deleted_is_named(lines, root):
    directory.create_account(values={"name": "Groupe Vaise"}, actor=root)
    report = load(lines("a.csv", "nom;ville", "Groupe Vaise;Lyon", "Maison Neuve;Lyon"), actor=root)
    author = replace(root, batch=report["import"])
    for name in ("Groupe Vaise", "Maison Neuve"):
        directory.delete_account(account=account(name), actor=author)
    assert refusal(report, root) == [("Groupe Vaise", "deleted since by carnet")]
