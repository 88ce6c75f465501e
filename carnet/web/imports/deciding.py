"""What the form of a table says: its kind, its columns, corrected cells, rows to merge."""

import re
from dataclasses import replace
from typing import TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.interchange.kinds import KINDS
from carnet.interchange.mapping.choices import TableChoice, order_of
from carnet.interchange.mapping.deciding import Sheet
from carnet.interchange.mapping.guesses import guess
from carnet.web.imports.columns import allowed

Key = TypeVar("Key", int, str)
MOST_LINE, LONGEST_NAME = 2**31, 300
_CELL = re.compile(r"cell-(\d{1,10})-(\d{1,4})")
_ID = re.compile(r"\d{1,18}")


def choice_from(sent: QueryDict, sheet: Sheet) -> TableChoice:
    """What was decided about a table; another kind is guessed anew."""
    kind = sent.get("kind", sheet.choice.kind)
    if kind not in KINDS and kind:
        raise Invalid(_("Unknown kind: %s.") % kind[:40], field="kind")
    if kind != sheet.choice.kind:
        return guess(sheet.table, kind) if kind else replace(sheet.choice, kind="")
    choice = replace(sheet.choice, columns=_columns(sent, sheet, kind), dates=order_of(sent.get("dates", "")))
    return _with_cells(_with_merges(choice, sent), sent, len(sheet.table.headers))


def _columns(sent: QueryDict, sheet: Sheet, kind: str) -> tuple[str, ...]:
    if not kind:
        return sheet.choice.columns
    known = allowed(sheet, kind)
    columns = tuple(sent.get(f"column-{at}", target) for at, target in enumerate(sheet.choice.columns))
    if not known.issuperset(columns):
        raise Invalid(_("A column was given a field that this kind has not."), field="columns")
    return columns


def _with_cells(choice: TableChoice, sent: QueryDict, width: int) -> TableChoice:
    """Cells that were typed over; what was not touched stays as it stands in the file."""
    for name in sent:
        found = _CELL.fullmatch(name)
        if not found or sent.get(name) == sent.get(f"was-{name}"):
            continue
        line, at = int(found[1]), int(found[2])
        if at < width and line < MOST_LINE:
            choice = choice.corrected(line, at, sent.get(name, "")[:2000])
    return choice


def _with_merges(choice: TableChoice, sent: QueryDict) -> TableChoice:
    """Rows and companies that are records there are, as chosen one by one or all at once."""
    merges, names = dict(choice.merges), dict(choice.names)
    every = sent.get("every", "")
    for field in sent:
        part, _colon, which = field.partition(":")
        if part not in ("row", "name") or not which or len(which) > LONGEST_NAME:
            continue
        likely = sent.get(f"like-{field}", "")
        wanted = likely if every == "merge" else "" if every else sent.get(field, "")
        pk = int(wanted) if _ID.fullmatch(wanted) else None
        if part == "name":
            _put(names, which, pk)
        elif which.isascii() and which.isdigit() and int(which) < MOST_LINE:
            _put(merges, int(which), pk)
    return replace(choice, merges=merges, names=names)


def _put(chosen: dict[Key, int], key: Key, pk: int | None) -> None:
    """Chosen, or chosen no more."""
    chosen.pop(key, None)
    if pk is not None:
        chosen[key] = pk
