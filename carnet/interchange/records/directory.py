"""Accounts and contacts under the names of the contract."""

from carnet.core.money import plain_or_none
from carnet.directory.models import Account, Contact
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, named, shared, stamps


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


def photo_address(contact: Contact) -> str | None:
    """Where the photo of a contact is seen: the path of its page, as the pages name it."""
    return f"/contacts/{contact.pk}/photo/" if contact.photo_id else None


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
        "photo": photo_address(contact),
        "uid": contact.uid,
        "maturity": contact.maturity,
        "source": contact.source,
        "owner": named(contact.owner),
        "tags": contact.tags,
        "is_private": contact.is_private,
        **stamps(contact),
    }
