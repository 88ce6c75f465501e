"""Accounts."""

from carnet.api import kinds, references
from carnet.api.collection import Collection, owned_by_caller
from carnet.api.custom import CUSTOM
from carnet.api.fields import STAMPS, Field, computed, unlisted
from carnet.api.filters import OF_OWNER
from carnet.directory import actions, queries
from carnet.directory.models import AccountKind
from carnet.interchange.records.directory import account_json

FIELDS = (
    computed("id", kinds.Integer()),
    Field("name", kinds.Text(), required=True),
    Field("kind", kinds.Choice(tuple(AccountKind.values))),
    Field("sector", kinds.Text()),
    Field("website", kinds.Text()),
    Field("email", kinds.Text()),
    Field("phone", kinds.Found(digits=True)),
    Field("street", kinds.Text()),
    Field("postal_code", kinds.Text()),
    Field("city", kinds.Text()),
    Field("region", kinds.Text()),
    Field("country", kinds.Text()),
    Field("siren", kinds.Text()),
    Field("vat_number", kinds.Text()),
    Field("employees", kinds.Integer()),
    Field("annual_revenue", kinds.Amount()),
    Field("founded_year", kinds.Integer()),
    Field("parent", references.ACCOUNT),
    Field("owner", references.MEMBER),
    Field("source", kinds.Text()),
    Field("tags", kinds.Words(), sortable=False),
    unlisted("note", kinds.Text()),
    Field("is_private", kinds.Flag()),
    CUSTOM,
    *STAMPS,
)

ACCOUNTS = Collection(
    name="accounts",
    argument="account",
    rows=queries.visible_accounts,
    shown=account_json,
    fields=FIELDS,
    filters=OF_OWNER,
    matching=queries.accounts_matching,
    create=actions.create_account,
    update=actions.update_account,
    delete=actions.delete_account,
    settle=owned_by_caller,
)
