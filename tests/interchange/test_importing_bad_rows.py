"""A bad row is refused alone, with its line and column; a bad file whole, with nothing written."""

import pytest

from carnet.core.errors import NotAllowed
from carnet.deals.models import Deal
from carnet.directory.models import Account
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.models import Import
from tests.interchange.importing import counts, load

HEAD = "reference;name;stage;amount;engaged_on;closed_on"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("D2;Deux;Won;12x;2026-01-02;2026-02-01", "amount"),
        ("D2;Deux;Won;12;2026-02-31;2026-02-01", "engaged_on"),
        ("D2;Deux;Won;12;2026-03-01;2026-02-01", "closed_on"),
        ("D2;Deux;Conclue;12;2026-01-02;2026-02-01", "stage"),
        ("D2;Deux;Won;99999999999999999999;2026-01-02;2026-02-01", "amount"),
    ],
)
def test_the_neighbours_of_a_bad_row_go_in(lines, root, row, column):
    good = "{0};{0};Won;100,50;2026-01-02;2026-02-01"
    report = load(lines("a.csv", HEAD, good.format("D1"), row, good.format("D3")), actor=root)
    assert counts(report) == [(2, 0, 0, 1)]
    [error] = report["files"][0]["errors"]
    assert (error["line"], error["column"]) == (3, column)
    assert error["message"]
    assert sorted(Deal.objects.values_list("reference", "closed_amount")) == [("D1", 10050), ("D3", 10050)]


def test_a_row_with_too_many_cells_is_refused_alone(lines, root):
    report = load(lines("a.csv", "nom;ville", "Un;Lyon", "Deux;Lyon;trop;encore", "Trois;Lyon"), actor=root)
    assert counts(report) == [(2, 0, 0, 1)]


def test_two_records_of_one_name_are_not_guessed_between(lines, root):
    from carnet.directory import actions as directory

    for city in ("Lyon", "Paris"):
        directory.create_account(values={"name": "Vidal", "city": city}, actor=root)
    report = load(lines("a.csv", "nom;secteur", "VIDAL;Traiteur", "Autre;Mode"), actor=root)
    assert counts(report) == [(1, 0, 0, 1)]
    assert "Vidal" in report["files"][0]["errors"][0]["message"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vide.csv", b""),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("sans-nom.csv", b"stage;amount;agent;engaged_on\nWon;12;Bruno;2026-01-01\n"),
        ("inconnu.csv", b"alpha;beta\n1;2\n"),
        ("binaire.xlsx", b"PK\x03\x04" + bytes(100)),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_whole_by_name(tmp_path, root, name, content):
    good, bad = tmp_path / "a.csv", tmp_path / name
    good.write_text("nom;ville\nMaison Berliet;Lyon\n")
    bad.write_bytes(content)
    with pytest.raises(UnreadableFile) as refusal:
        load(good, bad, actor=root)
    assert name in str(refusal.value)
    assert not Account.objects.exists()
    assert not Import.objects.exists()


def test_in_a_folder_a_file_of_no_known_kind_is_passed_over_with_a_warning(tmp_path, root):
    (tmp_path / "a.csv").write_text("nom;ville\nMaison Berliet;Lyon\n")
    (tmp_path / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    report = load(tmp_path, actor=root)
    passed = next(file for file in report["files"] if file["kind"] is None)
    assert (passed["rows"], len(passed["warnings"])) == (0, 1)
    assert Account.objects.count() == 1


def test_who_does_not_see_everything_imports_nothing(lines, bruno, helene):
    path = lines("a.csv", "nom;ville", "Maison Berliet;Lyon")
    for person in (bruno, helene):
        with pytest.raises(NotAllowed):
            load(path, actor=person.actor)
    assert not Account.objects.exists()


def test_an_ambiguous_town_leaves_the_region_empty_and_says_so(lines, root):
    report = load(lines("a.csv", "nom;ville", "Un;Lyon", "Deux;Saint-Denis"), actor=root)
    regions = dict(Account.objects.values_list("name", "region"))
    assert regions == {"Un": "Auvergne-Rhône-Alpes", "Deux": ""}
    assert "Saint-Denis" in report["files"][0]["warnings"][0]["message"]


def test_a_misspelt_sector_stays_and_is_pointed_at(lines, root):
    report = load(lines("a.csv", "name;sector", "Acme;technolgy"), actor=root)
    assert Account.objects.get().sector == "technolgy"
    assert "technology" in report["files"][0]["warnings"][0]["message"]


def test_of_two_people_of_one_name_the_one_of_the_company_is_meant(lines, root):
    people = lines("p.csv", "prénom;nom;société", "Anne;Langlois;Maison Berliet", "Anne;Langlois;Cave Morel")
    load(people, actor=root)
    head = "reference;name;stage;account;contact"
    rows = ("D1;Un;Won;Cave Morel;Anne Langlois", "D2;Deux;Won;Groupe Vaise;Anne Langlois")
    report = load(lines("d.csv", head, *rows), actor=root)
    named = dict(Deal.objects.values_list("reference", "contact__account__name"))
    assert named == {"D1": "Cave Morel", "D2": None}
    assert [
        warning["line"] for warning in report["files"][0]["warnings"] if warning["column"] == "contact"
    ] == [3]


def test_two_companies_above_each_other_cost_one_link_not_the_file(lines, root):
    report = load(lines("a.csv", "nom;maison mère", "Un;Deux", "Deux;Un", "Trois;"), actor=root)
    assert counts(report) == [(3, 0, 0, 0)]
    assert set(Account.objects.values_list("name", "parent__name")) == {
        ("Un", "Deux"),
        ("Deux", None),
        ("Trois", None),
    }
    [warning] = report["files"][0]["warnings"]
    assert warning["line"] == 3
