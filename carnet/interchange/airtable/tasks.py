"""Syncs in the background: a job takes ids and calls one action."""

from django.utils import translation

from carnet.core.acting import Actor, Role
from carnet.core.errors import DomainError
from carnet.identity.queries import company
from carnet.interchange.actions import Clock
from carnet.interchange.airtable import actions, trying
from carnet.interchange.models import Import, ImportState
from carnet.jobs.clock import now
from carnet.jobs.queue import queue


def _around() -> actions.Surroundings:
    return actions.Surroundings(clock=Clock(now=now))


@queue.task()
def run_sync(import_id: int, language: str) -> None:
    """Run a sync that has begun, in the language of who began it."""
    started = Import.objects.get(pk=import_id)
    if started.state != ImportState.RUNNING:
        return  # two clicks on the button are two jobs of one sync
    actor = Actor(
        name=started.actor_name, at=now(), role=Role.ADMIN, via=started.via, user_id=started.actor_id
    )
    with translation.override(language):
        try:
            actions.go_on(started=started, actor=actor, around=_around())
        except DomainError:
            return  # the import keeps the reason, or another process is at it
        except Exception as error:
            actions.fail(started, error, _around())
            raise


@queue.task()
def try_sync(name: str, user_id: int | None, language: str) -> None:
    """Make a dry run and keep its report for the page."""
    actor = Actor(name=name, at=now(), role=Role.ADMIN, via="page", user_id=user_id)
    with translation.override(language):
        trying.keep_trial(actor=actor, around=_around())


@queue.task()
def sync_by_the_clock() -> None:
    """Synchronise because it is time; what goes wrong stands in the import."""
    actor = Actor(name="Airtable", at=now(), role=Role.ADMIN, via="sync")
    with translation.override(company().language):
        try:
            actions.sync(actor=actor, around=_around())
        except DomainError:
            return  # the import keeps the reason, or another process is at it
