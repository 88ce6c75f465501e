"""The page on which an upload is decided: tables, columns, first rows, effects, duplicates, refused cells."""

from dataclasses import dataclass
from typing import Any

from carnet.core.acting import Actor
from carnet.core.errors import DomainError
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.likeness import REASONS
from carnet.interchange.mapping.deciding import Sheet, options_of, sheets_of
from carnet.interchange.sending import whole_trial
from carnet.interchange.trying import try_import
from carnet.interchange.uploads import Upload
from carnet.web.imports import columns, labels, rows, showing

MOST_TRIED, LEAST_TRIED = 600, 50
"""Rows tried while the page waits, of all tables together and of each: about half a second."""

MOST_REPAIRED = 50
SHOWN_DUPLICATES = 50
EMPTY: dict[str, Any] = {"files": [], "tables": {}, "is_partial": False}


@dataclass(frozen=True)
class Repair:
    """A refused row with the cell to be corrected, where it is known which."""

    line: int
    column: str
    value: str
    reason: str
    at: int | None


def check(upload: Upload, *, shown: int, actor: Actor) -> dict[str, Any]:
    """Everything the page shows of an upload, with one of its tables unfolded."""
    sheets = sheets_of(upload)
    tried, refusal = trial(upload, sheets, actor=actor)
    counts = showing.totals(tried["files"])
    at = shown if 0 <= shown < len(sheets) else 0
    context = {
        "upload": upload,
        "refusal": refusal,
        "is_unreadable": isinstance(refusal, UnreadableFile) and not sheets,
        "tabs": [_tab(number, sheet, number == at) for number, sheet in enumerate(sheets)],
        "shown": at,
        "files": tried["files"],
        "totals": counts,
        "written": counts["created"] + counts["updated"],
        "bar": showing.bar(counts),
        "is_partial": tried["is_partial"],
        "warnings": showing.warnings(tried["files"]),
        "books": _books(sheets, tried["tables"]),
    }
    return context | (_sheet(sheets[at], tried["tables"]) if sheets else {})


def trial(upload: Upload, sheets: list[Sheet], *, actor: Actor) -> tuple[dict[str, Any], DomainError | None]:
    """What importing would do: of all rows where that is known already, else of the first."""
    whole = whole_trial(upload, sheets)
    if whole is not None:
        return whole, None
    most = max(LEAST_TRIED, MOST_TRIED // max(len(sheets), 1))
    try:
        return try_import(
            sources=upload.sources, options=options_of(sheets), actor=actor, most_rows=most
        ), None
    except DomainError as refusal:
        return EMPTY, refusal


def _tab(number: int, sheet: Sheet, is_current: bool) -> dict[str, Any]:
    kind = labels.KINDS.get(sheet.choice.kind, "")
    return {"number": number, "name": sheet.table.name, "kind": kind, "is_current": is_current}


def _sheet(sheet: Sheet, tried: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The unfolded table."""
    own = tried.get(sheet.table.name, {})
    report = own.get("report", {"errors": [], "notes": [], "rows": 0, "rejected": 0})
    found = columns.columns_of(sheet, own)
    return {
        "sheet": sheet,
        "kinds": [("", labels.NOTHING), *((kind, labels.KINDS[kind]) for kind in labels.KINDS)],
        "orders": labels.ORDERS,
        "has_days": columns.has_days(sheet),
        "choices": columns.choices_of(sheet),
        "columns": found,
        "read": sum(bool(column.target) for column in found),
        "left_out": sum(not column.target for column in found),
        "report": report,
        "heads": [columns.head(sheet, name) for name in own.get("fields", [])],
        "first_rows": rows.shown_rows(own),
        "duplicates": [_duplicate(item, sheet) for item in own.get("duplicates", [])[:SHOWN_DUPLICATES]],
        "duplicate_count": len(own.get("duplicates", [])),
        "repairs": [_repair(error, sheet) for error in report["errors"][:MOST_REPAIRED]],
        "corrected": sum(len(row) for row in sheet.choice.cells.values()),
    }


def _books(sheets: list[Sheet], tried: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The address books of an upload: of cards nothing is to be decided, but their first people are shown."""
    decided = {sheet.table.name for sheet in sheets}
    return [
        {"heads": [labels.field(name) for name in own["fields"]], "rows": rows.shown_rows(own)}
        for name, own in tried.items()
        if name not in decided and own.get("rows")
    ]


def _duplicate(item: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    """With the name of its field in the form, and whether it was chosen to be merged."""
    is_merged = item["line"] in sheet.choice.merges or item["name"] in sheet.choice.names
    field = f"row:{item['line']}" if item["line"] else f"name:{item['name']}"
    return {**item, "field": field, "reason": REASONS.get(item["reason"], ""), "is_merged": is_merged}


def _repair(error: dict[str, Any], sheet: Sheet) -> Repair:
    """Of equal headers the first that is read is the one complained of."""
    headers = enumerate(sheet.table.headers)
    found = [at for at, header in headers if header and header == error["column"]]
    read = [at for at in found if sheet.choice.columns[at]]
    at = next(iter([*read, *found]), None)
    return Repair(error["line"], error["column"], error["value"], error["message"], at)
