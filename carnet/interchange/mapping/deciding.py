"""What is to be decided about an upload, table by table: as it was decided, remembered, or guessed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from carnet.core.acting import Actor
from carnet.interchange.cards.table import CardTable
from carnet.interchange.custom import kept_as_custom
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.kinds import MANY
from carnet.interchange.mapping.choices import TableChoice, from_json
from carnet.interchange.mapping.guesses import guess
from carnet.interchange.mapping.remembered import remembered
from carnet.interchange.mapping.targets import NEW, fields_of
from carnet.interchange.plan import Options, Source
from carnet.interchange.tables import Cell, Table
from carnet.interchange.uploads import Upload

_FILE = "choices.json"


@dataclass(frozen=True)
class Sheet:
    """A table of an upload and how it is to be read."""

    table: Table
    choice: TableChoice
    is_remembered: bool = False

    @property
    def clashes(self) -> frozenset[str]:
        """Fields that several columns fill although a record has one."""
        seen: list[str] = []
        for target in self.choice.columns:
            seen += [name for name in fields_of(target) if name not in MANY and name != NEW]
        return frozenset(name for name in seen if seen.count(name) > 1)


def sheets_of(upload: Upload) -> list[Sheet]:
    """The tables of an upload; a file that holds none, or cannot be read, has none here."""
    decided = decided_choices(upload)
    return [_sheet(table, decided) for source in upload.sources for table in _tables(source)]


def _tables(source: Source) -> list[Table]:
    """Of cards nothing is to be decided: their columns have names of their own."""
    try:
        tables = open_tables(source.path, name=source.name)
    except UnreadableFile:
        return []
    return [table for table in tables if not isinstance(table, CardTable)]


def _sheet(table: Table, decided: dict[str, TableChoice]) -> Sheet:
    choice = decided.get(table.name)
    if choice is not None and len(choice.columns) == len(table.headers):
        return Sheet(table, choice)
    saved = remembered(table.headers)
    return Sheet(table, saved or guess(table), is_remembered=saved is not None)


def decided_choices(upload: Upload) -> dict[str, TableChoice]:
    """What was decided so far, by the name of the table."""
    path = upload.folder / _FILE
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: from_json(choice) for name, choice in told.items()}


def decide(upload: Upload, name: str, choice: TableChoice) -> None:
    """Keep what was decided about a table, with its files."""
    decided = decided_choices(upload) | {name: choice}
    told = {name: choice.as_json() for name, choice in decided.items()}
    path = upload.folder / _FILE
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(told), encoding="utf-8")
    fresh.replace(path)


def options_of(sheets: list[Sheet]) -> Options:
    """The options of an import that reads the tables as decided."""
    return Options(choices={sheet.table.name: sheet.choice for sheet in sheets})


def settle_upload(upload: Upload, *, actor: Actor) -> list[Sheet]:
    """Settle every table for the import: fields that are to be made are made."""
    settled = []
    for sheet in sheets_of(upload):
        columns = tuple(
            kept_as_custom(sheet.choice.kind, sheet.table.headers[at], _cells(sheet.table, at), actor=actor)
            if target == NEW
            else target
            for at, target in enumerate(sheet.choice.columns)
        )
        choice = replace(sheet.choice, columns=columns)
        decide(upload, sheet.table.name, choice)
        settled.append(replace(sheet, choice=choice))
    return settled


def _cells(table: Table, at: int) -> Iterator[Cell]:
    return (row.cells[at] for row in table.rows() if not row.problem)
