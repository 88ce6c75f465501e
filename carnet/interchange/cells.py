"""From the cells of a row to the values of its fields, each with the column it came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from carnet.core.custom import Definition, key_of
from carnet.core.text import match_key
from carnet.interchange.errors import UnreadableValue, sentence
from carnet.interchange.headers import Recognition
from carnet.interchange.kinds import AMOUNTS, DAYS, MANY, MOMENTS
from carnet.interchange.tables import Cell, Row
from carnet.interchange.values.addresses import parse_email, parse_emails, parse_phone, parse_phones
from carnet.interchange.values.custom import custom_value
from carnet.interchange.values.days import Order, parse_day, parse_moment
from carnet.interchange.values.numbers import POINT, parse_minor, parse_number, parse_ratio, parse_whole
from carnet.interchange.values.several import details_of, documents_of, list_of, words_of
from carnet.interchange.values.texts import is_cut, parse_flag, text_of

Values = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """How the columns of one table are read: fields, decimal marks, the order of days, the company's zone."""

    recognition: Recognition
    headers: tuple[str, ...]
    marks: Mapping[int, str]
    orders: Mapping[int, Order]
    zone: ZoneInfo
    own: Mapping[str, Definition]
    """The fields the company added, by name ("custom.size")."""

    @cached_property
    def is_own(self) -> bool:
        """Whether the table is an export of ours: what it says stands as it was stored."""
        return {match_key(header) for header in self.headers} >= _OWN

    def header_of(self, field: str) -> str:
        """The header of the first column that fills a field, as it stands in the file."""
        columns = self.recognition.columns_of(field)
        return self.headers[columns[0]] if columns else field

    def values(self, row: Row) -> Values:
        """The filled fields of a row; CellRefused names the column of a value that cannot be read."""
        found: Values = {}
        cells = row.cells
        for at, name, known, column in self.columns:
            cell = cells[at]
            try:
                value = known[cell] if cell in known else column.value(cell)
            except ValueError as error:
                raise CellRefused(self.headers[at], error, text_of(cell)) from error
            if value is not None:
                found[name] = [*found.get(name, []), *value] if name in MANY else value
        return found

    @cached_property
    def columns(self) -> tuple[tuple[int, str, dict[Cell, Any], "Column"], ...]:
        """Of each column that is read its place, its field, what is known of its texts and how it is read."""
        kind, mapping = self.recognition.kind, self.recognition.mapping
        told = {
            at: field
            for at, field in mapping.items()
            if not (self.is_own and (kind, field) in _COMPUTED) and self._is_there(field)
        }
        columns = ((at, field, Column(self._reader(field, at))) for at, field in told.items())
        return tuple((at, field, column.known, column) for at, field, column in columns)

    def _is_there(self, field: str) -> bool:
        """Whether a field added by the company was not deleted since somebody chose it."""
        return field in self.own or not key_of(field)

    def _reader(self, field: str, at: int) -> Callable[[Cell], Any]:
        """How the cells of a column are read, details with what their column says they are for."""
        read = self._reader_of(field, self.marks.get(at, POINT), self.orders.get(at, "dmy"))
        own = OWN_READERS.get(field) if self.is_own else None
        sort = self.recognition.sorts.get(at)
        if own:
            return lambda cell: own(cell) if isinstance(cell, str) else read(cell)
        if sort:
            return lambda cell: [{**item, "kind": sort} for item in read(cell)]
        return read

    def _reader_of(self, field: str, mark: str, order: Order) -> Callable[[Cell], Any]:
        if field in self.own:
            return lambda cell: custom_value(self.own[field], cell, mark, order)
        if field in AMOUNTS:
            scale = self.recognition.scale.get(field, Decimal(1))
            return lambda cell: parse_minor(cell, mark, scale)
        reader = READERS.get((self.recognition.kind, field)) or READERS.get(("", field))
        if reader:
            return lambda cell: reader(cell, mark)
        if field in DAYS:
            return lambda cell: parse_day(cell, order)
        if field in MOMENTS:
            return lambda cell: self._moment(parse_moment(cell, order), field)
        return text_of

    def _moment(self, moment: datetime | date | None, field: str) -> datetime | None:
        """A day alone begins at its midnight and ends with its last minute, in the company's zone."""
        if moment is None:
            return None
        if not isinstance(moment, datetime):
            clock = time(23, 59) if field == "ends_at" else time()
            moment = datetime.combine(moment, clock)
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


@dataclass(frozen=True, slots=True)
class Column:
    """A column, how its cells are read, and what was read of the texts it has again and again."""

    read: Callable[[Cell], Any]
    known: dict[Cell, Any] = dataclass_field(default_factory=dict)

    def value(self, cell: Cell) -> Any:
        """The value of a cell, None when it says nothing; ValueError where it cannot be read."""
        value = None if cell == "" or is_cut(cell) else self.read(cell)
        if value in ("", []):
            value = None
        # A list is its row's own; and of a column whose texts are all different nothing is worth keeping.
        if (
            isinstance(cell, str)
            and len(cell) <= _LONGEST_KNOWN
            and len(self.known) < _MOST_KNOWN
            and not isinstance(value, list)
        ):
            self.known[cell] = value
        return value


class CellRefused(Exception):
    """A cell that cannot be read: its column's header, why, and its text."""

    def __init__(self, column: str, reason: object, value: str = "") -> None:
        super().__init__(str(reason))
        self.column = column
        self.value = value


