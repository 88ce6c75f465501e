"""Text tables, JSON, workbooks and the values in them, from bytes to what an import looks up."""

import io
import resource
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from carnet.interchange.cells import CellRefused, Reading
from carnet.interchange.conventions import conventions_of
from carnet.interchange.files import open_tables
from carnet.interchange.headers import recognise
from carnet.interchange.tables import Row, Table
from carnet.interchange.values import addresses, days, numbers, several, texts

SECONDS = 2.0
ZONE = ZoneInfo("Europe/Paris")
SHEET = "xl/worksheets/sheet1.xml"
_SEPARATOR = b"\n\n"

TEXT_TOKENS = (
    b';~,~\t~|~"~""~\r\n~\n~\r~sep=;\n~nom~prix~date~e-mail~=1+1~@x~\'=~1 234,50~1,234.5~(12)~\0~\xff~'
    b"\xef\xbb\xbf~31/12/2026~2026-12-31~12/31/26~31.12.2026 23:59~99999999999999999999~1e99~-0~\xe2\x82\xac~"
    b"12,5 %~a@b.fr~+33 6 12 34 56 78~0612345678~oui~vip; presse~\xed\xa0\x80~\xc2\xa0~\xe2\x80\x8b~"
    b"\xd9\xa3\xd9\xa4~1\xe2\x81\x8420"
).split(b"~")
JSON_TOKENS = (
    b'{~}~[~]~,~:~"~\\~\\u0000~\\ud800~\\u00e9~null~true~NaN~-Infinity~1e400~-0.0~1234567890123456789012345~'
    b'"nom":~"items":~{"id": 1, "name": "x"}~[[[[~{"a":{"a":~\n~\r\n~\xef\xbb\xbf~\0~"prix": "1 234,50"~'
    b"\xff~ ~\x0b"
).split(b"~")
XML_TOKENS = (
    b'<c r="A1">~<c t="s"><v>0</v></c>~<row r="2">~</row>~<v>~1e999~-1~99999999999~t="d"~t="e"~'
    b't="inlineStr"~<is><t>~&amp;~&#0;~&#x110000;~<!DOCTYPE x>~<![CDATA[~]]>~<!--~r="XFD1048576"~'
    b'<f>1+1</f>~s="9999"~<mergeCell ref="A1:B2"/>~\xff\xfe~<?xml version="1.0" encoding="utf-16"?>~'
    b'_x0000_~2026-13-45T99:99~<a>~</sheetData>~xmlns:x="y"~numFmtId="14"'
).split(b"~")


def text_seeds() -> list[bytes]:
    """Small text tables of several kinds, dialects and encodings."""
    return [
        b'nom;ville;CA\nMaison Berliet;Lyon;1 200,50\n"Oriol; fils";Paris;\n',
        b"date,product,store,quantity,amount\n2026-11-20,Tirage,Lyon,2,39.80\n11/21/2026,Cadre,Nice,1,35\n",
        "sep=;\nprénom;nom;e-mail;téléphone;naissance\nZoé;Éon;z@e.fr;06 12 34 56 78;01/02/1990\n".encode(),
        b'opportunity_id\tsales_agent\tproduct\tdeal_stage\tclose_value\n1\tA\tGTX\tWon\t"1,000"\n',
        'Export du 20/11\n\nréférence|nom|prix|stock\nT1|Tirage "A4"|19,90|3\nT2|=1+1|5|x\n'.encode("cp1252"),
        "objet;type;date;compte\nRelance;appel;20/11/2026 14:30;Berliet\n".encode("utf-16"),
    ]


def json_seeds() -> list[bytes]:
    """Lists of objects, wrapped, nested and one a line."""
    return [
        b'[{"nom": "Tirage", "prix": 19.9, "stock": 3}, {"nom": "Cadre", "prix": null, "neuf": true}]',
        b'{"count": 2, "items": [{"id": 1, "name": "A", "account": {"id": 7, "name": "B"}, "tags": ["a"]}]}',
        b'{"nom": "A", "prix": 1}\n{"nom": "B", "prix": "2,50"}\n\n{"nom": "C"}\n',
        b'{"data": {"products": [{"reference": "T1", "name": "x"}], "stores": [{"name": "L", "city": "L"}]}}',
        b'[{"date": "2026-11-20", "produit": "T1", "quantite": 2, "adresse": {"ville": "Lyon", "cp": 1}}]',
        '[{"prénom": "Zoé", "emails": [{"value": "z@e.fr", "kind": "work"}]}]'.encode("utf-16"),
    ]


