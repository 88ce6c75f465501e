"""Contacts."""

from carnet.api import kinds, references
from carnet.api.collection import Collection, owned_by_caller
from carnet.api.custom import CUSTOM
from carnet.api.fields import STAMPS, Field, computed, unlisted
from carnet.directory import actions, queries
from carnet.interchange.records.directory import contact_json

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
    computed("photo", kinds.TextOrNull(), filterable=False),
    Field("uid", kinds.Text()),
    Field("maturity", kinds.Text()),
    Field("source", kinds.Text()),
    Field("owner", references.MEMBER),
    Field("tags", kinds.Words(), sortable=False),
    Field("is_private", kinds.Flag()),
    CUSTOM,
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
