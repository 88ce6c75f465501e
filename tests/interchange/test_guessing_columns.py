"""What the columns of a foreign file are guessed to be: by their headers, then by what stands in them."""

import pytest

from carnet.interchange.mapping.choices import TableChoice, from_json
from carnet.interchange.mapping.guesses import guess
from carnet.interchange.mapping.shaped import shaped
from carnet.interchange.mapping.targets import place_of, targets_of

pytestmark = pytest.mark.django_db

CLIENTS = (
    "Nom;Prénom;Société;Mail;Portable;Tel bureau;Date;CP Ville;Site;Groupe;Pointure\n"
    "Perrin;Margaux;Maison Berliet;m@berliet.example;0639984127;04 65 71 20 18;03/04/1984;"
    "69002 Lyon;https://berliet.example;Client;38\n"
    "Oriol;Étienne;Oriol;e@oriol.example;06.39.98.12.60;;09/05/1984;42000 Saint-Étienne;;Prospect;41\n"
)


def test_headers_and_contents_together_say_what_a_column_is(read):
    choice = guess(read(CLIENTS))
    assert choice.kind == "contacts"
    assert choice.columns == (
        "last_name",
        "first_name",
        "account",
        "emails",
        "phones:mobile",
        "phones:work",
        "",
        "postal_code+city",
        "urls",
        "categories",
        "",
    )


def test_a_column_of_addresses_under_a_foreign_header_is_one_of_people(read):
    choice = guess(read("alpha;beta;gamma\nx;a@b.example;06 39 98 00 01\ny;c@d.example;+33639980002\n"))
    assert (choice.kind, choice.columns) == ("contacts", ("", "emails", "phones"))


def test_a_file_that_says_nothing_is_of_no_kind(read):
    assert guess(read("alpha;beta\n1;2\n")) == TableChoice("", ("", ""))


def test_a_kind_that_is_told_is_taken(read):
    assert guess(read("alpha;nom\n1;2\n"), "stores") == TableChoice("stores", ("", "name"))


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (("732829320", "404833048"), "siren"),
        (("732829321", "404833049"), ""),
        (("75001 Paris", "13001 Marseille"), "postal_code+city"),
        (("https://a.example", "www.b.example"), "website"),
        (("1234", "5678"), ""),
    ],
)
def test_an_account_has_columns_known_by_their_content(read, cells, target):
    lines = "\n".join(f"Compte {at};{cell}" for at, cell in enumerate(cells))
    assert guess(read(f"Raison sociale;zzz\n{lines}\n"), "accounts").columns == ("name", target)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("69002 Lyon", ("69002", "Lyon")),
        ("Lyon (69002)", ("69002", "Lyon")),
        ("F-69002 Lyon", ("69002", "Lyon")),
        ("42000, Saint-Étienne", ("42000", "Saint-Étienne")),
        ("Lyon", ("", "Lyon")),
        ("69002", ("69002", "")),
        ("", ("", "")),
    ],
)
def test_a_postal_code_and_a_town_in_one_cell_are_told_apart(text, place):
    assert place_of(text) == place


def test_a_decided_table_is_read_with_its_corrections_and_its_parts(read):
    table = read("Qui;Où\nPerrin;69002 Lyon\nOriol;Lyonn\n")
    choice = TableChoice("contacts", ("last_name", "postal_code+city")).corrected(3, 1, "42000 Saint-Étienne")
    reading, recognition = shaped(table, choice)
    assert recognition.mapping == {0: "last_name", 2: "postal_code", 3: "city"}
    assert [row.cells for row in reading.rows()] == [
        ("Perrin", "69002 Lyon", "69002", "Lyon"),
        ("Oriol", "42000 Saint-Étienne", "42000", "Saint-Étienne"),
    ]


def test_what_was_decided_survives_being_kept():
    choice = TableChoice("contacts", ("emails:work", ""), "mdy", {7: {1: "x"}}, {9: 12})
    assert from_json(choice.as_json()) == choice


def test_equal_and_empty_headers_are_columns_of_their_own(read):
    table = read("Nom;Nom;;Mail\nPerrin;M.;x;a@b.example\n")
    choice = guess(table, "contacts")
    assert choice.columns == ("last_name", "", "", "emails")
    assert [row.cells for row in shaped(table, choice)[0].rows()] == [("Perrin", "M.", "x", "a@b.example")]


def test_every_target_has_its_place_among_the_fields():
    assert {"emails:work", "phones:mobile", "postal_code+city", "last_name"} <= set(targets_of("contacts"))
    assert "postal_code+city" not in targets_of("deals")
