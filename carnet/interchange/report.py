"""The report of an import: what became of every row, in the words of the contract."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from carnet.core.errors import Message

MOST_LISTED = 1000
"""Errors and warnings listed for one file; beyond that they are counted."""
MOST_KEPT = 50_000
"""Refused rows kept of one table; where more are refused, its columns are wrong, not its cells."""


@dataclass
class FileReport:
    """What became of the rows of one table."""

    path: str
    kind: str | None = None
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Line -> column and reason."""
    _said: set[str] = field(default_factory=set)
    _unlisted: int = 0

    def refuse(self, line: int, column: str, message: Message, value: str = "") -> None:
        """One row is refused; its neighbours go on."""
        self.rows += 1
        self.rejected += 1
        if len(self.refused) < MOST_KEPT:
            self.refused[line] = (column, str(message))
        if len(self.errors) < MOST_LISTED:
            self.errors.append(
                {"line": line, "column": column, "message": str(message), "value": value[:200]}
            )

    def warn(self, message: Message, *, line: int | None = None, column: str | None = None) -> None:
        """Something the reader should check; the same sentence is said once a file."""
        text = str(message)
        if text in self._said:
            return
        if len(self.warnings) >= MOST_LISTED:
            self._unlisted += 1
            return
        self._said.add(text)
        self.warnings.append({"line": line, "column": column, "message": text})

    def count(self, outcome: str, rows: int = 1) -> None:
        """So many rows went in: `created`, `updated` or `unchanged`."""
        self.rows += rows
        setattr(self, outcome, getattr(self, outcome) + rows)

    def as_json(self) -> dict[str, Any]:
        """The object of the contract, with `notes`: what was assumed while reading."""
        unlisted = max(0, self.rejected - len(self.errors))
        more = [_("%(count)s more refused rows are not listed.") % {"count": unlisted}] if unlisted else []
        more += (
            [_("%(count)s more warnings are not listed.") % {"count": self._unlisted}]
            if self._unlisted
            else []
        )
        return {
            "path": self.path,
            "kind": self.kind,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "warnings": self.warnings + [{"line": None, "column": None, "message": text} for text in more],
            "errors": self.errors,
            "notes": self.notes,
        }
