"""An import taken back leaves every table as it was before it, updates included."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.catalogue import actions as catalogue
from carnet.catalogue.models import Product
from carnet.core.errors import Conflict, NotAllowed
from carnet.deals import actions as deals
from carnet.deals.models import Deal, Stage
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member, Office, Team
from carnet.interchange.models import Brought, Import
from carnet.interchange.undo.actions import undo_import
from carnet.journal.models import JournalLine
from tests.conftest import NOW
from tests.interchange.importing import counts, load
from tests.interchange.test_importing_killed import Killed
from tests.interchange.undoing import business, differences

TEAMS = "sales_agent,manager,regional_office"
PIPELINE = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"


def undo(report, root, **options):
    """Undo the import of a report."""
    return undo_import(started=Import.objects.get(pk=report["import"]), actor=root, **options)


@pytest.fixture
def same(root):
    """Import a file, undo the import, and compare all tables."""

    def compare(path, expected):
        before = business()
        report = load(path, actor=root)
        assert counts(report) == [expected]
        assert expected[0] + expected[1] == 0 or business() != before
        undo(report, root)
        assert differences(before, business()) == {}
        again = load(path, actor=root)
        assert counts(again) == [expected]
        undo(again, root)
        assert differences(before, business()) == {}

    return compare


def test_accounts_are_as_they_were(same, lines, root):
    directory.create_account(
        values={
            "name": "Maison Berliet",
            "city": "Nantes",
            "tags": ["vip", "lyon"],
            "phone": "02 40 00 00 00",
        },
        actor=root,
    )
    head = "nom;secteur;ville;code postal;téléphone;tags;filiale de;CA"
    rows = (
        "MAISON BERLIET;Mode;Lyon;69001;04 72 00 00 00;presse;Groupe Vaise;1 200,50",
        "Groupe Vaise;;;;;;;",
        "Atelier Neuf;Photo;Paris;75002;;;Groupe Neuf;",
    )
    same(lines("a.csv", head, *rows), (2, 1, 0, 0))


def test_contacts_are_as_they_were(same, lines, root):
    account = directory.create_account(values={"name": "Maison Berliet"}, actor=root)
    directory.create_contact(
        values={
            "first_name": "Margaux",
            "last_name": "Perrin",
            "emails": [{"value": "margaux@perrin.example", "kind": "work"}],
            "addresses": [{"city": "Nantes", "kind": "home"}],
            "account": account,
            "categories": ["Presse", "Amis"],
        },
        actor=root,
    )
    head = "prénom;nom;e-mail;téléphone;ville;société;fonction;catégories"
    rows = (
        "Margaux;PERRIN;margaux@perrin.example;06 39 98 00 01;Lyon;Autre Maison;Directrice;VIP",
        "Élodie;Œuf;elodie@oeuf.example;;Paris;Maison Berliet;;",
    )
    same(lines("c.csv", head, *rows), (1, 1, 0, 0))


def test_products_and_stores_are_as_they_were(same, lines, shop):
    same(
        lines("p.csv", "référence;nom;prix;stock", "ref001;Tirage A4 mat;24,90;12", "R2;Cadre;10;1"),
        (1, 1, 0, 0),
    )
    same(lines("s.csv", "ID Magasin;Nom;Ville", "1;Lyon Bellecour;Nantes", "2;Brest;Brest"), (1, 1, 0, 0))


def test_sales_are_as_they_were(same, lines, shop, root):
    load(
        lines("v.csv", "ticket;date;produit;magasin;quantité;montant", "T1;01/11/2026;REF001;1;1;19,99"),
        actor=root,
    )
    head = "ticket;date;produit;magasin;quantité;montant;compte"
    rows = ("T1;01/11/2026;REF001;1;1,5;29,99;Maison Neuve", "T2;02/11/2026;REF001;1;2;39,98;Maison Neuve")
    same(lines("w.csv", head, *rows), (1, 1, 0, 0))


def test_agents_teams_and_offices_are_as_they_were(same, lines, root):
    load(lines("t.csv", TEAMS, "Ada Lorne,Iris Vance,Nantes"), actor=root)
    rows = ("Ada Lorne,Ugo Remy,Brest", "Iris Vance,Iris Vance,Lille", "Lou Nove,Ugo Remy,Brest")
    same(lines("u.csv", TEAMS, *rows), (1, 2, 0, 0))
    assert Member.objects.count() == 2
    assert list(Office.objects.values_list("name", flat=True)) == ["Nantes"]
    assert list(Team.objects.values_list("head__name", flat=True)) == ["Iris Vance"]


def test_activities_are_as_they_were(same, lines, root):
    head = "type;objet;date;compte;statut;note"
    load(lines("a.csv", head, "appel;Relance;03/11/2026 10:15;Maison Berliet;fait;"), actor=root)
    rows = (
        "appel;Relance;03/11/2026 10:15;Maison Berliet;planifié;À rappeler",
        "réunion;Devis;04/11/2026 09:00;Maison Neuve;;",
    )
    same(lines("b.csv", head, *rows), (1, 1, 0, 0))


@pytest.fixture
def deal(root):
    """A deal worked on for weeks: two lines, four dated states."""
    ada = Member.objects.create(name="Ada Lorne", match_key="adalorne", created_at=NOW, updated_at=NOW)
    quartz = catalogue.create_product(values={"name": "Quartz", "list_price": 55000}, actor=root)
    lens = catalogue.create_product(values={"name": "Lentille", "list_price": 12000}, actor=root)
    account = directory.create_account(values={"name": "Verrerie Sandre"}, actor=root)
    given = [
        {"product": lens, "quantity": "2.5", "unit_price": 11000},
        {"product": quartz, "quantity": 1, "unit_price": 50000},
    ]
    made = deals.create_deal(
        values={"reference": "QZ1", "name": "Optique", "account": account, "lines": given}, actor=root
    )
    deals.update_deal(deal=made, values={"agent": ada, "engaged_on": NOW.date() - timedelta(30)}, actor=root)
    deals.update_deal(deal=made, values={"stage": Stage.objects.get(kind="engaging")}, actor=root)
    return made


@pytest.mark.parametrize(
    "row",
    [
        "QZ1,Ada Lorne,Quartz,Verrerie Sandre,Won,2026-09-01,2026-10-15,540",
        "QZ1,Ada Lorne,Lentille,Maison Neuve,Lost,2026-09-01,2026-10-15,0",
        "QZ1,Ada Lorne,,,Engaging,2026-09-02,,",
        "QZ1,,,Verrerie Sandre,Prospecting,,,",
    ],
)
def test_a_deal_is_as_it_was_with_its_lines_and_its_past(same, lines, deal, row):
    same(
        lines("d.csv", PIPELINE, row, "QZ2,Ada Lorne,Quartz,Tout Neuf,Won,2026-09-01,2026-10-15,540"),
        (1, 1, 0, 0),
    )


def test_a_closed_deal_is_as_it_was_with_its_past(same, lines, deal, root):
    deals.win_deal(deal=deal, on=NOW.date() - timedelta(3), actor=root)
    same(lines("d.csv", PIPELINE, "QZ1,Ada Lorne,,,Won,2026-09-01,2026-10-15,540"), (0, 1, 0, 0))
    same(lines("e.csv", PIPELINE, "QZ1,Ada Lorne,,,Lost,2026-09-01,2026-11-02,"), (0, 1, 0, 0))


def test_versions_and_the_journal_move_forward(lines, root):
    load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    second = load(lines("b.csv", "nom;ville", "Maison Berliet;Lyon"), actor=root)
    undo(second, root)
    account = Account.objects.get()
    assert (account.city, account.region, account.version) == ("Nantes", "Pays de la Loire", 3)
    told = JournalLine.objects.order_by("id").last()
    assert (told.action, told.batch, told.actor_name) == (
        "directory.account.undone",
        second["import"],
        "carnet",
    )
    assert (told.before, told.after) == (
        {"city": "Lyon", "region": "Auvergne-Rhône-Alpes"},
        {"city": "Nantes", "region": "Pays de la Loire"},
    )


def test_what_an_import_brought_is_forgotten_and_its_state_says_so(lines, root):
    report = load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    more = load(lines("b.csv", "nom;ville", "Maison Berliet;Lyon"), actor=root)
    done = undo(more, root)
    assert (done.removed, dict(done.restored), done.kept) == ({}, {"directory.account": 1}, [])
    done = undo(report, root)
    assert (dict(done.removed), done.restored, done.kept) == ({"directory.account": 1}, {}, [])
    assert not Brought.objects.exists()
    assert set(Import.objects.values_list("state", "undone_at")) == {("undone", NOW)}


def test_what_an_import_changed_twice_is_as_it_was_before_the_first(lines, root):
    load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    second = load(lines("b.csv", "nom;ville", "Maison Berliet;Lyon"), actor=root)
    author = replace(root, batch=second["import"])
    for values in ({"city": "Brest"}, {"city": "Paris", "sector": "Mode"}):
        directory.update_account(account=Account.objects.get(), values=values, actor=author)
    undo(second, root)
    account = Account.objects.get()
    assert (account.city, account.sector, account.search_text) == ("Nantes", "", "maison berliet nantes")


def test_twice_is_refused_with_a_sentence(lines, root):
    report = load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    undo(report, root)
    with pytest.raises(Conflict, match=f"Import no. {report['import']} was undone already."):
        undo(report, root)


def test_an_undo_killed_half_way_leaves_all_as_it_was(lines, root, monkeypatch):
    load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    second = load(lines("b.csv", "nom;ville", "Maison Berliet;Lyon", "Groupe Vaise;Lyon"), actor=root)
    before = business()

    def killed(*_given, **_named):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("carnet.journal.taking_back.put_back", killed)
        with pytest.raises(Killed):
            undo(second, root)
    assert business() == before
    undo(second, root)
    assert list(Account.objects.values_list("name", "city")) == [("Maison Berliet", "Nantes")]


def test_an_import_that_is_not_finished_is_not_undone(lines, root):
    report = load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    Import.objects.update(state="running")
    with pytest.raises(Conflict, match="is not finished"):
        undo(report, root)
    assert Account.objects.count() == 1


def test_an_archive_that_was_read_in_is_not_undone(lines, root):
    report = load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    Import.objects.update(source="archive")
    with pytest.raises(Conflict, match="An archive is not undone"):
        undo(report, root)
    assert Account.objects.count() == 1


def test_a_failed_import_is_undone_as_far_as_it_came(lines, root):
    report = load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    Import.objects.update(state="failed")
    undo(report, root)
    assert not Account.objects.exists()


def test_only_an_administrator_undoes(lines, root, helene):
    report = load(lines("a.csv", "nom;ville", "Maison Berliet;Nantes"), actor=root)
    with pytest.raises(NotAllowed):
        undo_import(started=Import.objects.get(pk=report["import"]), actor=helene.actor)
    assert Account.objects.count() == 1


def test_an_import_that_changed_nothing_is_undone_too(lines, root):
    path = lines("a.csv", "nom;ville", "Maison Berliet;Nantes")
    load(path, actor=root)
    again = load(path, actor=root)
    before = business()
    undo(again, root)
    assert business() == before
    assert Import.objects.get(pk=again["import"]).state == "undone"
    assert not Contact.objects.exists()
    assert not Product.objects.exists()
    assert not Deal.objects.exists()
