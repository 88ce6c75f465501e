"""Every route of the API: what hangs where."""

from typing import Any

from django.http import HttpResponse
from ninja import NinjaAPI, Router

from carnet.api import closure, custom_fields, errors, forecast, imports, kpis, legacy, search
from carnet.api import documentation as docs
from carnet.api.accounts import ACCOUNTS
from carnet.api.activities import ACTIVITIES
from carnet.api.auth import ApiRequest, BearerToken, BrowserSession
from carnet.api.contacts import CONTACTS
from carnet.api.deals import DEALS
from carnet.api.mounting import add_linked, router_of
from carnet.api.people import AGENTS, OFFICES, TEAMS
from carnet.api.products import PRODUCTS
from carnet.api.quotas import COMMITMENTS, QUOTAS
from carnet.api.sales import SALES
from carnet.api.stages import STAGES
from carnet.api.stores import STORES

COLLECTIONS = (
    ACCOUNTS,
    CONTACTS,
    ACTIVITIES,
    DEALS,
    PRODUCTS,
    STORES,
    SALES,
    AGENTS,
    TEAMS,
    OFFICES,
    STAGES,
    QUOTAS,
    COMMITMENTS,
)


def _new_api(namespace: str) -> NinjaAPI:
    api = NinjaAPI(
        title="Carnet",
        version="1",
        urls_namespace=namespace,
        auth=[BearerToken(), BrowserSession()],
        openapi_url=None,
        docs_url=None,
    )
    errors.add_handlers(api)
    return api


def _add_links(routers: dict[str, Router]) -> None:
    for linked in (CONTACTS, ACTIVITIES, DEALS, SALES):
        add_linked(routers["accounts"], ACCOUNTS, linked, _of("account", linked.rows))
    for linked in (ACTIVITIES, DEALS):
        add_linked(routers["contacts"], CONTACTS, linked, _of("contact", linked.rows))
    add_linked(routers["deals"], DEALS, ACTIVITIES, _of("deal", ACTIVITIES.rows))


def _of(column: str, rows: Any) -> Any:
    return lambda record, viewer: rows(viewer).filter(**{column: record})


def _add_closure(router: Router) -> None:
    closed = {
        "type": "object",
        "properties": {field.name: field.kind.schema for field in closure.FIELDS},
        "required": ["outcome"],
    }
    extra = docs.writing(closed, docs.ref("Deal"), "keyed", "404", precondition=False)

    @router.post("/{pk}/closure", operation_id="close_Deal", summary="Win or lose", openapi_extra=extra)
    def close_deal(request: ApiRequest, pk: int) -> HttpResponse:
        return closure.close(request, pk)

    reopened = docs.deleting()
    reopened["responses"] |= docs.answers(docs.ref("Deal"))
    del reopened["responses"]["204"]

    @router.delete("/{pk}/closure", operation_id="reopen_Deal", summary="Reopen", openapi_extra=reopened)
    def reopen_deal(request: ApiRequest, pk: int) -> HttpResponse:
        return closure.reopen(request, pk)


def _assembled() -> NinjaAPI:
    api = _new_api("api")
    routers = {collection.name: router_of(collection) for collection in COLLECTIONS}
    _add_links(routers)
    _add_closure(routers["deals"])
    for name, router in routers.items():
        api.add_router(f"/{name}", router)
    for router in (custom_fields.router, imports.router, kpis.router, search.router):
        api.add_router("", router)
    api.add_router("/forecast", forecast.router)
    return api


def _kept() -> NinjaAPI:
    api = _new_api("legacy")
    api.add_router("", legacy.router)
    return api


api = _assembled()
kept_names = _kept()
