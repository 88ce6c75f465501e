"""What a column can be: a field, one of a sort (e-mail at work), two fields in one cell, a custom field.

Written as "city", "emails:work", "postal_code+city", "custom.shoe_size"; "" leaves the column out.
"""

import re

from carnet.core.custom import PREFIX
from carnet.interchange.kinds import KINDS
from carnet.interchange.tables import Cell
from carnet.interchange.values.texts import text_of

SORTS = {"emails": ("work", "home"), "phones": ("mobile", "work", "home", "fax")}
"""Of details that say what they are for."""

PLACE = "postal_code+city"
CUSTOM, NEW = PREFIX, "custom+"
"""A custom field there is, by its key; one to be made when the import begins, called like the column."""

CUSTOMISED = {
    "accounts": "directory.account",
    "contacts": "directory.contact",
    "deals": "deals.deal",
    "activities": "deals.activity",
    "products": "catalogue.product",
    "stores": "catalogue.store",
    "sales": "sales.sale",
}
"""Kinds whose records carry custom fields, by the name the fields know them by."""

_CODE_FIRST = re.compile(r"(?P<code>(?:[A-Z]{1,2}-)?\d{4,5})[\s,]+(?P<city>\D.*)")
_CODE_LAST = re.compile(r"(?P<city>.*\D)[\s,(]+(?P<code>\d{4,5})\)?")


def targets_of(kind: str) -> tuple[str, ...]:
    """The targets every file of a kind may use, fields of one's own apart."""
    found: list[str] = []
    for name in KINDS[kind].fields:
        found += [name, *(f"{name}:{sort}" for sort in SORTS.get(name, ()))]
        if name == "postal_code" and "city" in KINDS[kind].fields:
            found.append(PLACE)
    return tuple(found)


def fields_of(target: str) -> tuple[str, ...]:
    """The fields a target fills; none for a column that is left out."""
    if not target or target == NEW or target.startswith(CUSTOM):
        return (target,) if target else ()
    return tuple(target.partition(":")[0].split("+"))


def sort_of(target: str) -> str:
    """What its details are for: "work" of "emails:work"."""
    name, _colon, sort = target.partition(":")
    return sort if name in SORTS else ""


def place_of(cell: Cell) -> tuple[str, str]:
    """Postal code and city of one cell: "69002 Lyon", "Lyon (69002)"; a lone part stands for itself."""
    text = text_of(cell)
    found = _CODE_FIRST.fullmatch(text) or _CODE_LAST.fullmatch(text)
    if found:
        return found["code"].rpartition("-")[2], found["city"].strip(" ,(")
    return (text, "") if text.isdigit() else ("", text)
