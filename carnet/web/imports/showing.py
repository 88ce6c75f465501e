"""What the pages of imports show of files and reports."""

from dataclasses import dataclass
from typing import Any

from carnet.core.acting import Actor
from carnet.interchange import actions
from carnet.interchange.plan import Options, PlannedTable, plan_of
from carnet.interchange.tables import Cell
from carnet.interchange.uploads import Upload
from carnet.interchange.values.texts import text_of
from carnet.web.imports.forms import KIND_LABELS

SHOWN_ROWS = 5
COUNTS = ("rows", "created", "updated", "unchanged", "rejected")


@dataclass(frozen=True)
class CheckedTable:
    """A table with its columns and first rows, as it would be read."""

    name: str
    kind: str
    columns: list[tuple[str, str]]
    rows: list[list[str]]


def check(kept: Upload, options: Options, *, actor: Actor, most_rows: int) -> dict[str, Any]:
    """The tables of an upload and what importing them would do."""
    report = actions.preview_import(
        sources=list(kept.sources), options=options, actor=actor, most_rows=most_rows
    )
    plan = plan_of(list(kept.sources), options)
    return {
        "tables": [_table(planned) for planned in plan.tables],
        "files": report["files"],
        "totals": totals(report["files"]),
        "most_rows": most_rows,
        "is_partial": any(file["rows"] >= most_rows for file in report["files"]),
    }


def _table(planned: PlannedTable) -> CheckedTable:
    mapping = planned.recognition.mapping
    columns = [(header, mapping.get(at, "")) for at, header in enumerate(planned.table.headers)]
    rows = [[_shown(cell) for cell in row.cells] for row in planned.table.sample(SHOWN_ROWS)]
    return CheckedTable(planned.table.name, str(KIND_LABELS[planned.recognition.kind]), columns, rows)


def _shown(cell: Cell) -> str:
    return text_of(cell)[:80]


def totals(files: list[dict[str, Any]]) -> dict[str, int]:
    """The counts of all files of a report together."""
    return {name: sum(file[name] for file in files) for name in COUNTS}
