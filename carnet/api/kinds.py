"""The kinds of values in JSON and in filters: how each is read, bounded, compared and documented."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.core.money import MAX_MINOR, to_minor
from carnet.core.text import normalise, phone_digits
from carnet.identity.visibility import Viewer

Schema = dict[str, Any]
LARGEST = 2**63 - 1
LONGEST = 100_000
MOST_WORDS = 100
_AMOUNT = re.compile(r"-?\d{1,16}(\.\d{1,2})?")
_INTEGER = re.compile(r"-?\d{1,18}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Kind:
    """A kind of value; `ranged` ones also filter by `_from` and `_to`."""

    ranged = False
    schema: Schema = {}

    def read(self, raw: Any, viewer: Viewer) -> Any:
        """The stored value of a JSON value; Invalid says what was expected."""
        raise NotImplementedError

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        """The records whose column is the value of a filter; "null" means those without one."""
        if text == "null":
            return Q(**{f"{column}__isnull": True})
        return Q(**{column: self.parsed(text)})

    def parsed(self, text: str) -> Any:
        """The value a filter compares with."""
        raise NotImplementedError

    def between(self, column: str, bound: str, text: str) -> Q:
        """The records from (`gte`) or up to (`lte`) a value, which is included."""
        return Q(**{f"{column}__{bound}": self.parsed(text)})

    def sort_path(self, column: str) -> str:
        """The column a list is sorted by."""
        return column


class Text(Kind):
    """A text; null stands for an empty one."""

    schema = {"type": "string"}

    def read(self, raw: Any, viewer: Viewer) -> str:
        if raw is None:
            return ""
        if not isinstance(raw, str):
            raise Invalid(_("Expected a text."))
        if len(raw) > LONGEST:
            raise Invalid(_("This text is too long."))
        return raw.strip()

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        if text == "null":
            return _empty(column)
        return Q(**{column: text}) | Q(**{f"{column}__iexact": text})


class TextOrNull(Text):
    """A text whose absence is shown as null."""

    schema = {"type": ["string", "null"]}


def _empty(column: str) -> Q:
    """No text, or no record to hold one: the sector of a deal without an account."""
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


def _found(needle: str) -> Q:
    return Q(search_text__contains=needle) if needle else Q(pk__in=[])


@dataclass(frozen=True)
class Found(Text):
    """Something read elsewhere, found by the searchable text of its record: an e-mail, a phone number."""

    digits: bool = False

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        return _found(phone_digits(text) if self.digits else normalise(text))


@dataclass(frozen=True)
class Choice(Kind):
    """One of a fixed set of words; null where there is none."""

    words: tuple[str, ...]

    @property
    def schema(self) -> Schema:  # type: ignore[override]
        return {"type": ["string", "null"], "enum": [*self.words, None]}

    def read(self, raw: Any, viewer: Viewer) -> str:
        return "" if raw in (None, "") else self.parsed(raw)

    def parsed(self, text: Any) -> str:
        if not isinstance(text, str) or text not in self.words:
            raise Invalid(_("Expected one of: %(words)s.") % {"words": ", ".join(self.words)})
        return text

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        return _empty(column) if text == "null" else Q(**{column: self.parsed(text)})


class Words(Kind):
    """A list of short texts."""

    schema = {"type": "array", "items": {"type": "string"}}

    def read(self, raw: Any, viewer: Viewer) -> list[str]:
        words = [] if raw is None else raw
        if not isinstance(words, list) or not all(
            isinstance(word, str) and len(word) <= 120 for word in words
        ):
            raise Invalid(_("Expected a list of short texts."))
        if len(words) > MOST_WORDS:
            raise Invalid(_("At most %(most)s of them.") % {"most": MOST_WORDS})
        return list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in words))))

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        return Q(**{column: ""}) if text == "null" else Q(**{f"{column}__contains": f"\n{text}\n"})


@dataclass(frozen=True)
class Details(Kind):
    """E-mails, phones, addresses or links: the action checks them; the first two are found by their text."""

    address: bool = False
    digits: bool = False

    @property
    def schema(self) -> Schema:  # type: ignore[override]
        parts = ("street", "postal_code", "city", "region", "country") if self.address else ("value",)
        names = (*parts, "kind")
        return {
            "type": "array",
            "items": {"type": "object", "properties": {name: {"type": "string"} for name in names}},
        }

    def read(self, raw: Any, viewer: Viewer) -> Any:
        return [] if raw is None else raw

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        if text == "null":
            return Q(**{column: []})
        return _found(phone_digits(text) if self.digits else normalise(text))


class Flag(Kind):
    """True, false, or null where neither is known."""

    schema = {"type": ["boolean", "null"]}

    def read(self, raw: Any, viewer: Viewer) -> bool | None:
        if raw is not None and not isinstance(raw, bool):
            raise Invalid(_("Expected true or false."))
        return raw

    def parsed(self, text: str) -> bool:
        if text.lower() not in ("true", "false", "1", "0"):
            raise Invalid(_("Expected true or false."))
        return text.lower() in ("true", "1")


class Integer(Kind):
    """A whole number."""

    ranged = True
    schema = {"type": ["integer", "null"]}

    def read(self, raw: Any, viewer: Viewer) -> int | None:
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > LARGEST:
            raise Invalid(_("Expected a whole number."))
        return raw

    def parsed(self, text: str) -> int:
        if not _INTEGER.fullmatch(text):
            raise Invalid(_("Expected a whole number."))
        return int(text)


@dataclass(frozen=True)
class Number(Kind):
    """A number with at most `places` decimals: a quantity, or a ratio."""

    least: Decimal = Decimal(-(10**9))
    most: Decimal = Decimal(10**9)
    places: int = 3
    exact: bool = True
    ranged = True
    schema = {"type": ["number", "null"]}

    def read(self, raw: Any, viewer: Viewer) -> Any:
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, (int, Decimal, str)):
            raise Invalid(_("Expected a number."))
        return self.parsed(str(raw))

    def parsed(self, text: str) -> Any:
        if not re.fullmatch(r"-?\d{1,20}(\.\d{1,40})?([eE][-+]?\d{1,2})?", text):
            raise Invalid(_("Expected a number."))
        number = Decimal(text)
        if not self.least <= number <= self.most:
            raise Invalid(_("Expected a number from %(least)s to %(most)s.") % vars(self))
        if not self.exact:
            return float(number)
        if number != round(number, self.places):
            raise Invalid(_("At most %(places)s decimals.") % vars(self))
        return round(number, self.places)


class Amount(Kind):
    """An amount: text with two decimals ("1234.50"); numbers are accepted."""

    ranged = True
    schema = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d{1,2})?$", "examples": ["1234.50"]}

    def read(self, raw: Any, viewer: Viewer) -> int | None:
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, (int, Decimal, str)):
            raise Invalid(_("Expected an amount with at most two decimals. Example: 1234.50"))
        # Spelling out 1E-999999999 would take a gigabyte.
        plain = isinstance(raw, Decimal) and -50 < raw.adjusted() < 16 and len(str(raw)) < 60
        return self.parsed(format(raw, "f") if plain else str(raw))

    def parsed(self, text: str) -> int:
        if not _AMOUNT.fullmatch(text.strip()) or abs(Decimal(text.strip())) * 100 > MAX_MINOR:
            raise Invalid(_("Expected an amount with at most two decimals. Example: 1234.50"))
        return to_minor(text.strip())


class Day(Kind):
    """A day, YYYY-MM-DD."""

    ranged = True
    schema = {"type": ["string", "null"], "format": "date"}

    def read(self, raw: Any, viewer: Viewer) -> date | None:
        if raw is None:
            return None
        day = self.parsed(raw)
        if not 1800 <= day.year <= 2200:
            raise Invalid(_("Expected a year from 1800 to 2200."))
        return day

    def parsed(self, text: Any) -> date:
        try:
            if isinstance(text, str) and _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise Invalid(_("Expected a day such as 2026-11-20."))


class Moment(Kind):
    """A moment in ISO 8601; without a zone it is in the company's."""

    ranged = True
    schema = {"type": ["string", "null"], "format": "date-time"}

    def read(self, raw: Any, viewer: Viewer) -> datetime | None:
        return None if raw is None else self.parsed(raw)

    def parsed(self, text: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(text) if isinstance(text, str) and len(text) <= 40 else None
        except ValueError:
            moment = None
        if moment is None or not 1800 <= moment.year <= 2200:
            raise Invalid(_("Expected a moment such as 2026-11-20T09:30:00+01:00."))
        return moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_current_timezone())

    def between(self, column: str, bound: str, text: str) -> Q:
        if bound == "lte" and _DAY.fullmatch(text):
            return Q(**{f"{column}__lt": self.parsed(text) + timedelta(days=1)})
        return Q(**{f"{column}__{bound}": self.parsed(text)})
