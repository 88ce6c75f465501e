"""Birthdays of cards: with or without their year, in the forms of all versions."""

import re
from datetime import date

from carnet.interchange.cards.lines import Line
from carnet.interchange.vcard.card import Property

_DAY = re.compile(r"(\d{4}|--)-?(\d\d)-?(\d\d)(?:[T ].*)?", re.DOTALL)
_NO_YEAR, _LEAP = "--", "1604"


def birthday_of(line: Line) -> str:
    """ "1984-05-09", or "--05-09" where the card leaves out the year; nothing for what is no day."""
    text = line.stated.text.strip()
    found = _DAY.fullmatch(text) if len(text) < 60 else None
    if not found:
        return ""
    year, month, day = found.groups()
    if year in line.stated.param("X-APPLE-OMIT-YEAR"):
        year = _NO_YEAR
    try:
        date(2000 if year == _NO_YEAR else int(year), int(month), int(day))
    except ValueError:
        return ""
    return f"{'-' if year == _NO_YEAR else year}-{month}-{day}"


def birthday(day: str, version: str) -> Property:
    """BDAY as the version writes it; without its year as Apple does in 3.0."""
    if version == "4.0":
        return Property(
            "", "BDAY", (), day.replace("-", "") if day[0] != "-" else f"--{day[2:].replace('-', '')}"
        )
    if day.startswith(_NO_YEAR):
        return Property("", "BDAY", (("X-APPLE-OMIT-YEAR", (_LEAP,)),), f"{_LEAP}{day[1:]}")
    return Property("", "BDAY", (), day)
