"""Changing the address book."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.custom import words as custom_words
from carnet.core.errors import Invalid, NotAllowed
from carnet.core.regions import region_of
from carnet.core.text import match_key, search_text
from carnet.directory import details
from carnet.directory.models import Account, Contact
from carnet.identity.custom_fields import with_custom
from carnet.journal import changes, restoring
from carnet.journal.models import JournalLine

Values = Mapping[str, Any]
Record = TypeVar("Record", Account, Contact)
_PLACE = {"city", "postal_code", "country"}
_READ = {
    "emails": details.emails,
    "phones": details.phones,
    "addresses": details.addresses,
    "urls": details.urls,
}


def create_account(*, values: Values, actor: Actor) -> Account:
    """Add a company to the address book."""
    actor.require(Role.MEMBER)
    return changes.insert(new_account(values), actor=actor)


def new_account(values: Values) -> Account:
    """An unsaved account with its derived columns, checked by the rules of accounts."""
    account = Account(**with_custom("directory.account", values))
    _check_account(account)
    if not account.region:
        account.region = _region(account)
    for column, value in _derived_of_account(account).items():
        setattr(account, column, value)
    return account


def update_account(*, account: Account, values: Values, version: int | None = None, actor: Actor) -> Account:
    """Change a company; its region follows its place unless it was given."""
    actor.require(Role.MEMBER)
    _may_take_away(account, values, actor)
    changes.update(account, account_changes(account, values), version=version, actor=actor)
    return account


def _may_take_away(record: Account | Contact, values: Values, actor: Actor) -> None:
    """What is shared may be changed by all, but not be taken from its owner by someone of another team."""
    theirs = actor.answers_for is not None and record.owner_id not in (None, *actor.answers_for)
    for name in ("owner", "is_private"):
        if theirs and name in values and getattr(record, name) != values[name]:
            raise NotAllowed(
                _("Only its owner or their head may give this away or make it private."), field=name
            )


def account_changes(account: Account, values: Values) -> dict[str, Any]:
    """The values with the columns that follow from them."""
    values = with_custom("directory.account", values, account)
    after = _imagined(account, values)
    _check_account(after)
    if _above_itself(account, after.parent):
        raise Invalid(_("An account cannot be above itself."), field="parent")
    derived = _derived_of_account(after)
    if _PLACE & set(values) and "region" not in values and account.region in ("", _region(account)):
        derived["region"] = _region(after)
    return {**values, **derived}


def delete_account(*, account: Account, version: int | None = None, actor: Actor) -> None:
    """Remove a company without deals or sales; its contacts stay, without a company."""
    actor.require(Role.MEMBER)
    changes.remove(account, version=version, actor=actor)


def restore_account(*, line: JournalLine, actor: Actor) -> Account:
    """Undo the deletion of a company that this journal line tells of."""
    return restoring.restore(line, new_account, actor=actor)


def create_contact(*, values: Values, actor: Actor) -> Contact:
    """Add a person to the address book."""
    actor.require(Role.MEMBER)
    return changes.insert(new_contact(values), actor=actor)


def new_contact(values: Values) -> Contact:
    """An unsaved contact with its derived columns, checked by the rules of contacts."""
    contact = Contact(**_read_details(with_custom("directory.contact", values)))
    contact.uid = contact.uid or str(uuid.uuid4())
    for column, value in _derived_of_contact(contact).items():
        setattr(contact, column, value)
    return contact


def update_contact(*, contact: Contact, values: Values, version: int | None = None, actor: Actor) -> Contact:
    """Change a person."""
    actor.require(Role.MEMBER)
    _may_take_away(contact, values, actor)
    changes.update(contact, contact_changes(contact, values), version=version, actor=actor)
    return contact


def contact_changes(contact: Contact, values: Values) -> dict[str, Any]:
    """The values with the columns that follow from them."""
    read = _read_details(with_custom("directory.contact", values, contact))
    return {**read, **_derived_of_contact(_imagined(contact, read))}


def delete_contact(*, contact: Contact, version: int | None = None, actor: Actor) -> None:
    """Remove a person; their activities and deals stay, without a contact."""
    actor.require(Role.MEMBER)
    changes.remove(contact, version=version, actor=actor)


def restore_contact(*, line: JournalLine, actor: Actor) -> Contact:
    """Undo the deletion of a person that this journal line tells of."""
    return restoring.restore(line, new_contact, actor=actor)


def _read_details(values: Values) -> dict[str, Any]:
    return {name: _READ[name](value) if name in _READ else value for name, value in values.items()}


def _imagined(record: Record, values: Values) -> Record:
    """The record as it would be, without touching the one in hand."""
    columns = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    after = type(record)(**columns)
    for name, value in values.items():
        setattr(after, name, value)
    return after


def _region(account: Account) -> str:
    """The French region of the place; nothing for a foreign or an ambiguous one."""
    if match_key(account.country) not in ("", "france", "fr"):
        return ""
    return region_of(account.city, account.postal_code).region


def _derived_of_account(account: Account) -> dict[str, str]:
    phones = (account.phone,) if account.phone else ()
    own = custom_words(account.custom)
    words = (account.name, account.city, account.email, account.siren, account.website, *own)
    return {
        "match_key": match_key(account.name)[:200],
        "search_text": search_text(*words, phones=phones),
    }


def _derived_of_contact(contact: Contact) -> dict[str, str]:
    emails = tuple(item["value"] for item in contact.emails)
    phones = tuple(item["value"] for item in contact.phones)
    full_name = " ".join(filter(None, (contact.first_name.strip(), contact.last_name.strip())))
    full_name = full_name or contact.nickname.strip() or next(iter((*emails, *phones)), "")
    if not full_name:
        raise Invalid(_("A contact needs a name, an e-mail or a phone number."), field="last_name")
    _check_birthday(contact.birthday)
    _check_privacy(contact)
    city = next((item["city"] for item in contact.addresses if item.get("city")), "")
    own = custom_words(contact.custom)
    words = (contact.first_name, contact.last_name, contact.nickname, city, *emails, *own)
    return {
        "full_name": full_name[:300],
        "email_key": emails[0].lower()[:254] if emails else "",
        "city": city[:120],
        "search_text": search_text(*words, phones=phones),
    }


def _check_account(account: Account) -> None:
    if not account.name.strip():
        raise Invalid(_("An account needs a name."), field="name")
    _check_privacy(account)


def _check_privacy(record: Account | Contact) -> None:
    if record.is_private and record.owner_id is None:
        raise Invalid(_("A private record needs an owner."), field="is_private")


def _check_birthday(text: str) -> None:
    """With or without its year, the day exists: 2000 is a leap year."""
    if not text:
        return
    try:
        date.fromisoformat(f"2000{text[1:]}" if text.startswith("--") else text)
    except ValueError:
        raise Invalid(
            _("A day, with or without its year: 1984-05-09 or --05-09."), field="birthday"
        ) from None


def _above_itself(account: Account, parent: Account | None) -> bool:
    seen: set[int] = set()
    while parent is not None and parent.pk not in seen:
        if parent.pk == account.pk:
            return True
        seen.add(parent.pk)
        parent = parent.parent
    return False
