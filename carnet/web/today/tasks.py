"""The tasks of the agenda as HTML, put together here: a template takes a millisecond for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.deals.models import Activity
from carnet.web import formats
from carnet.web.deals.row_forms import Postponing, postponing, shared_inputs, tick
from carnet.web.facts import dialled
from carnet.web.lists.columns import display, record_address
from carnet.web.middleware import PageRequest
from carnet.web.templatetags.agenda import kind_sign
from carnet.web.templatetags.look import drawn


@dataclass(frozen=True, slots=True)
class Tasks:
    """Draws activities; `shared` is what all forms of the page send, `postponing` is None for a reader."""

    today: date
    shared: str
    postponing: Postponing | None
    names_owners: bool

    def rows(self, activities: Iterable[Activity]) -> SafeString:
        """One row for each activity."""
        return mark_safe("".join([self._row(activity) for activity in activities]))  # noqa: S308 (escaped below)

    def _row(self, activity: Activity) -> str:
        done = activity.done_at is not None
        due = timezone.localtime(activity.starts_at) if activity.starts_at else None
        late = due is not None and due.date() < self.today
        when = formats.ABSENT
        if due is not None:
            when = formats.relative_day(due.date(), self.today, _language()) if late else formats.clock(due)
        return (
            f'<div class="task{" overdue" if late else ""}{" done" if done else ""}">'
            f"{tick(activity, self.shared) if self.postponing else '<span></span>'}{_sign(activity)}"
            f'<div class="task-text">{_title(activity)}'
            f'<span class="task-about">{self._about(activity)}</span></div>'
            f'<div class="task-end"><div class="task-actions">{_reach(activity)}'
            f"{self.postponing.menu(activity) if self.postponing and not done else ''}</div>"
            f'{_amount(activity)}</div><span class="task-when">{escape(when)}</span></div>'
        )

    def _about(self, activity: Activity) -> str:
        """Whom it concerns, else the deal, else what kind it is; and whose it is among others' work."""
        said = [str(record) for record in (activity.contact, activity.account) if record]
        said = said or [str(activity.deal) if activity.deal else display(activity, "kind")]
        if self.names_owners and activity.owner:
            said.append(str(activity.owner))
        return escape(" · ".join(said))


def tasks_of(request: PageRequest, *, today: date, names_owners: bool) -> Tasks:
    """What draws the tasks of a page."""
    shared = shared_inputs(request)
    menus = postponing(shared, today) if request.viewer.may_write else None
    return Tasks(today, shared, menus, names_owners)


def _sign(activity: Activity) -> str:
    kind = escape(display(activity, "kind"))
    icon = drawn(kind_sign(activity.kind), 15, "")
    return f'<span class="task-sign">{icon}<span class="visually-hidden">{kind}</span></span>'


def _title(activity: Activity) -> str:
    address = record_address("deals:activity", activity.pk)
    return f'<a class="task-title" href="{address}">{escape(activity.subject)}</a>'


def _reach(activity: Activity) -> str:
    """Buttons to call and to write, to the contact or else the account."""
    people = [record for record in (activity.contact, activity.account) if record]
    buttons = ""
    if phone := next((record.phone for record in people if record.phone), ""):
        buttons += _button(f"tel:{dialled(phone)}", _("Call %(phone)s") % {"phone": phone}, "phone")
    if email := next((record.email for record in people if record.email), ""):
        buttons += _button(f"mailto:{email}", _("Write to %(email)s") % {"email": email}, "mail")
    return buttons


def _button(address: str, label: str, icon: str) -> str:
    return (
        f'<a class="button small icon-only" href="{escape(address)}" aria-label="{escape(label)}">'
        f"{drawn(icon, 14, '')}</a>"
    )


def _amount(activity: Activity) -> str:
    deal = activity.deal
    if deal is None:
        return ""
    amount = formats.ABSENT if deal.value is None else formats.money(deal.value, deal.currency, _language())
    return f'<span class="task-amount">{escape(amount)}</span>'


def _language() -> str:
    return get_language() or "fr"
