"""The report on announced sales: a line per head, unfolding to their managers and deals."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.forecasting.announced.deals import announced_deals
from carnet.forecasting.announced.lines import borrowed
from carnet.forecasting.announced.report import AnnouncedReport
from carnet.forecasting.announced.table import announced_table
from carnet.forecasting.runs.announced import recompute_announced
from carnet.identity.visibility import Viewer
from carnet.interchange.out import XLSX_TYPE
from carnet.interchange.outline import outline_chunks
from carnet.web import formats, pages
from carnet.web.forecast.announced.columns import COLUMNS, KEYS, columns_of
from carnet.web.forecast.announced.menus import report_menus
from carnet.web.forecast.announced.reading import NOBODY, Answer, Reading, answer_to, reading_of
from carnet.web.forecast.announced.rows import (
    MOST_DEALS,
    deal_rows,
    head_rows,
    percent,
    sheet_address,
    total_cells,
)
from carnet.web.forecast.timing import next_run
from carnet.web.middleware import PageRequest

TEMPLATE = "web/forecast/announced/report.html"


@pages.page
def report(request: PageRequest) -> HttpResponse:
    """The report of a period as last computed, as of a past day, or as a workbook."""
    reading = _reading(request)
    answer = answer_to(request.viewer, reading)
    if request.GET.get("format") == "xlsx":
        return _workbook(request.viewer, answer.report)
    return pages.render(request, TEMPLATE, _context(request.viewer, reading, answer))


@pages.page
def deals(request: PageRequest) -> HttpResponse:
    """The sales of one manager, unfolded below their line."""
    reading, key = _reading(request), request.GET.get("agent", "")
    found = answer_to(request.viewer, reading).report
    lines = {str(line.id or NOBODY): (row, line) for row in found.rows for line in row.managers}
    context: dict[str, Any] = {"deals": (), "width": len(columns_of(reading)) + 1}
    if key and key not in lines:
        raise Http404
    if key:
        row, line = lines[key]
        sales = announced_deals(found, request.viewer, [line.id]).get(line.id, ())
        context |= {
            "deals": deal_rows(sales, reading),
            "more": max(len(sales) - MOST_DEALS, 0),
            "more_url": sheet_address(reading, head=row.id, agents=[line.id], due="period"),
        }
    return pages.render(request, "web/forecast/announced/_deals.html", context)


@require_POST
@pages.writing
def computation(request: PageRequest) -> HttpResponse:
    """Compute the report of a period from the data as they are; the same data are not computed twice."""
    reading = reading_of(request.POST, timezone.localdate(), KEYS)
    days = {"from_on": reading.chosen.start, "until_on": reading.chosen.end}
    run = recompute_announced(**days, as_of=reading.today, now=timezone.now())
    if run is None:
        pages.complain(request, _("Nothing was announced for this period yet."))
    else:
        at = formats.clock(run.created_at)
        pages.say(request, _("The report stands as computed at %(time)s.") % {"time": at})
    return pages.go(request, reverse("forecast:announced-report") + reading.query("as_of"))


def _reading(request: PageRequest) -> Reading:
    return reading_of(request.GET, timezone.localdate(), KEYS)


def _context(viewer: Viewer, reading: Reading, answer: Answer) -> dict[str, Any]:
    found = answer.report
    open_ids = [line.id for row in found.rows for line in row.managers if reading.is_open(f"a{line.id or 0}")]
    sales = announced_deals(found, viewer, open_ids) if open_ids else {}
    shown = columns_of(reading)
    return {
        "reading": reading,
        "answer": answer,
        "next_at": next_run(timezone.now()),
        "rows": head_rows(found, reading, sales),
        "total": total_cells(found, shown),
        "company_rate": percent(found.company_rate.exact) if found.company_rate else "",
        "reason": found.reason,
        "borrowers": [row.key or _("Without a head") for row in found.rows if borrowed(row)],
        "columns": shown,
        "picker": [(column, column in shown) for column in COLUMNS],
        "width": len(shown) + 1,
        "all_open": "all" in reading.unfolded,
        "besides_columns": reading.kept("columns"),
        "besides_day": reading.kept("as_of"),
        "besides_period": reading.kept("from", "to", "period"),
        "may_compute": viewer.may_write,
        "menus": report_menus(viewer, reading),
        **_addresses(reading),
    }


def _workbook(viewer: Viewer, found: AnnouncedReport) -> HttpResponse:
    response = HttpResponse(b"".join(outline_chunks(announced_table(found, viewer))), content_type=XLSX_TYPE)
    name = f"announced-sales-{found.asked.from_on}-{found.asked.until_on}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _addresses(reading: Reading) -> dict[str, str]:
    """Where the buttons above the report lead."""
    return {
        "period_query": reading.query("as_of", "office", "columns", "open"),
        "xlsx_url": reading.query("open", format="xlsx"),
        "open_url": reading.query("open", open="" if "all" in reading.unfolded else "all"),
        "now_url": reading.query("as_of"),
    }
