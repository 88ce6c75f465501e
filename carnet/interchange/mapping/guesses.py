"""What the columns of a table probably are: by their headers, then by what stands in them."""

import re
from collections.abc import Callable, Sequence

from carnet.core.text import match_key
from carnet.interchange.custom import own_headers
from carnet.interchange.headers import Recognition, recognise
from carnet.interchange.kinds import KINDS, MANY
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.mapping.targets import PLACE, SORTS, fields_of
from carnet.interchange.tables import Cell, Row, Table
from carnet.interchange.values.addresses import parse_phone
from carnet.interchange.values.texts import text_of

LEAST_SHARE = 0.8
"""Of the filled cells of a column that must be what it is taken for."""

_EMAIL = re.compile(r"[^@\s]+@+[^@\s]+")
"""A slip of the pen does not make it something else: it is refused later, with its reason."""

_WEB = re.compile(r"(?:https?://\S+|www\.\S+)", re.IGNORECASE)
_POSTAL_CITY = re.compile(r"\d{5}[\s,]+\D{2,}")
_PHONE_SIGNS = re.compile(r"[+\d][\d\s./()-]{7,24}")
_SORT_WORDS = {
    "mobile": ("mobile", "portable", "gsm", "cell"),
    "fax": ("fax", "telecopie"),
    "home": ("home", "domicile", "perso", "prive", "maison"),
    "work": ("work", "bureau", "business", "pro", "fixe", "travail", "societe", "office", "company"),
}


def guess(table: Table, kind: str | None = None) -> TableChoice:
    """A first reading of a table, or of one told to be of `kind`; of no kind where nothing says which."""
    sample = table.sample()
    found = recognise(table.headers, sample, kind, own_headers()) or _by_content(table.headers, sample)
    if found is None:
        return TableChoice("", ("",) * len(table.headers))
    columns = [found.mapping.get(at, "") for at in range(len(table.headers))]
    for at, target in enumerate(columns):
        free = not target and KINDS[found.kind].field_of.get(match_key(table.headers[at])) != ""
        columns[at] = _content(found.kind, [row.cells[at] for row in sample], columns) if free else target
        columns[at] = _with_sort(columns[at], table.headers[at])
    return TableChoice(found.kind, tuple(columns))


def _by_content(headers: Sequence[str], sample: list[Row]) -> Recognition | None:
    """People where there are e-mails or phones; nothing else shows by its content alone."""
    columns = list(zip(*(row.cells for row in sample), strict=False))
    if any(_is(_email, cells) or _is(_phone, cells) for cells in columns):
        return recognise(headers, sample, "contacts")
    return None


def _content(kind: str, cells: list[Cell], taken: Sequence[str]) -> str:
    """The target of a column whose header says nothing; a field that is taken is not given twice."""
    filled = {name for target in taken for name in fields_of(target)}
    for targets, fits in _FITTING:
        for target in targets:
            fields = fields_of(target)
            free = set(fields) <= MANY or not filled.intersection(fields)
            if free and set(fields) <= set(KINDS[kind].fields) and _is(fits, cells):
                return target
    return ""


def _is(fits: Callable[[Cell], object], cells: Sequence[Cell]) -> bool:
    """Whether nearly all filled cells are of a sort, and there are some."""
    filled = [cell for cell in cells if text_of(cell)]
    return bool(filled) and sum(_fits(fits, cell) for cell in filled) >= LEAST_SHARE * len(filled)


def _fits(fits: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return bool(fits(cell))
    except ValueError:
        return False


def _email(cell: Cell) -> object:
    return all(_EMAIL.search(part) for part in re.split(r"[;,]|:::", text_of(cell)))


def _phone(cell: Cell) -> object:
    """Digits alone may be anything: a phone number is long and begins as one does."""
    text = text_of(cell)
    return text.startswith(("+", "0")) and _PHONE_SIGNS.fullmatch(text) and parse_phone(text)


def _siren(cell: Cell) -> bool:
    """Nine digits, or fourteen, whose check digit is right."""
    digits = re.sub(r"\s", "", text_of(cell))
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (9, 14):
        return False
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


_FITTING: tuple[tuple[tuple[str, ...], Callable[[Cell], object]], ...] = (
    (("emails", "email"), _email),
    (("phones", "phone"), _phone),
    (("website", "urls"), lambda cell: _WEB.fullmatch(text_of(cell))),
    ((PLACE,), lambda cell: _POSTAL_CITY.fullmatch(text_of(cell))),
    (("siren",), _siren),
)


def _with_sort(target: str, header: str) -> str:
    """ "phones:mobile" where the header says so."""
    key = match_key(header)
    sorts = (sort for sort, words in _SORT_WORDS.items() if any(word in key for word in words))
    return next((f"{target}:{sort}" for sort in sorts if sort in SORTS.get(target, ())), target)
