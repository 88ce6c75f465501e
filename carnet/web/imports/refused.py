"""Refused rows of an import: as a file with the reasons, or corrected here."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.errors import Conflict
from carnet.interchange import out, queries, refusals, sending, uploads
from carnet.interchange.cards.out import VCF_TYPE
from carnet.interchange.cards.refused import cards_file
from carnet.interchange.mapping.deciding import decide, sheets_of
from carnet.interchange.models import Import
from carnet.web import pages
from carnet.web.imports.uploading import load
from carnet.web.middleware import PageRequest


@require_GET
@pages.page
def refused_rows(request: PageRequest, pk: int) -> HttpResponseBase:
    """The refused rows of one table as CSV or XLSX: its own columns, then why."""
    run = pages.one(queries.visible_imports(request.viewer), pk)
    wanted = request.GET.get("table", "")
    for table in refusals.refused_tables(run):
        if wanted in ("", table.name):
            return _file(run, table, is_xlsx=request.GET.get("format") == "xlsx")
    raise Http404


def _file(run: Import, table: refusals.RefusedTable, *, is_xlsx: bool) -> HttpResponseBase:
    if table.is_cards:
        return _sent(run, "vcf", VCF_TYPE, cards_file(refusals.refused_rows(run, table.name)))
    heads, rows = refusals.with_reasons(run, table, language=get_language() or "fr")
    content: Iterator[bytes] | Iterator[str]
    content = out.xlsx_chunks(_("Refused rows"), heads, rows) if is_xlsx else out.csv_lines(heads, rows)
    kind = out.XLSX_TYPE if is_xlsx else out.CSV_TYPE
    return _sent(run, "xlsx" if is_xlsx else "csv", kind, content)


def _sent(
    run: Import, suffix: str, kind: str, content: Iterator[bytes] | Iterator[str]
) -> StreamingHttpResponse:
    disposition = f'attachment; filename="refused-{run.pk}.{suffix}"'
    return StreamingHttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@require_POST
@pages.writing
def correction(request: PageRequest, pk: int) -> HttpResponse:
    """The refused rows as an upload of their own, to be corrected on its page."""
    pages.administrator(request)
    run = pages.one(queries.visible_imports(request.viewer), pk)
    tables = [table for table in refusals.refused_tables(run) if not table.is_cards][: uploads.MOST_FILES]
    if not tables:
        raise Conflict(_("No row of this import was refused."))
    files = [uploads.Incoming(f"{table.name}.csv", _lines(run, table)) for table in tables]
    kept = uploads.keep_upload(files=files, user_id=request.viewer.user_id)
    for sheet, table in zip(sheets_of(kept), tables, strict=True):
        columns = (*(table.choice.columns[at] for at in table.kept), "")
        decide(kept, sheet.table.name, replace(table.choice, columns=columns))
    return HttpResponseRedirect(reverse("imports:upload", args=[kept.key]), status=303)


@require_POST
@pages.writing
def continuation(request: PageRequest, pk: int) -> HttpResponse:
    """Go on with an import that stopped."""
    pages.administrator(request)
    run = pages.one(queries.visible_imports(request.viewer), pk)
    sending.continue_import(run=run, actor=pages.actor(request))
    load(run)
    return HttpResponseRedirect(reverse("imports:import", args=[run.pk]), status=303)


def _lines(run: Import, table: refusals.RefusedTable) -> Iterator[bytes]:
    return (line.encode() for line in out.csv_lines(*refusals.with_reasons(run, table)))
