"""What a report of announced sales is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.forecasting.days import day_given
from carnet.forecasting.spans import span_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, both days included, and the last day that is known."""

    from_on: date
    until_on: date
    as_of: date

    def as_json(self) -> dict[str, Any]:
        """The days as text."""
        return {
            "from": self.from_on.isoformat(),
            "to": self.until_on.isoformat(),
            "as_of": self.as_of.isoformat(),
        }


def asked(given: Mapping[str, str], *, today: date) -> Asked:
    """The question of an address or a command; a day left out is that of the present month, or today."""
    as_of = day_given(given, "as_of") or today
    month = span_of("month", as_of)
    first, last = day_given(given, "from") or month[0], day_given(given, "to") or month[1]
    if last < first:
        raise Invalid(_("The period ends before it begins."), field="to")
    return Asked(first, last, as_of)
