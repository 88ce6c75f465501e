"""Figures: the 26 KPIs, the dictionary of measures, and any measure by any dimension."""

from collections.abc import Sequence

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router

from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.bodies import check_text
from carnet.core.errors import Invalid
from carnet.metrics import query as questions
from carnet.metrics.filters import FILTER_KEYS, Filters
from carnet.metrics.kpis import kpis

router = Router(tags=["figures"])
_OBJECT = {"type": "object"}


def asked(request: ApiRequest, *more: str) -> dict[str, Sequence[str]]:
    """The names and values of the address; one that nobody reads is refused, as it would change no figure."""
    raw = {str(name): [str(value) for value in values] for name, values in request.GET.lists()}
    for name, values in raw.items():
        check_text((name, *values))
        if name not in (*FILTER_KEYS, *more):
            raise Invalid(_("There is no filter “%(name)s”.") % {"name": name[:60]}, field=name[:60])
    return dict(raw)


@router.get(
    "/kpis",
    operation_id="kpis",
    summary="The 26 KPIs",
    openapi_extra=docs.queries(FILTER_KEYS) | docs.reading(_OBJECT),
)
def read_kpis(request: ApiRequest) -> HttpResponse:
    """The 26 KPIs under filters, over what the caller may open."""
    filters = Filters.parse(request.auth, asked(request))
    return JsonResponse(kpis(request.auth, filters, now=timezone.now()).as_json())


@router.get("/measures", operation_id="measures", summary="Dictionary", openapi_extra=docs.reading(_OBJECT))
def read_measures(request: ApiRequest) -> HttpResponse:
    """Every measure and dimension with its definition."""
    return JsonResponse(questions.dictionary())


@router.get(
    "/query",
    operation_id="query",
    summary="A measure by a dimension",
    openapi_extra=docs.queries(("measure", "by", *FILTER_KEYS)) | docs.reading(_OBJECT),
)
def read_query(request: ApiRequest) -> HttpResponse:
    """Any measure by any dimension under any filter."""
    raw = asked(request, "measure", "by")
    return JsonResponse(questions.answer(request.auth, raw, now=timezone.now()))
