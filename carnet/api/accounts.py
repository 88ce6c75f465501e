"""Accounts."""

from carnet.api import kinds, references
from carnet.api.collection import Collection, owned_by_caller
from carnet.api.fields import STAMPS, Field, computed, unlisted
from carnet.api.filters import OF_OWNER
from carnet.api.references import named
from carnet.api.shown import Shown, shared, stamps
from carnet.core.money import plain_or_none
from carnet.directory import actions, queries
from carnet.directory.models import Account, AccountKind
from carnet.identity.visibility import Viewer


def account_json(account: Account, viewer: Viewer) -> Shown:
    """An account under the names of the contract."""
    return {
        "id": account.pk,
        "name": account.name,
        "kind": account.kind,
        "sector": account.sector,
        "website": account.website,
        "email": account.email,
        "phone": account.phone,
        "street": account.street,
        "postal_code": account.postal_code,
        "city": account.city,
        "region": account.region,
        "country": account.country,
        "siren": account.siren,
        "vat_number": account.vat_number,
        "employees": account.employees,
        "annual_revenue": plain_or_none(account.annual_revenue),
        "founded_year": account.founded_year,
        "parent": shared(account.parent, viewer),
        "owner": named(account.owner),
        "source": account.source,
        "tags": account.tags,
        "note": account.note,
        "is_private": account.is_private,
        **stamps(account),
    }


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
