"""What was decided about a table: its kind, the target of each column, corrected cells, rows to merge."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from carnet.core.text import writable
from carnet.interchange.values.days import ORDERS, Order

Choices = Mapping[str, "TableChoice"]
"""By the name of the table."""


@dataclass(frozen=True)
class TableChoice:
    """How one table is read; of no `kind`, it is passed over."""

    kind: str
    columns: tuple[str, ...] = ()
    """A target (`targets.py`) for each column, '' for one that is left out."""
    dates: Order | None = None
    cells: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """Corrected cells: line -> column -> what stands there instead."""
    merges: Mapping[int, int] = field(default_factory=dict)
    """Rows that would be new but belong to a record there is: line -> id."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Companies its rows name that are called otherwise here: name -> id of the account."""

    def corrected(self, line: int, column: int, text: str) -> "TableChoice":
        """The same with one cell corrected."""
        row = {**self.cells.get(line, {}), column: writable(text)}
        return replace(self, cells={**self.cells, line: row})

    def as_json(self) -> dict[str, Any]:
        """For a file: names of what JSON can hold."""
        return {
            "kind": self.kind,
            "columns": list(self.columns),
            "dates": self.dates,
            "cells": [[line, dict(row)] for line, row in sorted(self.cells.items())],
            "merges": sorted(self.merges.items()),
            "names": sorted(self.names.items()),
        }


def from_json(told: Mapping[str, Any]) -> TableChoice:
    """What `as_json` wrote."""
    return TableChoice(
        kind=told["kind"],
        columns=tuple(told["columns"]),
        dates=order_of(told["dates"] or ""),
        cells={line: {int(at): text for at, text in row.items()} for line, row in told["cells"]},
        merges=dict(told["merges"]),
        names=dict(told.get("names", [])),
    )


def order_of(text: str) -> Order | None:
    """The order of days of this name, if it is one."""
    return text if text in ORDERS else None
