"""How a table's columns are written, judged by all their values in one pass before any row is used."""

from collections.abc import Mapping
from dataclasses import dataclass

from carnet.core.custom import Definition
from carnet.interchange.headers import Recognition
from carnet.interchange.kinds import AMOUNTS, DAYS, MOMENTS, NUMBERS
from carnet.interchange.tables import Batch, Cell, Table
from carnet.interchange.values.days import DayEvidence, Order
from carnet.interchange.values.numbers import NumberEvidence

AT_ONCE = 1_000
"""Rows looked at together: more of them no longer fit the processor's cache."""
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
    for batch in table.batches(lambda: AT_ONCE) if columns else ():
        rows = _readable(batch)
        for at, evidence in columns:
            evidence.see_all([cells[at] for cells in rows])
    marks = {at: evidence.convention(table.dialect.decimal_hint) for at, evidence in numbers.items()}
    return Conventions(marks, {at: evidence.orders() for at, evidence in days.items()})


def _readable(batch: Batch) -> list[tuple[Cell, ...]]:
    if not batch.problems:
        return batch.cells
    return [cells for at, cells in enumerate(batch.cells) if at not in batch.problems]
