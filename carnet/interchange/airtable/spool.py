"""Records on their way in, kept on disc: what was fetched survives a kill, and memory holds one page."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_SCHEMA = """
PRAGMA journal_mode=WAL;
CREATE TABLE IF NOT EXISTS begun (at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, offset TEXT NOT NULL, is_whole INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    name TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, fields TEXT NOT NULL,
    PRIMARY KEY (name, place), UNIQUE (name, id)
);
CREATE INDEX IF NOT EXISTS by_id ON records (id);
"""


class Spool:
    """The tables of one base as fetched so far; a page and where it leads are written together."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = path
        # A dry run reads it from a thread of its own; never two at once.
        self._rows = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._rows.executescript(_SCHEMA)
        path.chmod(0o600)

    def begun(self, now: float) -> float:
        """When the fetching began, in seconds since 1970: now, if it had not."""
        found = self._rows.execute("SELECT at FROM begun").fetchone()
        if found is None:
            self._rows.execute("INSERT INTO begun VALUES (?)", [now])
        return float(found[0]) if found else now

    def outdate(self) -> None:
        """What was fetched is in: whatever happens from now on, the next sync fetches anew."""
        self._rows.execute("UPDATE begun SET at = 0")

    def close(self) -> None:
        """Leave the file for the next time."""
        self._rows.close()

    def drop(self) -> None:
        """Throw the records away: they are in, or too old."""
        self._rows.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def offset_of(self, name: str) -> str:
        """Where the pages of a table go on; empty at its beginning."""
        found = self._rows.execute("SELECT offset FROM tables WHERE name = ?", [name]).fetchone()
        return str(found[0]) if found else ""

    def is_whole(self, name: str) -> bool:
        """Whether the last page of a table is in."""
        found = self._rows.execute("SELECT is_whole FROM tables WHERE name = ?", [name]).fetchone()
        return bool(found and found[0])

    def add(self, name: str, records: Iterable[Json], following: str) -> None:
        """Keep a page; a record that moved from one page to the next is kept once."""
        first = self._last_place(name) + 1
        rows = [
            (name, place, item["id"], json.dumps(item["fields"]))
            for place, item in enumerate(records, start=first)
        ]
        with self._transaction():
            self._rows.executemany(
                "INSERT INTO records VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name, id) DO UPDATE SET fields = excluded.fields",
                rows,
            )
            self._rows.execute(
                "INSERT INTO tables VALUES (?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET offset = excluded.offset, is_whole = excluded.is_whole",
                [name, following, not following],
            )

    def restart(self, name: str) -> None:
        """Forget a table: it is fetched from its first page."""
        with self._transaction():
            self._rows.execute("DELETE FROM records WHERE name = ?", [name])
            self._rows.execute("DELETE FROM tables WHERE name = ?", [name])

    def count(self, name: str) -> int:
        """How many records of a table are here."""
        return int(self._rows.execute("SELECT count(*) FROM records WHERE name = ?", [name]).fetchone()[0])

    def records(self, name: str) -> Iterator[tuple[int, str, Json]]:
        """Places, ids and fields in the order of the pages."""
        query = "SELECT place, id, fields FROM records WHERE name = ? ORDER BY place"
        for place, record_id, fields in self._rows.execute(query, [name]):
            yield place, record_id, json.loads(fields)

    def id_at(self, name: str, place: int) -> str:
        """The id of the record at a place."""
        query = "SELECT id FROM records WHERE name = ? AND place = ?"
        return str(self._rows.execute(query, [name, place]).fetchone()[0])

    def fields_of(self, name: str, record_id: str) -> Json:
        """A record as it was fetched."""
        query = "SELECT fields FROM records WHERE name = ? AND id = ?"
        found = self._rows.execute(query, [name, record_id]).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def found(self, record_id: str) -> dict[str, Json]:
        """The fields of the record of this id, by the table it stands in."""
        rows = self._rows.execute("SELECT name, fields FROM records WHERE id = ? LIMIT 20", [record_id])
        return {name: json.loads(fields) for name, fields in rows}

    def _last_place(self, name: str) -> int:
        query = "SELECT coalesce(max(place), 0) FROM records WHERE name = ?"
        return int(self._rows.execute(query, [name]).fetchone()[0])

    def _transaction(self) -> sqlite3.Connection:
        self._rows.execute("BEGIN IMMEDIATE")
        return self._rows
