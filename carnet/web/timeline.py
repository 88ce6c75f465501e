"""The stream of a record: its exchanges, the stages of its deals and every edit, newest first, by day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import Field, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from carnet.core.custom import key_of, name_of
from carnet.core.period import EARLIEST, LATEST
from carnet.deals import queries as deals
from carnet.deals.models import Activity, ActivityKind
from carnet.identity.models import CustomField
from carnet.identity.queries import custom_fields
from carnet.identity.visibility import Viewer
from carnet.journal import queries as journal
from carnet.journal.models import Editable, JournalLine
from carnet.web import formats
from carnet.web.addresses import known
from carnet.web.custom.values import said
from carnet.web.references import REFERENCES

SIZE = 30
TABS = [
    ("", gettext_lazy("All events")),
    ("exchanges", gettext_lazy("Exchanges")),
    ("stages", gettext_lazy("Stages")),
    ("edits", gettext_lazy("Edits")),
]
STAGE_VERBS = ("created", "moved", "won", "lost", "undone")
ICONS = {
    ActivityKind.CALL: "phone",
    ActivityKind.EMAIL: "mail",
    ActivityKind.MEETING: "calendar",
    ActivityKind.VIDEO: "video",
    ActivityKind.SMS: "message-square",
    ActivityKind.TASK: "square-check",
    ActivityKind.NOTE: "sticky-note",
}
DIRECTED = {
    ("call", "in"): gettext_lazy("Incoming call"),
    ("call", "out"): gettext_lazy("Outgoing call"),
    ("email", "in"): gettext_lazy("E-mail received"),
    ("email", "out"): gettext_lazy("E-mail sent"),
    ("sms", "in"): gettext_lazy("Text message received"),
    ("sms", "out"): gettext_lazy("Text message sent"),
}
UNTOLD = ("states", "derived")
"""What lines keep for an undo alone."""
VERB_ICONS = {
    "created": "plus",
    "restored": "undo-2",
    "undone": "undo-2",
    "won": "trophy",
    "lost": "ban",
    "moved": "arrow-right",
}
_MONEY = {"amount", "closed_amount", "list_amount", "list_price", "annual_revenue", "value"}
_KIND_OF = {
    "account": "accounts",
    "parent": "accounts",
    "contact": "contacts",
    "deal": "deals",
    "product": "products",
    "store": "stores",
    "owner": "members",
    "agent": "members",
    "stage": "stages",
}


@dataclass(frozen=True)
class Event:
    """One entry of the stream; `change` tells a line of the journal from an exchange."""

    at: datetime
    icon: str
    title: str
    change: bool = False
    detail: str = ""
    url: str = ""
    old: str = ""
    new: str = ""
    by: str = ""
    text: str = ""


@dataclass(frozen=True)
class Day:
    """The events of a day."""

    label: str
    events: list[Event]


@dataclass(frozen=True)
class Stream:
    """A page of the stream, and where the older events are."""

    days: list[Day]
    older: str
    tab: str


def stream(
    viewer: Viewer,
    record: Editable,
    activities: QuerySet[Activity] | None,
    *,
    tab: str = "",
    before: str = "",
    deals_q: Q | None = None,
) -> Stream:
    """The newest events before a moment: `deals_q` picks the deals whose stages belong to it."""
    tab = tab if tab in dict(TABS) else ""
    until = _moment(before)
    events: list[Event] = []
    if tab in ("", "exchanges") and activities is not None:
        events += _exchanges(activities, until)
    lines: list[JournalLine] = []
    if tab in ("", "edits"):
        lines += _before(journal.lines_of(record), until)
    if tab in ("", "stages"):
        lines += _before(_stage_lines(viewer, record, deals_q), until)
    events += _changes(viewer, lines, record)
    events.sort(key=lambda event: event.at, reverse=True)
    shown = events[:SIZE]
    older = shown[-1].at.isoformat() if len(events) > SIZE else ""
    return Stream(_by_day(shown), older, tab)


def tabs(path: str, current: str) -> list[dict[str, Any]]:
    """The filter over the stream."""
    return [
        {
            "label": label,
            "url": f"{path}?tab={key}#stream" if key else f"{path}#stream",
            "current": key == current,
        }
        for key, label in TABS
    ]


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    if found is None or not EARLIEST.year <= found.year <= LATEST.year:
        return None
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _before(lines: QuerySet[JournalLine], until: datetime | None) -> list[JournalLine]:
    return list((lines.filter(at__lt=until) if until else lines)[: SIZE + 1])


def _stage_lines(viewer: Viewer, record: Editable, deals_q: Q | None) -> QuerySet[JournalLine]:
    """What happened to the stages of the deals of this record, or of the deal itself."""
    if deals_q is None:
        return journal.lines_of(record).filter(action__in=[f"deals.deal.{verb}" for verb in STAGE_VERBS[1:]])
    own = deals.visible_deals(viewer).filter(deals_q).values("pk")
    return journal.latest_lines(["deals.deal"]).filter(
        object_id__in=own, action__in=[f"deals.deal.{verb}" for verb in STAGE_VERBS]
    )


def _exchanges(activities: QuerySet[Activity], until: datetime | None) -> list[Event]:
    done = activities.exclude(status__in=("planned", "in_progress"))
    done = done.filter(starts_at__isnull=False)
    if until:
        done = done.filter(starts_at__lt=until)
    return [_exchange(activity) for activity in done.order_by("-starts_at", "-id")[: SIZE + 1]]


def _exchange(activity: Activity) -> Event:
    return Event(
        at=activity.starts_at or activity.created_at,
        icon=ICONS.get(ActivityKind(activity.kind), "message-square"),
        title=str(DIRECTED.get((activity.kind, activity.direction)) or activity.get_kind_display()),
        detail=activity.subject,
        url=activity_address(activity.pk),
        by=activity.owner.name if activity.owner else "",
        text=activity.note[:2000],
    )


def activity_address(pk: int) -> str:
    """The page of an activity."""
    return _address("deals:activity", pk)


def _address(route: str, pk: int) -> str:
    return known(route, pk)


class _Names:
    """The names behind the ids in journal lines, as the viewer may see them: one query a kind."""

    def __init__(self, viewer: Viewer, lines: Iterable[JournalLine], kind: str) -> None:
        self.viewer, self.kind = viewer, kind
        self.wanted: dict[str, set[int]] = {}
        for line in lines:
            for image in (line.before or {}, line.after or {}):
                for name, value in image.items():
                    if name in _KIND_OF and isinstance(value, int):
                        self.wanted.setdefault(_KIND_OF[name], set()).add(value)

    @cached_property
    def found(self) -> dict[tuple[str, int], str]:
        """(kind, id) -> name."""
        return {
            (kind, record.pk): str(getattr(record, "label", record))
            for kind, ids in self.wanted.items()
            for record in REFERENCES[kind].visible(self.viewer).filter(pk__in=ids)
        }

    @cached_property
    def own(self) -> dict[str, CustomField]:
        """The fields the company added to the record's kind, by their name in lines."""
        return {name_of(field.key): field for field in custom_fields(self.kind)}

    def of(self, field: str, pk: int) -> str:
        """The name, or a dash for what is gone or hidden."""
        return self.found.get((_KIND_OF[field], pk), formats.ABSENT)


