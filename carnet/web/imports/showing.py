"""What the pages of imports show of files and reports."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from carnet.identity.visibility import Viewer
from carnet.interchange.mapping.remembered import visible_mappings
from carnet.interchange.models import Import, ImportState
from carnet.web import drawings
from carnet.web.addresses import known
from carnet.web.imports import labels

COUNTS = ("rows", "created", "updated", "unchanged", "rejected")
COLOURS = {"created": "fill", "updated": "fill m3", "unchanged": "fill quiet", "rejected": "fill neg"}
MOST_MAPPINGS = 100
STALLED_AFTER = timedelta(minutes=1)


def totals(files: list[dict[str, Any]]) -> dict[str, int]:
    """The counts of all files of a report together."""
    counts = {name: sum(file[name] for file in files) for name in COUNTS}
    return counts | {"accepted": counts["rows"] - counts["rejected"]}


def bar(counts: dict[str, int]) -> list[dict[str, str]]:
    """The bar of effects: each outcome from where the one before it ends."""
    parts, start = [], 0
    for name, css in COLOURS.items():
        if counts[name]:
            share = counts[name] / counts["rows"]
            parts.append(
                {
                    "css": css,
                    "x": drawings.width(start / counts["rows"]),
                    "width": drawings.width(share),
                }
            )
        start += counts[name]
    return parts


def warnings(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is to be checked in all files, each with the name of its file."""
    return [{**warning, "file": file["path"]} for file in files for warning in file["warnings"]]


def reported(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files of a report with their kinds in words and the lists where their records stand."""
    return [
        {
            **file,
            "label": labels.KINDS.get(file["kind"], "–"),
            "url": known(labels.LISTS[file["kind"]]) if file["kind"] in labels.LISTS else "",
        }
        for file in files
    ]


def progress(run: Import, *, now: datetime) -> dict[str, Any]:
    """Since when nothing has moved, once that is a minute; and how long a finished import took."""
    moved = run.moved_at or run.started_at
    stalled = run.state == ImportState.RUNNING and now - moved >= STALLED_AFTER
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    return {"stalled_since": moved if stalled else None, "seconds": seconds}


def saved_mappings(viewer: Viewer) -> list[dict[str, Any]]:
    """The models people saved, with what they are for and how to forget them."""
    return [
        {
            "title": mapping.title,
            "kind": labels.KINDS.get(mapping.kind, mapping.kind),
            "columns": len(mapping.columns),
            "day": mapping.updated_at,
            "url": reverse("imports:mapping-delete", args=[mapping.pk]),
        }
        for mapping in visible_mappings(viewer).order_by("title", "pk")[:MOST_MAPPINGS]
    ]
