"""The seven names another team already calls: read-only, same authentication, same rules."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import Router

from carnet.api import answers, references
from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.bodies import check_text
from carnet.api.collection import Listing, listed, object_of, one
from carnet.api.deals import DEALS
from carnet.api.kpis import asked
from carnet.api.paging import DEFAULT_LIMIT, LARGEST_LIMIT, LARGEST_OFFSET, bounded
from carnet.api.products import PRODUCTS
from carnet.core.errors import Conflict, NotFound
from carnet.metrics.filters import FILTER_KEYS, Filters
from carnet.metrics.teams import ProductRow, TeamRow, product_rows, team_rows

router = Router(tags=["kept names"])
_FIGURES = docs.queries(("limit", "offset", *FILTER_KEYS))
_OBJECT = {"type": "object"}


@router.get("/getAllsalesPipeline", operation_id="getAllsalesPipeline", openapi_extra=docs.listing(DEALS))
def all_deals(request: ApiRequest) -> HttpResponse:
    """The deals, as /api/v1/deals lists them."""
    return listed(DEALS, DEALS.rows(request.auth), request, request.auth)


@router.get("/getAllProducts", operation_id="getAllProducts", openapi_extra=docs.listing(PRODUCTS))
def all_products(request: ApiRequest) -> HttpResponse:
    """The products, as /api/v1/products lists them."""
    return listed(PRODUCTS, PRODUCTS.rows(request.auth), request, request.auth)


@router.get(
    "/getAllsalesPipelineById/{key}",
    operation_id="getAllsalesPipelineById",
    openapi_extra=docs.reading(docs.ref("Deal")),
)
def deal_by_key(request: ApiRequest, key: str) -> HttpResponse:
    """One deal, by its reference or its id."""
    return _by_key(DEALS, request, key)


@router.get(
    "/getProductById/{key}", operation_id="getProductById", openapi_extra=docs.reading(docs.ref("Product"))
)
def product_by_key(request: ApiRequest, key: str) -> HttpResponse:
    """One product, by its reference or its id."""
    return _by_key(PRODUCTS, request, key)


@router.get(
    "/getAllProductsKpis/",
    operation_id="getAllProductsKpis",
    openapi_extra=_FIGURES | docs.reading(docs.page_schema(_OBJECT)),
)
def all_products_kpis(request: ApiRequest) -> HttpResponse:
    """The figures of every product."""
    return _paged(request, product_rows(request.auth, _filters(request)))


@router.get("/getProductKpis/{name}", operation_id="getProductKpis", openapi_extra=docs.reading(_OBJECT))
def product_kpis(request: ApiRequest, name: str) -> HttpResponse:
    """The figures of one product, by its name."""
    check_text((name,))
    found = references.PRODUCT.candidates(name, request.auth) if len(name) <= 300 else []
    if not found:
        raise NotFound
    if len(found) > 1:
        raise Conflict(references.ambiguous(name))
    filters = _filters(request).with_pick("product", found[0].pk, found[0].name)
    rows = [row for row in product_rows(request.auth, filters) if row.id == found[0].pk]
    return JsonResponse(rows[0].as_json())


@router.get(
    "/getAllTeamsKpis/",
    operation_id="getAllTeamsKpis",
    openapi_extra=_FIGURES | docs.reading(docs.page_schema(_OBJECT)),
)
def all_teams_kpis(request: ApiRequest) -> HttpResponse:
    """The figures of every agent, with manager and office."""
    return _paged(request, team_rows(request.auth, _filters(request)))


def _filters(request: ApiRequest) -> Filters:
    return Filters.parse(request.auth, asked(request, "limit", "offset"))


def _paged(request: ApiRequest, rows: Sequence[ProductRow | TeamRow]) -> HttpResponse:
    limit = bounded(request, "limit", DEFAULT_LIMIT, LARGEST_LIMIT)
    offset = bounded(request, "offset", 0, LARGEST_OFFSET)
    return answers.page([row.as_json() for row in rows[offset : offset + limit]], len(rows))


def _by_key(collection: Listing, request: ApiRequest, key: str) -> HttpResponse:
    """References are asked first: one made of digits is no id."""
    check_text((key,))
    rows: Any = collection.rows(request.auth)
    record = rows.filter(reference=key).first()
    if record is None:
        record = one(rows, int(key) if key.isascii() and key.isdigit() and len(key) < 20 else 0)
    return answers.record(object_of(collection, record, request.auth))
