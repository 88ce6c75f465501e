"""What the form of a table says: its kind, its columns, corrected cells, rows to merge."""

import re
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.interchange.kinds import KINDS
from carnet.interchange.mapping.choices import TableChoice, order_of
from carnet.interchange.mapping.deciding import Sheet
from carnet.interchange.mapping.guesses import guess
from carnet.web.imports.columns import allowed

MOST_LINE = 2**31
_CELL = re.compile(r"cell-(\d{1,10})-(\d{1,4})")
_ROW = re.compile(r"row-(\d{1,10})")
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
    """Rows that go into a record there is, as chosen one by one or all at once."""
    merges = dict(choice.merges)
    every = sent.get("every", "")
    for name in sent:
        found = _ROW.fullmatch(name)
        if not found or int(found[1]) >= MOST_LINE:
            continue
        wanted = sent.get(f"like-{found[1]}", "") if every == "merge" else "" if every else sent.get(name, "")
        merges.pop(int(found[1]), None)
        if _ID.fullmatch(wanted):
            merges[int(found[1])] = int(wanted)
    return replace(choice, merges=merges)
