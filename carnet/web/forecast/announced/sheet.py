"""The entry sheet of announced sales: its page, and the part of it a change of a line answers with."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from carnet.deals.models import Deal
from carnet.deals.queries import deal_cards
from carnet.forecasting.announced.sheet import entered_by, standing, tally
from carnet.identity.visibility import Viewer
from carnet.web import pages
from carnet.web.forecast.announced.asked import ON_PAGE, Sheet, sheet_of
from carnet.web.forecast.announced.forms import LineForm, stored
from carnet.web.forecast.announced.lines import Line, entry_of, line_of, lines_of
from carnet.web.forecast.announced.menus import menus_of
from carnet.web.middleware import PageRequest
from carnet.web.references import by_id

TEMPLATE = "web/forecast/announced/sheet.html"
ANSWER = "web/forecast/announced/_answer.html"


@pages.page
def sheet(request: PageRequest) -> HttpResponse:
    """The announced sales of a group, each cell of which can be corrected where it stands."""
    view = asked(request)
    return pages.render(request, TEMPLATE, page_context(request, view))


def asked(request: PageRequest) -> Sheet:
    """The sheet the address asks for."""
    return sheet_of(request.viewer, request.GET.dict(), timezone.localdate())


def filled(request: PageRequest, view: Sheet, record: Deal | None = None) -> LineForm:
    """The form of what was sent for a line."""
    return LineForm(request.POST, viewer=request.viewer, group=view.group, today=view.today, record=record)


def page_context(
    request: PageRequest, view: Sheet, *, line: Line | None = None, entry: Line | None = None
) -> dict[str, Any]:
    """All a page shows; `line` or `entry` stand as they were refused."""
    viewer = request.viewer
    sales = view.lines(viewer)
    shown = tally(sales, on=view.today)
    first = (view.page - 1) * ON_PAGE
    found = sales.order_by("-pk").values_list("pk", flat=True)[first : first + ON_PAGE]
    deals = list(deal_cards(viewer).filter(pk__in=list(found)).order_by("-pk"))
    rows = lines_of(deals, on=view.today, removable=removable(viewer, view, deals), first=first + 1)
    return {
        **shared_context(request, view),
        "rows": [replace(line, number=row.number) if line and line.key == row.key else row for row in rows],
        "entry": entry or entry_of(None, _beginning(viewer, view)),
        "blank": entry_of(None, _agent(viewer, view)),
        "menus": menus_of(view),
        "period_query": view.shared_query,
        "tally": shown,
        "first": first + 1,
        "last": first + len(rows),
        "before_url": view.query(page=view.page - 1) if view.page > 1 and first else "",
        "after_url": view.query(page=view.page + 1) if first + len(rows) < shown.lines else "",
    }


def shared_context(request: PageRequest, view: Sheet) -> dict[str, Any]:
    """What the page and the answer to a change have in common."""
    return {
        "sheet": view,
        "query": view.query(page=view.page if view.page > 1 else ""),
        "standing": standing(request.viewer, view.group, view.chosen.period, on=view.today),
        "agents_url": reverse("forecast:announced-agents") + view.query(),
        "may_write": request.viewer.may_write,
        "may_enter": request.viewer.may_write and bool(view.group.active),
    }


def removable(viewer: Viewer, view: Sheet, deals: list[Deal]) -> set[int]:
    """The lines that were entered today by those the viewer answers for."""
    members = None if viewer.sees_all else viewer.member_ids
    return entered_by(deals, on=view.today, members=members) if viewer.may_write else set()


def _beginning(viewer: Viewer, view: Sheet) -> dict[str, Any]:
    """What a new line begins with: a line it is to be like, or its agent."""
    like = by_id(viewer, "deals", view.like) if view.like else None
    if like is not None:
        return stored(like)
    return _agent(viewer, view)


def _agent(viewer: Viewer, view: Sheet) -> dict[str, Any]:
    """The only agent there is, or oneself."""
    own = [one for one in view.group.active if one.id == viewer.member_id]
    only = own if len(view.group.active) > 1 else view.group.active
    return {"agent": by_id(viewer, "members", str(only[0].id))} if only else {}


def answer(
    request: PageRequest, view: Sheet, *, deal: Deal | None, form: LineForm | None, new_client: str = ""
) -> HttpResponse:
    """After a change: the line with the sums for a script, else the page; what was refused stays typed."""
    line = _line(request, view, deal, form, new_client) if deal is not None else None
    entry = entry_of(form, {}) if deal is None and form is not None else None
    status = pages.status_of(form) if form is not None else 200
    if request.htmx:
        counted = tally(view.lines(request.viewer), on=view.today)
        context = shared_context(request, view) | {
            "line": line or entry,
            "tally": counted,
            "now": timezone.now(),
        }
        return pages.render(request, ANSWER, context, status=status)
    if form is not None or request.method != "POST":
        context = page_context(request, view, line=line, entry=entry)
        return pages.render(request, TEMPLATE, context, status=status)
    return pages.go(
        request, reverse("forecast:announced") + view.query(page=view.page if view.page > 1 else "")
    )


def _line(request: PageRequest, view: Sheet, deal: Deal, form: LineForm | None, new_client: str) -> Line:
    current = getattr(form, "stale", None) or deal
    if form is not None:
        current = deal_cards(request.viewer).filter(pk=current.pk).first() or current
    hint = _("new account") if new_client else ""
    may = current.pk in removable(request.viewer, view, [current])
    return line_of(current, on=view.today, removable=may, form=form, new_client=hint)
