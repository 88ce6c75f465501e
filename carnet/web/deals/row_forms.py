"""The small forms of an activity, ticked off or put off where it is shown, as HTML: a day shows dozens."""

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from carnet.deals.models import Activity
from carnet.web.lists.columns import record_address
from carnet.web.templatetags.look import drawn


def shared_inputs(request: HttpRequest) -> str:
    """What every form of a page sends: the token, and where to return to."""
    return (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(get_token(request))}">'
        f'<input type="hidden" name="next" value="{escape(request.get_full_path())}">'
    )


def tick(activity: Activity, shared: str) -> SafeString:
    """The box that ticks an activity off, or takes the tick back."""
    done = activity.done_at is not None
    route = "deals:activity-completion-undo" if done else "deals:activity-completion"
    css, checked = (" ticked", "true") if done else ("", "false")
    label = escape(_("Done: %(subject)s") % {"subject": activity.subject})
    return mark_safe(  # noqa: S308 (escaped here)
        f"{_begun(record_address(route, activity.pk), activity, shared, 'row')}"
        f'<button class="check round{css}" id="tick-{activity.pk}" role="checkbox" aria-checked="{checked}"'
        f' aria-label="{label}"></button></form>'
    )


@dataclass(frozen=True, slots=True)
class Postponing:
    """The menu that puts an activity off; what does not differ between activities is put together once."""

    shared: str
    summary: str
    days: str
    other_day: str
    submit: str

    def menu(self, activity: Activity) -> str:
        """The menu of one activity: tomorrow, in a week, another day."""
        address, field = record_address("deals:activity-postponement", activity.pk), f"on-{activity.pk}"
        return (
            f'<details class="menu end" data-menu>{self.summary}<div class="menu-list">'
            f"{_begun(address, activity, self.shared)}{self.days}</form><hr>"
            f'{_begun(address, activity, self.shared, "menu-form")}<div class="field">'
            f'<label for="{field}">{self.other_day}</label>'
            f'<input type="date" id="{field}" name="on" required></div>{self.submit}</form></div></details>'
        )


def postponing(shared: str, today: date) -> Postponing:
    """The menus of a page."""
    word = escape(_("Postpone"))
    choices = ((1, _("Tomorrow")), (7, _("In a week")))
    return Postponing(
        shared,
        summary=f'<summary class="button small">{drawn("clock", 14, "")}{word}'
        f"{drawn('chevron-down', 12, '')}</summary>",
        days="".join(
            f'<button name="on" value="{today + timedelta(days=days)}">{escape(label)}</button>'
            for days, label in choices
        ),
        other_day=escape(_("Another day")),
        submit=f'<button class="button small">{word}</button>',
    )


def _begun(address: str, activity: Activity, shared: str, css: str = "") -> str:
    named = f' class="{css}"' if css else ""
    return (
        f'<form{named} method="post" action="{address}" hx-post="{address}">{shared}'
        f'<input type="hidden" name="version" value="{activity.version}">'
    )
