"""Fetching tables page by page into the spool; what is whole there is not asked for again."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from carnet.interchange.airtable.client import PAGE_SIZE, Client
from carnet.interchange.airtable.errors import AirtableRefused, IteratorExpired
from carnet.interchange.airtable.spool import Spool
from carnet.interchange.limits import DEFAULT_LIMITS

MOST_RESTARTS = 5
MOST_PAGES = DEFAULT_LIMITS.rows // PAGE_SIZE
Progress = Callable[[str, int], None]
"""Told the name of a table and how many of its records are here."""


def fetch(client: Client, spool: Spool, tables: Iterable[str], progress: Progress) -> None:
    """Bring every page of these tables into the spool, from where it stands."""
    for name in tables:
        if not spool.is_whole(name):
            _fetch_table(client, spool, name, progress)


def _fetch_table(client: Client, spool: Spool, name: str, progress: Progress) -> None:
    """Turn the pages; when Airtable forgot how far we were, from the first one again."""
    for _attempt in range(MOST_RESTARTS):
        try:
            return _turn_pages(client, spool, name, progress)
        except IteratorExpired:
            spool.restart(name)
    raise AirtableRefused(
        _("Airtable loses its place in the table “%(table)s” again and again; try again later.")
        % {"table": name}
    )


def _turn_pages(client: Client, spool: Spool, name: str, progress: Progress) -> None:
    offset = spool.offset_of(name)
    for _page in range(MOST_PAGES):
        records, following = client.page(name, offset)
        if following and following == offset:
            break
        spool.add(name, records, following)
        progress(name, spool.count(name))
        if not following:
            return
        offset = following
    raise AirtableRefused(_("The table “%(table)s” of Airtable does not end.") % {"table": name})
