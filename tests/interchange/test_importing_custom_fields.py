"""A column named like a field the company added is read into it, and remembered like any other."""

import pytest

from carnet.directory.actions import update_account
from carnet.directory.models import Account
from carnet.identity.custom_fields import create_custom_field, delete_custom_field, update_custom_field
from carnet.interchange.mapping.choices import TableChoice
from carnet.journal.models import JournalLine
from tests.interchange.importing import counts, load
from tests.own_fields import one_of_each_type

HEAD = "Nom;Pointure;VISITÉ LE;fidele;Circuit;portfolio;Surnom"
ROWS = (
    "Achard;38,5;03/02/2026;oui;boutique;https://achard.example;Le Vieux",
    "Belin;41;13/02/2026;non;EN LIGNE;;",
)


@pytest.fixture
def added(root):
    return one_of_each_type(root)


def _custom(name: str) -> dict[str, object]:
    return Account.objects.get(name=name).custom


def test_each_column_is_read_by_the_type_of_its_field(lines, root, added):
    report = load(lines("a.csv", HEAD, *ROWS), actor=root)
    assert counts(report) == [(2, 0, 0, 0)]
    assert _custom("Achard") == {
        "pointure": "38.5",
        "visite_le": "2026-02-03",
        "fidele": True,
        "circuit": "Boutique",
        "portfolio": "https://achard.example",
        "surnom": "Le Vieux",
    }
    assert _custom("Belin") == {
        "pointure": "41",
        "visite_le": "2026-02-13",
        "fidele": False,
        "circuit": "En ligne",
    }


def test_the_same_file_again_changes_nothing(lines, root, added):
    path = lines("a.csv", HEAD, *ROWS)
    load(path, actor=root)
    assert counts(load(path, actor=root)) == [(0, 0, 2, 0)]


def test_a_cell_as_it_came_before_leaves_a_later_edit_of_its_field_alone(lines, root, added):
    load(lines("a.csv", HEAD, *ROWS), actor=root)
    update_account(
        account=Account.objects.get(name="Achard"), values={"custom": {"surnom": "Jo"}}, actor=root
    )
    report = load(lines("b.csv", HEAD, ROWS[0].replace("38,5", "39")), actor=root)
    assert counts(report) == [(0, 1, 0, 0)]
    assert (_custom("Achard")["surnom"], _custom("Achard")["pointure"]) == ("Jo", "39")
    line = JournalLine.objects.latest("id")
    assert line.before["custom.pointure"] == "38.5"
    assert line.after == {"custom.pointure": "39"}


def test_an_empty_cell_and_a_missing_column_take_nothing_away(lines, root, added):
    load(lines("a.csv", HEAD, *ROWS), actor=root)
    report = load(lines("b.csv", "nom;ville;pointure;surnom", "Achard;Lyon;;Le Vieux"), actor=root)
    assert counts(report) == [(0, 1, 0, 0)]
    assert _custom("Achard")["pointure"] == "38.5"


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("Achard;beaucoup;;;;;", "Pointure", "is not a number"),
        ("Achard;;31/02/2026;;;;", "VISITÉ LE", "is not a day"),
        ("Achard;;;peut-être;;;", "fidele", "neither yes nor no"),
        ("Achard;;;;Marché;;", "Circuit", "Boutique, En ligne"),
        ("Achard;;;;;javascript:alert(1);", "portfolio", "https://example.com"),
        (f"Achard;;;;;;{'x' * 2001}", "Surnom", "2000"),
    ],
)
def test_a_value_its_field_cannot_hold_refuses_its_row_alone(lines, root, added, row, column, told):
    report = load(lines("a.csv", HEAD, row, ROWS[1]), actor=root)
    assert counts(report) == [(1, 0, 0, 1)]
    (error,) = report["files"][0]["errors"]
    assert (error["line"], error["column"]) == (2, column)
    assert told in error["message"]


