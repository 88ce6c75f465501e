"""References in files: the record a name means, leniently spelt; never a guess."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product, Store
from carnet.core.text import match_key
from carnet.deals.models import Deal, Pipeline, Stage
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member, Office, Team
from carnet.interchange.errors import UnreadableValue, sentence

BY_KEYS = {
    "account": (Account, ("match_key",)),
    "product": (Product, ("reference_key", "match_key")),
    "store": (Store, ("reference_key", "match_key")),
    "member": (Member, ("match_key",)),
    "office": (Office, ("match_key",)),
    "team": (Team, ("match_key",)),
    "stage": (Stage, ("match_key",)),
}
FIELDS = {
    "account": "account",
    "parent": "account",
    "product": "product",
    "store": "store",
    "agent": "member",
    "owner": "member",
    "manager": "member",
    "office": "office",
    "team": "team",
    "stage": "stage",
    "contact": "contact",
    "deal": "deal",
    "pipeline": "pipeline",
}
"""Field of a row -> what it refers to."""


MOST_MEANT = 4096


class Lookup:
    """The records that the references of one chunk of rows may mean, loaded by one query a kind."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, list[Any]]] = {}
        self._meant: dict[tuple[str, str], Any] = {}
        """The one record of each text asked for, until another may be meant."""

    def load(self, target: str, texts: Iterable[str]) -> None:
        """Look up all these texts at once; those known already are not asked again."""
        known = self._found.setdefault(target, {})
        texts = set(texts)
        wanted = {key for text in texts if (key := match_key(text)) and key not in known}
        if not wanted:
            return
        known.update({key: [] for key in wanted})
        if target in BY_KEYS:
            self._load_by_keys(target, wanted)
        else:
            self._load_by_names(target, [text.strip() for text in texts if match_key(text) in wanted])

    def _load_by_keys(self, target: str, wanted: set[str]) -> None:
        model, columns = BY_KEYS[target]
        asked = Q()
        for column in columns:
            asked |= Q(**{f"{column}__in": wanted})
        known = self._found[target]
        rows = list(model._default_manager.filter(asked).order_by("pk"))
        for column in columns:
            # A reference goes before a name: the second column only fills what the first left empty.
            free = {key for key in wanted if not known[key]}
            for record in rows:
                if (key := getattr(record, column)) in free:
                    known[key].append(record)

    def _load_by_names(self, target: str, texts: list[str]) -> None:
        known = self._found[target]
        for record, names in _named(target, texts):
            for name in names:
                if (key := match_key(name)) in known and record not in known[key]:
                    known[key].append(record)

    def add(self, target: str, record: Any, *names: str) -> None:
        """A record created on the way is found from now on."""
        known = self._found.setdefault(target, {})
        self._meant.clear()
        for name in names:
            if key := match_key(name):
                known.setdefault(key, []).append(record)

    def contact_of(self, account: Account | None, text: str) -> Contact | None:
        """The one person of this name, of several the one who works for this account; never a guess."""
        people: list[Contact] = self._found.get("contact", {}).get(match_key(text), [])
        if len(people) > 1 and account is not None:
            people = [person for person in people if person.account_id == account.pk]
        return people[0] if len(people) == 1 else None

    def find(self, target: str, text: str) -> Any | None:
        """The record a text means, None when there is none; refused when several could be meant."""
        meant = self._meant.get((target, text))
        if meant is None:
            meant = self._find(target, text)
            if meant is not None and len(self._meant) < MOST_MEANT:
                self._meant[target, text] = meant
        return meant

    def _find(self, target: str, text: str) -> Any | None:
        records: list[Model] = self._found.get(target, {}).get(match_key(text), [])
        if len(records) > 1:
            exact = [record for record in records if str(record) == text.strip()]
            records = exact if len(exact) == 1 else records
        if len(records) > 1:
            names = ", ".join(f"{record} (n° {record.pk})" for record in records[:3])
            raise UnreadableValue(
                sentence(_("“{value}” could mean several: {names}."), value=text, names=names)
            )
        return records[0] if records else None


def _named(target: str, texts: list[str]) -> list[tuple[Any, tuple[str, ...]]]:
    if target == "contact":
        return [(contact, (contact.full_name,)) for contact in Contact.objects.filter(full_name__in=texts)]
    if target == "deal":
        deals = Deal.objects.filter(Q(reference__in=texts) | Q(name__in=texts)).order_by("pk")
        return [(deal, (deal.reference, deal.name)) for deal in deals]
    return [(pipeline, (pipeline.name,)) for pipeline in Pipeline.objects.all()]
