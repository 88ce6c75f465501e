"""Workbooks made to harm: each ends as a sentence or as plain rows, and the server goes on as before."""

import io
import os
import resource
import zipfile
from pathlib import Path

import pytest

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.limits import DEFAULT_LIMITS, Limits
from carnet.interchange.xlsx import apart
from tests.interchange.workbooks import SHEET, sheet_of, with_member, workbook

HEADER = b'<row r="1"><c r="A1" t="str"><v>Nom</v></c><c r="B1" t="str"><v>Prix</v></c></row>'
PLAIN = workbook(V=[["Nom", "Prix"], ["A", 1]])
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
MEMBERS = sorted(zipfile.ZipFile(io.BytesIO(PLAIN)).namelist())


@pytest.fixture
def tables(write):
    def tables_of(content: bytes, limits: Limits = DEFAULT_LIMITS):
        return open_tables(write(content, "ventes.xlsx"), limits=limits)

    return tables_of


@pytest.fixture
def cells(tables):
    """The rows of a sheet written by hand."""

    def cells_of(rows: bytes, **more: bytes) -> list[tuple]:
        content = with_member(PLAIN, SHEET, sheet_of(HEADER + rows))
        for name, text in more.items():
            content = with_member(content, name.replace("__", "/"), text)
        (table,) = tables(content)
        return [row.cells for row in table.rows()]

    return cells_of


def test_a_text_repeated_beyond_all_memory_ends_in_the_reading_process_alone(tables) -> None:
    text = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 400 + b"</row>"
    bomb = with_member(with_member(PLAIN, "xl/sharedStrings.xml", text), SHEET, sheet_of(row * 100))
    assert len(bomb) < 30_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableFile, match="too large once unpacked"):
        tables(bomb, limits=Limits(reader_bytes=128 * 1024 * 1024))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert [row.cells for row in tables(PLAIN)[0].rows()] == [("A", 1)]


def test_a_workbook_that_needs_more_processor_time_than_allowed_is_left(
    tables, tmp_path, monkeypatch
) -> None:
    script = (
        Path(apart.CHILD)
        .read_text()
        .replace("        with CalamineWorkbook", "        while True: pass\n        with CalamineWorkbook")
    )
    endless = tmp_path / "endless.py"
    endless.write_text(script)
    monkeypatch.setattr(apart, "CHILD", endless)
    with pytest.raises(UnreadableFile, match="takes too long"):
        tables(PLAIN, limits=Limits(reader_seconds=1))


def test_a_reader_that_cannot_start_is_our_fault_and_not_the_files(tables, tmp_path, monkeypatch) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("import no_such_module")
    monkeypatch.setattr(apart, "CHILD", broken)
    with pytest.raises(RuntimeError, match="cannot start"):
        tables(PLAIN)


