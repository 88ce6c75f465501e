"""The lines of a sheet as a template shows them: what each cell holds, what is wrong in it, its status."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from carnet.deals.models import Deal
from carnet.web import formats
from carnet.web.forecast.announced.forms import CELLS, LineForm, stored
from carnet.web.templatetags.look import language

REFERENCES = ("agent", "client")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; after a stale save also what someone else stored there."""

    name: str
    text: str
    pk: str = ""
    error: str = ""
    theirs: str = ""
    is_stale: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its cells by name, and the deal it stands for (None while it is being entered)."""

    key: str
    cells: dict[str, Cell]
    deal: Deal | None = None
    error: str = ""
    is_overdue: bool = False
    is_due_today: bool = False
    may_be_removed: bool = False
    status: str = "waiting"
    number: int | None = None


def lines_of(deals: Iterable[Deal], *, on: date, removable: set[int], first: int = 1) -> list[Line]:
    """The lines of deals as they are stored, numbered from `first`."""
    return [
        replace(line_of(deal, on=on, removable=deal.pk in removable), number=number)
        for number, deal in enumerate(deals, start=first)
    ]


def line_of(
    deal: Deal, *, on: date, removable: bool, form: LineForm | None = None, new_client: str = ""
) -> Line:
    """The line of a deal; of a refused form with what was typed and what is wrong in it."""
    values = stored(deal)
    cells = {name: _cell(name, value) for name, value in values.items()}
    if new_client:
        cells["client"] = _cell("client", deal.account, hint=new_client)
    if form is not None:
        cells |= {name: _typed(name, form, values[name]) for name in form.fields if name != "version"}
    due = deal.expected_close_on if deal.is_open else None
    return Line(
        key=str(deal.pk),
        cells=cells,
        deal=deal,
        error="" if any(cell.is_stale for cell in cells.values()) else _of_line(form),
        is_overdue=due is not None and due < on,
        is_due_today=due == on,
        may_be_removed=removable,
        status="waiting" if deal.is_open else "paid" if deal.is_won else "refused",
    )


def entry_of(form: LineForm | None, initial: dict[str, Any]) -> Line:
    """The line being entered: empty, prefilled, or as it was refused."""
    if form is None:
        return Line("new", {name: _cell(name, initial.get(name)) for name in CELLS})
    return Line("new", {name: _typed(name, form, None) for name in CELLS}, error=_of_line(form))


def _of_line(form: LineForm | None) -> str:
    """What is wrong with the line as a whole."""
    return " ".join(str(error) for error in form.non_field_errors()) if form else ""


def _cell(name: str, value: Any, *, hint: str = "") -> Cell:
    pk = str(value.pk) if name in REFERENCES and value is not None else ""
    return Cell(name, said(name, value), pk=pk, hint=hint)


def _typed(name: str, form: LineForm, now: Any) -> Cell:
    """A cell of a refused form: what was typed stays."""
    is_reference = name in REFERENCES
    text = str(form.data.get(f"{name}_text" if is_reference else name, ""))
    stale = getattr(form, "stale", None) is not None and form.fields[name].has_changed(now, _data(name, form))
    return Cell(
        name=name,
        text=text,
        pk=str(form.data.get(name, "")) if is_reference else "",
        error=" ".join(str(error) for error in form.errors.get(name, ())),
        theirs=said(name, now) or formats.ABSENT if stale else "",
        is_stale=stale,
    )


def _data(name: str, form: LineForm) -> Any:
    return form[name].data


def said(name: str, value: Any) -> str:
    """A value as the input of its cell shows it."""
    if value is None:
        return ""
    if name == "amount":
        return _written(value)
    return formats.day(value) if isinstance(value, date) else str(value)


def _written(amount: int) -> str:
    """With the currency where it is a sign that the cell reads again, else bare."""
    text = formats.money(amount, "", language(), 2)
    return text if any(sign in text for sign in "€$£") else formats.number(amount / 100, language(), 2)
