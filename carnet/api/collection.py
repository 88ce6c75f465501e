"""A collection of the contract: its rows, its fields, its actions, and the five things one may ask of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from carnet.api import answers
from carnet.api.auth import ApiRequest, actor
from carnet.api.bodies import Body, body_of
from carnet.api.custom import own_filters
from carnet.api.errors import refusal
from carnet.api.fields import Field, read_values
from carnet.api.idempotency import once
from carnet.api.kinds import LARGEST
from carnet.api.paging import Matching, page_of
from carnet.core.acting import Role
from carnet.core.errors import NotFound, StaleWrite
from carnet.core.lean import lean
from carnet.identity.models import Member
from carnet.identity.queries import visible_agents
from carnet.identity.visibility import Viewer
from carnet.interchange.records.custom import known_only

Shown = dict[str, Any]
Values = dict[str, Any]
Settle = Callable[[Values, Viewer, Any], Values]


def as_read(values: Values, viewer: Viewer, record: Any) -> Values:
    """The values as the fields read them: most collections need no more."""
    return values


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What can be listed and read; `argument` is the name actions give to one record."""

    name: str
    argument: str
    rows: Callable[[Viewer], QuerySet[Any]]
    shown: Callable[[Any, Viewer], Shown]
    fields: tuple[Field, ...]
    filters: tuple[Field, ...] = ()
    matching: Matching | None = None
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class Collection(Listing):
    """What can also be written, by the actions of its subject."""

    create: Callable[..., Any]
    update: Callable[..., Any]
    delete: Callable[..., None]
    settle: Settle = as_read
    role: Role = Role.MEMBER


def one(rows: QuerySet[Any], pk: int) -> Any:
    """The record of a `visible_...` query; absent and forbidden look alike."""
    record = rows.filter(pk=pk).first() if 0 < pk <= LARGEST else None
    if record is None:
        raise NotFound
    return record


def told(collection: Listing, records: Iterable[Any], viewer: Viewer) -> list[Shown]:
    """The objects of records; what these still hold of deleted fields stays untold."""
    return known_only(collection.name, [collection.shown(record, viewer) for record in records])


def object_of(collection: Listing, record: Any, viewer: Viewer) -> Shown:
    """The object of one record."""
    return told(collection, [record], viewer)[0]


def listed(collection: Listing, rows: QuerySet[Any], request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A page of these rows of a collection."""
    fields = (*collection.fields, *collection.filters, *own_filters(collection.name, request.GET))
    found, count = page_of(
        lean(rows, (field.path for field in fields)),
        request,
        viewer,
        fields=fields,
        matching=collection.matching,
        day=collection.day,
    )
    return answers.page(told(collection, found, viewer), count)


def read(collection: Collection, request: ApiRequest, pk: int) -> HttpResponse:
    """One record."""
    viewer = request.auth
    return answers.record(object_of(collection, one(collection.rows(viewer), pk), viewer))


def create(collection: Collection, request: ApiRequest) -> HttpResponse:
    """A new record: 201 with its address; permission is judged before the body."""
    author, viewer = actor(request), request.auth
    author.require(collection.role)
    body = body_of(request)

    def act() -> Shown:
        values = read_values(collection.fields, body, viewer, shown=None)
        values = collection.settle(values, viewer, None)
        return _fresh(collection, collection.create(values=values, actor=author), viewer)

    def answer(shown: Shown) -> HttpResponse:
        address = f"{request.path.rstrip('/')}/{shown['id']}"
        return answers.record(shown, status=201, location=address)

    return once(request, body, act=act, answer=answer, actor=author)


def update(collection: Collection, request: ApiRequest, pk: int) -> HttpResponse:
    """A changed record, from the version the caller knows."""
    author, viewer = actor(request), request.auth
    record = one(collection.rows(viewer), pk)
    author.require(collection.role)
    try:
        version = answers.check_version(request, record, required=True)
        values = _changes(collection, body_of(request), viewer, record)
        arguments = {collection.argument: record, "values": values, "version": version, "actor": author}
        return answers.record(_fresh(collection, collection.update(**arguments), viewer))
    except StaleWrite as stale:
        return overtaken(collection, stale, viewer)


def delete(collection: Collection, request: ApiRequest, pk: int) -> HttpResponse:
    """A record removed, if it still has the version the caller names, where one is named."""
    author, viewer = actor(request), request.auth
    record = one(collection.rows(viewer), pk)
    author.require(collection.role)
    try:
        version = answers.check_version(request, record, required=False)
        collection.delete(**{collection.argument: record, "version": version, "actor": author})
    except StaleWrite as stale:
        return overtaken(collection, stale, viewer)
    return answers.gone()


def overtaken(collection: Collection, stale: StaleWrite, viewer: Viewer) -> HttpResponse:
    """412 with the record as it now stands, where it may still be seen."""
    current = stale.current and collection.rows(viewer).filter(pk=stale.current.pk).first()
    return refusal(412, str(stale), current=object_of(collection, current, viewer) if current else None)


def default_owner(viewer: Viewer) -> Member | None:
    """The caller as owner of what they enter; None for those who do not sell, integrations among them."""
    if viewer.member_id is None or viewer.role >= Role.ADMIN:
        return None
    return visible_agents(viewer).filter(pk=viewer.member_id).first()


def owned_by_caller(values: Values, viewer: Viewer, record: Any) -> Values:
    """A new record belongs to who enters it, unless another owner (or none: null) is named."""
    if record is not None or "owner" in values:
        return values
    return {**values, "owner": default_owner(viewer)}


def _changes(collection: Collection, body: Body, viewer: Viewer, record: Any) -> Values:
    values = read_values(collection.fields, body, viewer, shown=collection.shown(record, viewer))
    return collection.settle(values, viewer, record)


def _fresh(collection: Collection, record: Any, viewer: Viewer) -> Shown:
    """The record as stored, with its relations; who gave it away still sees the answer."""
    stored = collection.rows(viewer).filter(pk=record.pk).first()
    return object_of(collection, stored or record, viewer)
