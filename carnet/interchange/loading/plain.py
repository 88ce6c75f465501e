"""Rows nobody need say a word about, by the column: understood, of fields that stand alone, new or no news.

Every other row is left to the engine, which works row by row; both come to the same.
"""

from collections import Counter
from collections.abc import Callable
from itertools import compress
from typing import Any

from django.db import DataError, IntegrityError

from carnet.core.errors import DomainError
from carnet.interchange.cells import CellRefused
from carnet.interchange.loading.memory import memory_of, told_column
from carnet.interchange.loading.scene import Loading, Plain, Scene
from carnet.interchange.lookup import FIELDS
from carnet.interchange.sheets import Sheet, sheet_of
from carnet.interchange.tables import Batch

LEFT = object()
"""Stands for a value of a row that is left to the engine."""


class Contradiction(Exception):
    """The database refused rows that looked plain: what their transaction did is to be taken back."""


def load_plain(batch: Batch, loading: Loading, plain: Plain, scene: Scene) -> list[int]:
    """Store the plain rows of a batch that are new, pass over those that say nothing new.

    The places of the rows that are left. Contradiction: see there.
    """
    sheet = sheet_of(batch, scene.reading)
    _leave_repeated(sheet, plain.key)
    _leave_other_fields(sheet, plain.fields)
    if sheet.places:
        plain.prepare(sheet, scene)
    keys = sheet.of(plain.key)
    there = plain.known(keys) if keys else {}
    new, known = (sheet.only([(key in there) is old for key in keys]) for old in (False, True))
    done = [
        *_stored(new, plain, scene),
        *_passed_over(known, [there[key] for key in known.of(plain.key)], loading, scene),
    ]
    return sorted({*range(len(batch.lines))}.difference(done))


def _stored(sheet: Sheet, plain: Plain, scene: Scene) -> list[int]:
    """The places of the rows that became new records."""
    if not sheet.places:
        return []
    try:
        ids = plain.store(sheet, scene)
    except DomainError:
        # A rule or a check, before anything is written.
        return []
    except (IntegrityError, DataError, ValueError) as error:
        raise Contradiction from error
    scene.settled("created", ids)
    return sheet.places


def _passed_over(sheet: Sheet, ids: list[int], loading: Loading, scene: Scene) -> list[int]:
    """The places of the rows that tell of these records nothing their source has not told before."""
    said = memory_of(ids, loading, scene).said
    unchanged = [pk in said for pk in ids]
    for name, column in sheet.columns.items():
        before = (said.get(pk, {}).get(name) for pk in ids)
        cells = zip(unchanged, told_column(column), before, strict=True)
        unchanged = [same and (cell is None or cell == old) for same, cell, old in cells]
    scene.settled("unchanged", list(compress(ids, unchanged)))
    return list(compress(sheet.places, unchanged))


def _leave_repeated(sheet: Sheet, key: str) -> None:
    """Rows of one key are one record: which of them counts is the engine's to say.

    Where a row has none, the engine makes one, which may be that of any other.
    """
    times = Counter(sheet.of(key))
    if None in times:
        sheet.keep([False] * len(sheet.places))
    elif len(times) < len(sheet.places):
        sheet.keep(times[found] == 1 for found in sheet.of(key))


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
