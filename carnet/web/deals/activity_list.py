"""The list of activities: columns, filters and exports."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from carnet.deals import queries
from carnet.deals.models import PENDING, Activity, ActivityKind, ActivityStatus, Nature
from carnet.identity.visibility import Viewer
from carnet.web.listing import ListPage
from carnet.web.lists import columns as c
from carnet.web.lists import filters as f
from carnet.web.templatetags.agenda import kind_sign
from carnet.web.templatetags.look import icon

STATES = {"planned": "", "in_progress": "info", "done": "pos", "cancelled": ""}


@dataclass(frozen=True)
class DueFilter(f.Filter):
    """Pending activities that are overdue, or not yet."""

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """A list of three."""
        options = [("", _("Any")), ("1", _("Overdue")), ("0", _("To come"))]
        return {self.key: forms.ChoiceField(choices=options, label=str(self.label), required=False)}

    def condition(self, cleaned: f.Cleaned) -> Q | None:
        """Due before today, or later."""
        chosen = cleaned.get(self.key)
        if not chosen:
            return None
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        late = Q(starts_at__lt=midnight)
        return Q(status__in=PENDING) & (late if chosen == "1" else ~late | Q(starts_at__isnull=True))

    def said(self, cleaned: f.Cleaned, form: forms.Form) -> str:
        """Overdue or to come."""
        return _("yes") if cleaned.get(self.key) == "1" else _("no")


def _choices(kinds: Any) -> Any:
    return lambda viewer: list(kinds.choices)


def _kind_cell(value: Any, row: Activity) -> str:
    return format_html('<span class="row">{}{}</span>', icon(kind_sign(row.kind), 15), row.get_kind_display())


def _when_cell(value: Any, row: Activity) -> str:
    if value is None:
        return "–"
    moment = timezone.localtime(value)
    late = row.is_pending and moment.date() < timezone.localdate()
    return format_html('<span class="{}">{}</span>', "neg" if late else "", moment.strftime("%d/%m/%Y %H:%M"))


def _counted(count: int) -> str:
    return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": c.grouped(count)}


ACTIVITIES = ListPage(
    key="activities",
    title=gettext_lazy("Activities"),
    rows=queries.visible_activities,
    matching=queries.activities_matching,
    counted=_counted,
    sort="-starts_at",
    columns=(
        c.name_column("subject", gettext_lazy("Subject"), url="deals:activity", shape="none"),
        c.Column("kind", gettext_lazy("Kind"), _kind_cell, sort="kind", css="minor"),
        c.Column("starts_at", gettext_lazy("When"), _when_cell, sort="starts_at", css="tabular"),
        c.tag_column("status", gettext_lazy("Status"), STATES, sort="status"),
        c.link_column("account", gettext_lazy("Account"), url="directory:account"),
        c.link_column("contact", gettext_lazy("Contact"), url="directory:contact"),
        c.link_column("deal", gettext_lazy("Deal"), url="deals:deal", hidden=True),
        c.person_column("owner", pgettext_lazy("record", "Owner"), sort="owner__name", css="minor"),
        c.choice_column("direction", gettext_lazy("Direction"), hidden=True),
        c.choice_column("nature", gettext_lazy("Nature"), hidden=True),
        c.moment_column("ends_at", gettext_lazy("Ends"), hidden=True),
        c.moment_column("done_at", gettext_lazy("Done"), sort="done_at", hidden=True),
        c.day_column("created", gettext_lazy("Created"), value="created_at", sort="created_at", hidden=True),
    ),
    filters=(
        f.ChoiceFilter("kind", gettext_lazy("Kind"), choices=_choices(ActivityKind)),
        f.ChoiceFilter("status", gettext_lazy("Status"), choices=_choices(ActivityStatus)),
        DueFilter("overdue", gettext_lazy("Overdue")),
        f.ReferenceFilter("owner", pgettext_lazy("record", "Owner"), kind="members"),
        f.MomentFilter("when", gettext_lazy("Period"), path="starts_at"),
        f.ChoiceFilter("nature", gettext_lazy("Nature"), choices=_choices(Nature)),
        f.ReferenceFilter("account", gettext_lazy("Account"), kind="accounts"),
        f.ReferenceFilter("contact", gettext_lazy("Contact"), kind="contacts"),
        f.ReferenceFilter("deal", gettext_lazy("Deal"), kind="deals"),
    ),
    new_url="deals:activity-new",
    new_label=gettext_lazy("Activity"),
    record_url="deals:activity",
    edit_url="deals:activity-edit",
    bulk_url="deals:activity-bulk",
    bulk=("assign", "delete"),
    empty_reason=gettext_lazy("Log a call or plan a meeting: it appears on Today when it is due."),
)
