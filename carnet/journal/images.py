"""Records as journal lines tell them: a field the company added under a name of its own ("custom.size").

So two people may change two of them, and one change be taken back, without the other being touched.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from carnet.core.custom import key_of, name_of
from carnet.journal.models import Editable

Image = dict[str, Any]
COLUMN = "custom"


def told(columns: Mapping[str, Any]) -> Image:
    """The columns as a line tells them."""
    if not columns.get(COLUMN):
        return {name: value for name, value in columns.items() if name != COLUMN}
    own = {name_of(key): value for key, value in columns[COLUMN].items()}
    return {name: value for name, value in columns.items() if name != COLUMN} | own


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Image, Image]:
    """What differs between the columns before and after, as a line tells it; None for a value not there."""
    old, new = told(before), told(after)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in names}, {name: new.get(name) for name in names}


def value_of(record: Editable, name: str) -> Any:
    """The present value of what a line calls `name`: a column (links as they are), or a field of `custom`."""
    key = key_of(name)
    return getattr(record, COLUMN).get(key) if key else getattr(record, name)


def as_columns(record: Editable, image: Mapping[str, Any]) -> Image:
    """The columns that give the record these values; its other custom fields stay as they are."""
    columns = {name: value for name, value in image.items() if not key_of(name)}
    if len(columns) < len(image):
        columns[COLUMN] = _merged(getattr(record, COLUMN), image)
    return columns


def custom_of(image: Mapping[str, Any]) -> Image:
    """The values of custom fields in the line of a whole record."""
    return _merged({}, image)


def _merged(stored: Mapping[str, Any], image: Mapping[str, Any]) -> Image:
    values = {**stored, **{key: image[name] for name, key in _own(image)}}
    return {key: value for key, value in values.items() if value is not None}


def _own(image: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, key) for name in image if (key := key_of(name))]