_MOST_KNOWN = 4096
_LONGEST_KNOWN = 200
AS_THEY_ARE = frozenset({str, int, bool, type(None)})
"""Types of values that memory keeps as they are."""
_OWN = frozenset({"id", "version", "createdat", "updatedat"})
_COMPUTED = frozenset({("contacts", "full_name"), ("contacts", "city")})
"""What our own records say beside the fields it follows from."""


def _words(**words: str) -> Callable[[Cell, str], str]:
    """A reader of codes: each with the French and English words for it."""
    code_of = {match_key(word): code for code, text in words.items() for word in (code, *text.split("|"))}

    def read(cell: Cell, _mark: str) -> str:
        text = text_of(cell)
        if not text:
            return ""
        if match_key(text) not in code_of:
            expected = ", ".join(words)
            raise UnreadableValue(
                sentence(_("“{value}” is not one of: {expected}."), value=text[:100], expected=expected)
            )
        return code_of[match_key(text)]

    return read


def _ratio(cell: Cell, mark: str) -> float | None:
    ratio = parse_ratio(cell, mark)
    return None if ratio is None else float(ratio)


def _quantity(cell: Cell, mark: str) -> Decimal | None:
    number = parse_number(cell, mark)
    return None if number is None else number.quantize(Decimal("0.001"))


def _birthday(cell: Cell, _mark: str) -> str:
    text = text_of(cell)
    if text.startswith("--"):
        return text
    day = parse_day(cell)
    return day.isoformat() if day else ""


def _siren(cell: Cell, _mark: str) -> str:
    """A SIREN, or the first nine digits of a SIRET."""
    digits = "".join(letter for letter in text_of(cell) if letter.isdigit())
    if digits and len(digits) not in (9, 14):
        raise UnreadableValue(sentence(_("“{value}” is not a SIREN: nine digits."), value=digits[:100]))
    return digits[:9]


def _national(cell: Cell) -> str:
    """A phone number as French people write it, or in international form."""
    number = parse_phone(cell)
    if number.startswith("+33") and len(number) == 12:
        return " ".join([f"0{number[3]}", *(number[at : at + 2] for at in range(4, 12, 2))])
    return number


READERS: dict[tuple[str, str], Callable[[Cell, str], Any]] = {
    ("", "quantity"): _quantity,
    ("", "probability"): _ratio,
    ("", "stock"): parse_whole,
    ("", "employees"): parse_whole,
    ("", "founded_year"): parse_whole,
    ("", "is_new_customer"): lambda cell, _mark: parse_flag(cell),
    ("", "email"): lambda cell, _mark: parse_email(cell),
    ("", "emails"): lambda cell, _mark: details_of(cell, parse_emails),
    ("", "urls"): lambda cell, _mark: details_of(cell, words_of),
    ("", "addresses"): lambda cell, _mark: documents_of(cell),
    ("", "lines"): lambda cell, _mark: documents_of(cell),
    ("", "is_private"): lambda cell, _mark: parse_flag(cell),
    ("", "is_active"): lambda cell, _mark: parse_flag(cell),
    ("", "phone"): lambda cell, _mark: _national(cell),
    ("", "phones"): lambda cell, _mark: details_of(
        cell, lambda cell: [_national(value) for value in parse_phones(cell)]
    ),
    ("", "tags"): lambda cell, _mark: list_of(cell),
    ("", "categories"): lambda cell, _mark: list_of(cell),
    ("", "birthday"): _birthday,
    ("", "siren"): _siren,
    ("accounts", "kind"): _words(
        client="clients|customer|cliente",
        prospect="prospects|lead|piste",
        supplier="fournisseur|fournisseurs|vendor",
        partner="partenaire|partenaires",
        former="ancien client|former client|ancien",
    ),
    ("activities", "kind"): _words(
        call="appel|téléphone|phone call|appel téléphonique",
        email="e-mail|mail|courriel",
        meeting="rendez-vous|rdv|réunion|rencontre|visite",
        video="visio|visioconférence|video call|appel vidéo",
        sms="texto|text message|message",
        task="tâche|todo|à faire",
        note="notes|commentaire",
    ),
    ("activities", "direction"): _words(
        **{"in": "entrant|incoming|reçu|inbound", "out": "sortant|outgoing|envoyé|outbound"}
    ),
    ("activities", "nature"): _words(
        commercial="sales",
        administrative="administratif",
        accounting="comptable|comptabilité",
        legal="juridique",
        marketing="mkt",
    ),
    ("activities", "status"): _words(
        planned="planifié|planifiée|prévu|prévue|à faire|open|todo",
        in_progress="en cours|in progress",
        done="fait|faite|terminé|terminée|réalisé|completed|closed",
        cancelled="annulé|annulée|canceled",
    ),
}


OWN_READERS: dict[str, Callable[[Cell], Any]] = {
    "email": text_of,
    "phone": text_of,
    "emails": lambda cell: details_of(cell, words_of),
    "phones": lambda cell: details_of(cell, words_of),
}
"""Of our own exports: no number is written otherwise than it was."""


def canonical(value: Any) -> Any:
    """A value as memory keeps it in JSON: the same thing in another dialect gives the same."""
    if type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return (value.astimezone(ZoneInfo("UTC")) if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, list):
        return [canonical(part) for part in value]
    if isinstance(value, dict):
        return {name: canonical(part) for name, part in value.items()}
    return value