def test_the_reading_process_knows_nothing_of_ours(tmp_path, monkeypatch) -> None:
    curious = tmp_path / "curious.py"
    curious.write_text("import json, os\nprint(json.dumps(sorted(os.environ)))")
    monkeypatch.setattr(apart, "CHILD", curious)
    monkeypatch.setenv("CARNET_SECRET_KEY", "secret")
    (known,) = apart.told(tmp_path, "x", "", DEFAULT_LIMITS)
    assert set(known) <= {"LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}


def test_a_listener_that_leaves_takes_the_reading_process_with_it(tables) -> None:
    (table,) = tables(workbook(V=[["Nom", "Prix"], *[["x" * 500, at] for at in range(2000)]]))
    assert len(table.sample(1)) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_formulas_are_never_computed_and_errors_are_no_value(cells) -> None:
    rows = (
        b'<row r="2"><c r="A2" t="str"><f>WEBSERVICE("http://10.0.0.1/")</f><v>saved</v></c>'
        b'<c r="B2"><f>1+1</f></c></row>'
        b'<row r="3"><c r="A3" t="str"><v>=cmd|calc</v></c><c r="B3" t="e"><v>#REF!</v></c></row>'
        b'<row r="4"><c r="A4" t="str"><v>C</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    assert cells(rows) == [("saved", ""), ("=cmd|calc", ""), ("C", "")]


def test_merged_cells_keep_their_value_in_the_first(tables) -> None:
    row = b'<row r="2"><c r="A2" t="str"><v>A</v></c><c r="B2"/></row>'
    text = sheet_of(HEADER + row).replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:B1048576"/></mergeCells>'
    )
    (table,) = tables(with_member(PLAIN, SHEET, text))
    assert [row.cells for row in table.rows()] == [("A", "")]


def test_a_million_empty_rows_are_no_rows(cells) -> None:
    assert cells(b'<row r="2"><c r="A2" t="str"><v>A</v></c></row><row r="1048576"/>') == [("A", "")]


def test_xml_within_xml_without_end_harms_nobody(cells) -> None:
    assert cells(
        b"<a>" * 100_000 + b"</a>" * 100_000 + b'<row r="2"><c r="A2" t="str"><v>A</v></c></row>'
    ) == [("A", "")]


def test_macros_and_links_to_other_files_are_left_alone(cells) -> None:
    link = b'<externalLink><externalBook xmlns:r="x" r:id="rId1"/></externalLink>'
    target = b'<Relationships><Relationship Target="http://10.0.0.1/" TargetMode="External"/></Relationships>'
    found = cells(
        b'<row r="2"><c r="A2" t="str"><v>A</v></c></row>',
        **{
            "xl__vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Sub Auto_Open()",
            "xl__externalLinks__externalLink1.xml": link,
            "xl__externalLinks___rels__externalLink1.xml.rels": target,
        },
    )
    assert found == [("A", "")]


@pytest.mark.parametrize("member", [*MEMBERS, "docProps/custom.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused_in_whatever_part_they_stand(tables, member) -> None:
    with pytest.raises(UnreadableFile, match="declares entities"):
        tables(with_member(PLAIN, member, DOCTYPE + b"<x>&a;</x>"))


@pytest.mark.parametrize(
    "member",
    [
        "../../evil.txt",
        "/etc/cron.d/evil",
        "xl/../../evil",
        "..\\evil",
        "C:\\evil.txt",
        "\\\\host\\share",
        "..",
    ],
)
def test_names_that_lead_out_of_the_archive_are_refused(tables, member, tmp_path) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnreadableFile, match="names files outside itself"):
        tables(with_member(PLAIN, member, b"x"))
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] == [tmp_path / "ventes.xlsx"]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (b"<v>1e999</v>", ("A", "inf")),
        (b"<v>1E308</v>", ("A", 1e308)),
        (b'<is t="x"/>', ("A", "")),
        (b"<v></v>", ("A", "")),
    ],
)
def test_odd_numbers_stay_within_bounds(cells, cell, read) -> None:
    (found,) = cells(b'<row r="2"><c r="A2" t="str"><v>A</v></c><c r="B2">' + cell + b"</c></row>")
    assert (found[0], str(found[1])) == (read[0], str(read[1]))


def test_a_cell_or_a_row_without_end_costs_only_itself(cells) -> None:
    def row(number: int, *texts: bytes) -> bytes:
        inner = b"".join(b'<c t="str"><v>' + text + b"</v></c>" for text in texts)
        return b'<row r="%d">' % number + inner + b"</row>"

    found = cells(row(2, b"x" * 100_001) + row(3, *[b"y" * 90_000] * 12) + row(4, b"A"))
    assert found == [(), (), ("A", "")]


def test_an_archive_of_a_version_nobody_knows_is_damaged(tables) -> None:
    content = bytearray(PLAIN)
    content[content.index(b"PK\1\2") + 6] = 104
    with pytest.raises(UnreadableFile, match="damaged"):
        tables(bytes(content))
