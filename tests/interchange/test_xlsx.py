"""Excel workbooks: typed cells, sheets as tables, and bombs defused."""

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl
import pytest

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.limits import DEFAULT_LIMITS, Limits
from carnet.interchange.xlsx.bounds import check_workbook, column_number
from tests.interchange.workbooks import SHEET, sheet_of, with_member, workbook


@pytest.fixture
def tables(write):
    def tables_of(content: bytes, name: str = "ventes.xlsx", limits: Limits = DEFAULT_LIMITS):
        return open_tables(write(content, name), limits=limits)

    return tables_of


def test_numbers_and_days_stay_what_they_are(tables) -> None:
    day, moment = dt.date(2023, 5, 27), dt.datetime.fromisoformat("2023-05-27T14:30")
    content = workbook(V=[["Date", "Début", "Prix", "CP", "OK"], [day, moment, 49.99, 75001, True]])
    (table,) = tables(content)
    (row,) = table.rows()
    assert row.cells == (day, moment, 49.99, 75001, True)
    assert type(row.cells[3]) is int


def test_every_sheet_that_holds_something_is_a_table(tables) -> None:
    found = tables(workbook(Clients=[["Nom"], ["A"]], Vide=[], Ventes=[["Date", "Prix"], ["x", 1]]))
    assert [table.name for table in found] == ["ventes.xlsx#Clients", "ventes.xlsx#Ventes"]


def test_hidden_sheets_are_left_out(tables) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(A=[["Nom"], ["A"]], B=[["Nom"], ["B"]])))
    book["B"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [table.name for table in tables(out.getvalue())] == ["ventes.xlsx#A"]


def test_rows_carry_their_number_in_thesheet_of(tables) -> None:
    content = workbook(V=[["Export de mai"], [], ["Nom", "Prix"], [], ["A", 1], ["B", None]])
    (table,) = tables(content)
    assert table.header_line == 3
    assert [(row.line, row.cells) for row in table.rows()] == [(5, ("A", 1)), (6, ("B", ""))]


def test_a_table_need_not_start_in_the_first_column(tables) -> None:
    (table,) = tables(workbook(V=[[None, None, None], [None, "Nom", "Prix"], [None, "A", 1]]))
    assert table.headers == ("Nom", "Prix")
    assert [(row.line, row.cells) for row in table.rows()] == [(3, ("A", 1))]


def test_the_format_is_known_by_content_not_by_name(write) -> None:
    (sheet,) = open_tables(write(workbook(V=[["Nom"], ["A"]]), "clients.csv"))
    (text,) = open_tables(write(b"Nom;Prix\nA;1\n", "clients.xlsx"))
    assert (sheet.headers, text.headers) == (("Nom",), ("Nom", "Prix"))


def test_a_formula_gives_the_value_saved_with_it(tables) -> None:
    content = workbook(V=[["Prix"], [1]])
    cells = (
        b'<row r="1"><c r="A1" t="str"><v>Prix</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
    )
    (table,) = tables(with_member(content, SHEET, sheet_of(cells)))
    assert [row.cells for row in table.rows()] == [(2,)]


def test_an_empty_workbook_holds_no_table(tables) -> None:
    with pytest.raises(UnreadableFile, match=r"ventes\.xlsx: the workbook holds no table"):
        tables(workbook(V=[]))


def test_a_cut_workbook_is_damaged(tables) -> None:
    content = workbook(V=[["Nom"], ["A"]])
    with pytest.raises(UnreadableFile, match="damaged"):
        tables(content[: len(content) // 2])


def test_a_workbook_with_a_wrong_byte_is_damaged(tables) -> None:
    content = bytearray(workbook(V=[["Nom"], *([f"A{number}"] for number in range(50))]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    for offset in (0, 10, 100):
        with pytest.raises(UnreadableFile, match="damaged"):
            tables(bytes(content[: start + offset]) + b"\xff\xff" + bytes(content[start + offset + 2 :]))


def test_another_zip_is_no_workbook(tables) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(UnreadableFile, match="archive, not a table"):
        tables(out.getvalue())


def test_a_small_file_that_unpacks_to_much_is_refused(tables) -> None:
    content = with_member(workbook(V=[["Nom"], ["A"]]), SHEET, b" " * 20_000_000)
    assert len(content) < 50_000
    with pytest.raises(UnreadableFile, match="too large once unpacked"):
        tables(content)


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"/></row><row r="1000000"><c r="AZ1000000"/></row>',
        b"<row>" + b"<c/>" * 300 + b"</row>" + b"<row/>" * 20_000,
        b'<x:row r="900000"/><x:row><x:c r="ZZ900001"/></x:row>',
    ],
)
def test_a_sheet_whose_corners_lie_far_apart_is_refused(tables, rows: bytes) -> None:
    content = with_member(workbook(V=[["Nom"], ["A"]]), SHEET, sheet_of(rows))
    with pytest.raises(UnreadableFile, match="too large once unpacked"):
        tables(content)


def test_a_sheet_is_measured_across_the_pieces_it_is_read_in(tables) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"/><c r="B%d"/></row>' % (n, n, n) for n in range(1, 30_001))
    content = with_member(workbook(V=[["Nom"], ["A"]]), SHEET, sheet_of(rows))
    with pytest.raises(UnreadableFile, match="too large once unpacked"):
        tables(content, limits=Limits(sheet_cells=59_999))
    with pytest.raises(UnreadableFile, match="holds no table"):
        tables(content, limits=Limits(sheet_cells=60_000))


def test_declared_entities_are_refused(tables) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_of(b"")
    for text in (bomb, bomb.decode().encode("utf-16")):
        content = with_member(workbook(V=[["Nom"], ["A"]]), SHEET, text)
        with pytest.raises(UnreadableFile, match="declares entities"):
            tables(content)


def test_too_many_members_are_refused(tables) -> None:
    with pytest.raises(UnreadableFile, match="too large once unpacked"):
        tables(workbook(V=[["Nom"], ["A"]]), limits=Limits(members=3))


def test_columns_are_counted_as_a_spreadsheet_letters_them() -> None:
    assert [column_number(letters) for letters in (b"A", b"Z", b"AA", b"xfd")] == [1, 26, 27, 16_384]


def test_rows_come_one_at_a_time(tables) -> None:
    (table,) = tables(workbook(V=[["Nom"], ["A"], ["B"]]))
    assert isinstance(table.rows(), Iterator)


def test_a_sheet_longer_than_it_says_never_reaches_the_reader(write) -> None:
    told = sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row>')
    whole = told + b'<!-- --><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = _with_sizes_of(with_member(workbook(V=[["Nom"]]), SHEET, whole), told)
    with pytest.raises(UnreadableFile, match="damaged"):
        check_workbook(write(content, "ventes.xlsx"), "ventes.xlsx", DEFAULT_LIMITS)


def _with_sizes_of(content: bytes, told: bytes) -> bytes:
    """The archive whose sheet claims the length and the checksum of its beginning."""
    claim = struct.pack("<I", zlib.crc32(told)), struct.pack("<I", len(told))
    changed = bytearray(content)
    for signature, start, checksum in ((b"PK\3\4", 30, 14), (b"PK\1\2", 46, 16)):
        at = next(
            found.start()
            for found in re.finditer(re.escape(signature), content)
            if content[found.start() + start :].startswith(SHEET.encode())
        )
        changed[at + checksum : at + checksum + 4], changed[at + checksum + 8 : at + checksum + 12] = claim
    return bytes(changed)
