"""Figures of a forecast as a file: CSV, XLSX or JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.interchange.out import CSV_TYPE, JSON_TYPE, XLSX_TYPE, Value, csv_lines, xlsx_chunks

FORMATS = ("csv", "xlsx", "json")


@dataclass(frozen=True)
class Figures:
    """What a file holds: rows under headers in a sheet with a title, or the same told as JSON."""

    title: str
    headers: list[str]
    rows: Iterable[list[Value]]
    told: Mapping[str, Any]


def attached(figures: Figures, name: str, wanted: str) -> HttpResponse:
    """The file asked for, called by the name; Invalid for a format we do not write."""
    if wanted not in FORMATS:
        raise Invalid(_("Exports are CSV, XLSX or JSON."), field="format")
    body, kind = _body(figures, wanted)
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{wanted}"'
    return response


def _body(figures: Figures, wanted: str) -> tuple[bytes, str]:
    if wanted == "json":
        return json.dumps(figures.told, ensure_ascii=False, indent=1).encode(), JSON_TYPE
    if wanted == "csv":
        return "".join(csv_lines(figures.headers, figures.rows)).encode(), CSV_TYPE
    return b"".join(xlsx_chunks(figures.title, figures.headers, figures.rows)), XLSX_TYPE
