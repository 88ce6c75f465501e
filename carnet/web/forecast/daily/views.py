"""The revenue of the coming days, from stored runs; what is not stored yet is left to the worker."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from carnet.core.errors import DomainError, NotAllowed
from carnet.forecasting.daily.asked import HORIZON, Asked
from carnet.forecasting.daily.forecast import DailyForecast, forecast_of
from carnet.forecasting.daily.series import series_of
from carnet.forecasting.runs import days_asked, days_shown
from carnet.forecasting.runs.usual import yesterday
from carnet.identity.visibility import Viewer
from carnet.web.forecast.daily.choosing import View, menus_of, view_of
from carnet.web.forecast.daily.export import exported
from carnet.web.forecast.daily.page import context_of
from carnet.web.middleware import PageRequest
from carnet.web.pages import page, render

TEMPLATE = "web/forecast/daily/page.html"
PATIENCE = 60
"""Times the page asks by itself whether the days are computed: every two seconds for two minutes."""


@page
def daily(request: PageRequest) -> HttpResponse:
    """The days of all sales, a store, a product or a region: a page or a file."""
    today, viewer = timezone.localdate(), request.viewer
    view, known = view_of(request.GET.dict(), today), yesterday(today)
    try:
        question = days_shown.visible_question(viewer, view.given)
        forecast, computed_at = _answered(viewer, question, known)
    except DomainError as refusal:
        return _refused(request, view, refusal)
    context = _frame(viewer, view, question)
    if forecast is None:
        return render(request, TEMPLATE, context | _waiting(request, question, known))
    if wanted := request.GET.get("format"):
        return exported(forecast, wanted)
    company = request.company  # type: ignore[attr-defined]
    series = series_of(viewer, question.subject, as_of=forecast.as_of)
    context |= {"computed_at": computed_at, "currency": company.currency, "whole_name": company.name}
    return render(request, TEMPLATE, context | context_of(forecast, series, company.currency))


def _answered(viewer: Viewer, question: Asked, known: date) -> tuple[DailyForecast | None, Any]:
    """The stored answer with when it was computed; without a worker the plain one, made now."""
    # The queue is a third of the start of the server: only who asks for days pays for it.
    from carnet.forecasting.runs import days_queue

    run = days_asked.kept_answer(question, yesterday=known)
    if run is not None:
        return forecast_of(run.details).first(question.horizon), run.created_at
    if not days_queue.has_worker():
        return days_shown.plain_days(viewer, question, yesterday=known), None
    return None, None


def _waiting(request: PageRequest, question: Asked, known: date) -> dict[str, Any]:
    """The worker computes it; the page asks again by itself, for a while."""
    from carnet.forecasting.runs import days_queue

    text = request.GET.get("waited", "")
    waited = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if waited % 10 == 0:
        days_queue.queue_answer(question, yesterday=known)
    return {"is_waiting": True, "waited": waited + 1, "is_patient": waited < PATIENCE}


def _frame(viewer: Viewer, view: View, question: Asked) -> dict[str, Any]:
    return {
        "view": view,
        "subject_name": question.subject.name,
        "exports": [(name.upper(), view.address(format=name)) for name in ("csv", "xlsx", "json")],
        **menus_of(viewer, view, question.horizon, question.model),
    }


def _refused(request: PageRequest, view: View, refusal: DomainError) -> HttpResponse:
    """The choices, with why there is nothing to show for these."""
    if isinstance(refusal, NotAllowed):
        said = _("These sums would tell of sales you may not open. Choose a store whose sales are yours.")
    else:
        said = str(refusal)
    context = {"view": view, "refusal": said, **menus_of(request.viewer, view, HORIZON, None)}
    status = refusal.status if request.GET.get("format") else 200
    return render(request, TEMPLATE, context, status=status)
