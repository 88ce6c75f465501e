"""What importing files would do, tried and taken back: effects, first rows, columns, possible duplicates."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from carnet.core.acting import Actor, Role
from carnet.directory.models import Account
from carnet.interchange.actions import Progress, load_table, open_import, silent
from carnet.interchange.apart import tried, tried_apart
from carnet.interchange.cells import CellRefused, Reading, canonical
from carnet.interchange.likeness import face_of
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.plan import Options, Plan, PlannedTable, Source, plan_of, reading_of, understand
from carnet.interchange.report import FileReport
from carnet.interchange.tables import Row
from carnet.interchange.values.texts import text_of
from carnet.interchange.watching import Watch, watch, watched
from carnet.journal.models import Editable, JournalLine

SHOWN_ROWS, SHOWN_FIELDS = 8, 6
LONGEST = 200


@dataclass
class FirstRows:
    """The first rows of a table as if it had no more; `is_cut` tells that it has, once they were read."""

    planned: PlannedTable
    most: int | None
    is_cut: bool = False

    def read(self) -> Iterator[Row]:
        """At most so many rows."""
        rows = self.planned.table.rows()
        yield from islice(rows, self.most)
        self.is_cut = self.most is not None and next(rows, None) is not None


def try_import(
    *,
    sources: Sequence[Source],
    options: Options,
    actor: Actor,
    most_rows: int | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """What importing the first rows of each table would do, as JSON; apart all rows, without `most_rows`."""
    actor.require(Role.ADMIN)
    plan = plan_of(list(sources), options)

    def act() -> list[dict[str, Any]]:
        author = replace(actor, batch=open_import(list(sources), plan, options, actor).pk)
        return [_try(FirstRows(planned, most_rows), options, author, progress) for planned in plan.tables]

    found = tried_apart(act) if most_rows is None else tried(act)
    return _told(plan, found)


def _told(plan: Plan, found: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "files": [*(report.as_json() for report in plan.skipped), *(one["report"] for one in found)],
        "tables": {one["report"]["path"]: one for one in found},
        "is_partial": any(one["is_partial"] for one in found),
    }


def _try(first: FirstRows, options: Options, author: Actor, progress: Progress) -> dict[str, Any]:
    planned = replace(first.planned, table=replace(first.planned.table, read=first.read))
    shown = list(islice(first.planned.table.rows(), SHOWN_ROWS))
    merges = planned.choice.merges if planned.choice else {}
    watching = watch({*(row.line for row in shown), *merges})
    report = load_table(watched(planned, watching), options, author, progress)
    reading = reading_of(planned, understand(planned, options))
    return {
        "report": report.as_json(),
        "fields": _fields(reading),
        "rows": [_row(row, reading, watching, report, author) for row in shown],
        "filled": _filled(planned),
        "unread": Counter(column for column, _reason in report.refused.values()),
        "duplicates": _duplicates(watching, planned.choice),
        "is_partial": first.is_cut,
    }


def _fields(reading: Reading) -> list[str]:
    return list(dict.fromkeys(reading.recognition.mapping.values()))[:SHOWN_FIELDS]


def _row(row: Row, reading: Reading, watching: Watch, report: FileReport, author: Actor) -> dict[str, Any]:
    """A row as its record will be: its effect, its values by field, the fields that change."""
    refused = report.refused.get(row.line)
    record = watching.records.get(row.line)
    effect, changed = ("rejected", []) if refused or record is None else _effect(record, author)
    return {
        "line": row.line,
        "effect": effect,
        "values": _values(row, reading),
        "changed": changed,
        "column": refused[0] if refused else "",
        "reason": refused[1] if refused else "",
    }


def _effect(record: Editable, author: Actor) -> tuple[str, list[str]]:
    """What the journal says became of a record in this trial, and its fields that changed."""
    lines = JournalLine.objects.filter(
        batch=author.batch, kind=record.journal_kind(), object_id=record.pk
    ).values_list("action", "after")
    if any(action.endswith(".created") for action, _after in lines):
        return "created", []
    changed = sorted({name for _action, after in lines for name in after or {}})
    return ("updated" if changed else "unchanged"), changed


def _values(row: Row, reading: Reading) -> dict[str, Any]:
    """The values as they are read; of a row that cannot be, the texts that stand there."""
    if row.problem:
        return {}
    try:
        return {name: canonical(value) for name, value in reading.values(row).items()}
    except CellRefused:
        cells = ((name, text_of(row.cells[at])) for at, name in reading.recognition.mapping.items())
        return {name: text[:LONGEST] for name, text in cells if text}


def _filled(planned: PlannedTable) -> list[int]:
    """How many cells of each column hold something."""
    counts = [0] * len(planned.table.headers)
    for row in planned.table.rows():
        if not row.problem:
            for at, cell in enumerate(row.cells):
                counts[at] += cell != ""
    return counts


def _duplicates(watching: Watch, choice: TableChoice | None) -> list[dict[str, Any]]:
    """New records that are probably there, then what somebody said is one that is."""
    found = [
        {
            "line": line,
            "name": "" if line else one.new.name,
            "theirs": one.new.label,
            "ours": one.known.label,
            "id": one.known.pk,
            "reason": one.reason,
        }
        for line, one in watching.likenesses()
    ]
    if choice is None:
        return found
    merged = [(line, "", watching.records[line]) for line in choice.merges if line in watching.records]
    known = Account.objects.in_bulk(list(choice.names.values()))
    merged += [(0, name, known[pk]) for name, pk in choice.names.items() if pk in known]
    chosen = [_chosen(line, name, record) for line, name, record in merged]
    return sorted(found + chosen, key=lambda item: (not item["line"], item["line"] or 0, item["name"]))


def _chosen(line: int, name: str, record: Editable) -> dict[str, Any]:
    face = face_of(record)
    label = face.label if face else str(record)
    return {"line": line, "name": name, "theirs": name, "ours": label, "id": record.pk, "reason": ""}
