"""Days as commands and addresses write them."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.core.period import EARLIEST, LATEST

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def day_given(given: Mapping[str, str], name: str) -> date | None:
    """The day of an address or a command under a name; None where it is left out."""
    text = given.get(name)
    return day_written(text, field=name) if text else None


def day_written(text: str, *, field: str) -> date:
    """The day of 2026-11-20, refused where it is none or lies outside the years of the calendar."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid(_("A day is written 2026-11-20."), field=field)
    if not EARLIEST <= day <= LATEST:
        raise Invalid(_("Expected a year from 1800 to 2200."), field=field)
    return day
