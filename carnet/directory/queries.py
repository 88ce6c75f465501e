"""Reading the address book."""

from django.db.models import Q, QuerySet

from carnet.core.text import match_key, normalise, phone_digits, search_words
from carnet.directory.models import Account, Contact
from carnet.identity.visibility import Viewer, shared_q


def visible_accounts(viewer: Viewer) -> QuerySet[Account]:
    """The accounts a viewer may open."""
    return Account.objects.filter(shared_q(viewer)).select_related("owner", "parent")


def visible_contacts(viewer: Viewer) -> QuerySet[Contact]:
    """The contacts a viewer may open."""
    return Contact.objects.filter(shared_q(viewer)).select_related("owner", "account")


def accounts_matching(accounts: QuerySet[Account], query: str) -> QuerySet[Account]:
    """Those whose text holds every word of the query."""
    for word in search_words(query):
        accounts = accounts.filter(search_text__contains=word)
    return accounts


def contacts_matching(contacts: QuerySet[Contact], query: str) -> QuerySet[Contact]:
    """Those whose text, or whose account's, holds every word of the query."""
    for word in search_words(query):
        contacts = contacts.filter(Q(search_text__contains=word) | Q(account__search_text__contains=word))
    return contacts


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
    if name:
        same |= Q(full_name__iexact=name.strip())
    return visible_contacts(viewer).filter(same)


def sectors(viewer: Viewer) -> list[str]:
    """The sectors in use, sorted."""
    rows = visible_accounts(viewer).exclude(sector="").order_by("sector")
    return list(rows.values_list("sector", flat=True).distinct())
