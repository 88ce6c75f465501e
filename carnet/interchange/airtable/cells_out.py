"""From a value of Carnet to the cell of a column, in the type the column holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from carnet.core.text import match_key
from carnet.interchange.airtable.models import AirtableLink
from carnet.interchange.airtable.naming import KINDS_OF
from carnet.interchange.airtable.read import Readable
from carnet.interchange.airtable.spool import Spool
from carnet.interchange.cells import READERS
from carnet.interchange.kinds import AMOUNTS
from carnet.interchange.loading.deals import KIND_OF_WORD
from carnet.journal.models import Editable

MOST_WORDS = 500
NEVER = frozenset({"manager", "office", "team", "pipeline", "region", "import_key"})
"""Fields that belong to another record, or that Carnet works out."""


class NotInBase(Exception):
    """A record that Airtable does not have, so that no cell can link to it."""


@dataclass
class CellsOut:
    """How the columns of one table are written."""

    base: str
    readable: Readable
    spool: Spool
    _words: dict[str, list[str]] = field(default_factory=dict)

    def column_of(self, name: str) -> str:
        """The column a field is written to; empty where it can only be read."""
        columns = self.readable.recognition.columns_of(name)
        if not columns or name in NEVER:
            return ""
        header = self.readable.headers[columns[0]]
        told = self.readable.reading.table.column(header)
        if told is not None:
            return "" if told.is_computed else header
        # Without metadata a list of one text may be a lookup, which nobody can write.
        may_be_lookup = self.form_of(header) in ("list", "other") and name not in ("tags", "categories")
        return "" if may_be_lookup else header

    def form_of(self, header: str) -> str:
        """What the cells of a column hold; empty where none is filled."""
        return self.readable.survey.forms.get(header, "")

    def cell(self, name: str, value: Any) -> Any:
        """The cell for a value; None empties it. NotInBase where it links to what Airtable has not."""
        header = self.column_of(name)
        form = self.form_of(header)
        if value in (None, "", [], {}):
            return None
        if name in KINDS_OF and form == "links":
            return [self._record_id(value)]
        if isinstance(value, list):
            texts = [item["value"] if isinstance(item, dict) else str(item) for item in value]
            return texts if form == "list" else ", ".join(texts)
        return _typed(self._plain(name, value, header), form)

    def _plain(self, name: str, value: Any, header: str) -> Any:
        if name in AMOUNTS:
            return Decimal(value) / 100 / self.readable.recognition.scale.get(name, Decimal(1))
        if name == "stage":
            return self._stage(value, header)
        if isinstance(value, str) and (reader := READERS.get((self.readable.recognition.kind, name))):
            return next((word for word in self._used(header) if _read(reader, word) == value), value)
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        if isinstance(value, date):
            return value.isoformat()
        return value if isinstance(value, (bool, int, float, Decimal)) else str(value)

    def _stage(self, stage: Any, header: str) -> str:
        """The word the base uses for a stage, by its name, else by its meaning."""
        words = self._used(header)
        named = [word for word in words if match_key(word) == stage.match_key]
        meant = [word for word in words if KIND_OF_WORD.get(match_key(word)) == stage.kind]
        return next(iter(named or meant), str(stage.name))

    def _used(self, header: str) -> list[str]:
        """The words that stand in a column."""
        if header not in self._words:
            self._words[header] = list(dict.fromkeys(self._texts(header)))[:MOST_WORDS]
        return self._words[header]

    def _texts(self, header: str) -> Iterator[str]:
        for _place, _record_id, fields in self.spool.records(self.readable.reading.table.name):
            if isinstance(text := fields.get(header), str):
                yield text

    def _record_id(self, record: Editable) -> str:
        links = AirtableLink.objects.filter(
            base=self.base, kind=record.journal_kind(), object_id=record.pk
        ).order_by("pk")
        found = links.values_list("record_id", flat=True).first()
        if found is None:
            raise NotInBase(str(record))
        return str(found)


def _read(reader: Any, word: str) -> Any:
    try:
        return reader(word, ".")
    except ValueError:
        return None


def _typed(value: Any, form: str) -> Any:
    """A number as JSON has it, or as text where the column holds texts."""
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if form == "text" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value
