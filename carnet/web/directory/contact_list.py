"""The list of contacts."""

from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from carnet.directory import queries
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member
from carnet.identity.visibility import Viewer
from carnet.metrics import directory as figures
from carnet.web import formats
from carnet.web.directory.photos import photo_address
from carnet.web.listing import ListPage
from carnet.web.lists import columns as c
from carnet.web.lists import filters as f


def _counted(count: int) -> str:
    return ngettext("%(count)s contact", "%(count)s contacts", count) % {"count": c.grouped(count)}


def _mail(value: Any, row: Any) -> str:
    return format_html('<a href="mailto:{}">{}</a>', value, value) if value else formats.ABSENT


# Of the account and the owner a row shows the name: the rest of them would cost a third of the page.
_UNSEEN = [
    f"{link}__{field.name}"
    for link, model in (("account", Account), ("owner", Member))
    for field in model._meta.concrete_fields
    if field.name not in ("id", "name")
]


def _rows(viewer: Viewer) -> QuerySet[Contact]:
    return queries.visible_contacts(viewer).defer("search_text", "kept", *_UNSEEN)


CONTACTS = ListPage(
    key="contacts",
    title=_("Contacts"),
    rows=_rows,
    matching=queries.contacts_matching,
    counted=_counted,
    sort="name",
    columns=(
        c.name_column(
            "name",
            _("Name"),
            url="directory:contact",
            value="full_name",
            sort="full_name",
            picture=photo_address,
        ),
        c.text_column("last_name", _("Last name"), sort="last_name", hidden=True),
        c.text_column("job_title", _("Job title"), sort="job_title"),
        c.link_column("account", _("Account"), url="directory:account", sort="account__match_key"),
        c.Column("email", _("E-mail"), _mail, css="clip long minor"),
        c.text_column("phone", _("Phone"), css="tabular"),
        c.text_column("city", _("City"), sort="city", hidden=True),
        c.number_column("open_deals", _("Open deals"), css="minor", hidden=True),
        c.day_column(
            "last_exchange",
            _("Last exchange"),
            value="last_exchange_at",
            sort="sort_exchange",
            annotation=lambda viewer: figures.last_exchange_of(viewer, "contact"),
        ),
        c.money_column("open_value", _("Open value"), hidden=True, css="minor"),
        c.text_column("maturity", _("Maturity"), sort="maturity", hidden=True),
        c.text_column("source", _("Source"), sort="source", hidden=True),
        c.words_column("tags", _("Tags"), hidden=True),
        c.day_column("created", _("Created"), value="created_at", sort="created_at", hidden=True),
        c.person_column("owner", pgettext_lazy("record", "Owner"), sort="owner__name", css="minor"),
    ),
    filters=(
        f.ReferenceFilter("account", _("Account"), kind="accounts"),
        f.ReferenceFilter("owner", pgettext_lazy("record", "Owner"), kind="members"),
        f.TextFilter("city", _("City")),
        f.TextFilter("job_title", _("Job title")),
        f.WordFilter("tag", _("Tag"), path="tags"),
        f.WordFilter("category", _("Category"), path="categories"),
        f.TextFilter("maturity", _("Maturity")),
        f.MomentFilter("created", _("Created"), path="created_at"),
    ),
    enrich=figures.enrich_contacts,
    new_url="directory:contact-new",
    new_label=_("Contact"),
    record_url="directory:contact",
    edit_url="directory:contact-edit",
    bulk_url="directory:contact-bulk",
    empty_reason=_("Contacts are the people you know. An import brings your whole address book."),
)
