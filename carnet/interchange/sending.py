"""An upload on its way in: begun as it was decided, taken up again where it stopped, tried as a whole."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, Invalid, NotFound
from carnet.interchange import uploads
from carnet.interchange.actions import begin_import
from carnet.interchange.mapping.deciding import Sheet, options_of, settle_upload
from carnet.interchange.models import Import, ImportState
from carnet.interchange.plan import Plan
from carnet.interchange.trying import try_import
from carnet.interchange.uploads import Upload

PATIENCE = 900
"""Seconds after which a trial that gave no result is asked for again: its worker was stopped."""

_GONE = gettext_lazy(
    "The files of this import are gone. Choose the same files again: it goes on where it was."
)


def begin_upload(*, upload: Upload, actor: Actor) -> Import:
    """Open the import of an upload, once nothing about its columns is left to decide."""
    actor.require(Role.ADMIN)
    sheets = settle_upload(upload, actor=actor)
    for sheet in sheets:
        if sheet.clashes:
            raise Invalid(_("Several columns of %(table)s fill one field.") % {"table": sheet.table.name})
    if sheets and not any(sheet.choice.kind for sheet in sheets):
        raise Invalid(_("Say first what the file holds."))
    started, _plan = begin_import(sources=list(upload.sources), options=options_of(sheets), actor=actor)
    Import.objects.filter(pk=started.pk).update(upload=upload.key)
    _want(upload, "")
    return started


def continue_import(*, run: Import, actor: Actor) -> None:
    """Take up an import that stopped: what is in is known again, so it goes on where it was."""
    actor.require(Role.ADMIN)
    upload_of(run)
    waiting = Import.objects.filter(pk=run.pk, state=run.state, moved_at=run.moved_at)
    if run.state not in (ImportState.RUNNING, ImportState.FAILED):
        raise Conflict(_("This import is done."))
    values = {"state": ImportState.RUNNING, "failure": "", "finished_at": None, "moved_at": actor.at}
    if not waiting.update(**values):
        raise Conflict(_("This import is going on already."))


def upload_of(run: Import) -> Upload:
    """The files of an import, while they are there."""
    try:
        return uploads.upload(run.upload, user_id=run.actor_id or 0)
    except NotFound as error:
        raise Conflict(_GONE) from error


def count_rows(*, run: Import, plan: Plan) -> None:
    """Count what is to be read, so that its progress has an end."""
    total = sum(1 for planned in plan.tables for _row in planned.table.rows())
    Import.objects.filter(pk=run.pk).update(rows_total=total)


def close_upload(*, run: Import) -> None:
    """Forget the files of an import that is done."""
    uploads.forget_upload(run.upload)
    Import.objects.filter(pk=run.pk).update(upload="")


def whole_trial(upload: Upload, sheets: list[Sheet]) -> dict[str, Any] | None:
    """What importing all rows would do, if it was tried as things are decided now."""
    path = _trial(upload, sheets)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def try_whole(upload: Upload, sheets: list[Sheet], *, actor: Actor) -> None:
    """Try all rows apart and keep what would happen with the files; given up once nobody waits for it."""
    path = _trial(upload, sheets)

    def go_on(_name: str = "", _rows: int = 0) -> None:
        if _wanted(upload) != path.name:
            raise Abandoned

    try:
        go_on()
        found = try_import(sources=upload.sources, options=options_of(sheets), actor=actor, progress=go_on)
    except Abandoned:
        path.with_suffix(".asked").unlink(missing_ok=True)
        return
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(found, default=str), encoding="utf-8")
    fresh.replace(path)


def is_to_be_tried(upload: Upload, sheets: list[Sheet], *, now: float) -> bool:
    """Whether nobody asked yet for the whole trial of what is decided now; any other is given up."""
    path = _trial(upload, sheets)
    _want(upload, path.name)
    mark = path.with_suffix(".asked")
    if mark.exists() and now - mark.stat().st_mtime < PATIENCE:
        return False
    mark.touch()
    os.utime(mark, (now, now))
    return True


class Abandoned(Exception):
    """What is decided has changed, or the import has begun: this trial is of no use."""


def _want(upload: Upload, name: str) -> None:
    (upload.folder / "wanted").write_text(name, encoding="utf-8")


def _wanted(upload: Upload) -> str:
    path = upload.folder / "wanted"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _trial(upload: Upload, sheets: list[Sheet]) -> Path:
    told = {sheet.table.name: sheet.choice.as_json() for sheet in sheets}
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return upload.folder / f"trial-{digest[:24]}.json"
