"""Which kind of record a table holds, and which field each of its columns is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from carnet.core.text import match_key
from carnet.interchange.kinds import AMOUNTS, DAYS, KINDS, MANY, MOMENTS, NUMBERS, Kind
from carnet.interchange.sets import KNOWN_FILES, KnownFile
from carnet.interchange.tables import Cell, Row
from carnet.interchange.values.addresses import parse_emails
from carnet.interchange.values.days import DayEvidence
from carnet.interchange.values.numbers import NumberEvidence

LEAST_COLUMNS = 2
LEAST_SHARE = 0.4


@dataclass(frozen=True)
class Recognition:
    """What a table is taken for: its kind, the field of each column, and what is left over or lacking."""

    kind: str
    mapping: dict[int, str]
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    set_name: str = ""
    scale: dict[str, Decimal] = field(default_factory=dict)
    sorts: dict[int, str] = field(default_factory=dict)
    """What the e-mails or phones of a column are for: "work"."""

    def columns_of(self, name: str) -> list[int]:
        """The columns that fill a field: one at most, save for those of `MANY`."""
        return [index for index, one in self.mapping.items() if one == name]


def recognise(
    headers: Sequence[str],
    sample: Iterable[Row] = (),
    kind: str | None = None,
    own: Mapping[str, Mapping[str, str]] | None = None,
) -> Recognition | None:
    """The best reading of a table, or of one told to be of `kind`; None when it is of no known kind.

    `own` names, by kind, the fields the company added behind the headers that mean them.
    """
    keys = [match_key(header) for header in headers]
    added = own or {}
    for known in KNOWN_FILES:
        if kind in (None, known.kind) and known.explains(frozenset(keys)):
            return _known(known, headers, keys, added.get(known.kind, {}))
    rows = [row for row in sample if not row.problem]
    filled = _filled_columns(keys, rows)
    if kind is not None:
        return _reading(KINDS[kind], headers, keys, added.get(kind, {}), filled) if kind in KINDS else None
    readings = [_reading(one, headers, keys, added.get(one.name, {}), filled) for one in KINDS.values()]
    likely = [one for one in readings if _is_likely(one, filled)]
    return max(likely, key=lambda one: _merit(one, keys, rows), default=None)


def _with_own(fields: dict[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """An added field goes before other words for a field every record has, not before that field's name."""
    kept = {key for key, name in fields.items() if key == match_key(name) or not name}
    return {**fields, **{key: name for key, name in own.items() if key not in kept}}


def _known(known: KnownFile, headers: Sequence[str], keys: list[str], own: Mapping[str, str]) -> Recognition:
    fields = {**own, **known.by_key()}
    mapping = _mapping(keys, fields, set(range(len(keys))))
    unknown = tuple(header for key, header in zip(keys, headers, strict=True) if key and key not in fields)
    missing = KINDS[known.kind].missing(frozenset(mapping.values()))
    return Recognition(known.kind, mapping, unknown, missing, known.set_name, known.scale)


def _reading(
    kind: Kind, headers: Sequence[str], keys: list[str], own: Mapping[str, str], filled: set[int]
) -> Recognition:
    mapping = _mapping(keys, _with_own(kind.field_of, own), filled)
    taken = frozenset(mapping.values())
    if "reference" in kind.fields and "reference" not in taken and "version" not in keys and "id" in keys:
        mapping = dict(sorted({**mapping, keys.index("id"): "reference"}.items()))
    unknown = tuple(
        header
        for index, (key, header) in enumerate(zip(keys, headers, strict=True))
        if key and index not in mapping and kind.field_of.get(key) != ""
    )
    return Recognition(kind.name, mapping, unknown, kind.missing(frozenset(mapping.values())))


def _mapping(keys: list[str], fields: dict[str, str], filled: set[int]) -> dict[int, str]:
    """The first column for each field; one that is filled goes first, then one of the field's own name."""
    found: dict[int, str] = {}

    def later(at: int) -> tuple[bool, bool]:
        return at not in filled, keys[at] != match_key(fields.get(keys[at], ""))

    for index in sorted(range(len(keys)), key=later):
        name = fields.get(keys[index], "")
        if name and (name in MANY or name not in found.values()):
            found[index] = name
    return dict(sorted(found.items()))


def _filled_columns(keys: list[str], rows: list[Row]) -> set[int]:
    """The columns with a header in which anything stands: address books export a hundred that are blank."""
    named = {index for index, key in enumerate(keys) if key}
    filled = {index for index in named if any(row.cells[index] != "" for row in rows)}
    return filled or named


def _is_likely(reading: Recognition, filled: set[int]) -> bool:
    """Enough of the columns make sense; what is missing is then told rather than the file passed over."""
    found = filled & reading.mapping.keys()
    mapped, columns = len(found), len(filled)
    if reading.missing:
        return mapped > LEAST_COLUMNS and mapped / columns > 2 * LEAST_SHARE
    return mapped >= LEAST_COLUMNS and mapped / columns >= LEAST_SHARE


def _merit(reading: Recognition, keys: list[str], rows: list[Row]) -> tuple[bool, int, int]:
    """Complete before incomplete; then the columns explained, less those whose content contradicts."""
    left_out = KINDS[reading.kind].field_of
    explained = len(reading.mapping) + sum(1 for key in keys if left_out.get(key) == "")
    contradicted = sum(
        1 for index, name in reading.mapping.items() if _contradicts(name, [row.cells[index] for row in rows])
    )
    exact = sum(1 for index, name in reading.mapping.items() if keys[index] == match_key(name))
    return (not reading.missing, explained - 2 * contradicted, exact)


def _contradicts(name: str, cells: list[Cell]) -> bool:
    """Whether no value of a column is what its field holds."""
    filled = [cell for cell in cells if cell != ""]
    return bool(filled) and any(
        name in fields and not any(fits(cell) for cell in filled) for fields, fits in _FITTING
    )


def _is_day(cell: Cell) -> bool:
    evidence = DayEvidence()
    evidence.see(cell)
    return min(evidence.refusals.values()) == 0


def _is_number(cell: Cell) -> bool:
    evidence = NumberEvidence()
    evidence.see(cell)
    return min(evidence.refusals.values()) == 0 and any(letter.isdigit() for letter in str(cell))


def _is_email(cell: Cell) -> bool:
    try:
        return bool(parse_emails(cell))
    except ValueError:
        return False


_FITTING: tuple[tuple[frozenset[str], Callable[[Cell], bool]], ...] = (
    (DAYS | MOMENTS, _is_day),
    (AMOUNTS | NUMBERS, _is_number),
    (frozenset({"email", "emails"}), _is_email),
)
