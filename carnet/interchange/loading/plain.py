"""Rows nobody need say a word about, loaded by the column: new, of fields that stand alone, all understood.

Every other row is left to the engine, which works row by row; both come to the same.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError

from carnet.core.errors import DomainError
from carnet.interchange.cells import CellRefused
from carnet.interchange.loading.scene import Plain, Scene
from carnet.interchange.lookup import FIELDS
from carnet.interchange.sheets import Sheet, sheet_of
from carnet.interchange.tables import Batch

LEFT = object()
"""Stands for a value of a row that is left to the engine."""


class Contradiction(Exception):
    """The database refused rows that looked plain: what their transaction did is to be taken back."""


def load_plain(batch: Batch, plain: Plain, scene: Scene) -> list[int]:
    """Store the plain rows of a batch; the places of those that are left. Contradiction: see there."""
    sheet = sheet_of(batch, scene.reading)
    _leave_repeated(sheet, plain.key)
    _leave_other_fields(sheet, plain.fields)
    if sheet.places:
        plain.prepare(sheet, scene)
    if sheet.places:
        there = plain.known(sheet.columns[plain.key])
        sheet.keep(key not in there for key in sheet.columns[plain.key])
    stored = _stored(sheet, plain, scene) if sheet.places else ()
    return sorted({*range(len(batch.lines))}.difference(stored))


def _stored(sheet: Sheet, plain: Plain, scene: Scene) -> list[int]:
    try:
        ids = plain.store(sheet, scene)
    except IntegrityError as error:
        raise Contradiction from error
    except (DomainError, ValueError):
        return []
    scene.created(ids)
    return sheet.places


def _leave_repeated(sheet: Sheet, key: str) -> None:
    """Rows of one key are one record: which of them counts is the engine's to say."""
    keys = sheet.of(key)
    if None in keys or len(set(keys)) != len(keys):
        times = Counter(keys)
        sheet.keep(found is not None and times[found] == 1 for found in keys)


def _leave_other_fields(sheet: Sheet, fields: frozenset[str]) -> None:
    for name in set(sheet.columns) - fields:
        column = sheet.columns.pop(name)
        sheet.keep(value is None for value in column)


def look_up(sheet: Sheet, name: str, find: Callable[[str], Any], scene: Scene) -> None:
    """Put in the place of names the records they are of; rows that name none, or several, are left out."""
    if name in sheet.columns:
        scene.lookup.load(FIELDS[name], {text for text in set(sheet.columns[name]) if text})
        mean(sheet, name, find)


def mean(sheet: Sheet, name: str, find: Callable[[str], Any]) -> None:
    """Put in the place of texts what they mean; rows whose text means nothing are left out."""
    texts = set(sheet.of(name)) - {None}
    meant = {None: None} | {text: _found(text, find) for text in texts}
    sheet.columns[name] = [meant[text] for text in sheet.of(name)]
    if LEFT in meant.values():
        sheet.keep(record is not LEFT for record in sheet.columns[name])


def _found(text: str, find: Callable[[str], Any]) -> Any:
    try:
        found = find(text)
    except CellRefused:
        return LEFT
    return LEFT if found is None else found
