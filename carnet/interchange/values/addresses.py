"""E-mail addresses and phone numbers."""

import re

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import UnreadableValue, sentence
from carnet.interchange.tables import Cell
from carnet.interchange.values.texts import text_of

_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}")
_NAMED = re.compile(r".*<([^<>]+)>\s*", re.DOTALL)
_BETWEEN_EMAILS = re.compile(r"[;,|\s]+(?![^<]*>)")
_BETWEEN_PHONES = re.compile(r"\s*(?:[;,|\n]|:::)\s*")
LONGEST = 2_000
"""Characters of a cell of addresses: the patterns above take quadratic time."""


def parse_email(cell: Cell) -> str:
    """One address in lower case, taken out of "Name <address>" too; '' when nothing stands there."""
    text = _bounded(cell)
    address = _NAMED.sub(r"\1", text).removeprefix("mailto:").strip().lower()
    if address and (len(address) > 254 or not _EMAIL.fullmatch(address)):
        raise UnreadableValue(sentence(_("“{value}” is not an e-mail address."), value=text[:100]))
    return address


def parse_emails(cell: Cell) -> list[str]:
    """Several addresses of one cell, each once."""
    text = _bounded(cell)
    parts = _BETWEEN_PHONES.split(text) if "<" in text else _BETWEEN_EMAILS.split(text)
    return list(dict.fromkeys(parse_email(part) for part in parts if part.strip(" :")))


def parse_phone(cell: Cell, region: str = "FR") -> str:
    """The number in international form (+33612345678); a number without its country is one of `region`."""
    text = _bounded(cell)
    if not text:
        return ""
    if isinstance(cell, int) and len(text) == 9 and region == "FR":
        text = f"0{text}"  # a spreadsheet drops the first nought of 0612345678
    import phonenumbers  # a tenth of the start of the server, that only imports pay for

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise _no_phone(text) from error
    if not phonenumbers.is_possible_number(number):
        raise _no_phone(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def parse_phones(cell: Cell, region: str = "FR") -> list[str]:
    """Several numbers of one cell, each once."""
    if not isinstance(cell, str):
        return [parse_phone(cell, region)]
    parts = [part for part in _BETWEEN_PHONES.split(_bounded(cell)) if part]
    found = [number for part in parts for number in _phones_of(part, region)]
    return list(dict.fromkeys(found))


def _phones_of(text: str, region: str) -> list[str]:
    """A stroke stands within one number (06/12/34/56/78) or between two: tried in that order."""
    try:
        return [parse_phone(text, region)]
    except UnreadableValue:
        if "/" not in text:
            raise
    return [parse_phone(part, region) for part in text.split("/")]


def _bounded(cell: Cell) -> str:
    text = text_of(cell)
    if len(text) > LONGEST:
        raise UnreadableValue(_("This text is too long."))
    return text


def _no_phone(text: str) -> UnreadableValue:
    return UnreadableValue(sentence(_("“{value}” is not a phone number."), value=text[:100]))
