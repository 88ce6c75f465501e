"""Fetched records as tables of rows: links become names, lookups their values, empty fields empty cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.interchange.airtable.errors import AirtableRefused
from carnet.interchange.airtable.naming import Names
from carnet.interchange.airtable.spool import Spool
from carnet.interchange.airtable.survey import Survey, survey
from carnet.interchange.airtable.tables import Reading
from carnet.interchange.airtable.values import links_of, parts_of
from carnet.interchange.headers import Recognition, recognise
from carnet.interchange.kinds import KINDS, MANY
from carnet.interchange.lookup import FIELDS as REFERENCES
from carnet.interchange.tables import Cell, Dialect, Row, Table
from carnet.interchange.values.texts import text_of

OPTIONAL = frozenset({"account", "contact", "deal", "manager", "office", "owner", "parent", "team"})
"""References a row can do without: one that leads nowhere is left empty, with a warning."""


@dataclass(frozen=True)
class Readable:
    """A fetched table with its columns understood."""

    reading: Reading
    survey: Survey
    recognition: Recognition

    @property
    def headers(self) -> tuple[str, ...]:
        """Its columns."""
        return self.survey.headers


@dataclass
class Lost:
    """Links to records that were not read, by column; what a table warns of once it was looked through."""

    columns: dict[str, int] = field(default_factory=dict)

    def note(self, column: str) -> None:
        """One more cell of this column leads nowhere."""
        self.columns[column] = self.columns.get(column, 0) + 1

    def warnings(self) -> tuple[str, ...]:
        """A sentence a column."""
        text = _("%(column)s: %(count)d links lead to records that were not read; left empty.")
        return tuple(text % {"column": name, "count": found} for name, found in self.columns.items())


def understood(spool: Spool, reading: Reading) -> Readable:
    """The columns of a fetched table; refused where it lacks what its kind cannot do without."""
    found = survey(spool, reading)
    recognition = _chosen(reading, found.headers) if reading.fields else _guessed(reading, found.headers)
    if recognition.missing:
        raise AirtableRefused(
            _("The table “%(table)s” of Airtable needs the column: %(columns)s.")
            % {"table": reading.table.name, "columns": "; ".join(recognition.missing)}
        )
    return Readable(reading, found, recognition)


def _guessed(reading: Reading, headers: tuple[str, ...]) -> Recognition:
    found = recognise(headers, kind=reading.kind)
    return found or Recognition(reading.kind, {}, headers)


def _chosen(reading: Reading, headers: tuple[str, ...]) -> Recognition:
    """As chosen on the page; what the columns of a known set count in stays known."""
    known = recognise(headers, kind=reading.kind)
    mapping = {at: name for at, header in enumerate(headers) if (name := reading.fields.get(header))}
    unknown = tuple(header for at, header in enumerate(headers) if at not in mapping)
    missing = KINDS[reading.kind].missing(frozenset(mapping.values()))
    found = Recognition(reading.kind, mapping, unknown, missing)
    return replace(found, scale=known.scale, set_name=known.set_name) if known else found


def table_of(spool: Spool, readable: Readable, names: Names, left_out: frozenset[str] = frozenset()) -> Table:
    """The table of these records but those `left_out`; its rows are numbered as they came."""
    name = readable.reading.table.name

    def rows(lost: Lost) -> Iterator[Row]:
        for place, record_id, fields in spool.records(name):
            if record_id not in left_out:
                yield _row(place, fields, readable, names, lost)

    lost = Lost()
    for _row_seen in rows(lost):
        pass
    warnings = (*lost.warnings(), *_deleted(len(left_out)))
    return Table(name, readable.headers, 0, Dialect(), lambda: rows(Lost()), warnings)


def _deleted(count: int) -> Iterator[str]:
    if count:
        text = ngettext(
            "%(count)s record was deleted in Carnet and does not come back; delete it in Airtable too.",
            "%(count)s records were deleted in Carnet and do not come back; delete them in Airtable too.",
            count,
        )
        yield text % {"count": count}


def _row(line: int, fields: dict[str, Any], readable: Readable, names: Names, lost: Lost) -> Row:
    cells: list[Cell] = []
    problem = ""
    for at, header in enumerate(readable.headers):
        try:
            target = readable.recognition.mapping.get(at, "")
            is_link = readable.survey.forms.get(header) == "links"
            cells.append(_cell(fields.get(header), target, names, is_link=is_link) if target else "")
        except LostLink:
            cells.append("")
            if target in OPTIONAL:
                lost.note(header)
            else:
                problem = _("%(column)s links to a record that was not read.") % {"column": header}
        except SeveralValues as several:
            problem = _("%(column)s holds several values where one is expected: %(values)s.") % {
                "column": header,
                "values": several,
            }
    return Row(line, tuple(cells), problem)


class LostLink(Exception):
    """A link to a record nobody read."""


class SeveralValues(Exception):
    """Several values for a field that has one; which is meant is never guessed."""


def _cell(value: Any, target: str, names: Names, *, is_link: bool) -> Cell:
    parts = (_linked(value, target, names) if is_link else []) or parts_of(value)
    if len(parts) < 2:
        return parts[0] if parts else ""
    joined = ", ".join(text_of(part) for part in parts)
    if target in REFERENCES:
        raise SeveralValues(joined[:200])
    return "\n".join(text_of(part) for part in parts) if target in MANY else joined


def _linked(value: Any, target: str, names: Names) -> list[Cell]:
    """The names of the records a cell links to; none where it holds a plain text."""
    found = [names.of(record_id, target) for record_id in links_of(value)]
    if not all(found):
        raise LostLink
    return list(dict.fromkeys(found))
