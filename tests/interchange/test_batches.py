"""Many rows at once are the rows there are one by one, whoever shaped the table."""

from dataclasses import replace

import pytest

from carnet.interchange import tables
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.limits import Limits
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.mapping.shaped import shaped
from carnet.interchange.mapping.targets import PLACE
from carnet.interchange.tables import Row

TEXT = (
    'Export\n\nnom;ville;\nBerliet;Lyon\n;;\n \n"Oriol;\nfils";Paris;x\nA;B;C;D\n'
    'Perrache;"un "mot";y\nTerreaux;"\0"\n ;Nice;;;\n'
)
READ = [
    (4, ("Berliet", "Lyon", ""), False),
    (7, ("Oriol;\nfils", "Paris", "x"), False),
    (9, ("A", "B", "C", "D"), True),
    (10, (), True),
    (11, ("Terreaux", "\0"), True),
    (12, (" ", "Nice", ""), False),
]


def in_batches(table, size: int) -> list[Row]:
    return [row for batch in table.batches(lambda: size) for row in batch.rows()]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 100])
def test_rows_of_a_text_file_stand_in_batches_at_their_places(read, size) -> None:
    table = read(TEXT)
    found = in_batches(table, size)
    assert [(row.line, row.cells, bool(row.problem)) for row in found] == READ
    assert [(row.line, row.cells, bool(row.problem)) for row in table.rows()] == READ


def test_every_batch_but_the_last_is_as_large_as_asked_for_then(read) -> None:
    asked = iter([2, 500, 1, 1000, 1])
    table = read("a;b\n" + "1;2\n" * 1_000)
    sizes = [len(batch.lines) for batch in table.batches(lambda: next(asked))]
    assert sizes == [2, 500, 1, 497]


@pytest.mark.parametrize("shape", [lambda table: table, lambda table: replace(table, read=iter_of(table))])
def test_rows_of_very_long_texts_stand_in_smaller_batches(read, monkeypatch, shape) -> None:
    monkeypatch.setattr(tables, "MOST_CHARACTERS", 100_000)
    long = f"{'x' * 30_000};y\n"
    table = shape(read("a;b\n" + "1;2\n" + long * 9))
    sizes = [len(batch.lines) for batch in table.batches(lambda: 1_000)]
    assert max(sizes) <= 5
    assert sum(sizes) == 10


def iter_of(table):
    return lambda: iter(list(table.rows()))


def test_rows_before_one_too_many_come_first(write) -> None:
    (table,) = open_tables(write("a;b\n" + "1;2\n" * 5), limits=Limits(rows=3))
    batches = table.batches(lambda: 2)
    assert [next(batches).lines, next(batches).lines] == [[2, 3], [4]]
    with pytest.raises(UnreadableFile, match="more than 3 rows"):
        next(batches)


def test_a_table_whose_rows_were_replaced_gives_batches_of_the_new_ones(read) -> None:
    table = replace(read("a;b\n1;2\n"), read=lambda: iter([Row(2, ("3", "4"))]))
    assert [row.cells for row in in_batches(table, 10)] == [("3", "4")]


def test_corrected_cells_and_places_stand_in_batches_too(read) -> None:
    table = read("Nom;Adresse\nBerliet;69002 Lyon\nOriol;x\n")
    choice = TableChoice("accounts", ("name", PLACE), cells={3: {0: "Vaise", 1: "75001 Paris"}})
    reading, _recognition = shaped(table, choice)
    assert [row.cells for row in in_batches(reading, 10)] == [
        ("Berliet", "69002 Lyon", "69002", "Lyon"),
        ("Vaise", "75001 Paris", "75001", "Paris"),
    ]
