"""A table reads back the same, whatever it was written with."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.interchange.files import open_tables

FRENCH = "abc XYZ019éèàçêôîûùÉ'\"-.&"
UNICODE = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\t\r\n")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman")


@st.composite
def written_tables(draw):
    encoding = draw(st.sampled_from(ENCODINGS))
    letters = UNICODE if encoding.startswith("utf-8") else st.sampled_from(FRENCH + ";,|\t\r\n")
    cells = st.text(letters, max_size=8).filter(lambda text: "\ufeff" not in text)
    width = draw(st.integers(2, 5))
    row = st.tuples(*[cells] * width).filter(lambda one: any(cell.strip() for cell in one))
    rows = draw(st.lists(row, min_size=1, max_size=8))
    delimiter = draw(st.sampled_from(";,\t|"))
    newline = draw(st.sampled_from(("\n", "\r\n", "\r")))
    return encoding, delimiter, newline, rows


def written(encoding: str, delimiter: str, newline: str, rows) -> bytes:
    out = io.StringIO(newline="")
    headers = [f"Réf n°{number}" for number in range(len(rows[0]))]
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([headers, *rows])
    return out.getvalue().encode(encoding)


@settings(max_examples=80, deadline=None)
@given(written_tables())
def test_any_table_in_any_dialect_reads_back_equal(table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(written(*table))
        (found,) = open_tables(path)
        assert found.headers == tuple(f"Réf n°{number}" for number in range(len(table[3][0])))
        assert [row.cells for row in found.rows()] == table[3]
        assert not [row for row in found.rows() if row.problem]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_every_line_alike(read, delimiter: str) -> None:
    text = "Nom;Prix;Stock\nA;1;2\nB;3;4\n".replace(";", delimiter)
    assert read(text).dialect.delimiter == delimiter


def test_decimal_commas_do_not_make_a_comma_the_delimiter(read) -> None:
    table = read("Nom;Prix\nA;49,99\nB;19,99\nC;29,99\n")
    assert (table.dialect.delimiter, table.headers) == (";", ("Nom", "Prix"))


def test_a_first_line_may_state_the_delimiter(read) -> None:
    table = read("sep=|\nNom|Note\nA|x;y;z\n")
    assert table.headers == ("Nom", "Note")
    assert [(row.line, row.cells) for row in table.rows()] == [(3, ("A", "x;y;z"))]


def test_titles_and_empty_lines_before_the_header_are_passed_over(read) -> None:
    table = read("Export des ventes, mai 2023;;;\n\nDate;Produit;Quantité;Prix\n27/05/2023;A;5;1,5\n")
    assert table.headers == ("Date", "Produit", "Quantité", "Prix")
    assert (table.header_line, [row.line for row in table.rows()]) == (3, [4])


def test_a_title_of_several_cells_is_no_header(read) -> None:
    table = read("Rapport;Mai 2023\nDate;Produit;Prix\n27/05/2023;A;5\n28/05/2023;;\n")
    assert (table.headers, table.header_line) == (("Date", "Produit", "Prix"), 2)


def test_a_header_narrower_than_its_rows_stays_the_header(read) -> None:
    table = read("Date;Produit\n27/05/2023;A;5\n28/05/2023;B;6\n")
    assert (table.headers, [bool(row.problem) for row in table.rows()]) == (("Date", "Produit"), [True, True])


def test_the_last_column_may_be_nearly_empty(read) -> None:
    table = read("Date;Produit;Note\n27/05/2023;A;\n28/05/2023;B;\n29/05/2023;C;x\n")
    assert table.headers == ("Date", "Produit", "Note")


def test_one_column_is_a_table_too(read) -> None:
    table = read("Nom\nA\n\nB\n")
    assert [(row.line, row.cells) for row in table.rows()] == [(2, ("A",)), (4, ("B",))]


def test_rows_are_numbered_by_the_line_they_start_on(read) -> None:
    table = read('a,b\r\n"one\r\ntwo",1\r\n\r\nthree,2\r\n')
    assert [(row.line, row.cells) for row in table.rows()] == [(2, ("one\r\ntwo", "1")), (5, ("three", "2"))]


def test_the_old_encodings_of_windows_and_mac_are_told_apart(read) -> None:
    text = "Prénom;Côté\nZoë;à gauche\n"
    for encoding in ("cp1252", "mac-roman"):
        table = read(text.encode(encoding))
        assert (table.dialect.encoding, table.headers) == (encoding, ("Prénom", "Côté"))


def test_a_table_can_be_read_twice(read) -> None:
    table = read("a;b\n1;2\n")
    assert list(table.rows()) == list(table.rows())
