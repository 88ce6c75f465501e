"""What the pages of imports show of files and reports."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from carnet.core.acting import Actor
from carnet.interchange import actions
from carnet.interchange.models import Import, ImportState
from carnet.interchange.plan import Options, PlannedTable, plan_of
from carnet.interchange.tables import Cell
from carnet.interchange.uploads import Upload
from carnet.interchange.values.texts import text_of
from carnet.web import drawings
from carnet.web.addresses import known
from carnet.web.imports import labels

SHOWN_ROWS = 5
SHOWN_EXAMPLES = 3
LONGEST_CELL = 80
COUNTS = ("rows", "created", "updated", "unchanged", "rejected")
COLOURS = {"created": "fill", "updated": "fill m3", "unchanged": "fill quiet", "rejected": "fill neg"}
STALLED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class CheckedColumn:
    """A column of a file: its header, what it is in Carnet (nothing when left out), some of its values."""

    header: str
    label: str
    examples: list[str]


@dataclass(frozen=True)
class CheckedTable:
    """A table with its columns and first rows, as it would be read, and the report of its trial."""

    name: str
    kind: str
    columns: list[CheckedColumn]
    rows: list[list[str]]
    report: dict[str, Any]

    @property
    def read(self) -> int:
        """How many columns are read."""
        return sum(bool(column.label) for column in self.columns)

    @property
    def left_out(self) -> int:
        """How many are not."""
        return len(self.columns) - self.read


def check(kept: Upload, options: Options, *, actor: Actor, most_rows: int) -> dict[str, Any]:
    """The tables of an upload and what importing them would do."""
    report = actions.preview_import(
        sources=list(kept.sources), options=options, actor=actor, most_rows=most_rows
    )
    plan = plan_of(list(kept.sources), options)
    tried = report["files"][len(plan.skipped) :]
    counts = totals(report["files"])
    return {
        "tables": [_table(*pair) for pair in zip(plan.tables, tried, strict=True)],
        "files": report["files"],
        "warnings": warnings(report["files"]),
        "totals": counts,
        "bar": bar(counts),
        "most_rows": most_rows,
        "is_partial": any(file["rows"] >= most_rows for file in report["files"]),
    }


def _table(planned: PlannedTable, report: dict[str, Any]) -> CheckedTable:
    sample = [[_shown(cell) for cell in row.cells] for row in planned.table.sample(SHOWN_ROWS)]
    mapping = planned.recognition.mapping
    columns = [
        CheckedColumn(header, _label(mapping.get(at, "")), _examples(sample, at))
        for at, header in enumerate(planned.table.headers)
    ]
    kind = str(labels.KINDS[planned.recognition.kind])
    return CheckedTable(planned.table.name, kind, columns, sample, report)


def _label(field: str) -> str:
    return str(labels.FIELDS.get(field, field))


def _examples(sample: list[list[str]], at: int) -> list[str]:
    values = (row[at] for row in sample if at < len(row) and row[at])
    return list(islice(dict.fromkeys(values), SHOWN_EXAMPLES))


def _shown(cell: Cell) -> str:
    return text_of(cell)[:LONGEST_CELL]


def totals(files: list[dict[str, Any]]) -> dict[str, int]:
    """The counts of all files of a report together."""
    counts = {name: sum(file[name] for file in files) for name in COUNTS}
    return counts | {"accepted": counts["rows"] - counts["rejected"]}


def bar(counts: dict[str, int]) -> list[dict[str, str]]:
    """The bar of effects: each outcome from where the one before it ends."""
    parts, start = [], 0
    for name, css in COLOURS.items():
        if counts[name]:
            share = counts[name] / counts["rows"]
            parts.append(
                {
                    "css": css,
                    "x": drawings.width(start / counts["rows"]),
                    "width": drawings.width(share),
                }
            )
        start += counts[name]
    return parts


def warnings(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is to be checked in all files, each with the name of its file."""
    return [{**warning, "file": file["path"]} for file in files for warning in file["warnings"]]


def reported(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files of a report with their kinds in words and the lists where their records stand."""
    return [
        {
            **file,
            "label": labels.KINDS.get(file["kind"], "–"),
            "url": known(labels.LISTS[file["kind"]]) if file["kind"] in labels.LISTS else "",
        }
        for file in files
    ]


def progress(run: Import, *, now: datetime) -> dict[str, Any]:
    """Since when nothing has moved, once that is a minute; and how long a finished import took."""
    moved = run.moved_at or run.started_at
    stalled = run.state == ImportState.RUNNING and now - moved >= STALLED_AFTER
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    return {"stalled_since": moved if stalled else None, "seconds": seconds}