@cache
def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.create_sheet("Ventes", 0)
    for row in (["Date", "Produit", "Prix", "Payé"], [datetime(2026, 11, 20, 9, 30), "Tirage", 19.9, True]):  # noqa: DTZ001
        sheet.append(row)
    sheet.append([date(2026, 11, 21), "=1+1", 3, "#REF!"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_seeds() -> list[bytes]:
    """A whole workbook, and each of its parts after its name: `read_workbook` packs those anew."""
    with zipfile.ZipFile(io.BytesIO(_workbook())) as archive:
        parts = [name.encode() + _SEPARATOR + archive.read(name) for name in archive.namelist()]
    sheets = [part for part in parts if part.startswith(SHEET.encode())]
    return [_workbook(), *parts, *sheets * 8]


def value_seeds() -> list[bytes]:
    """Cells, one a line."""
    cells = "1 234,50|31/12/2026|(12)|12,5 %|2026-11-20T09:30:00+01:00|a@b.fr, B <c@d.fr>|0612345678|oui|a; x"
    return [cell.encode() for cell in cells.split("|")] + [cells.replace("|", "\n").encode()]


def read_file(path: Path) -> None:
    """Every table of a file, as far as an import goes before it looks anything up."""
    for table in open_tables(path):
        _read_table(table)


def read_json(path: Path) -> None:
    """As `read_file`, only ever as JSON: what no longer looks like it is put in a list."""
    content = path.read_bytes()
    if content.lstrip()[:1] not in (b"[", b"{"):
        path.write_bytes(b"[{" + content)
    read_file(path)


def read_workbook(path: Path) -> None:
    """A workbook, whole or with one part replaced; the process that reads it is measured too."""
    content = path.read_bytes()
    name, found, part = content.partition(_SEPARATOR)
    if found and not content.startswith(b"PK"):
        path.write_bytes(_with_part(name.decode("utf-8", "replace")[:200].partition("\0")[0] or SHEET, part))
    before = _child_seconds()
    try:
        read_file(path)
    finally:
        spent = _child_seconds() - before
    _must(spent < 4 * SECONDS, f"the reading processes took {spent:.1f} s")


def read_values(path: Path) -> None:
    """Each line as everything a cell can be, and all of them together as a column."""
    cells = path.read_bytes().decode("utf-8", "surrogateescape").splitlines()[:200]
    evidence, orders = numbers.NumberEvidence(), days.DayEvidence()
    for cell in cells:
        evidence.see(cell)
        orders.see(cell)
        for parse in _PARSERS:
            _attempt(parse, cell)
        _must(texts.unguard(texts.guard(cell)) == cell, "a guarded text that is another one")
    evidence.convention()
    orders.orders()


def _attempt(parse: Callable[[str], object], cell: str) -> None:
    try:
        parse(cell)
    except ValueError as refusal:
        _must(bool(str(refusal)), "a refusal without a sentence")


_PARSERS: tuple[Callable[[str], object], ...] = (
    *(lambda cell, mark=mark: numbers.parse_number(cell, mark) for mark in (numbers.POINT, numbers.COMMA)),
    numbers.parse_minor,
    numbers.parse_ratio,
    numbers.parse_whole,
    *(lambda cell, order=order: days.parse_day(cell, order) for order in ("dmy", "mdy", "ymd")),
    days.parse_moment,
    addresses.parse_email,
    addresses.parse_emails,
    addresses.parse_phone,
    addresses.parse_phones,
    several.list_of,
    several.documents_of,
    lambda cell: several.details_of(cell, several.words_of),
    texts.parse_flag,
)


def _read_table(table: Table) -> None:
    rows = list(table.rows())
    table = replace(table, read=lambda: iter(rows))  # a workbook is opened anew each time it is read
    recognition = recognise(table.headers, table.sample())
    _must(
        all(len(row.cells) == len(table.headers) for row in rows if not row.problem), "a row of another width"
    )
    lines = [row.line for row in rows]
    _must(lines == sorted(set(lines)), "two rows of one line")
    if recognition is None:
        return
    found = conventions_of(table, recognition)
    orders = {at: possible[0] for at, possible in found.orders.items() if possible}
    reading = Reading(recognition, table.headers, found.decimal_marks, orders, ZONE, own={})
    for row in rows:
        _read_row(reading, row)


def _read_row(reading: Reading, row: Row) -> None:
    if row.problem:
        _must(bool(str(row.problem)), "a refusal without a sentence")
        return
    try:
        reading.values(row)
    except CellRefused as refusal:
        _must(bool(str(refusal)), "a refusal without a sentence")


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def _with_part(name: str, part: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in dict.fromkeys([*old.namelist(), name]):
            new.writestr(member, part if member == name else old.read(member))
    return out.getvalue()


def _child_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
