"""The pipeline as a board, and moving a deal from stage to stage."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.deals import actions, queries
from carnet.deals.board import board
from carnet.deals.models import Deal, Pipeline, Stage
from carnet.identity.queries import visible_agents, visible_teams
from carnet.metrics.filters import Filters, narrowed_deals
from carnet.web.deals.answers import changed, sent_id, sent_version
from carnet.web.middleware import PageRequest
from carnet.web.pages import actor, one, page, render, writing

FILTERS = ("agent", "team")


@page
def pipeline(request: PageRequest) -> HttpResponse:
    """The stages of a pipeline side by side, open deals and this month's closed ones in them."""
    viewer, now = request.viewer, timezone.now()
    pipelines = list(queries.visible_pipelines(viewer).order_by("-is_default", "name", "id"))
    chosen = _chosen(pipelines, request.GET.get("pipeline", ""))
    filters = Filters.parse(viewer, {name: request.GET.getlist(name) for name in FILTERS})
    context = {
        "board": board(
            narrowed_deals(queries.visible_deals(viewer), filters),
            chosen,
            on=timezone.localdate(),
            more=sent_id(request, "more"),
            cards=queries.deal_cards(viewer),
        ),
        "pipelines": pipelines,
        "pipeline": chosen,
        "agents": visible_agents(viewer).order_by("name"),
        "teams": visible_teams(viewer).order_by("name"),
        "chosen": {name: request.GET.get(name, "") for name in FILTERS},
        "now": now,
        "today": timezone.localdate(),
    }
    return render(request, "web/deals/board.html", context)


def _chosen(pipelines: list[Pipeline], key: str) -> Pipeline:
    """The pipeline asked for, else the default one, which always exists."""
    return next((pipeline for pipeline in pipelines if str(pipeline.pk) == key), pipelines[0])


@require_POST
@writing
def move(request: PageRequest, pk: int) -> HttpResponse:
    """Put a deal into another stage; closing stages take its value and today."""
    deal = one(queries.deal_cards(request.viewer), pk)
    stage = one(queries.visible_stages(request.viewer), sent_id(request, "stage"))
    before = deal.stage
    actions.update_deal(
        deal=deal, values={"stage": stage}, version=sent_version(request), actor=actor(request)
    )
    return changed(
        request,
        _("“%(deal)s” goes to %(stage)s.") % {"deal": deal.name, "stage": stage.label},
        default=reverse("deals:pipeline"),
        undo=_back_to(deal, before) if before != stage else "",
    )


def _back_to(deal: Deal, stage: Stage) -> str:
    """The address that undoes a move, as long as nobody changed the deal since."""
    start = {"stage": stage.pk, "version": deal.version}
    return f"{reverse('deals:deal-stage', args=[deal.pk])}?{urlencode(start)}"
