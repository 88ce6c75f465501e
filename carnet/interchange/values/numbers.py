"""Numbers as people write them; which mark is the decimal one, the whole column says."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from carnet.core.money import to_minor
from carnet.interchange.errors import UnreadableValue, sentence
from carnet.interchange.tables import Cell
from carnet.interchange.values.texts import text_of

POINT, COMMA = ".", ","
DIGITS = 18
_TOO_LARGE = Decimal(10) ** DIGITS
LONGEST = 200
"""Characters of a number: the patterns below may take quadratic time, and each text is remembered."""
_UNIT = r"(?:[€$£¥]|euros?|eur|usd|gbp|chf)"
_CURRENCY = re.compile(rf"(?i)(?<!\w){_UNIT}|{_UNIT}(?!\s*\w)")
_SPACES = re.compile(r"[\s'’\u2009\u202f\xa0]")
_EXPONENT = r"(?:[eE][+-]?\d{1,2})?"
_WRITTEN = {
    mark: re.compile(
        rf"(?:\d+|\d{{1,3}}(?:(?P<group>[\s'’\u2009\u202f\xa0{other}])\d{{3}})(?:(?P=group)\d{{3}})*)?"
        rf"(?:{re.escape(mark)}\d*)?{_EXPONENT}"
    )
    for mark, other in ((POINT, COMMA), (COMMA, POINT))
}
_BEGINS = {mark: re.compile(rf"{re.escape(mark)}?\d") for mark in (POINT, COMMA)}
"""What nothing but an exponent, or a mark alone, does not do."""
_SIGNED = re.compile(
    r"(?s)\s*(?P<open>\()?\s*(?P<sign>[-+−–])?\s*(?P<digits>.*?)\s*(?P<after>[-−–])?\s*(?P<close>\))?\s*"
)
_PLAIN = {mark: re.compile(rf"[0-9]+(?:{re.escape(mark)}[0-9]+)?") for mark in (POINT, COMMA)}
"""As nearly all numbers are written: understood without the patterns above, which take ten times as long."""
_MOST_WHOLE = 13
"""Digits before the mark of an amount that is surely not too large."""
_TO_NOUGHT = str.maketrans("123456789", "0" * 9)
_BETWEEN = "\0"


class NumberEvidence:
    """What the values of one column say about its decimal mark; fed one by one, it keeps only counts."""

    def __init__(self) -> None:
        self.refusals = {POINT: 0, COMMA: 0}
        self.commas = 0

    def see(self, cell: Cell, times: int = 1) -> None:
        """Count a value, which comes so many times, against each mark it cannot be written with."""
        text = text_of(cell) if isinstance(cell, str) else ""
        if not (COMMA in text or POINT in text):
            return
        self.commas += times * (COMMA in text)
        for mark in self.refusals:
            self.refusals[mark] += times * (_decimal(text, mark) is None)

    def see_all(self, cells: Sequence[Cell]) -> None:
        """Count many values, all of one shape at once: which digits they have says nothing about the mark."""
        texts = [cell for cell in cells if isinstance(cell, str)]
        together = _BETWEEN.join(texts)
        if not (COMMA in together or POINT in together):
            return
        shapes = together.translate(_TO_NOUGHT).split(_BETWEEN)
        for shape, times in Counter(shapes if len(shapes) == len(texts) else texts).items():
            self.see(shape, times)

    def convention(self, default: str = POINT) -> str:
        """The mark that makes most values numbers; `default` where thousands might be meant."""
        if self.refusals[POINT] != self.refusals[COMMA]:
            return min(self.refusals, key=lambda mark: self.refusals[mark])
        return default if self.commas else POINT


def parse_number(cell: Cell, convention: str = POINT) -> Decimal | None:
    """The exact number of a cell: 1 234,50, 1,234.5, (12), 12-, 3 €; None when nothing stands there."""
    text = text_of(cell)
    if not text:
        return None
    number = _decimal(text, convention if isinstance(cell, str) else POINT)
    if number is None or isinstance(cell, bool):
        raise UnreadableValue(sentence(_("“{value}” is not a number."), value=text[:100]))
    # A short text has few digits; taking the number apart to count them takes longer than all the rest.
    if (len(text) > DIGITS and len(number.as_tuple().digits) > DIGITS) or abs(number) >= _TOO_LARGE:
        raise UnreadableValue(sentence(_("“{value}” is too large a number."), value=text[:100]))
    return number


def parse_whole(cell: Cell, convention: str = POINT) -> int | None:
    """A number without decimals; None when nothing stands there."""
    number = parse_number(cell, convention)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise UnreadableValue(sentence(_("“{value}” is not a whole number."), value=text_of(cell)))
    return int(number)


def parse_minor(cell: Cell, convention: str = POINT, scale: Decimal = Decimal(1)) -> int | None:
    """An amount in minor units, half-even; `scale` where the column counts in thousands or millions."""
    if isinstance(cell, str) and scale == 1:
        plain = _plain_minor(cell, convention)
        if plain is not None:
            return plain
    number = parse_number(cell, convention)
    if number is None:
        return None
    try:
        return to_minor(number * scale)
    except ValueError as error:
        raise UnreadableValue(
            sentence(_("“{value}” is too large an amount."), value=text_of(cell))
        ) from error


def parse_ratio(cell: Cell, convention: str = POINT) -> Decimal | None:
    """A share from 0 to 1: "12,5 %" and 12.5 are 0.125, 0.6 stays; 1 is the whole."""
    text = text_of(cell)
    stated = isinstance(cell, str) and text.endswith("%")
    number = parse_number(text.removesuffix("%") if stated else cell, convention)
    if number is None:
        return None
    ratio = number / 100 if stated or number > 1 else number
    if not 0 <= ratio <= 1:
        raise UnreadableValue(sentence(_("“{value}” is not between 0 and 100 %."), value=text))
    return ratio


def _plain_minor(text: str, mark: str) -> int | None:
    """Minor units of a plain amount with two decimals at most; None for whatever needs a closer look."""
    whole, _mark, cents = text.removeprefix("-").partition(mark)
    digits = whole + cents
    if not (0 < len(whole) <= _MOST_WHOLE and len(cents) <= 2 and digits.isascii() and digits.isdigit()):
        return None
    minor = int(digits.ljust(len(whole) + 2, "0"))
    return -minor if text[0] == "-" else minor


def _decimal(text: str, mark: str) -> Decimal | None:
    """The number, when the text is one under this decimal mark."""
    if len(text) > LONGEST:
        return None
    return Decimal(text.replace(mark, POINT)) if _PLAIN[mark].fullmatch(text) else _understood(text, mark)


@lru_cache(maxsize=8192)
def _understood(text: str, mark: str) -> Decimal | None:
    signed = _SIGNED.fullmatch(_CURRENCY.sub("", text))
    if not signed or bool(signed["open"]) != bool(signed["close"]):
        return None
    negatives = (signed["open"], signed["sign"] not in (None, "+"), signed["after"])
    digits = signed["digits"]
    if (
        sum(map(bool, negatives)) > 1
        or not _WRITTEN[mark].fullmatch(digits)
        or not _BEGINS[mark].match(digits)
    ):
        return None
    other = COMMA if mark == POINT else POINT
    number = Decimal(_SPACES.sub("", digits).replace(other, "").replace(mark, "."))
    return -number if any(negatives) else number
