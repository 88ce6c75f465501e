"""What was typed into the sheet: each cell's name says whose it is, and what it showed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from carnet.core.period import Period
from carnet.forecasting.quotas.actions import Wish
from carnet.identity.models import Member
from carnet.web.fields import MoneyField

_NAME = re.compile(r"quota:(\d{1,18}):(\d{4}-\d\d-\d\d):(\d{1,9}):(\d{0,17})", re.ASCII)
COMPANY = 0
"""Stands for nobody: the quota of the company."""
Key = tuple[int, str]
"""A cell: the member's id and the first day of its period."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The text of a cell whose name told the version and amount it was filled with."""

    member_id: int
    from_on: str
    version: int
    shown: int | None
    text: str

    @property
    def key(self) -> Key:
        """Which cell it is."""
        return self.member_id, self.from_on


def name_of(member_id: int | None, period: Period, version: int, amount: int | None) -> str:
    """The name of a cell's input."""
    return f"quota:{member_id or COMPANY}:{period.start}:{version}:{'' if amount is None else amount}"


def typed_of(sent: Mapping[str, str]) -> list[Typed]:
    """The cells a form sends."""
    found = []
    for name, text in sent.items():
        if match := _NAME.fullmatch(name):
            member, day, version, shown = match.groups()
            found.append(Typed(int(member), day, int(version), int(shown) if shown else None, text.strip()))
    return found


def read(typed: Iterable[Typed]) -> tuple[dict[Key, int | None], dict[Key, str]]:
    """The amounts of the cells that differ from what they showed, and the sentences of the wrong ones."""
    amounts: dict[Key, int | None] = {}
    errors: dict[Key, str] = {}
    field = MoneyField(required=False)
    for cell in typed:
        try:
            amount = field.clean(cell.text)
            if amount is not None and amount < 0:
                raise ValidationError(_("A quota is not negative."))
        except ValidationError as refusal:
            errors[cell.key] = " ".join(refusal.messages)
            continue
        if amount != cell.shown:
            amounts[cell.key] = amount
    return amounts, errors


def wishes_of(
    typed: Iterable[Typed],
    amounts: Mapping[Key, int | None],
    members: Mapping[int, Member],
    columns: Iterable[Period],
) -> list[Wish]:
    """What an action takes; a cell of another sheet, or of someone one may not see, is left out."""
    periods = {str(column.start): column for column in columns}
    found = []
    for cell in typed:
        period = periods.get(cell.from_on)
        known = cell.member_id == COMPANY or cell.member_id in members
        if cell.key in amounts and known and period and period.end:
            member = members.get(cell.member_id)
            days = (date.fromisoformat(cell.from_on), period.end)
            found.append(Wish(member, *days, amounts[cell.key], cell.version))
    return found
