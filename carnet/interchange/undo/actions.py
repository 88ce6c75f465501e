"""Taking an import back: what it brought goes, what it changed is as it was before, or nothing happens."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict
from carnet.deals.restoring import put_back_parts
from carnet.identity.models import Company
from carnet.interchange.airtable.forgetting import forget_sync
from carnet.interchange.archive.load import KIND as ARCHIVE
from carnet.interchange.cards.forgetting import forget_photos
from carnet.interchange.loading.kinds import NAME_OF
from carnet.interchange.models import Brought, Import, ImportState, Merged
from carnet.interchange.undo.plan import Later, UndoPlan, plan_undo
from carnet.journal import taking_back
from carnet.journal.batches import Touched, kinds_of_batch, touched_by
from carnet.journal.queries import lines_of_batch

Images = taking_back.Images
PARTS: Mapping[str, Callable[[Mapping[int, dict[str, Any]]], Images]] = {"deals.deal": put_back_parts}
"""Kinds with more to put back than their own columns."""
NAMES = NAME_OF | {"identity.team": "teams", "identity.office": "offices"}
"""Kinds as files and reports call them."""
MOST_NAMED = 20


class EditedLater(Conflict):
    """Records were changed after the import: it is undone as a whole, or without them."""

    def __init__(self, records: list[Later]) -> None:
        named = "; ".join(f"{record.label} ({record.reason})" for record in records[:MOST_NAMED])
        more = "; …" if len(records) > MOST_NAMED else ""
        self.summary = ngettext(
            "%(count)s record was changed after this import, so nothing was undone.",
            "%(count)s records were changed after this import, so nothing was undone.",
            len(records),
        ) % {"count": len(records)}
        super().__init__(f"{self.summary} {named}{more}")
        self.records = records


@dataclass(frozen=True)
class Undone:
    """What an undo did: by kind, how many records went and how many were put back; and which were kept."""

    removed: Counter[str]
    restored: Counter[str]
    kept: list[Later]


def undo_import(*, started: Import, keep_later: bool = False, actor: Actor) -> Undone:
    """Put everything back as it was before an import; with `keep_later` all but what was changed since."""
    actor.require(Role.ADMIN)
    with transaction.atomic():
        held = _held(started)
        _check_undoable(held)
        plan = plan_undo(started.pk)
        if plan.later and not keep_later:
            raise EditedLater(plan.roots)
        author = replace(actor, batch=started.pk)
        undone = Undone(
            removed=_each(started.pk, plan, _remove_brought, author),
            restored=_each(started.pk, plan, _put_back_changed, author),
            kept=list(plan.later.values()),
        )
        _forget(held, plan)
        Import.objects.filter(pk=started.pk).update(state=ImportState.UNDONE, undone_at=actor.at)
    started.refresh_from_db()
    return undone


def preview_undo(*, started: Import, actor: Actor) -> UndoPlan:
    """What undoing an import would do, with nothing written."""
    actor.require(Role.ADMIN)
    _check_undoable(started)
    return plan_undo(started.pk)


def _held(started: Import) -> Import:
    """The import as it stands, held until the end, and with it the records it touched.

    On PostgreSQL whoever edits one of them meanwhile waits, and then finds it changed; on SQLite whoever
    writes is alone.
    """
    Company.objects.select_for_update().get(pk=1)
    held = Import.objects.select_for_update().get(pk=started.pk)
    for kind in kinds_of_batch(held.pk) if connection.features.has_select_for_update else ():
        touched = lines_of_batch(held.pk).filter(kind=kind).order_by().values("object_id")
        rows = apps.get_model(kind)._base_manager.filter(pk__in=touched).order_by("pk")
        deque(rows.select_for_update().values_list("pk").iterator(), maxlen=0)
    return held


def is_undoable(run: Import) -> bool:
    """Whether an import is over, was not undone yet, and is no archive: that one filled an empty Carnet."""
    return run.state in (ImportState.DONE, ImportState.FAILED) and run.source != ARCHIVE


def _check_undoable(run: Import) -> None:
    if run.source == ARCHIVE:
        raise Conflict(_("An archive is not undone: it filled an empty Carnet. Set up a new one instead."))
    if run.state == ImportState.UNDONE:
        raise Conflict(_("Import no. %(number)s was undone already.") % {"number": run.pk})
    if run.state == ImportState.RUNNING:
        text = _(
            "Import no. %(number)s is not finished. If it was interrupted, import the same files again: it"
            " goes on where it was and can then be undone."
        )
        raise Conflict(text % {"number": run.pk})


Act = Callable[[str, Iterable[Touched], Actor], int]


def _each(batch: int, plan: UndoPlan, act: Act, author: Actor) -> Counter[str]:
    """Do something with the records of each kind that do not stay, chunk by chunk; how many it concerned."""
    done: Counter[str] = Counter()
    for kind in kinds_of_batch(batch):
        for chunk in touched_by(batch, kind):
            done[kind] += act(
                kind, [touched for touched in chunk if not plan.stays(kind, touched.pk)], author
            )
    return +done


def _remove_brought(kind: str, chunk: Iterable[Touched], author: Actor) -> int:
    going = [touched for touched in chunk if touched.came and not touched.is_over]
    if going:
        taking_back.take_away(apps.get_model(kind), going, actor=author)
        Brought.objects.filter(kind=kind, object_id__in=[touched.pk for touched in going]).delete()
    return len(going)


def _put_back_changed(kind: str, chunk: Iterable[Touched], author: Actor) -> int:
    back = [touched for touched in chunk if not touched.came]
    if back:
        befores = {touched.pk: touched.before for touched in back}
        parts = PARTS[kind](befores) if kind in PARTS else None
        taking_back.put_back(apps.get_model(kind), back, actor=author, parts=parts)
    return len(back)


def _forget(run: Import, plan: UndoPlan) -> None:
    """What the import brought is news again; of the records that stay, it is kept."""
    for kind, pk in plan.later:
        for memory in (Brought, Merged):
            memory._default_manager.filter(batch=run.pk, kind=kind, object_id=pk).update(batch=None)
    for memory in (Brought, Merged):
        memory._default_manager.filter(batch=run.pk).delete()
    forget_sync(run.pk, plan.later)
    forget_photos(batch=run.pk, since=run.started_at, until=run.finished_at or run.started_at)
