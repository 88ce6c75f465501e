"""Imports in the background: a job takes ids and calls one action."""

from datetime import UTC, datetime

from django.utils import translation

from carnet.core.acting import Actor, Role
from carnet.interchange import actions, uploads
from carnet.interchange.models import Import, ImportState
from carnet.interchange.plan import Options, plan_of
from carnet.jobs.queue import queue


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - a job is where background work gets its time from


@queue.task()
def load_upload(import_id: int, key: str, kind: str | None, dates: str | None, language: str) -> None:
    """Load an upload whose import has begun, in the language of who began it, then forget its files."""
    started = Import.objects.get(pk=import_id)
    if started.state != ImportState.RUNNING:
        return  # two clicks on the button are two jobs of one import
    with translation.override(language):
        try:
            _load(started, key, Options(kind=kind, dates=dates))  # type: ignore[arg-type]
        except Exception as error:
            actions.fail_import(started=started, error=error, clock=actions.Clock(now=_now))
            raise
    uploads.forget_upload(key)


def _load(started: Import, key: str, options: Options) -> None:
    actor = Actor(
        name=started.actor_name, at=_now(), role=Role.ADMIN, via=started.via, user_id=started.actor_id
    )
    upload = uploads.upload(key, user_id=started.actor_id or 0)
    plan = plan_of(list(upload.sources), options)
    actions.run_import(
        started=started, plan=plan, options=options, actor=actor, clock=actions.Clock(now=_now)
    )
