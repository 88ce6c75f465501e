"""Request bodies: JSON objects, bounded in depth, without text that no database can hold."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid

Body = dict[str, Any]
DEEPEST = 12


def body_of(request: HttpRequest) -> Body:
    """The JSON object a request carries, or a refusal that says what is wrong with it."""
    if request.content_type not in ("application/json", "text/json", ""):
        raise Invalid(_("Expected the content type application/json."))
    try:
        body = json.loads(
            request.body.decode("utf-8"), parse_float=Decimal, parse_constant=_no_number, parse_int=_integer
        )
        _check(body, 0)
    except (ValueError, ArithmeticError, RecursionError):
        raise Invalid(_("The body is not valid JSON.")) from None
    if not isinstance(body, dict):
        raise Invalid(_("Expected a JSON object."))
    return body


def check_text(texts: Iterable[str]) -> None:
    """Refuse NUL and lone surrogates: PostgreSQL and UTF-8 cannot hold them."""
    for text in texts:
        if "\x00" in text or not _encodes(text):
            raise Invalid(_("This text contains a character that cannot be stored."))


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _integer(text: str) -> int:
    # Longer ones fit no column, and turning them into an int takes quadratic time.
    return int(text) if len(text) <= 40 else _no_number(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _check(part: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Invalid(_("The body is nested too deeply."))
    if isinstance(part, str):
        check_text((part,))
    elif isinstance(part, dict):
        check_text(part)
        for value in part.values():
            _check(value, depth + 1)
    elif isinstance(part, list):
        for value in part:
            _check(value, depth + 1)
