"""What a pipeline forecast is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.forecasting.days import day_given
from carnet.forecasting.spans import span_of

MOST_DAYS = 731
"""Two years: further ahead no deal of today is open any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, both days included, and the last day that is known."""

    from_on: date
    until_on: date
    as_of: date


def asked(given: Mapping[str, str], *, today: date) -> Asked:
    """The question of an address or a command: `until`, `from` and `as_of`, each with its default.

    As of today; until the end of the quarter of that day; from the first day of the quarter it ends in. A
    period that is over is told as of its last day: what was won is all that will be.
    """
    as_of = day_given(given, "as_of") or today
    until = day_given(given, "until") or span_of("quarter", as_of)[1]
    if as_of > today:
        raise Invalid(_("That day is still to come: nothing is known of it."), field="as_of")
    asked = Asked(day_given(given, "from") or span_of("quarter", until)[0], until, min(as_of, until))
    _check(asked)
    return asked


def _check(asked: Asked) -> None:
    if asked.until_on < asked.from_on:
        raise Invalid(_("The period ends before it begins."), field="until")
    if asked.until_on - asked.as_of > timedelta(days=MOST_DAYS):
        raise Invalid(_("A forecast looks two years ahead at most."), field="until")
