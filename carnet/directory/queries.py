"""Reading the address book."""

from typing import TypeVar

from django.db.models import F, Model, Prefetch, Q, QuerySet

from carnet.core.text import match_key, normalise, phone_digits, search_words
from carnet.directory.models import Account, Contact
from carnet.identity.visibility import Viewer, shared_q

Linked = TypeVar("Linked", bound=Model)


def visible_accounts(viewer: Viewer) -> QuerySet[Account]:
    """The accounts a viewer may open."""
    accounts = Account.objects.filter(shared_q(viewer)).select_related("owner")
    return with_account(accounts, viewer, "parent")


def visible_contacts(viewer: Viewer) -> QuerySet[Contact]:
    """The contacts a viewer may open."""
    return with_account(Contact.objects.filter(shared_q(viewer)).select_related("owner"), viewer)


def with_account(records: QuerySet[Linked], viewer: Viewer, link: str = "account") -> QuerySet[Linked]:
    """These records with their account; one the viewer may not open reads as none: its name is a secret."""
    if viewer.sees_all:
        return records.select_related(link)
    return records.prefetch_related(Prefetch(link, Account.objects.filter(shared_q(viewer))))


def accounts_matching(accounts: QuerySet[Account], query: str) -> QuerySet[Account]:
    """Those whose text holds every word of the query."""
    for word in search_words(query):
        accounts = accounts.filter(search_text__contains=word)
    return accounts


def contacts_matching(contacts: QuerySet[Contact], query: str) -> QuerySet[Contact]:
    """Those whose text, or whose account's, holds every word of the query."""
    for word in search_words(query):
        secret = Q(is_private=True, account__owner=F("owner"))
        account = Q(account__search_text__contains=word) & (Q(account__is_private=False) | secret)
        contacts = contacts.filter(Q(search_text__contains=word) | account)
    return contacts


def linked_holds(link: str, word: str, *, owner: str = "owner") -> Q:
    """Whose linked account or contact holds a word; a private one only where it has the record's owner.

    Who sees a record of an owner sees the owner's private ones too, so no secret is found out by searching.
    """
    open_to_all = Q(**{f"{link}__is_private": False}) | Q(**{f"{link}__owner": F(owner)})
    return Q(**{f"{link}__search_text__contains": word}) & open_to_all


def accounts_like(viewer: Viewer, name: str) -> QuerySet[Account]:
    """Possible duplicates of a name being typed: the same letters and digits."""
    return visible_accounts(viewer).filter(match_key=match_key(name)).exclude(match_key="")


def contacts_like(viewer: Viewer, *, email: str = "", phone: str = "", name: str = "") -> QuerySet[Contact]:
    """Possible duplicates of a contact being typed: same e-mail, phone or full name."""
    same = Q(pk__in=[])
    if email:
        same |= Q(search_text__contains=normalise(email))
    if len(phone_digits(phone)) >= 6:
        same |= Q(search_text__contains=phone_digits(phone))
    if words := normalise(name):
        same |= Q(search_text=words) | Q(search_text__startswith=f"{words} ")
    return visible_contacts(viewer).filter(same)


def sectors(viewer: Viewer) -> list[str]:
    """The sectors in use, sorted."""
    rows = visible_accounts(viewer).exclude(sector="").order_by("sector")
    return list(rows.values_list("sector", flat=True).distinct())
