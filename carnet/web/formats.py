"""Numbers, amounts and dates as French and English readers expect them, fast enough for long lists."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils import timezone

from carnet.core.money import places

NBSP = "\u00a0"
MINUS = "\u2212"
ABSENT = "\u2013"

_in_force: ContextVar[str] = ContextVar("currency", default="EUR")
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
_DAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_NEAR = {
    "fr": {-1: "hier", 0: "aujourd’hui", 1: "demain"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
_BREAKS = re.compile(r"[\s\-'’]+")


@contextmanager
def in_currency(currency: str) -> Iterator[None]:
    """The company's currency, for the amounts of a request that name none of their own."""
    token = _in_force.set(currency)
    try:
        yield
    finally:
        _in_force.reset(token)


def is_french(language: str | None) -> bool:
    return (language or "fr").startswith("fr")


def number(value: Decimal | float, language: str, decimals: int = 0) -> str:
    """The number with its thousands set apart and this many decimals: 1 234,50 or 1,234.50."""
    digits = f"{abs(exact(value)):,.{decimals}f}"
    if is_french(language):
        digits = digits.replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{digits}" if value < 0 and any(digit in digits for digit in "123456789") else digits


def exact(value: Decimal | float) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def money(minor: int, currency: str, language: str, decimals: int | None = None) -> str:
    """The amount with its currency (or the company's): 1 234,50 € or €1,234.50; half-even without cents."""
    currency = currency or _in_force.get()
    shown = places(currency) if decimals is None else decimals
    amount = (Decimal(minor) / 100).quantize(Decimal(1).scaleb(-shown), rounding=ROUND_HALF_EVEN)
    return with_currency(number(amount, language, shown), currency, language)


def with_currency(digits: str, currency: str, language: str) -> str:
    symbol = _SYMBOLS.get(currency, currency)
    if is_french(language):
        return f"{digits}{NBSP}{symbol}"
    sign, bare = (MINUS, digits[1:]) if digits.startswith(MINUS) else ("", digits)
    return f"{sign}{symbol}{bare if len(symbol) == 1 else NBSP + bare}"


def percent(share: Decimal | float, language: str, decimals: int = 1) -> str:
    """A share of one as a percentage: 42,3 % or 42.3%."""
    digits = number(exact(share) * 100, language, decimals)
    return f"{digits}{NBSP}%" if is_french(language) else f"{digits}%"


def day(value: date | datetime) -> str:
    """31/12/2026, in both languages."""
    return local(value).strftime("%d/%m/%Y")


def clock(value: datetime) -> str:
    """14:32 in the reader's time zone."""
    return local(value).strftime("%H:%M")


def local(value: date | datetime) -> date | datetime:
    """A moment in the reader's time zone; a day stays that day."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def relative_day(value: date | datetime, today: date, language: str) -> str:
    """yesterday, today, tomorrow, the weekday within six days, else the date; a moment brings its hour."""
    moment = local(value)
    on = moment.date() if isinstance(moment, datetime) else moment
    hour = f" {moment:%H:%M}" if isinstance(moment, datetime) else ""
    names = "fr" if is_french(language) else "en"
    distance = (on - today) // timedelta(days=1)
    if distance == 0 and hour:
        return hour.strip()
    if distance in _NEAR[names]:
        return _NEAR[names][distance] + hour
    if 1 < distance < 7:
        return _DAYS[names][on.weekday()] + hour
    return f"{on:%d/%m}" if on.year == today.year else f"{on:%d/%m/%Y}"


def initials(name: str) -> str:
    """Two letters that stand for a name: its first and last word, or the start of its only word."""
    words = [word for word in _BREAKS.split(name) if word and word[0].isalnum()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


def avatar_hue(name: str) -> int:
    """One of six colours, always the same for a name."""
    return sum(index * ord(letter) for index, letter in enumerate(name.casefold(), start=1)) % 6
