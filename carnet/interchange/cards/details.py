"""E-mails, phones, addresses and links of a card: each line is one detail of a contact, and back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from carnet.core.text import phone_digits
from carnet.directory import details
from carnet.interchange.cards.kinds import kind_of, marked
from carnet.interchange.cards.lines import Line
from carnet.interchange.cards.texts import one_line
from carnet.interchange.vcard import escapes
from carnet.interchange.vcard.card import Property

Detail = dict[str, str]
_ADR = ("box", "extended", "street", "city", "region", "postal_code", "country")
LONGEST = 300


@dataclass(frozen=True)
class Kind:
    """One list of details: the property that fills it, how a line is read, what tells two apart."""

    field: str
    name: str
    read: Callable[[Line], Detail]
    same: Callable[[Detail], str]
    valid: Callable[[Any], list[Detail]]

    def detail(self, line: Line) -> Detail:
        """What a line says; Invalid when it is not what its name promises."""
        found = self.valid([self.read(line)])
        return found[0] if found else {}

    def line(self, detail: Detail) -> Line:
        """The plain line of a detail that no card brought."""
        return Line(*marked(self.name, self._value(detail), detail.get("kind", "")), fills=self.field)

    def _value(self, detail: Detail) -> str:
        if self.name == "ADR":
            return escapes.joined((detail.get(part, "") for part in _ADR), ";")
        value = detail.get("value", "")
        # An address of the web knows no escapes.
        return value if self.name == "URL" and "\\" not in value else escapes.escaped(value)


def _kind(line: Line) -> str:
    return kind_of(line.stated, line.label)


def _text(line: Line) -> Detail:
    return {"value": one_line(line.stated.text, LONGEST), "kind": _kind(line)}


def _email(line: Line) -> Detail:
    found = _text(line)
    scheme, address = found["value"][:7].lower(), found["value"][7:]
    return {**found, "value": address} if scheme == "mailto:" else found


def _phone(line: Line) -> Detail:
    """ "tel:+1-418-656-9254;ext=102" is written "+1-418-656-9254 ext. 102"."""
    text = one_line(line.stated.text, LONGEST)
    if text[:4].lower() == "tel:":
        number, *rest = text[4:].split(";")
        extensions = [part[4:] for part in rest if part[:4].lower() == "ext="]
        text = " ext. ".join([number, *extensions])
    return {"value": text, "kind": _kind(line)}


def _address(line: Line) -> Detail:
    parts = [one_line(part, LONGEST) for part in line.stated.parts()]
    filled = {part: text for part, text in zip(_ADR, parts, strict=False) if text}
    return {**filled, "kind": _kind(line)}


def _lower(detail: Detail) -> str:
    return detail["value"].lower()


def _digits(detail: Detail) -> str:
    return phone_digits(detail["value"]) or detail["value"]


def _place(detail: Detail) -> str:
    return "\n".join(detail.get(part, "").lower() for part in _ADR)


EMAILS = Kind("emails", "EMAIL", _email, _lower, details.emails)
PHONES = Kind("phones", "TEL", _phone, _digits, details.phones)
ADDRESSES = Kind("addresses", "ADR", _address, _place, details.addresses)
URLS = Kind("urls", "URL", _text, _lower, details.urls)
KINDS = (EMAILS, PHONES, ADDRESSES, URLS)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_FIELD = {kind.field: kind for kind in KINDS}


def plain(line: Line) -> tuple[Property, tuple[Property, ...]]:
    """What two lines are compared by: the same words in another order or case are the same."""
    return _plain(line.stated), tuple(map(_plain, line.labels))


def _plain(one: Property) -> Property:
    params = {name: tuple(sorted({value.upper() for value in values})) for name, values in one.params}
    return Property("", one.name, tuple(sorted(params.items())), one.value)
