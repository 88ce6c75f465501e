"""The CRM sales set as a base: accounts, products and agents linked by record ids, empty fields absent."""

import csv
from pathlib import Path
from typing import Any

from tests.interchange.airtable.server import Base

NUMBERS = {"year_established", "revenue", "employees", "sales_price", "close_value"}
LINKS = {
    "account": ("accounts", "account"),
    "product": ("products", "product"),
    "sales_agent": ("sales_teams", "sales_agent"),
}


def fill(base: Base, folder: Path) -> None:
    """Put the four tables of the set into the base."""
    ids: dict[str, dict[str, str]] = {}
    for table, prefix in (
        ("accounts", "A"),
        ("products", "P"),
        ("sales_teams", "T"),
        ("sales_pipeline", "D"),
    ):
        rows = [_record(row, table, ids) for row in _rows(folder / f"{table}.csv")]
        named = next(iter(rows[0]))
        stored = base.put(table, *rows, prefix=prefix)
        ids[table] = {_key(row[named]): one for one, row in zip(stored, rows, strict=True)}
    for record in base.tables["accounts"].values():
        if parent := record.pop("subsidiary_of", ""):
            record["subsidiary_of"] = [ids["accounts"][_key(parent)]]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _record(row: dict[str, str], table: str, ids: dict[str, dict[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in row.items():
        if name in LINKS and table == "sales_pipeline" and text:
            found[name] = [ids[LINKS[name][0]][_key(text)]]
        elif name in NUMBERS and text:
            found[name] = float(text) if "." in text else int(text)
        else:
            found[name] = text
    return found


def _key(name: str) -> str:
    return name.replace(" ", "").lower()
