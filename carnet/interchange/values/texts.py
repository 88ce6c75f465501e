"""Plain words: cells as text, lists in one cell, yes and no, and the mark that makes a formula inert."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from carnet.core.text import match_key
from carnet.interchange.errors import UnreadableValue, sentence
from carnet.interchange.tables import Cell

_SIGNS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What begins a formula, or is skipped before one; the last four are those of East Asian keyboards."""
_FORMULA = re.compile(f"'*{_SIGNS}")
_GUARDED = re.compile(f"''*{_SIGNS}")
_YES = frozenset({"1", "oui", "o", "yes", "y", "vrai", "true", "v", "t", "x", "on"})
_NO = frozenset({"0", "non", "n", "no", "faux", "false", "f", "off"})


def guard(text: str) -> str:
    """Text that a spreadsheet shows instead of running it: an apostrophe before what would be a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """What `guard` was given: our own exports come back unchanged."""
    # The first character alone rules out nearly every text.
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


MOST_CELL = 32_767
"""Characters a cell of a workbook holds."""
CUT = " […32 767]"
"""How a text ends that a workbook could not hold whole."""


def is_cut(cell: Cell) -> bool:
    """Whether a longer text stands behind this one: it says nothing new."""
    return isinstance(cell, str) and cell.endswith(CUT)


def text_of(cell: Cell) -> str:
    """The cell as a person would type it, without blanks around it; '' when there is nothing."""
    if isinstance(cell, str):
        return unguard(cell).strip()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f")
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, (int, timedelta)) else ""


def parse_flag(cell: Cell) -> bool | None:
    """Yes or no, in French or English; None when nothing stands there."""
    if isinstance(cell, bool):
        return cell
    text = match_key(text_of(cell))
    if not text:
        return None
    if text in _YES or text in _NO:
        return text in _YES
    raise UnreadableValue(sentence(_("“{value}” is neither yes nor no."), value=text_of(cell)))