def test_decimal_marks_and_orders_of_days_are_those_of_the_whole_column(lines, root, added):
    rows = ("Achard;1.234,5;02/13/2026", "Belin;1.234;03/02/2026")
    load(lines("a.csv", "nom;pointure;visité le", *rows), actor=root)
    assert _custom("Belin") == {"pointure": "1234", "visite_le": "2026-03-02"}


def test_the_key_names_a_column_too_and_a_new_label_the_old_one_still(lines, root, added):
    update_custom_field(field=added["Pointure"], values={"label": "Taille de chaussure"}, actor=root)
    load(lines("a.csv", "nom;ville;pointure", "Achard;Lyon;38"), actor=root)
    load(lines("b.csv", "nom;ville;Taille de chaussure", "Belin;Lyon;41"), actor=root)
    load(lines("c.csv", "nom;ville;custom.pointure", "Colin;Lyon;44"), actor=root)
    assert [_custom(name)["pointure"] for name in ("Achard", "Belin", "Colin")] == ["38", "41", "44"]


def test_a_deleted_field_is_an_unknown_column(lines, root, added):
    delete_custom_field(field=added["Pointure"], actor=root)
    report = load(lines("a.csv", "nom;ville;pointure", "Achard;Lyon;38"), actor=root)
    assert counts(report) == [(1, 0, 0, 0)]
    assert "pointure" in str(report["files"][0])
    assert _custom("Achard") == {}


def test_a_field_s_own_name_is_never_taken_by_an_added_one(lines, root):
    create_custom_field(kind="directory.account", values={"label": "Industry"}, actor=root)
    load(lines("a.csv", "name;sector;industry", "Achard;Mode;Couture"), actor=root)
    account = Account.objects.get()
    assert (account.sector, account.custom) == ("Mode", {"industry": "Couture"})


def test_every_other_kind_takes_added_fields_as_well(lines, root):
    files = {
        "directory.contact": ("prénom;nom;e-mail;repère", "Margaux;Perrin;m@perrin.example;bleu"),
        "deals.deal": ("référence;nom;étape;montant;repère", "D-1;Campagne;Prospecting;12;bleu"),
        "deals.activity": ("type;objet;date;repère", "appel;Relance;20/11/2026;bleu"),
        "catalogue.product": ("référence;nom;prix;repère", "P-1;Tirage;12;bleu"),
        "catalogue.store": ("id magasin;nom;ville;repère", "1;Bellecour;Lyon;bleu"),
        "sales.sale": ("ticket;date;montant;repère", "T-1;20/11/2026;12;bleu"),
    }
    for kind, (head, row) in files.items():
        create_custom_field(kind=kind, values={"label": "Repère"}, actor=root)
        path = lines(f"{kind}.csv", head, row)
        assert counts(load(path, actor=root)) == [(1, 0, 0, 0)], kind
        assert counts(load(path, actor=root)) == [(0, 0, 1, 0)], kind
        changed = lines(f"{kind}-2.csv", head, row.replace("bleu", "vert"))
        assert counts(load(changed, actor=root)) == [(0, 1, 0, 0)], kind
        line = JournalLine.objects.latest("id")
        assert (line.kind, line.before["custom.repere"]) == (kind, "bleu")
        assert line.after == {"custom.repere": "vert"}


def test_a_column_mapped_to_a_field_that_was_deleted_since_is_left_out_and_told(lines, root, added):
    path = lines("a.csv", "nom;ville;taille", "Achard;Lyon;38")
    choice = TableChoice("accounts", ("name", "city", "custom.pointure"))
    delete_custom_field(field=added["Pointure"], actor=root)
    report = load(path, actor=root, choices={str(path): choice})
    assert counts(report) == [(1, 0, 0, 0)]
    assert "taille" in str(report["files"][0])
    assert _custom("Achard") == {}


def test_a_column_mapped_to_a_field_by_hand_goes_into_it(lines, root, added):
    path = lines("a.csv", "nom;ville;taille", "Achard;Lyon;38")
    choice = TableChoice("accounts", ("name", "city", "custom.pointure"))
    load(path, actor=root, choices={str(path): choice})
    assert _custom("Achard") == {"pointure": "38"}
