"""Reading what is kept of the base: its settings, tables, syncs and conflicts."""

from datetime import datetime

from django.db.models import QuerySet

from carnet.core.acting import Role
from carnet.identity.visibility import Viewer
from carnet.interchange.airtable.connection import connection
from carnet.interchange.airtable.models import AirtableBase, AirtableConflict, AirtableTable, Rhythm, Side
from carnet.interchange.airtable.touched import SOURCE
from carnet.interchange.models import Import

AT_NIGHT = 3


def settings_of(base: str) -> AirtableBase:
    """What was decided about a base; the defaults, not stored, where nothing was."""
    return AirtableBase.objects.filter(base=base).first() or AirtableBase(base=base)


def is_due(*, at: datetime) -> bool:
    """Whether the worker is to synchronise in this hour (UTC)."""
    found = connection()
    rhythm = settings_of(found.base).rhythm if found else Rhythm.NEVER
    return rhythm == Rhythm.HOURLY or (rhythm == Rhythm.DAILY and at.hour == AT_NIGHT)


def visible_tables(viewer: Viewer) -> QuerySet[AirtableTable]:
    """How the tables of the connected base are read, for administrators."""
    found = connection()
    tables = AirtableTable.objects.filter(base=found.base if found else "")
    return tables if viewer.role >= Role.ADMIN else tables.none()


def visible_conflicts(viewer: Viewer) -> QuerySet[AirtableConflict]:
    """What is to be decided about the connected base, for administrators."""
    found = connection()
    conflicts = AirtableConflict.objects.filter(link__base=found.base if found else "", side=Side.OPEN)
    return conflicts.select_related("link") if viewer.role >= Role.ADMIN else conflicts.none()


def visible_syncs(viewer: Viewer) -> QuerySet[Import]:
    """The syncs so far, for administrators."""
    syncs = Import.objects.filter(source=SOURCE)
    return syncs if viewer.role >= Role.ADMIN else syncs.none()
