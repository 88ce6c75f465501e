"""What a report of announced sales is asked about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.core.period import EARLIEST, LATEST


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


def asked(from_on: date, until_on: date, *, as_of: date) -> Asked:
    """The question, refused where it makes no sense."""
    for name, day in (("from", from_on), ("to", until_on), ("as_of", as_of)):
        if not EARLIEST <= day <= LATEST:
            raise Invalid(_("Expected a year from 1800 to 2200."), field=name)
    if until_on < from_on:
        raise Invalid(_("The period ends before it begins."), field="to")
    return Asked(from_on, until_on, as_of)
