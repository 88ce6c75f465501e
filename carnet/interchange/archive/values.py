"""Values of columns as JSON and back: strict on the way in, as an archive is a file like any other."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from carnet.core.fields import WordsField
from carnet.interchange.archive.tables import Column
from carnet.interchange.errors import UnreadableValue, sentence

Read = Callable[[Any], Any]


def line_of(row: Mapping[str, Any]) -> bytes:
    """A row as a line of JSON; equal rows are equal lines, whichever engine they come from."""
    return (json.dumps(row, ensure_ascii=False, sort_keys=True, default=_told) + "\n").encode()


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return base64.b64encode(bytes(value)).decode()


def reader_of(column: Column) -> Read:
    """From a value of JSON to what the database is given; refused is what the column cannot hold."""
    expected = next((types for kind, types in _TYPES if isinstance(column, kind)), (str,))
    choices = {value for value, _label in column.flatchoices} | ({""} if column.blank else set())
    longest = getattr(column, "max_length", None)

    def read(value: Any) -> Any:
        if value is None and (column.null or object in expected):
            return column.get_db_prep_save(None, connection)
        if not isinstance(value, expected) or (isinstance(value, bool) and bool not in (*expected, object)):
            raise UnreadableValue(_("this value has not the form of its column."))
        if choices - {""} and value not in choices:
            raise UnreadableValue(sentence(_("“{value}” is none of its choices."), value=str(value)[:60]))
        if longest and isinstance(value, str) and len(value) > longest:
            raise UnreadableValue(sentence(_("this text is longer than {most} characters."), most=longest))
        return column.get_db_prep_save(_python(column, value), connection)

    return read


def _python(column: Column, value: Any) -> Any:
    try:
        if isinstance(column, models.BinaryField):
            return base64.b64decode(value, validate=True)
        if isinstance(column, models.DateTimeField):
            return _moment(value)
        return column.to_python(value)
    except (ValidationError, ValueError) as error:
        raise UnreadableValue(_("this value has not the form of its column.")) from error


def _moment(value: str) -> datetime:
    found = parse_datetime(value)
    if found is None or found.tzinfo is None:
        raise UnreadableValue(_("this value has not the form of its column."))
    return found


_TYPES: tuple[tuple[type[Column], tuple[type, ...]], ...] = (
    (models.JSONField, (object,)),
    (WordsField, (list,)),
    (models.BooleanField, (bool,)),
    (models.IntegerField, (int,)),
    (models.ForeignKey, (int,)),
    (models.FloatField, (int, float)),
)
"""What JSON holds for each kind of column; for those not named, a text."""
