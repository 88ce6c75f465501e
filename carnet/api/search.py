"""Search: one question to everything that has a name."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from carnet.api import answers
from carnet.api import documentation as docs
from carnet.api.accounts import ACCOUNTS
from carnet.api.activities import ACTIVITIES
from carnet.api.auth import ApiRequest
from carnet.api.collection import Collection
from carnet.api.contacts import CONTACTS
from carnet.api.deals import DEALS
from carnet.api.paging import DEFAULT_LIMIT, bounded, check_values
from carnet.api.products import PRODUCTS
from carnet.api.stores import STORES
from carnet.core.errors import Invalid
from carnet.core.text import search_words
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, named

router = Router(tags=["search"])
SEARCHED = (ACCOUNTS, CONTACTS, DEALS, PRODUCTS, STORES, ACTIVITIES)
LARGEST_LIMIT, LARGEST_OFFSET = 200, 100_000
_HIT = {
    "type": "object",
    "properties": {"kind": {"type": "string"}, "id": {"type": "integer"}, "name": {"type": "string"}},
}


@router.get(
    "/search",
    operation_id="search",
    summary="Search",
    openapi_extra=docs.queries(("q", "limit", "offset")) | docs.reading(docs.page_schema(_HIT)),
)
def search(request: ApiRequest) -> HttpResponse:
    """The records the caller may open whose text holds every word, kind by kind."""
    check_values(request)
    if unknown := set(request.GET) - {"q", "limit", "offset"}:
        name = min(unknown)[:60]
        raise Invalid(_("There is no filter “%(name)s”.") % {"name": name}, field=name)
    limit = bounded(request, "limit", DEFAULT_LIMIT, LARGEST_LIMIT)
    offset = bounded(request, "offset", 0, LARGEST_OFFSET)
    query = request.GET.get("q", "")
    if not search_words(query):
        return answers.page([], 0)
    return answers.page(*_found(query, request.auth, limit, offset))


def _found(query: str, viewer: Viewer, limit: int, offset: int) -> tuple[list[Shown], int]:
    """One page across the kinds, each kind continuing where the one before ends, and how many there are."""
    items: list[Shown] = []
    count = 0
    for collection in SEARCHED:
        hits, there = _hits(collection, query, viewer, max(0, offset - count), limit - len(items))
        items += hits
        count += there
    return items, count


def _hits(
    collection: Collection, query: str, viewer: Viewer, skipped: int, most: int
) -> tuple[list[Shown], int]:
    assert collection.matching is not None  # noqa: S101
    rows = collection.matching(collection.rows(viewer), query).order_by("id")
    there = rows.count()
    found = rows.prefetch_related(None)[skipped : skipped + most] if most and skipped < there else []
    return [{"kind": collection.argument, **(named(record) or {})} for record in found], there
