"""Reads a workbook in a process of its own, whose limits the system enforces; a script, imported by nobody.

It knows nothing of Carnet: arguments in, lines of JSON out, so that it starts in the time of Python itself.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

DAMAGED, TOO_LARGE = 3, 4
BATCH = 1 << 16
ROW = 10
"""How many of the longest cells make the longest row."""
LARGEST_EXACT = 2**53
FIRST_LINES = 20


def main(path: str, sheet: str, memory: str, seconds: str, longest: str) -> int:
    """Write the rows of a sheet, or the first ones of every sheet; the exit code says what went wrong."""
    _bound(int(memory), int(seconds))
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            if sheet:
                _put_rows(_rows(workbook, sheet, int(longest)))
            else:
                _put_first_rows(workbook, int(longest))
    except MemoryError:
        return TOO_LARGE
    except BrokenPipeError:
        return 0
    except BaseException:  # noqa: BLE001 - a panic of the reader is no Exception, and means the file too
        return DAMAGED
    return 0


def _bound(memory: int, seconds: int) -> None:
    """What the system takes away when it is used up: memory, processor time, files, processes."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(kind, (most, most))


def _put_first_rows(workbook: CalamineWorkbook, longest: int) -> None:
    for sheet in workbook.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            every = _rows(workbook, sheet.name, longest)
            _put([sheet.name, [row for row in every if row[0] <= FIRST_LINES]])


def _put_rows(rows: Iterator[list[Any]]) -> None:
    batch: list[list[Any]] = []
    weight = 0
    for row in rows:
        batch.append(row)
        weight += sum(len(cell) if isinstance(cell, str) else 8 for cell in row[1])
        if weight > BATCH:
            _put(batch)
            batch, weight = [], 0
    _put(batch)


def _put(told: Any) -> None:
    sys.stdout.write(json.dumps(told))
    sys.stdout.write("\n")
    sys.stdout.flush()


def _rows(workbook: CalamineWorkbook, sheet: str, longest: int) -> Iterator[list[Any]]:
    """[number, cells] of every row in which something stands."""
    for line, cells in enumerate(workbook.get_sheet_by_name(sheet).iter_rows(), start=1):
        if any(cell != "" for cell in cells):
            yield [line, _all_told(cells, longest)]


def _all_told(cells: list[Any], longest: int) -> list[Any]:
    """The cells of a row; of one that is longer than any table needs, only how long it is."""
    length = sum(len(cell) for cell in cells if isinstance(cell, str))
    return [["long", length]] if length > ROW * longest else [_told(cell, longest) for cell in cells]


def _told(cell: Any, longest: int) -> Any:
    """A cell in JSON; what JSON has not, and a text that is too long, as a pair that says what it is."""
    if isinstance(cell, str):
        return cell if len(cell) <= longest else ["long", len(cell)]
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_EXACT:
        return int(cell)  # a spreadsheet has only floats, and 75001.0 is no postal code
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    if isinstance(cell, (datetime, date, time)):
        return [type(cell).__name__, cell.isoformat()]
    return cell


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
