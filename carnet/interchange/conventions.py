"""How a table's columns are written, judged by all their values in one pass before any row is used."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from carnet.core.custom import Definition
from carnet.interchange.headers import Recognition
from carnet.interchange.kinds import AMOUNTS, DAYS, MOMENTS, NUMBERS
from carnet.interchange.tables import Row, Table
from carnet.interchange.values.days import DayEvidence, Order
from carnet.interchange.values.numbers import NumberEvidence

AT_ONCE = 5_000
NONE: Mapping[str, Definition] = {}


@dataclass(frozen=True, slots=True)
class Conventions:
    """By column: the decimal mark of numbers, and the possible orders of days, the preferred one first."""

    decimal_marks: dict[int, str]
    orders: dict[int, list[Order]]


def conventions_of(
    table: Table, recognition: Recognition, own: Mapping[str, Definition] = NONE
) -> Conventions:
    """What every readable row of the table says about its number and day columns, added fields among them."""
    counted = AMOUNTS | NUMBERS | {name for name, one in own.items() if one.type == "number"}
    dated = DAYS | MOMENTS | {name for name, one in own.items() if one.type == "day"}
    numbers = {at: NumberEvidence() for at, name in recognition.mapping.items() if name in counted}
    days = {at: DayEvidence() for at, name in recognition.mapping.items() if name in dated}
    columns: list[tuple[int, NumberEvidence | DayEvidence]] = [*numbers.items(), *days.items()]
    for rows in _batches(table) if columns else ():
        for at, evidence in columns:
            for cell, times in Counter(row.cells[at] for row in rows).items():
                evidence.see(cell, times)
    marks = {at: evidence.convention(table.dialect.decimal_hint) for at, evidence in numbers.items()}
    return Conventions(marks, {at: evidence.orders() for at, evidence in days.items()})


def _batches(table: Table) -> Iterator[list[Row]]:
    """The readable rows, many at once: what a column has again and again is looked at once."""
    rows = (row for row in table.rows() if not row.problem)
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
