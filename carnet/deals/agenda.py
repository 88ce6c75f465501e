"""Changing activities."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.custom import words as custom_words
from carnet.core.errors import Invalid
from carnet.core.period import EARLIEST, LATEST
from carnet.core.text import search_text
from carnet.deals.models import Activity, ActivityStatus
from carnet.identity.custom_fields import with_custom
from carnet.identity.queries import company_zone
from carnet.journal import changes, restoring
from carnet.journal.models import JournalLine

Values = Mapping[str, Any]
USUAL_HOUR = time(9)


def create_activity(*, values: Values, actor: Actor) -> Activity:
    """Plan or log an activity; one logged as done was done when it started, else now."""
    actor.require(Role.MEMBER)
    return changes.insert(new_activity(values, at=actor.at), actor=actor)


def new_activity(values: Values, *, at: datetime) -> Activity:
    """An unsaved activity with its derived columns; its account follows from its deal or contact."""
    activity = Activity(**with_custom("deals.activity", values))
    for name, value in _settled(activity, at).items():
        setattr(activity, name, value)
    return activity


def update_activity(
    *, activity: Activity, values: Values, version: int | None = None, actor: Actor
) -> Activity:
    """Change an activity."""
    actor.require(Role.MEMBER)
    changes.update(activity, activity_changes(activity, values, at=actor.at), version=version, actor=actor)
    return activity


def activity_changes(activity: Activity, values: Values, *, at: datetime) -> dict[str, Any]:
    """The values with the columns that follow from them."""
    values = with_custom("deals.activity", values, activity)
    columns = {field.attname: getattr(activity, field.attname) for field in activity._meta.concrete_fields}
    after = Activity(**columns)
    for name, value in values.items():
        setattr(after, name, value)
    settled = _settled(after, at)
    if "account" in values:
        settled.pop("account", None)
    return {**values, **settled}


def complete_activity(*, activity: Activity, version: int | None = None, actor: Actor) -> Activity:
    """Tick an activity off."""
    return update_activity(
        activity=activity, values={"status": ActivityStatus.DONE.value}, version=version, actor=actor
    )


def reopen_activity(*, activity: Activity, version: int | None = None, actor: Actor) -> Activity:
    """Put a done or cancelled activity back on the list."""
    return update_activity(
        activity=activity, values={"status": ActivityStatus.PLANNED.value}, version=version, actor=actor
    )


def postpone_activity(*, activity: Activity, on: date, version: int | None = None, actor: Actor) -> Activity:
    """Move an activity to another day, its hour and length kept; one without an hour is due at nine."""
    if not EARLIEST <= on <= LATEST:
        raise Invalid(_("Expected a year from 1800 to 2200."), field="on")
    zone = company_zone()
    old = activity.starts_at
    hour = old.astimezone(zone).time() if old else USUAL_HOUR
    values = {"starts_at": datetime.combine(on, hour, tzinfo=zone)}
    if old and activity.ends_at:
        values["ends_at"] = values["starts_at"] + (activity.ends_at - old)
    return update_activity(activity=activity, values=values, version=version, actor=actor)


def delete_activity(*, activity: Activity, version: int | None = None, actor: Actor) -> None:
    """Remove an activity."""
    actor.require(Role.MEMBER)
    changes.remove(activity, version=version, actor=actor)


def restore_activity(*, line: JournalLine, actor: Actor) -> Activity:
    """Undo the deletion of an activity that this journal line tells of."""
    return restoring.restore(line, lambda values: new_activity(values, at=actor.at), actor=actor)


def _settled(activity: Activity, at: datetime) -> dict[str, Any]:
    if not activity.subject.strip():
        raise Invalid(_("An activity needs a subject."), field="subject")
    if activity.starts_at and activity.ends_at and activity.ends_at < activity.starts_at:
        raise Invalid(_("An activity ends after it starts."), field="ends_at")
    settled: dict[str, Any] = {"search_text": search_text(activity.subject, *custom_words(activity.custom))}
    if activity.status != ActivityStatus.DONE:
        settled["done_at"] = None
    elif activity.done_at is None:
        settled["done_at"] = min(activity.starts_at or at, at)
    if activity.account_id is None and (linked := activity.deal or activity.contact) and linked.account_id:
        settled["account"] = linked.account
    return settled
