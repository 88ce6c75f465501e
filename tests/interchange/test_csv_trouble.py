"""Whatever is wrong with a text file is said in a sentence, and costs no more than it must."""

import pytest

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.limits import Limits

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def lines_of(table) -> list[tuple[int, bool]]:
    return [(row.line, not row.problem) for row in table.rows()]


def test_rows_with_too_few_or_too_many_cells_are_refused_alone(read) -> None:
    table = read("a;b;c\n1;2;3\n1;2\n1;2;3;4\n4;5;6\n")
    assert lines_of(table) == [(2, True), (3, False), (4, False), (5, True)]
    assert [str(row.problem) for row in table.rows()][1:3] == [
        "2 cells where the header has 3.",
        "4 cells where the header has 3.",
    ]


def test_blank_cells_after_the_last_header_are_no_fault(read) -> None:
    table = read("a;b\n1;2;;\n3;4;\n")
    assert [row.cells for row in table.rows()] == [("1", "2"), ("3", "4")]


def test_columns_without_a_name_may_be_left_out(read) -> None:
    table = read("a;b;\n1;2\n3;4;x\n")
    assert [row.cells for row in table.rows()] == [("1", "2", ""), ("3", "4", "x")]


def test_an_unclosed_quotation_mark_costs_one_line(read) -> None:
    table = read('a;b\n1;"open\n2;fine\n3;"also fine"\n4;""\n')
    assert lines_of(table) == [(2, False), (3, True), (4, True), (5, True)]


def test_a_quotation_mark_that_is_not_doubled_costs_one_line(read) -> None:
    assert lines_of(read('a;b\n1;"the "best" one"\n2;y\n')) == [(2, False), (3, True)]


def test_a_null_character_costs_one_line(read) -> None:
    assert lines_of(read("a;b\n1;x\0y\n" + "2;y\n" * 30))[:2] == [(2, False), (3, True)]


def test_bytes_that_are_no_text_cost_one_line(read) -> None:
    table = read("Prénom;b\nZoé;1\n".encode() + b"\xe9\xe8;2\n" + "Chloé;3\nÉlodie;4\n".encode())
    assert table.dialect.encoding == "utf-8"
    assert lines_of(table) == [(2, True), (3, False), (4, True), (5, True)]


def test_a_cell_that_is_too_long_costs_one_line(read) -> None:
    table = read("a;b\n1;" + "x" * 120_000 + '\n2;"' + "y" * 200_000 + '"\n3;z\n')
    assert lines_of(table) == [(2, False), (3, False), (4, True)]


def test_damaged_two_byte_text_costs_one_line(read) -> None:
    table = read("a;b\n1;2\n3;".encode("utf-16") + b"\x00\xd8" + "\n5;6\n".encode("utf-16-le"))
    assert lines_of(table) == [(2, True), (3, False), (4, True)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "file.csv: the file is empty."),
        (b"\xef\xbb\xbf \r\n\r\n", "file.csv: the file is empty."),
        (PNG, "file.csv: the file is a picture, not a table."),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "file.csv: the file is a picture, not a table."),
        (b"<svg xmlns='x'/>", "file.csv: the file is a picture, not a table."),
        (b"%PDF-1.7\n", "file.csv: the file is a document, not a table."),
        (
            b"<!DOCTYPE html><table>",
            "file.csv: the file is a web page or XML, not a table; save it as .xlsx or CSV.",
        ),
        (b"\0" * 5000, "file.csv: the file is empty."),
        (bytes(range(256)) * 20, "file.csv: the file is neither text nor an Excel workbook."),
    ],
)
def test_a_file_that_is_no_table_is_named_for_what_it_is(write, content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        open_tables(write(content))
    assert str(refusal.value) == sentence


def test_an_old_excel_workbook_is_recognised_whatever_its_name(write) -> None:
    with pytest.raises(UnreadableFile, match="old Excel workbook"):
        open_tables(write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ventes.xlsx"))


def test_a_file_of_200_mb_is_refused_before_it_is_read(write) -> None:
    path = write(b"a;b\n")
    with path.open("r+b") as handle:
        handle.truncate(200_000_000)
    with pytest.raises(UnreadableFile, match="larger than 100 MB"):
        open_tables(path)


def test_a_file_that_is_not_there_is_said_so(tmp_path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        open_tables(tmp_path / "nothing.csv")


def test_too_many_rows_end_the_reading(write) -> None:
    (table,) = open_tables(write("a;b\n" + "1;2\n" * 5), limits=Limits(rows=3))
    with pytest.raises(UnreadableFile, match="more than 3 rows"):
        list(table.rows())


def test_too_many_columns_are_refused(write) -> None:
    with pytest.raises(UnreadableFile, match="more than 4 columns"):
        open_tables(write("a;b;c;d;e\n"), limits=Limits(columns=4))


def test_a_line_without_end_is_refused(write) -> None:
    with pytest.raises(UnreadableFile, match="line 3: the line is too long"):
        open_tables(write("a;b\n1;2\n" + "x" * 100), limits=Limits(line_characters=50))


def test_reading_that_takes_too_long_is_stopped(write) -> None:
    (table,) = open_tables(write("a;b\n1;2\n"), limits=Limits(seconds=0))
    with pytest.raises(UnreadableFile, match="takes too long"):
        list(table.rows())


def test_the_reader_may_know_the_file_by_another_name(write) -> None:
    with pytest.raises(UnreadableFile, match=r"^clients\.csv: the file is empty"):
        open_tables(write(b"", "upload-1"), name="clients.csv")
