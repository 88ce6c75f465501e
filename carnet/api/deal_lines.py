"""The lines of a deal: product, quantity and the price agreed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.api import references
from carnet.api.kinds import Amount, Kind, Number
from carnet.core.errors import Invalid
from carnet.deals.totals import MOST_LINES
from carnet.identity.visibility import Viewer

_KINDS: dict[str, Kind] = {
    "product": references.PRODUCT,
    "quantity": Number(),
    "unit_price": Amount(),
}


class Lines(Kind):
    """A list of {"product", "quantity", "unit_price"}."""

    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {name: kind.schema for name, kind in _KINDS.items()},
            "required": ["product"],
        },
    }

    def read(self, raw: Any, viewer: Viewer) -> list[dict[str, Any]]:
        """The lines with their products; the list price sent back with a line read earlier is left out."""
        items = [] if raw is None else raw
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise Invalid(_('Expected a list of {"product", "quantity", "unit_price"}.'))
        if len(items) > MOST_LINES:
            raise Invalid(_("At most %(most)s lines.") % {"most": MOST_LINES})
        return [_line(item, viewer) for item in items]


def _line(item: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    if set(item) - {*_KINDS, "list_price"}:
        raise Invalid(_('Expected a list of {"product", "quantity", "unit_price"}.'))
    return {name: kind.read(item[name], viewer) for name, kind in _KINDS.items() if name in item}
