"""What OpenAPI says of a collection, drawn from its fields: nothing is described twice."""

from collections.abc import Iterable
from typing import Any

from carnet.api.collection import Collection, Listing
from carnet.api.fields import Field
from carnet.api.kinds import Choice, Details, Found, Kind, Words
from carnet.api.paging import DEFAULT_LIMIT, LARGEST_LIMIT, LARGEST_OFFSET
from carnet.api.references import Reference

Schema = dict[str, Any]
ERRORS = {
    "400": "The request cannot be read",
    "401": "No login and no valid token",
    "403": "Known, but not allowed",
    "404": "Not there, or not visible to you",
    "409": "A duplicate, or others depend on it",
    "412": "Someone else saved first; `current` is the record as it now stands",
    "413": "The request is too large",
    "422": "Bad input; `field` names it",
    "428": "If-Match is missing",
}
REFERENCE: Schema = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
    "required": ["id"],
}
ERROR: Schema = {
    "type": "object",
    "properties": {
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "string"}},
        "current": {"type": "object"},
    },
    "required": ["detail"],
}
_IF_MATCH: Schema = {
    "in": "header",
    "name": "If-Match",
    "schema": {"type": "string"},
    "example": '"3"',
    "description": "The version you start from",
}
_KEY: Schema = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "The same key twice is one write",
}


def ref(name: str) -> Schema:
    """A link to a schema of the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def schema_name(collection: Listing) -> str:
    """The name of a record's schema: Account."""
    return {"agents": "Agent"}.get(collection.name, collection.argument.title())


def schemas(collection: Listing) -> dict[str, Schema]:
    """The schemas of a record as it is read, as it is written, and of a page of them."""
    name = schema_name(collection)
    read = {field.name: field.kind.schema for field in collection.fields}
    shown: Schema = {
        name: {"type": "object", "properties": read, "required": list(read)},
        f"{name}Page": page_schema(ref(name)),
    }
    if not isinstance(collection, Collection):
        return shown
    written = {field.name: _written(field.kind) for field in collection.fields if field.writable}
    required = [field.name for field in collection.fields if field.required]
    body: Schema = {"type": "object", "properties": written, "additionalProperties": False}
    new = body | ({"required": required} if required else {})
    return shown | {f"{name}New": new, f"{name}Changes": body}


def page_schema(item: Schema) -> Schema:
    """A page of a list."""
    return {
        "type": "object",
        "properties": {"items": {"type": "array", "items": item}, "count": {"type": "integer"}},
        "required": ["items", "count"],
    }


def listing(collection: Listing) -> Schema:
    """A list with its paging, sorting and filters."""
    fields = (*collection.fields, *collection.filters)
    sortable = [field.name for field in fields if field.sortable]
    parameters = [
        _query(
            "limit", {"type": "integer", "minimum": 0, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT}
        ),
        _query("offset", {"type": "integer", "minimum": 0, "maximum": LARGEST_OFFSET, "default": 0}),
        _query(
            "sort", {"type": "string", "enum": [f"{sign}{name}" for name in sortable for sign in ("", "-")]}
        ),
    ]
    if collection.matching:
        parameters.append(_query("q", {"type": "string", "maxLength": 300}))
    if collection.day:
        parameters += [_query(name, {"type": "string", "format": "date"}) for name in ("from", "to")]
    parameters += [one for field in fields if field.filterable for one in _filters(field)]
    return {"parameters": parameters, "responses": answers(ref(f"{schema_name(collection)}Page"))}


def reading(schema: Schema) -> Schema:
    """One object."""
    return {"responses": answers(schema, "404")}


def writing(
    body: Schema, shown: Schema, *codes: str, status: str = "200", precondition: bool | None = None
) -> Schema:
    """A write; `precondition` says whether If-Match is needed (None: not looked at)."""
    headers = [] if precondition is None else [_IF_MATCH | {"required": precondition}]
    keyed = [_KEY] if "keyed" in codes else []
    return {
        "parameters": [*headers, *keyed],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": answers(
            shown, "403", "409", "412", "413", *(code for code in codes if code != "keyed"), status=status
        ),
    }


def deleting() -> Schema:
    """A deletion."""
    refused = {code: _error(code) for code in ("401", "403", "404", "409", "412", "422")}
    return {
        "parameters": [_IF_MATCH | {"required": False}],
        "responses": {"204": {"description": "Deleted"}} | refused,
    }


def answers(schema: Schema, *codes: str, status: str = "200") -> Schema:
    """The answer that is hoped for, and the refusals."""
    good = {"description": "OK", "content": {"application/json": {"schema": schema}}}
    return {status: good} | {code: _error(code) for code in sorted({"400", "401", "422", *codes})}


def queries(names: Iterable[str]) -> Schema:
    """Repeatable filters without a declared type."""
    return {"parameters": [_query(name, {"type": "array", "items": {"type": "string"}}) for name in names]}


def _error(code: str) -> Schema:
    return {"description": ERRORS[code], "content": {"application/json": {"schema": ref("Error")}}}


def _query(name: str, schema: Schema) -> Schema:
    return {"in": "query", "name": name, "required": False, "schema": schema}


def _filters(field: Field) -> list[Schema]:
    """A filter may be repeated: its values are alternatives."""
    one = _filter_schema(field.kind)
    found = [_query(field.name, {"type": "array", "items": one})]
    if field.kind.ranged:
        found += [_query(f"{field.name}_{end}", one) for end in ("from", "to")]
    return found


def _filter_schema(kind: Kind) -> Schema:
    if isinstance(kind, Choice):
        return {"type": "string", "enum": [*kind.words, "null"]}
    if isinstance(kind, (Reference, Found, Words, Details)):
        return {"type": "string"}
    schema = {name: value for name, value in kind.schema.items() if name in ("type", "format")}
    single = next((name for name in schema["type"] if name != "null"), "string")
    return schema | {"type": single if isinstance(schema["type"], list) else schema["type"]}


def _written(kind: Kind) -> Schema:
    if isinstance(kind, Reference):
        return {"anyOf": [{"type": "integer"}, {"type": "string"}, ref("Reference"), {"type": "null"}]}
    if "pattern" in kind.schema:
        return {"anyOf": [kind.schema, {"type": "number"}]}
    return kind.schema
