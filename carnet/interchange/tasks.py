"""Imports in the background: a job takes ids and calls one action."""

from django.utils import translation

from carnet.core.acting import Actor, Role
from carnet.interchange import actions, sending, uploads
from carnet.interchange.mapping.deciding import options_of, sheets_of
from carnet.interchange.models import Import, ImportState
from carnet.interchange.plan import plan_of
from carnet.jobs.clock import now
from carnet.jobs.queue import queue


@queue.task()
def load_upload(import_id: int, language: str) -> None:
    """Load an upload whose import has begun, in the language of who began it, then forget its files."""
    started = Import.objects.get(pk=import_id)
    if started.state != ImportState.RUNNING:
        return  # two clicks on the button are two jobs of one import
    with translation.override(language):
        try:
            _load(started)
        except Exception as error:
            actions.fail_import(started=started, error=error, clock=actions.Clock(now=now))
            raise
    sending.close_upload(run=started)


def _load(started: Import) -> None:
    upload = sending.upload_of(started)
    options = options_of(sheets_of(upload))
    plan = plan_of(list(upload.sources), options)
    sending.count_rows(run=started, plan=plan)
    actor = _actor(started.actor_name, started.actor_id, started.via)
    actions.run_import(started=started, plan=plan, options=options, actor=actor, clock=actions.Clock(now=now))


@queue.task()
def try_upload(key: str, user_id: int, language: str) -> None:
    """Try all rows of an upload as it is decided now, and take everything back."""
    upload = uploads.upload(key, user_id=user_id)
    with translation.override(language):
        sending.try_whole(upload, sheets_of(upload), actor=_actor("", user_id, "page"))


def _actor(name: str, user_id: int | None, via: str) -> Actor:
    return Actor(name=name, at=now(), role=Role.ADMIN, via=via, user_id=user_id)
