"""The columns of a table on the page where they are decided: headers, examples, targets, what is read."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from carnet.interchange.custom import own_fields
from carnet.interchange.kinds import DAYS, MOMENTS
from carnet.interchange.mapping.deciding import Sheet
from carnet.interchange.mapping.targets import CUSTOM, CUSTOMISED, NEW, fields_of, targets_of
from carnet.interchange.tables import Row
from carnet.interchange.values.texts import text_of
from carnet.web.imports import labels

EXAMPLES = 3
LONGEST = 80

Groups = list[tuple[str, list[tuple[str, str]]]]
"""Groups of targets with their labels."""


@dataclass(frozen=True)
class Column:
    """One column: what stands over it and in it, what it is in Carnet, how many of its cells are read."""

    at: int
    header: str
    examples: str
    target: str
    filled: int | None
    read: int | None
    clashes: bool

    @property
    def css(self) -> str:
        """How its choice looks: to be cleared up, or left out."""
        return "ask" if self.clashes else "" if self.target else "kept"


def columns_of(sheet: Sheet, tried: dict[str, Any]) -> list[Column]:
    """The columns of a table as decided, with what the trial found in them."""
    sample = sheet.table.sample()
    filled, unread = tried.get("filled", []), dict(tried.get("unread", {}))
    found = []
    for at, (header, target) in enumerate(zip(sheet.table.headers, sheet.choice.columns, strict=True)):
        count = filled[at] if at < len(filled) else None
        read = count - unread.pop(header, 0) if count is not None and target else None
        clashes = bool(sheet.clashes.intersection(fields_of(target)))
        found.append(Column(at, header, _examples(sample, at), target, count, read, clashes))
    return found


def _examples(sample: list[Row], at: int) -> str:
    texts = (text_of(row.cells[at])[:LONGEST] for row in sample)
    return " · ".join(islice(dict.fromkeys(text for text in texts if text), EXAMPLES))


def choices_of(sheet: Sheet) -> Groups:
    """What a column of this table can be."""
    kind = sheet.choice.kind
    if not kind:
        return []
    own = [(name, field.label) for name, field in own_fields(kind).items()]
    groups = [(_("Fields"), [(target, labels.target(target)) for target in targets_of(kind)])]
    if kind in CUSTOMISED:
        groups.append((_("Custom fields"), [*own, (NEW, _("A new field of this name"))]))
    return groups


def allowed(sheet: Sheet, kind: str) -> frozenset[str]:
    """The targets a column may be sent with."""
    own = own_fields(kind) if kind in CUSTOMISED else {}
    return frozenset({"", *targets_of(kind), *own, *((NEW,) if kind in CUSTOMISED else ())})


def has_days(sheet: Sheet) -> bool:
    """Whether a column holds days, whose order one may decide."""
    fields = {name for target in sheet.choice.columns for name in fields_of(target)}
    return bool(fields & (DAYS | MOMENTS)) or any("custom" in name for name in fields)


def head(sheet: Sheet, name: str) -> str:
    """What stands over a field of the first rows."""
    own = own_fields(sheet.choice.kind) if name.startswith(CUSTOM) else {}
    return own[name].label if name in own else labels.field(name)