def _changes(viewer: Viewer, lines: list[JournalLine], record: Editable) -> list[Event]:
    unique = list({line.pk: line for line in lines}.values())
    names = _Names(viewer, [line for line in unique if line.before], record.journal_kind())
    return [event for line in unique for event in _events_of(line, names, record)]


def _events_of(line: JournalLine, names: _Names, record: Editable) -> list[Event]:
    verb = line.action.rsplit(".", 1)[-1]
    own = line.kind == record.journal_kind() and line.object_id == record.pk
    if line.before is None or verb in ("created", "deleted", "restored"):
        return [
            Event(
                line.at, VERB_ICONS.get(verb, "pencil"), _title(line, verb), change=True, by=line.actor_name
            )
        ]
    before, after = line.before or {}, line.after or {}
    shown = [name for name in before if before[name] != after.get(name) and (own or name == "stage")]
    shown = [name for name in shown if _is_told(line.kind, name, names)]
    return [_edit(line, verb, name, names, own=own) for name in shown]


def _is_told(kind: str, name: str, names: _Names) -> bool:
    """Derived columns say nothing, nor do deleted fields; what is no column (lines) does."""
    if name in UNTOLD:
        return False
    if key_of(name):
        return name in names.own
    return bool(getattr(_field(kind, name), "editable", True))


def _title(line: JournalLine, verb: str) -> str:
    titles = {
        "created": _("%(name)s created"),
        "deleted": _("%(name)s deleted"),
        "restored": _("%(name)s restored"),
    }
    return titles.get(verb, "%(name)s") % {"name": line.label}


def _edit(line: JournalLine, verb: str, name: str, names: _Names, *, own: bool) -> Event:
    field: Any = names.own[name] if key_of(name) else _field(line.kind, name)
    called = field.label if key_of(name) else str(getattr(field, "verbose_name", name)).capitalize()
    old, new = ((image or {}).get(name) for image in (line.before, line.after))
    return Event(
        at=line.at,
        icon=VERB_ICONS.get(verb, "pencil"),
        title=called if own else line.label,
        change=True,
        detail=_("import no. %(number)s undone") % {"number": line.batch} if verb == "undone" else "",
        url="" if own else _address("deals:deal", line.object_id),
        old=_said(field, name, old, names),
        new=_said(field, name, new, names),
        by=line.actor_name,
    )


def _field(kind: str, name: str) -> "Field[Any, Any] | None":
    fields: dict[str, Any] = {field.name: field for field in apps.get_model(kind)._meta.get_fields()}
    return fields.get(name)


def _said(field: Any, name: str, value: Any, names: _Names) -> str:
    if value in (None, "", []):
        return formats.ABSENT
    if key_of(name):
        return said(field, value[:300] if field.type == "text" else value)
    if name in _KIND_OF and isinstance(value, int):
        return names.of(name, value)
    if name in _MONEY and isinstance(value, int):
        return formats.money(value, "", get_language() or "fr")
    if isinstance(value, list):
        return ", ".join(_item(item) for item in value)[:300]
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return _dated(field, str(choices.get(value, value)))[:300]


def _item(item: Any) -> str:
    if isinstance(item, dict):
        return str(item.get("value") or item.get("product") or item.get("city") or item.get("street") or "")
    return str(item)


def _dated(field: Any, text: str) -> str:
    internal = field.get_internal_type() if hasattr(field, "get_internal_type") else ""
    if internal == "DateField":
        return formats.day(date.fromisoformat(text))
    if internal == "DateTimeField" and (moment := parse_datetime(text)):
        return f"{formats.day(moment)} {formats.clock(moment)}"
    return text


def _by_day(events: list[Event]) -> list[Day]:
    key: Callable[[Event], date] = lambda event: timezone.localtime(event.at).date()  # noqa: E731
    return [Day(_day_label(day), list(group)) for day, group in groupby(events, key)]


def _day_label(day: date) -> str:
    today = timezone.localdate()
    pattern = _("l j F") if day.year == today.year else _("l j F Y")
    return date_format(day, pattern).capitalize()
