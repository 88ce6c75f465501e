"""Text files made to harm: the row or the file is refused with a sentence, in time and within memory."""

import resource
import time

import pytest

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.limits import DEFAULT_LIMITS


@pytest.fixture(autouse=True)
def _in_time_and_memory():
    """Every file here is read within two seconds of processor time and 200 MB more than before."""
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_one_line_of_100_mb_is_refused_unread(write) -> None:
    path = write(b"nom;prix\n")
    with path.open("ab") as handle:
        for _piece in range(95):
            handle.write(b"x" * 1_000_000)
    with pytest.raises(UnreadableFile, match="the line is too long for a table"):
        open_tables(path)


def test_a_million_columns_are_refused(write) -> None:
    with pytest.raises(UnreadableFile, match="the line is too long"):
        open_tables(write(b"a;" * 1_000_000 + b"\n"))


def test_a_row_of_half_a_million_cells_costs_only_itself(read) -> None:
    rows = list(read(b"a;b\n1;2\n" + b";" * 400_000 + b"x\n3;4\n").rows())
    assert [(row.line, bool(row.problem)) for row in rows] == [(2, False), (3, True), (4, False)]


def test_a_quotation_mark_that_is_never_closed_costs_a_line_however_long_the_file(read) -> None:
    rows = list(read(b'a;b\n1;"open\n' + b"2;x\n" * 20_000).rows())
    assert (len(rows), sum(bool(row.problem) for row in rows)) == (20_001, 1)


def test_a_quotation_mark_on_every_line_that_is_never_closed_ends_in_time(read) -> None:
    rows = list(read(b"a;b\n" + b'1;"open\n' * 3_001).rows())
    assert rows
    assert all(row.problem for row in rows if len(row.cells) != 2)


def test_a_file_of_null_characters_is_no_table(write) -> None:
    with pytest.raises(UnreadableFile):
        open_tables(write(b"a;b\n" + b"\0" * 200_000))


def test_null_characters_in_one_row_cost_only_that(read) -> None:
    rows = list(read(b"a;b\n" + b"1;2\n" * 200 + b"\0;\0\n3;4\n").rows())
    assert [row.line for row in rows if row.problem] == [202]


def test_names_of_columns_as_long_as_cells_may_be_are_read(read) -> None:
    (row,) = read("x" * 90_000 + ";b\n1;2\n").rows()
    assert row.cells == ("1", "2")


def test_json_nested_a_million_deep_is_refused(write) -> None:
    for text in ("[" * 1_000_000, '{"a":' * 200_000, '[{"a":' + "[" * 900_000 + "]" * 900_000 + "}]"):
        with pytest.raises(UnreadableFile):
            open_tables(write(text))


def test_json_of_blanks_is_refused(write) -> None:
    with pytest.raises(UnreadableFile):
        open_tables(write("[" + " " * 20_000_000))


def test_a_file_just_within_the_bounds_is_asked_for_by_its_size_first(write) -> None:
    path = write(b"[")
    with path.open("r+b") as handle:
        handle.truncate(DEFAULT_LIMITS.file_bytes + 1)
    with pytest.raises(UnreadableFile, match="larger than 100 MB"):
        open_tables(path)
