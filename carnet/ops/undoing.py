"""`carnet import --undo`: takes an import back and says what became of its records."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from carnet.core.acting import Actor
from carnet.core.errors import NotFound
from carnet.interchange.models import Import
from carnet.interchange.undo.actions import NAMES, EditedLater, preview_undo, undo_import
from carnet.interchange.undo.plan import Later
from carnet.ops.console import put, put_json, say
from carnet.ops.words import _

DONE, REFUSED = 0, 2
LARGEST_ID = 2**63 - 1


def undo(number: int, actor: Actor, *, keep_later: bool, dry_run: bool, as_json: bool) -> int:
    """Undo an import, print what was done, and return 2 when something changed later stands in the way."""
    started = Import.objects.filter(pk=number).first() if 0 < number <= LARGEST_ID else None
    if started is None:
        raise NotFound(_("There is no import no. %s.") % number)
    try:
        told = _previewed(started, actor) if dry_run else _undone(started, actor, keep_later=keep_later)
    except EditedLater as refusal:
        return _refuse(refusal, number, as_json=as_json)
    if as_json:
        put_json(told)
    else:
        _show(told)
    return DONE


def _undone(started: Import, actor: Actor, *, keep_later: bool) -> dict[str, Any]:
    done = undo_import(started=started, keep_later=keep_later, actor=actor)
    return _told(started, done.removed, done.restored, done.kept)


def _previewed(started: Import, actor: Actor) -> dict[str, Any]:
    plan = preview_undo(started=started, actor=actor)
    return _told(started, plan.removed, plan.restored, plan.later.values())


def _told(
    started: Import, removed: Counter[str], restored: Counter[str], kept: Iterable[Later]
) -> dict[str, Any]:
    return {
        "import": started.pk,
        "state": started.state,
        "removed": {NAMES.get(kind, kind): count for kind, count in removed.items()},
        "restored": {NAMES.get(kind, kind): count for kind, count in restored.items()},
        "kept": _described(kept),
    }


def _described(records: Iterable[Later]) -> list[dict[str, Any]]:
    return [
        {
            "kind": NAMES.get(record.kind, record.kind),
            "id": record.pk,
            "name": record.label,
            "reason": str(record.reason),
        }
        for record in records
    ]


def _refuse(refusal: EditedLater, number: int, *, as_json: bool) -> int:
    for record in refusal.records:
        say(f"  {record.label}: {record.reason}")
    say(refusal.summary)
    say(_("To undo the rest and leave these as they are: carnet import --undo %s --keep-later") % number)
    if as_json:
        put_json({"import": number, "error": str(refusal), "later": _described(refusal.records)})
    return REFUSED


def _show(told: dict[str, Any]) -> None:
    counts = {name: sum(told[name].values()) for name in ("removed", "restored")}
    words = _("Import no. %(number)s: %(removed)s removed, %(restored)s as before, %(kept)s kept")
    put(words % {"number": told["import"], **counts, "kept": len(told["kept"])})
    for record in told["kept"]:
        say(f"  {record['name']}: {record['reason']}")
