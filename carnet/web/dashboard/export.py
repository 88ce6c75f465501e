"""The 26 figures as a file: every value and group with the other period's value and its definition."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.interchange.out import CSV_TYPE, XLSX_TYPE, Value, csv_lines, xlsx_chunks
from carnet.metrics.dashboard import Dashboard
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.filters import Filters
from carnet.metrics.kpis import KEYS, BestAgent, Kpis
from carnet.metrics.wording import KPI_WORDS
from carnet.web.dashboard.bar import period_text

Cells = list[Value]


def exported(found: Dashboard, before: Kpis | None, wanted: str, today: date) -> HttpResponse:
    """The file asked for; Invalid for a format we do not write."""
    if wanted not in {"csv", "xlsx"}:
        raise Invalid(_("Exports are CSV or XLSX."), field="format")
    headers = [_("Figure"), _("Group"), _("Value"), _("Previous value"), _("Definition")]
    rows = [*_conditions(found), *_figures(found.kpis, before)]
    if wanted == "csv":
        body: Iterable[Any] = csv_lines(headers, rows)
    else:
        body = xlsx_chunks(_("Dashboard"), headers, rows)
    response = HttpResponse(b"".join(part.encode() if isinstance(part, str) else part for part in body))
    response["Content-Type"] = CSV_TYPE if wanted == "csv" else XLSX_TYPE
    response["Content-Disposition"] = f'attachment; filename="dashboard-{today.isoformat()}.{wanted}"'
    return response


def _conditions(found: Dashboard) -> Iterator[Cells]:
    """What the figures are of: period, comparison, filters, revision."""
    yield [_("Period"), "", period_text(found.filters.period), None, ""]
    if found.compared:
        yield [_("Compared with"), "", period_text(found.compared.period), None, ""]
    yield from _picks(found.filters)
    yield [_("Revision"), "", found.kpis.revision, None, ""]


def _picks(filters: Filters) -> Iterator[Cells]:
    for pick in filters.picks:
        yield [str(DIMENSIONS[pick.key].label), "", pick.name or _("none"), None, ""]


def _figures(kpis: Kpis, before: Kpis | None) -> Iterator[Cells]:
    for key in KEYS:
        label, definition = (str(text) for text in KPI_WORDS[key])
        earlier = _parts(key, getattr(before, key)) if before else {}
        for group, value in _parts(key, getattr(kpis, key)).items():
            yield [label, group, value, earlier.get(group), definition]


def _parts(key: str, value: Any) -> dict[str, Value]:
    """A figure by group: one group without a name for a plain number."""
    if isinstance(value, BestAgent):
        return {value.agent: Decimal(value.revenue) / 100}
    if not isinstance(value, tuple):
        return {"": _amount(key, value)}
    found: dict[str, Value] = {}
    for part in value:
        amount = part.products if key == "products_per_sector" else _amount(key, part.value)
        found[_("none") if part.key is None else part.key] = amount
    return found


def _amount(key: str, value: int | None) -> Value:
    return Decimal(value) / 100 if value is not None and "revenue" in key else value
