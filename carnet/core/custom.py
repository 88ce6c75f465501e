"""Values of the fields a company added itself: read by their type into one form of JSON, whoever brings them.

Texts, numbers ("12.5"), days ("2026-11-20"), choices and links are kept as text, yes and no as a boolean;
what is empty is not kept at all.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid, InvalidFields, Message
from carnet.core.period import EARLIEST, LATEST
from carnet.core.text import match_key

Value = str | bool
PREFIX = "custom."
"""Before the key of a field wherever it stands beside the fields every record has."""
LONGEST = 2_000
MOST_DIGITS, MOST_DECIMALS = 18, 9
"""In all, as an import reads them; and after the mark."""
LONGEST_NUMBER = 60
MOST_BROUGHT = 200
"""Values at once: more than a kind of record has fields."""
_NUMBER = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}(\.\d{{1,{MOST_DECIMALS}}})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Definition(Protocol):
    """A field as far as its values need it."""

    @property
    def key(self) -> str:
        """What its values are kept under."""

    @property
    def type(self) -> str:
        """One of `READERS`."""

    @property
    def choices(self) -> list[str]:
        """What a choice is one of."""


class Checked(dict[str, Any]):
    """Values that were read by their definitions before: out of the database, or from a file."""


def name_of(key: str) -> str:
    """The name of a field beside the others: "custom.size"."""
    return PREFIX + key


def key_of(name: str) -> str:
    """The key behind such a name; '' for the name of a field every record has."""
    return name.removeprefix(PREFIX) if name.startswith(PREFIX) else ""


def merged(stored: Mapping[str, Value], brought: Any, fields: Iterable[Definition]) -> dict[str, Value]:
    """The stored values with those brought read into them, or every mistake; None and '' take away."""
    if isinstance(brought, Checked):
        after = {**stored, **brought}
        return {key: after[key] for key in sorted(after) if after[key] not in (None, "")}
    if not isinstance(brought, Mapping):
        raise Invalid(_("Expected an object of values by key."), field="custom")
    if len(brought) > MOST_BROUGHT:
        raise Invalid(_("At most %(most)s fields.") % {"most": MOST_BROUGHT}, field="custom")
    by_key = {field.key: field for field in fields}
    after, errors = dict(stored), dict[str, Message]()
    for key, raw in brought.items():
        try:
            value = _known(key, raw, stored, by_key)
        except Invalid as refusal:
            errors[name_of(str(key)[:60])] = refusal.message
            continue
        after.pop(key, None)
        if value is not None:
            after[key] = value
    if errors:
        raise InvalidFields(errors)
    # PostgreSQL keeps keys in an order of its own: what is derived from them must not depend on it.
    return dict(sorted(after.items()))


def _known(key: str, raw: Any, stored: Mapping[str, Value], fields: Mapping[str, Definition]) -> Value | None:
    if key not in fields:
        raise Invalid(_("This field is unknown."))
    # A choice that is offered no longer may stay where it was made.
    return stored[key] if key in stored and stored[key] == raw else read_value(fields[key], raw)


def read_value(field: Definition, raw: Any) -> Value | None:
    """The value as it is kept, None for nothing; Invalid names the field."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    try:
        return READERS[field.type](raw, field)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=name_of(field.key)) from None


def words(values: Mapping[str, Value]) -> list[str]:
    """What a search finds of the values."""
    return [value for _key, value in sorted(values.items()) if isinstance(value, str)]


def _text(raw: Any, _field: Definition) -> str:
    if not isinstance(raw, str):
        raise Invalid(_("Expected a text."))
    text = raw.strip().replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise Invalid(_("At most %(most)s characters.") % {"most": LONGEST})
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Invalid(_("This text contains a character that cannot be stored."))
    return text


def _number(raw: Any, _field: Definition) -> str:
    written = "" if isinstance(raw, bool) else str(raw).strip()
    try:
        number = Decimal(written) if len(written) <= LONGEST_NUMBER else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    # Spelling out 1E-999999999 would take a gigabyte.
    text = format(number, "f") if number.is_finite() and abs(number.adjusted()) < LONGEST_NUMBER else ""
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text.lstrip("-0."))) > MOST_DIGITS:
        raise Invalid(_("Expected a number such as 12.5."))
    return "0" if number == 0 else text


def _day(raw: Any, _field: Definition) -> str:
    day = raw.date() if isinstance(raw, datetime) else raw
    try:
        if isinstance(day, str) and _DAY.fullmatch(day.strip()):
            day = date.fromisoformat(day.strip())
    except ValueError:
        pass
    if not isinstance(day, date):
        raise Invalid(_("Expected a day such as 2026-11-20."))
    if not EARLIEST <= day <= LATEST:
        raise Invalid(_("Expected a year from 1800 to 2200."))
    return day.isoformat()


def _flag(raw: Any, _field: Definition) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("true", "false"):
        return bool(raw == "true")
    raise Invalid(_("Expected true or false."))


def _choice(raw: Any, field: Definition) -> str:
    """One of the choices, however it is written."""
    text = raw.strip() if isinstance(raw, str) else ""
    alike = [choice for choice in field.choices if match_key(choice) == match_key(text[:LONGEST])]
    if text in field.choices or (text and len(alike) == 1):
        return text if text in field.choices else alike[0]
    raise Invalid(_("Expected one of: %(words)s.") % {"words": ", ".join(field.choices)[:300]})


def _link(raw: Any, field: Definition) -> str:
    """An address that may be clicked: of the web or of a mailbox; one without http gets its https."""
    text = _text(raw, field)
    if not _BLANK.search(text) and not _SCHEME.match(text) and "." in text and not text.startswith("/"):
        text = f"https://{text}"
    if _BLANK.search(text) or len(text) > LONGEST or not _leads_somewhere(text):
        raise Invalid(_("Expected an address such as https://example.com."))
    return text


def _leads_somewhere(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:  # half an IPv6 address
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in ("http", "https") and bool(parts.hostname)


READERS: dict[str, Callable[[Any, Definition], Value]] = {
    "text": _text,
    "number": _number,
    "day": _day,
    "flag": _flag,
    "choice": _choice,
    "link": _link,
}
