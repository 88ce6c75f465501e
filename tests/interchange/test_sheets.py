"""Rows as columns say what the same rows say one by one."""

from zoneinfo import ZoneInfo

import pytest

from carnet.interchange.cells import CellRefused, Reading, Values
from carnet.interchange.headers import Recognition
from carnet.interchange.sheets import sheet_of
from carnet.interchange.tables import Batch, Row

FIELDS = {0: "first_name", 1: "emails", 2: "emails", 3: "probability", 4: "note", 5: "note"}
ROWS = [
    ("Anna", "anna@exemple.fr", "", "0.5", "un", "deux"),
    ("Bob", "bob@exemple.fr", "b@exemple.fr", "12 %", "un", ""),
    ("Chloé", "ni l'un", "ni l'autre", "trop", "", ""),
    ("", "", "", "", "", ""),
    ("Dora", "dora", "d@exemple.fr", "1", " ", "trois"),
    (1, True, 1.0, 1, True, "quatre"),
]


def reading() -> Reading:
    return Reading(
        Recognition("contacts", FIELDS), tuple("abcdef"), {3: "."}, {}, ZoneInfo("Europe/Paris"), {}
    )


def one_by_one(rows: list[Row]) -> dict[int, Values]:
    """The values of the rows that can be read, by their line."""
    found, read = {}, reading()
    for row in rows:
        try:
            found[row.line] = read.values(row)
        except CellRefused:
            continue
    return found


@pytest.mark.parametrize("count", range(1, len(ROWS) + 1))
def test_columns_hold_what_the_rows_say_and_leave_out_those_that_cannot_be_read(count):
    batch = Batch()
    for line, cells in enumerate(ROWS[:count], 2):
        batch.add(Row(line, cells))
    batch.add(Row(99, ("trop", "court"), "two cells"))
    sheet = sheet_of(batch, reading())
    told = {
        batch.lines[place]: {
            name: column[at] for name, column in sheet.columns.items() if column[at] is not None
        }
        for at, place in enumerate(sheet.places)
    }
    expected = one_by_one([row for row in batch.rows() if not row.problem])
    assert told == expected


def test_rows_that_are_kept_keep_their_places():
    batch = Batch()
    for line, cells in enumerate(ROWS, 2):
        batch.add(Row(line, cells))
    sheet = sheet_of(batch, reading())
    before = list(sheet.places)
    sheet.keep(place % 2 == 0 for place in before)
    assert sheet.places == [place for place in before if place % 2 == 0]
    assert {len(column) for column in sheet.columns.values()} == {len(sheet.places)}
    sheet.keep([False] * len(sheet.places))
    assert sheet.places == []
    assert sheet.of("first_name") == sheet.of("unheard of") == []
