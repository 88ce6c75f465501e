"""The OpenAPI description: both groups of routes in one document, put together once."""

from functools import cache
from typing import Any

from django.http import HttpRequest, JsonResponse

from carnet.api import documentation as docs
from carnet.api.custom_fields import CUSTOM_FIELDS
from carnet.api.imports import IMPORTS
from carnet.api.routes import COLLECTIONS, api, kept_names

Schema = dict[str, Any]
DESCRIPTION = (
    "Lists take limit, offset, sort, q and one filter per field (repeated: any of them; null: without one). "
    "References are read by id or by name. PATCH needs If-Match with the version; "
    "POST honours Idempotency-Key."
)


@cache
def schema() -> Schema:
    """The whole description."""
    main = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    kept = kept_names.get_openapi_schema(path_prefix="/")
    schemas = {
        name: item
        for collection in (*COLLECTIONS, IMPORTS, CUSTOM_FIELDS)
        for name, item in docs.schemas(collection).items()
    }
    main["info"] = {"title": "Carnet", "version": "1", "description": DESCRIPTION}
    main["paths"] = {_public(path): _tidied(item) for path, item in (main["paths"] | kept["paths"]).items()}
    main["components"] |= {"schemas": {"Reference": docs.REFERENCE, "Error": docs.ERROR, **schemas}}
    main.pop("servers", None)
    return main


def openapi_json(request: HttpRequest) -> JsonResponse:
    """The description for programs; it holds no data and needs no login."""
    return JsonResponse(schema())


def _public(path: str) -> str:
    return path.replace("{pk}", "{id}")


def _tidied(methods: Schema) -> Schema:
    """Without the answer ninja assumes, and with the contract's name for the id."""
    for operation in methods.values():
        responses = operation["responses"]
        operation["responses"] = {code: said for code, said in responses.items() if isinstance(code, str)}
        for parameter in operation["parameters"]:
            if parameter["name"] == "pk":
                parameter["name"] = "id"
                parameter["schema"] = {"type": "integer"}
    return methods
