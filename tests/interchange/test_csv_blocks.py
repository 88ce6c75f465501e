"""A text file is read in blocks, and no row tells where one ended."""

import pytest

from carnet.interchange.csv import records
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.limits import Limits

TEXT = (
    'nom;note\r\nBerliet;"deux\r\nlignes"\r\nVaise;"un ""mot"""\r\n'
    'Perrache;"pas "fermé"\r\nTerreaux;après\r\n\r\nBellecour;"fin"'
)
READ = [
    (2, ("Berliet", "deux\r\nlignes"), True),
    (4, ("Vaise", 'un "mot"'), True),
    (5, (), False),
    (6, ("Terreaux", "après"), True),
    (8, ("Bellecour", "fin"), True),
]


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"], ids=repr)
@pytest.mark.parametrize("block", [1, 2, 3, 7, 20, 21, 22, 23, 1 << 16])
def test_blocks_of_any_size_give_the_same_rows(read, monkeypatch, block, newline) -> None:
    monkeypatch.setattr(records, "BLOCK", block)
    table = read(TEXT.replace("\r\n", newline))
    found = [(row.line, row.cells, not row.problem) for row in table.rows()]
    assert found == [
        (line, tuple(cell.replace("\r\n", newline) for cell in cells), is_read)
        for line, cells, is_read in READ
    ]


@pytest.mark.parametrize("block", [5, 1 << 16])
def test_rows_before_a_line_that_is_too_long_are_read(write, monkeypatch, block) -> None:
    monkeypatch.setattr(records, "BLOCK", block)
    path = write("a;b\n" + "1;2\n" * 30 + "x" * 50 + "\n5;6\n")
    (table,) = open_tables(path, limits=Limits(line_characters=49))
    rows = table.rows()
    assert [next(rows).line for _row in range(30)] == list(range(2, 32))
    with pytest.raises(UnreadableFile) as refused:
        next(rows)
    assert refused.value.line == 32


def test_a_file_of_nothing_but_broken_lines_is_read_to_its_end(read) -> None:
    table = read("a;b\n" + '1;"x"y\n' * 2_000 + "2;z\n")
    assert sum(bool(row.problem) for row in table.rows()) == 2_000
