"""Contacts."""

from carnet.api import kinds, references
from carnet.api.collection import Collection, owned_by_caller
from carnet.api.fields import STAMPS, Field, computed, unlisted
from carnet.api.references import named
from carnet.api.shown import Shown, shared, stamps
from carnet.directory import actions, queries
from carnet.directory.models import Contact
from carnet.identity.visibility import Viewer


def contact_json(contact: Contact, viewer: Viewer) -> Shown:
    """A contact under the names of the contract."""
    return {
        "id": contact.pk,
        "name": contact.full_name,
        "prefix": contact.prefix,
        "first_name": contact.first_name,
        "middle_name": contact.middle_name,
        "last_name": contact.last_name,
        "suffix": contact.suffix,
        "nickname": contact.nickname,
        "job_title": contact.job_title,
        "account": shared(contact.account, viewer),
        "emails": contact.emails,
        "phones": contact.phones,
        "addresses": contact.addresses,
        "urls": contact.urls,
        "city": contact.city,
        "birthday": contact.birthday or None,
        "categories": contact.categories,
        "note": contact.note,
        "photo": None,
        "uid": contact.uid,
        "maturity": contact.maturity,
        "source": contact.source,
        "owner": named(contact.owner),
        "tags": contact.tags,
        "is_private": contact.is_private,
        **stamps(contact),
    }


FIELDS = (
    computed("id", kinds.Integer()),
    computed("name", kinds.Text(), "full_name"),
    Field("prefix", kinds.Text()),
    Field("first_name", kinds.Text()),
    Field("middle_name", kinds.Text()),
    Field("last_name", kinds.Text()),
    Field("suffix", kinds.Text()),
    Field("nickname", kinds.Text()),
    Field("job_title", kinds.Text()),
    Field("account", references.ACCOUNT),
    Field("emails", kinds.Details(), sortable=False),
    Field("phones", kinds.Details(digits=True), sortable=False),
    unlisted("addresses", kinds.Details(address=True)),
    unlisted("urls", kinds.Details()),
    computed("city", kinds.Text()),
    Field("birthday", kinds.TextOrNull()),
    Field("categories", kinds.Words(), sortable=False),
    unlisted("note", kinds.Text()),
    computed("photo", kinds.Absent(), filterable=False),
    Field("uid", kinds.Text()),
    Field("maturity", kinds.Text()),
    Field("source", kinds.Text()),
    Field("owner", references.MEMBER),
    Field("tags", kinds.Words(), sortable=False),
    Field("is_private", kinds.Flag()),
    *STAMPS,
)

CONTACTS = Collection(
    name="contacts",
    argument="contact",
    rows=queries.visible_contacts,
    shown=contact_json,
    fields=FIELDS,
    filters=(
        Field("email", kinds.Found(), writable=False, sortable=False),
        Field("phone", kinds.Found(digits=True), writable=False, sortable=False),
    ),
    matching=queries.contacts_matching,
    create=actions.create_contact,
    update=actions.update_contact,
    delete=actions.delete_contact,
    settle=owned_by_caller,
)
