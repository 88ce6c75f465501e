"""The documents of a contact (e-mails, phones, addresses, links) in their one accepted form."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid

MOST = 50
ADDRESS_PARTS = ("street", "extended", "box", "postal_code", "city", "region", "country")
Detail = dict[str, str]


def emails(raw: Any) -> list[Detail]:
    """[{"value", "kind"}] with valid addresses, duplicates dropped."""
    return _details(raw, "emails", _valid_email)


def phones(raw: Any) -> list[Detail]:
    """[{"value", "kind"}] with at least three digits each."""
    return _details(raw, "phones", _valid_phone)


def urls(raw: Any) -> list[Detail]:
    """[{"value", "kind"}]; only web addresses, as these become links."""
    return _details(raw, "urls", _valid_url)


def addresses(raw: Any) -> list[Detail]:
    """[{"street", "postal_code", "city", ..., "kind"}] without the empty ones."""
    found = []
    for item in _items(raw, "addresses"):
        if not isinstance(item, dict) or set(item) - {*ADDRESS_PARTS, "kind"}:
            raise Invalid(
                _("An address has a street, postal code, city, region and country."), field="addresses"
            )
        address = {
            part: _short(item.get(part) or "", "addresses") for part in ADDRESS_PARTS if item.get(part)
        }
        if address:
            found.append(address | {"kind": _short(item.get("kind") or "", "addresses")})
    return found


def _details(raw: Any, field: str, valid: Callable[[str], str]) -> list[Detail]:
    found: dict[str, Detail] = {}
    for item in _items(raw, field):
        pair = {"value": item} if isinstance(item, str) else item
        if not isinstance(pair, dict) or set(pair) - {"value", "kind"}:
            raise Invalid(_('Expected a list of {"value", "kind"}.'), field=field)
        value = _short(pair.get("value") or "", field)
        if value:
            found.setdefault(
                value.lower(), {"value": valid(value), "kind": _short(pair.get("kind") or "", field)}
            )
    return list(found.values())


def _items(raw: Any, field: str) -> list[Any]:
    items = [raw] if isinstance(raw, str) else raw or []
    if not isinstance(items, list):
        raise Invalid(_('Expected a list of {"value", "kind"}.'), field=field)
    if len(items) > MOST:
        raise Invalid(_("At most %(most)s of them.") % {"most": MOST}, field=field)
    return items


def _short(text: Any, field: str) -> str:
    if not isinstance(text, str) or len(text) > 300:
        raise Invalid(_("Expected a text of at most 300 characters."), field=field)
    return text.strip()


def _valid_email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise Invalid(_("“%(value)s” is not an e-mail address.") % {"value": value}, field="emails") from None
    return value


def _valid_phone(value: str) -> str:
    if sum(letter.isdigit() for letter in value) < 3:
        raise Invalid(_("“%(value)s” is not a phone number.") % {"value": value}, field="phones")
    return value


def _valid_url(value: str) -> str:
    try:
        scheme = urlsplit(value).scheme if ":" in value else ""
    except ValueError:  # half an IPv6 address
        scheme = "unreadable"
    if scheme not in ("", "http", "https") and "." not in scheme:
        raise Invalid(_("“%(value)s” is not a web address.") % {"value": value}, field="urls")
    return value
