"""Importing files: the same for the command, the upload page and the worker."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import DomainError
from carnet.deals import queries as deals
from carnet.deals.actions import company_day
from carnet.identity.queries import company
from carnet.interchange.apart import tried_apart
from carnet.interchange.cards.loading import load_cards
from carnet.interchange.cards.table import CardTable
from carnet.interchange.loading.circumstances import collecting_seldom, keeping_pages
from carnet.interchange.loading.custom import with_own_fields
from carnet.interchange.loading.engine import load_rows
from carnet.interchange.loading.kinds import LOADINGS
from carnet.interchange.loading.merging import merging
from carnet.interchange.loading.renamed import call_accounts
from carnet.interchange.loading.scene import Scene
from carnet.interchange.models import Import, ImportState
from carnet.interchange.plan import Options, Plan, PlannedTable, Source, plan_of, reading_of, understand
from carnet.interchange.refusals import forget_refused, keep_refused
from carnet.interchange.report import FileReport
from carnet.interchange.watching import tell_likenesses, watch, watched

Progress = Callable[[str, int], None]
"""Told the name of the table and how many of its rows are done."""


def silent(_name: str, _rows: int) -> None:
    """No one is watching."""


@dataclass(frozen=True)
class Clock:
    """Where the end of an import gets its time from: nothing here reads a clock."""

    now: Callable[[], datetime]


def begin_import(
    *, sources: list[Source], options: Options, actor: Actor, via: str = ""
) -> tuple[Import, Plan]:
    """Understand the files and open the import; one killed with the same files goes on with its id."""
    actor.require(Role.ADMIN)
    plan = plan_of(sources, options)
    killed = (
        Import.objects.filter(fingerprint=plan.fingerprint, state=ImportState.RUNNING).order_by("-pk").first()
    )
    if killed is not None:
        Import.objects.filter(pk=killed.pk).update(moved_at=actor.at)
        return killed, plan
    return open_import(sources, plan, options, actor, via), plan


def open_import(sources: list[Source], plan: Plan, options: Options, actor: Actor, via: str = "") -> Import:
    """The import that stands for a plan from now on."""
    names = ", ".join(PurePath(source.name).name for source in sources)
    return new_import(title=names, source=options.source, fingerprint=plan.fingerprint, actor=actor, via=via)


def new_import(*, title: str, source: str, fingerprint: str, actor: Actor, via: str = "") -> Import:
    """An import that begins now."""
    return Import.objects.create(
        started_at=actor.at,
        moved_at=actor.at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        via=via or actor.via,
        source=source,
        title=title[:300],
        fingerprint=fingerprint,
    )


def run_import(
    *, started: Import, plan: Plan, options: Options, actor: Actor, clock: Clock, progress: Progress = silent
) -> dict[str, Any]:
    """Load everything the plan holds and return the report of the contract; the import keeps it."""
    author = replace(actor, batch=started.pk)
    before = 0

    def told(name: str, rows: int) -> None:
        Import.objects.filter(pk=started.pk).update(rows_done=before + rows, moved_at=clock.now())
        progress(name, rows)

    reports = [report.as_json() for report in plan.skipped]
    forget_refused(run_id=started.pk)
    try:
        with collecting_seldom(), keeping_pages():
            for planned in plan.tables:
                report = _load_watched(planned, options, author, told)
                keep_refused(run_id=started.pk, planned=planned, options=options, report=report)
                before += report.rows
                reports.append(report.as_json())
    except Exception as error:
        fail_import(started=started, error=error, clock=clock, report=reports)
        raise
    return finish_import(started=started, reports=reports, rows=before, at=clock.now())


def finish_import(
    *, started: Import, reports: list[dict[str, Any]], rows: int, at: datetime
) -> dict[str, Any]:
    """Close an import that went through; the report of the contract, which the import keeps."""
    started.report, started.state = reports, ImportState.DONE
    started.finished_at, started.rows_done, started.rows_total = at, rows, rows
    names = ("report", "state", "finished_at", "rows_done", "rows_total")
    # Whoever else loaded it may have ended it before, and somebody undone it since.
    running = Import.objects.filter(pk=started.pk, state=ImportState.RUNNING)
    running.update(**{name: getattr(started, name) for name in names})
    return {"import": started.pk, "files": reports}


def fail_import(
    *, started: Import, error: Exception, clock: Clock, report: list[dict[str, Any]] | None = None
) -> None:
    """Close an import that cannot go on, with the reason; the rows already in stay."""
    reason = (
        str(error)
        if isinstance(error, DomainError)
        else _("Unexpected: %(error)s. What is in stays; choose the same files again to go on.")
        % {"error": error or type(error).__name__}
    )
    Import.objects.filter(pk=started.pk, state=ImportState.RUNNING).update(
        state=ImportState.FAILED, failure=reason[:500], report=report or [], finished_at=clock.now()
    )


def preview_import(*, sources: list[Source], options: Options, actor: Actor) -> dict[str, Any]:
    """The report an import would give, with nothing written."""
    actor.require(Role.ADMIN)
    plan = plan_of(sources, options)

    def act() -> list[dict[str, Any]]:
        author = replace(actor, batch=open_import(sources, plan, options, actor).pk)
        return [_load_watched(planned, options, author, silent).as_json() for planned in plan.tables]

    return {"import": None, "files": [*(report.as_json() for report in plan.skipped), *tried_apart(act)]}


def _load_watched(planned: PlannedTable, options: Options, author: Actor, progress: Progress) -> FileReport:
    """Load one table, and warn of new records that are probably there already."""
    watching = watch()
    report = load_table(watched(planned, watching), options, author, progress)
    tell_likenesses(watching, report)
    return report


def load_table(planned: PlannedTable, options: Options, actor: Actor, progress: Progress) -> FileReport:
    """Load one table in chunks of a transaction each, and say what became of its rows."""
    understood = understand(planned, options)
    report = FileReport(planned.table.name, planned.recognition.kind, notes=list(understood.notes))
    for warning in planned.table.warnings:
        report.warn(warning)
    scene = Scene(
        actor=actor,
        day=company_day(actor.at),
        currency=company().currency,
        reading=reading_of(planned, understood),
        report=report,
        default_stage=deals.default_stage(),
        source=options.source,
        became=planned.became,
    )
    if isinstance(planned.table, CardTable):
        load_cards(planned.table, scene, lambda rows: progress(planned.table.name, rows))
        return report
    loading = planned.loading or LOADINGS[planned.recognition.kind]
    if scene.reading.own:
        loading = with_own_fields(loading)
    if planned.choice:
        loading = merging(loading, planned.choice.merges)
        call_accounts(planned.choice.names, actor=actor)
    load_rows(planned.table.batches, loading, scene, lambda rows: progress(planned.table.name, rows))
    return report
