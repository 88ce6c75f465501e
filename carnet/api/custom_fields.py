"""Which fields the company added to its records: read-only, they are made on their page."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from ninja import Router

from carnet.api import documentation as docs
from carnet.api import kinds
from carnet.api.auth import ApiRequest
from carnet.api.collection import Listing, listed
from carnet.api.fields import STAMPS, computed
from carnet.identity.models import CustomField, CustomFieldType
from carnet.identity.queries import visible_custom_fields
from carnet.identity.visibility import Viewer
from carnet.interchange.mapping.targets import CUSTOMISED
from carnet.interchange.records.shown import Shown, stamps

_COLLECTION = {kind: name for name, kind in CUSTOMISED.items()}


class OfCollection(kinds.Choice):
    """The collection whose records have the field."""

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        """By the name of the collection; every field has one."""
        if text == "null":
            return Q(pk__isnull=True)
        return Q(**{column: CUSTOMISED[self.parsed(text)]})


def field_json(field: CustomField, viewer: Viewer) -> Shown:
    """A field: its values stand under `key` in the `custom` of the records of its collection."""
    return {
        "id": field.pk,
        "collection": _COLLECTION[field.kind],
        "key": field.key,
        "label": field.label,
        "type": field.type,
        "choices": field.choices,
        "position": field.position,
        **stamps(field),
    }


CUSTOM_FIELDS = Listing(
    name="custom-fields",
    argument="customfield",
    rows=visible_custom_fields,
    shown=field_json,
    fields=(
        computed("id", kinds.Integer()),
        computed("collection", OfCollection(tuple(CUSTOMISED)), "kind"),
        computed("key", kinds.Text()),
        computed("label", kinds.Text()),
        computed("type", kinds.Choice(tuple(CustomFieldType.values))),
        computed("choices", kinds.Words(), filterable=False),
        computed("position", kinds.Integer()),
        *STAMPS,
    ),
)
router = Router(tags=["custom-fields"])


@router.get(
    "/custom-fields",
    operation_id="list_custom_fields",
    summary="List",
    openapi_extra=docs.listing(CUSTOM_FIELDS),
)
def list_custom_fields(request: ApiRequest) -> HttpResponse:
    """The fields of every collection."""
    rows: Any = visible_custom_fields(request.auth)
    return listed(CUSTOM_FIELDS, rows, request, request.auth)
