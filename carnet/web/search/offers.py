"""What the palette offers besides records: things to do and ways to go."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.text import normalise
from carnet.identity.visibility import Viewer
from carnet.web.addresses import known
from carnet.web.context import ENTRIES

Offer = dict[str, Any]
NAMED = (
    ("directory:contact-new", gettext_lazy("New contact “%(text)s”"), "last_name"),
    ("directory:account-new", gettext_lazy("New account “%(text)s”"), "name"),
)
WRITING = (
    ("directory:contact-new", gettext_lazy("New contact"), "plus"),
    ("directory:account-new", gettext_lazy("New account"), "plus"),
    ("deals:deal-new", gettext_lazy("New deal"), "plus"),
    ("deals:activity-new", gettext_lazy("New activity"), "plus"),
    ("sales:sale-new", gettext_lazy("New sale"), "plus"),
    ("catalogue:product-new", gettext_lazy("New product"), "plus"),
    ("catalogue:store-new", gettext_lazy("New store"), "plus"),
)


def with_words(viewer: Viewer, text: str) -> list[Offer]:
    """What one may do with the words typed: create a record of that name, search everything for them."""
    if not text:
        return []
    offers = [
        {
            "url": f"{known(route)}?{urlencode({field: text})}",
            "text": label % {"text": text},
            "icon_name": "plus",
        }
        for route, label, field in NAMED
        if viewer.may_write
    ]
    everywhere = f"{known('search:search')}?{urlencode({'q': text})}"
    label = _("Search everything for “%(text)s”") % {"text": text}
    return [*offers, {"url": everywhere, "text": label, "icon_name": "search"}]


def actions(viewer: Viewer, text: str) -> list[Offer]:
    """The things to do and ways to go whose names hold every word."""
    words = normalise(text).split()
    return [offer for offer in _all(viewer) if all(word in normalise(offer["text"]) for word in words)]


def _all(viewer: Viewer) -> Iterator[Offer]:
    if viewer.may_write:
        for route, label, icon in WRITING:
            yield {"url": known(route), "text": str(label), "icon_name": icon}
    if viewer.may_administer:
        yield {"url": known("imports:import-list"), "text": _("Import files"), "icon_name": "upload"}
    for entry in ENTRIES:
        if url := known(entry.route):
            yield {"url": url, "text": str(entry.label), "icon_name": entry.icon}
