"""The columns of the report: what each is called, what it means, and what a line shows in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from carnet.forecasting.announced.deals import PAID, REFUSED, WAITING, AnnouncedDeal
from carnet.forecasting.announced.lines import Outlook
from carnet.web import formats
from carnet.web.templatetags.look import language

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `begins` a new group of columns."""

    key: str
    label: Text
    definition: Text
    begins: bool = False


COLUMNS = (
    Column(
        "announced",
        pgettext_lazy("forecast", "Announced"),
        gettext_lazy("Sales waiting that are due by the end of the period, and those closed within it."),
    ),
    Column("due_today", gettext_lazy("Due today"), gettext_lazy("Sales waiting that are due on this day.")),
    Column(
        "overdue",
        pgettext_lazy("forecast", "Overdue"),
        gettext_lazy("Sales waiting whose day has passed; they are among those expected."),
    ),
    Column(
        "expected",
        pgettext_lazy("forecast", "Expected"),
        gettext_lazy(
            "Sum of the sales waiting that are due by the end of the period, overdue ones included."
        ),
        begins=True,
    ),
    Column("paid", pgettext_lazy("amount", "Paid"), gettext_lazy("Sum of the sales paid within the period.")),
    Column(
        "refused",
        pgettext_lazy("amount", "Refused"),
        gettext_lazy("Sum of the sales refused within the period."),
    ),
    Column(
        "rate",
        pgettext_lazy("forecast", "Realisation"),
        gettext_lazy("Paid among all that was paid or refused in twelve months, counted by sale."),
        begins=True,
    ),
    Column(
        "shrunk",
        gettext_lazy("Shrunk rate"),
        gettext_lazy(
            "The rate as it is likely to be: the fewer sales it counts, the nearer to the company’s."
        ),
    ),
    Column(
        "still_to_come",
        gettext_lazy("Still to come"),
        gettext_lazy("What is expected times the rate of realisation."),
    ),
    Column("forecast", gettext_lazy("Forecast"), gettext_lazy("Paid and still to come.")),
)
KEYS = tuple(column.key for column in COLUMNS)


class Choosing(Protocol):
    """Whatever says which columns were chosen."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Their keys; none for all of them."""


def columns_of(reading: Choosing) -> list[Column]:
    """The columns shown."""
    wanted = reading.columns or KEYS
    return [column for column in COLUMNS if column.key in wanted]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a text, perhaps the address of its records, and what is said of it apart."""

    key: str
    text: str
    url: str = ""
    title: str = ""
    css: str = ""
    rate: "RateText | None" = None


@dataclass(frozen=True, slots=True)
class RateText:
    """A rate with what it stands on: its counts, whose it is, and how sure it is."""

    counts: str
    is_borrowed: bool = False
    is_few: bool = False
    is_derived: bool = False
    definition: str = ""


def in_order(cells: Mapping[str, Cell], columns: Iterable[Column]) -> tuple[Cell, ...]:
    """The cells of the columns shown; empty where a line says nothing."""
    return tuple(
        replace(found, css=f"{found.css} begins") if column.begins else found
        for column in columns
        for found in [cells.get(column.key, Cell(column.key, ""))]
    )


def money(minor: int | None, *, shows_zero: bool = False) -> str:
    """An amount without its cents; a dash for none and, in the lines, for zero."""
    if minor is None or (minor == 0 and not shows_zero):
        return formats.ABSENT
    return formats.money(minor, "", language(), 0)


def outlook_cells(line: Outlook, address: Callable[[str], str], *, is_total: bool = False) -> dict[str, Cell]:
    """The cells of a line, its rates apart; `address` knows where the records of a column are listed."""
    sums = line.sums
    counts = {"announced": sums.announced, "due_today": sums.due_today_deals, "overdue": sums.overdue_deals}
    amounts = {"expected": sums.expected, "paid": sums.paid, "refused": sums.refused}
    titles = {"due_today": sums.due_today, "overdue": sums.overdue}
    cells = {
        key: Cell(
            key,
            formats.number(count, language()) if count else formats.ABSENT,
            url=address(key) if count else "",
            title=money(titles[key]) if count and key in titles else "",
            css={"due_today": "pos", "overdue": "neg"}.get(key, "") if count else "",
        )
        for key, count in counts.items()
    }
    cells |= {
        key: Cell(key, money(minor, shows_zero=is_total), url=address(key) if minor else "")
        for key, minor in amounts.items()
    }
    outlook = {"still_to_come": line.still_to_come, "forecast": line.forecast}
    return cells | {key: Cell(key, money(minor, shows_zero=is_total)) for key, minor in outlook.items()}


def deal_cells(deal: AnnouncedDeal, on: date) -> dict[str, Cell]:
    """A single sale under the columns its amount is summed up in."""
    waits, due = deal.status == WAITING, deal.due_on
    brings = {WAITING: deal.still_to_come, PAID: deal.amount, REFUSED: None}[deal.status]
    marks = {"due_today": waits and due == on, "overdue": waits and due is not None and due < on}
    amounts = {
        "expected": deal.amount if waits else None,
        "paid": deal.amount if deal.status == PAID else None,
        "refused": deal.amount if deal.status == REFUSED else None,
        "still_to_come": deal.still_to_come,
        "forecast": brings,
    }
    css = {"due_today": "pos", "overdue": "neg"}
    cells = {
        key: Cell(key, "1" if held else formats.ABSENT, css=css[key] if held else "")
        for key, held in marks.items()
    }
    return cells | {key: Cell(key, money(minor)) for key, minor in amounts.items()}


def said_of(deal: AnnouncedDeal, on: date) -> str:
    """When it is due, or when it was paid or refused; the year of `on` goes without saying."""
    if deal.status == WAITING:
        return _short(deal.due_on, on)
    said = _("paid on %(day)s") if deal.status == PAID else _("refused on %(day)s")
    return said % {"day": _short(deal.closed_on, on)}


def _short(day: date | None, on: date) -> str:
    if day is None:
        return formats.ABSENT
    return f"{day:%d/%m}" if day.year == on.year else formats.day(day)
