"""The five routes of a collection, and the linked views of a record."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Router

from carnet.api import collection as doors
from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.collection import Collection, one
from carnet.identity.visibility import Viewer

Linked = Callable[[Any, Viewer], QuerySet[Any]]


def router_of(collection: Collection) -> Router:
    """List, create, read, change and delete."""
    router = Router(tags=[collection.name])
    name = docs.schema_name(collection)
    _read_routes(router, collection, name)
    _write_routes(router, collection, name)
    return router


def _read_routes(router: Router, collection: Collection, name: str) -> None:
    @router.get(
        "", operation_id=f"list_{collection.name}", summary="List", openapi_extra=docs.listing(collection)
    )
    def list_records(request: ApiRequest) -> HttpResponse:
        return doors.listed(collection, collection.rows(request.auth), request, request.auth)

    @router.get(
        "/{pk}", operation_id=f"get_{name}", summary="Read", openapi_extra=docs.reading(docs.ref(name))
    )
    def read_record(request: ApiRequest, pk: int) -> HttpResponse:
        return doors.read(collection, request, pk)


def _write_routes(router: Router, collection: Collection, name: str) -> None:
    new = docs.writing(docs.ref(f"{name}New"), docs.ref(name), "keyed", status="201")
    changed = docs.writing(
        docs.ref(f"{name}Changes"), docs.ref(name), "404", "428", precondition=True, status="200"
    )

    @router.post("", operation_id=f"create_{name}", summary="Create", openapi_extra=new)
    def create_record(request: ApiRequest) -> HttpResponse:
        return doors.create(collection, request)

    @router.patch("/{pk}", operation_id=f"update_{name}", summary="Change", openapi_extra=changed)
    def update_record(request: ApiRequest, pk: int) -> HttpResponse:
        return doors.update(collection, request, pk)

    @router.delete("/{pk}", operation_id=f"delete_{name}", summary="Delete", openapi_extra=docs.deleting())
    def delete_record(request: ApiRequest, pk: int) -> HttpResponse:
        return doors.delete(collection, request, pk)


def add_linked(router: Router, owner: Collection, linked: Collection, rows: Linked) -> None:
    """The records linked to one record, as a list of their own: /accounts/{id}/deals."""

    @router.get(
        f"/{{pk}}/{linked.name}",
        operation_id=f"list_{owner.name}_{linked.name}",
        summary=f"List {linked.name}",
        openapi_extra=docs.listing(linked),
    )
    def list_linked(request: ApiRequest, pk: int) -> HttpResponse:
        record = one(owner.rows(request.auth), pk)
        return doors.listed(linked, rows(record, request.auth), request, request.auth)
