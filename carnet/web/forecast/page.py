"""What the template of the pipeline forecast shows of a run."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.core.period import Period
from carnet.deals.models import OPEN_KINDS
from carnet.forecasting.course import Course, course
from carnet.forecasting.pipeline.lines import Line, PipelineForecast
from carnet.forecasting.queries import Scope, seen_by
from carnet.forecasting.quotas.progress import quota_progress
from carnet.identity.visibility import Viewer
from carnet.web import formats
from carnet.web.addresses import known
from carnet.web.forecast.asked import Asked
from carnet.web.forecast.course import chart_of, points_of, table_of
from carnet.web.forecast.files import FORMATS
from carnet.web.forecast.headline import against, headline_of
from carnet.web.forecast.periods import PRESETS, name_of, preset_period, short_name_of
from carnet.web.forecast.rows import Rates, is_unfolded, rows_of
from carnet.web.forecast.scope import Seen
from carnet.web.forecast.timing import computed_text, short_text
from carnet.web.forecast.told import Told
from carnet.web.forecast.worth import worth_of
from carnet.web.templatetags.look import language


def frame_of(viewer: Viewer, view: Asked, seen_from: date, run: Told | None) -> dict[str, Any]:
    """What stands around the figures, whether there are any or not."""
    return {
        "view": view,
        "period_name": name_of(view.period),
        "presets": _presets(view, seen_from),
        "today_url": view.address("as_of"),
        "computed": computed_text(run) if run else "",
        "computed_short": short_text(run) if run else "",
        "may_compute": viewer.may_write and view.as_of is None,
    }


def empty_of(run: Told | None) -> dict[str, str]:
    """Why there is nothing to show."""
    if run is None:
        title = _("No forecast of this period has been computed yet.")
        return {"empty_title": title, "empty_reason": _("The usual periods are computed every half hour.")}
    reason = _("A forecast is shown to agents who have deals, to heads of a team, and to who sees all.")
    return {"empty_title": _("This forecast has no line of yours."), "empty_reason": reason}


def _presets(view: Asked, seen_from: date) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "name": name_of(preset_period(key, seen_from)),
            "url": view.address("from", "to", period=key),
            "is_current": key == view.preset,
        }
        for key, label in PRESETS.items()
    ]


def context_of(viewer: Viewer, view: Asked, run: Told, found: Seen, company: Any) -> dict[str, Any]:
    """Headline, course, lines and targets as the viewer may see them."""
    forecast = run.forecast
    scope = seen_by(viewer)
    agents = None if scope.sees_all else scope.agent_ids
    past = course(viewer, agents, view.from_on, view.until_on, on=forecast.as_of)
    return {
        "whole": found.whole,
        "whole_name": company.name if scope.sees_all else _("Total"),
        "currency": company.currency,
        "open_note": _open_note(found.whole),
        "headline": headline_of(found.whole),
        "links": _links(scope, view.period),
        "exports": [(name.upper(), view.address(format=name)) for name in FORMATS],
        **_course(past, found.whole, view, company.currency),
        **_lines(found, run.rates),
        **_targets(viewer, forecast),
        "worth": worth_of(viewer, company.currency),
        "record_url": known("forecast:track-record"),
    }


def _open_note(line: Line) -> str:
    active = line.open_deals - line.sleeping_deals
    numbers = {"active": formats.number(active, language())}
    said = ngettext("%(active)s active", "%(active)s active", active) % numbers
    if not line.sleeping_deals:
        return said
    count = {"count": formats.number(line.sleeping_deals, language())}
    asleep = ngettext("%(count)s sleeping", "%(count)s sleeping", line.sleeping_deals) % count
    return f"{said}, {asleep}"


def _links(scope: Scope, period: Period) -> dict[str, str]:
    """The records behind what is won and open, for who may see them all."""
    own = [] if scope.sees_all else [("agent", str(pk)) for pk in sorted(scope.agent_ids)]
    days = [("from", str(period.start)), ("to", str(period.end))]
    deals = reverse("deals:deal-list")
    won = urlencode([("stage_kind", "won"), *days, *own])
    return {
        "won": f"{deals}?{won}",
        "open": f"{deals}?{urlencode([*(('stage_kind', kind) for kind in OPEN_KINDS), *own])}",
    }


def _course(past: Course, line: Line, view: Asked, currency: str) -> dict[str, Any]:
    points, earlier = points_of(past, line), view.period.last_year()
    seen_from = formats.day(view.as_of) if view.as_of else _("today")
    return {
        "course": chart_of(points, view.period, currency, seen_from=seen_from),
        "course_title": _("%(period)s, day by day") % {"period": _capital(name_of(view.period))},
        "course_table": table_of(points),
        "has_before": past.before is not None,
        "before_name": short_name_of(earlier) if earlier else "",
        "change": against(line, past.before_in_all),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lines(found: Seen, rates: Rates) -> dict[str, Any]:
    rows = rows_of(found.managers, found.agents, rates)
    return {
        "rows": rows,
        "is_unfolded": is_unfolded(rows),
        "has_rates": rates.company is not None,
        "company_rate": rates.company,
    }


def _targets(viewer: Viewer, forecast: PipelineForecast) -> dict[str, Any]:
    progress = quota_progress(viewer, Period(forecast.from_on, forecast.until_on), forecast)
    groups = [group for group in progress.groups if group.with_quota or group.commitment]
    return {
        "progress": progress,
        "target_groups": groups,
        "has_targets": bool(groups) or bool(progress.company and progress.company.quota),
        "quotas_url": known("forecast:quota-list"),
    }
