"""Names as they are compared: without case, accents or punctuation; never as they are shown."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_SPACES = re.compile(r"\s+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "’": "'"})
_PHONE_SIGNS = re.compile(r"[\s.()/-]")
# Of a number without its 0 or + nobody can tell "75001 2026" from a phone: it is looked for word by word.
_PHONE = re.compile(r"(?:\+|0)[0-9]{3,}")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
MAX_WORDS = 12
MOST_REMEMBERED = 300
"""Characters of a name whose forms are remembered: eight thousand long texts would fill the memory."""


def writable(text: str) -> str:
    """The text with a sign of replacement for what neither PostgreSQL nor UTF-8 can hold."""
    return text if text.isascii() and "\0" not in text else _UNWRITABLE.sub("\ufffd", text)


def normalise(text: str) -> str:
    """Lower case, no accents, single spaces: "Élodie  ŒUF" -> "elodie oeuf"."""
    if text.isascii():
        return " ".join(text.lower().split())
    return _remembered_plain(text) if len(text) <= MOST_REMEMBERED else _plain(text)


def normalised(texts: Sequence[str]) -> list[str]:
    """Many texts, each as `normalise` gives it."""
    together = " ".join(texts)
    if together.isascii() and together.split() == list(texts):
        return together.lower().split()
    known = {text: normalise(text) for text in set(texts)}
    return [known[text] for text in texts]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", plain.lower().translate(_LIGATURES)).strip()


def match_key(text: str) -> str:
    """What is left of a name for lenient references: "GTX Pro" and "gtx-pro" -> "gtxpro".

    A name with no Latin letter or digit keeps its own characters, so that it still matches itself alone.
    """
    return _remembered_key(text) if len(text) <= MOST_REMEMBERED else _key(text)


def _key(text: str) -> str:
    plain = normalise(text)
    return _NOT_ALNUM.sub("", plain) or _SPACES.sub("", plain)


_remembered_plain = lru_cache(maxsize=8192)(_plain)
_remembered_key = lru_cache(maxsize=8192)(_key)


def phone_digits(text: str) -> str:
    """The national digits of a phone number as written: +33 6 12, 0033 6 12 and 06 12 become 612."""
    digits = "".join(letter for letter in text if letter.isdigit())
    if text.strip().startswith("+33") or digits.startswith("0033"):
        digits = digits.removeprefix("00").removeprefix("33")
    return digits.removeprefix("0")


def search_text(*parts: str | None, phones: tuple[str, ...] = ()) -> str:
    """The normalised haystack of a record: its words, then the digits of its phones."""
    words = " ".join([normalise(part) for part in parts if part])
    return " ".join(filter(None, (words, *map(phone_digits, phones)))) if phones else words


def search_words(query: str) -> list[str]:
    """The needles of a search: each must be found; a phone number, or its beginning, becomes its digits."""
    if _PHONE.fullmatch(_PHONE_SIGNS.sub("", query)):
        return [phone_digits(query.strip())]
    return [_needle(word) for word in normalise(query).split()[:MAX_WORDS]]


def _needle(word: str) -> str:
    return phone_digits(word) if _PHONE.fullmatch(_PHONE_SIGNS.sub("", word)) else word
