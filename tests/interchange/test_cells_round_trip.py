"""Whatever stands in a cell comes back from what we write of it, in CSV, in XLSX and in JSON."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from carnet.interchange.files import open_tables
from carnet.interchange.out import csv_lines, json_texts, xlsx_chunks
from carnet.interchange.tables import Cell
from carnet.interchange.values.days import parse_day
from carnet.interchange.values.numbers import parse_number
from carnet.interchange.values.texts import parse_flag, text_of

HEADERS = ("clé", "texte", "nombre", "jour", "vrai")
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=40
) | st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''@x",
        "-5",
        "+33",
        "\t",
        "\r\n",
        '"',
        '";"',
        "a\rb",
        "_x000D_",
        " x ",
        "sep=;",
        "1,5",
        "é\u2028\x85",
    ]
)
NUMBERS = (
    st.none()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    # Fifteen digits: a workbook keeps no more of a fraction.
    | st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: round(number, 3))
)
DAYS = st.none() | st.dates(date(1900, 3, 1), date(2199, 12, 31))
ROWS = st.lists(st.tuples(TEXTS, NUMBERS, DAYS, st.none() | st.booleans()), min_size=1, max_size=8)


def _read_back(content: Iterable[bytes]) -> list[tuple[Cell, ...]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(b"".join(content))
        (table,) = open_tables(path)
        assert table.headers == HEADERS
        rows = list(table.rows())
    assert not [row.problem for row in rows if row.problem]
    return [row.cells for row in rows]


def _same(found: list[tuple[Cell, ...]], rows) -> None:
    """The same texts without the blanks around them; numbers, days and flags are the same once read."""
    assert [str(cells[0]) for cells in found] == [f"c{at}" for at in range(len(rows))]
    for (_key, text, number, day, flag), (wrote, count, on, yes) in zip(found, rows, strict=True):
        assert text_of(text) == wrote.strip()
        assert parse_number(number) == (None if count is None else Decimal(repr(count)))
        assert parse_day(day, "ymd") == on
        assert parse_flag(flag) == yes


def _keyed(rows) -> list[tuple]:
    return [(f"c{at}", *row) for at, row in enumerate(rows)]


@given(ROWS)
@settings(max_examples=30, deadline=None)
def test_cells_come_back_from_csv(rows) -> None:
    _same(_read_back(part.encode() for part in csv_lines(HEADERS, _keyed(rows))), rows)


@given(ROWS)
@settings(max_examples=5, deadline=None, phases=[Phase.generate])  # each starts processes
def test_cells_come_back_from_a_workbook(rows) -> None:
    _same(_read_back(xlsx_chunks("Export", HEADERS, _keyed(rows))), rows)


@given(ROWS)
@settings(max_examples=30, deadline=None)
def test_cells_come_back_from_json(rows) -> None:
    told = [
        dict(zip(HEADERS, (key, text, number, day and day.isoformat(), flag), strict=True))
        for key, text, number, day, flag in _keyed(rows)
    ]
    _same(_read_back(part.encode() for part in json_texts(told)), rows)
    lines = "".join(json.dumps(one) + "\n" for one in told)
    _same(_read_back([lines.encode()]), rows)
