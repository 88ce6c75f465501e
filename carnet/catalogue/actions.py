"""Changing the catalogue."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product, Store
from carnet.core.acting import Actor, Role
from carnet.core.custom import words as custom_words
from carnet.core.errors import Invalid
from carnet.core.regions import region_of
from carnet.core.text import match_key, search_text
from carnet.identity.custom_fields import with_custom
from carnet.identity.queries import company
from carnet.journal import changes, restoring
from carnet.journal.models import JournalLine

Values = Mapping[str, Any]


def create_product(*, values: Values, actor: Actor) -> Product:
    """Add a product, priced in the company's currency."""
    actor.require(Role.MEMBER)
    return changes.insert(new_product({**values, "currency": company().currency}), actor=actor)


def new_product(values: Values) -> Product:
    """An unsaved product with its derived columns."""
    return Product(**product_changes(values))


def product_changes(values: Values, product: Product | None = None) -> dict[str, Any]:
    """The values with the columns that follow from them."""
    values = with_custom("catalogue.product", values, product)
    name, reference = _named(values, product)
    words = (name, reference, _after("category", values, product), *_own_words(values, product))
    return {**values, **_keys(name, reference), "search_text": search_text(*words)}


def update_product(*, product: Product, values: Values, version: int | None = None, actor: Actor) -> Product:
    """Change a product; prices already sold at stay as they were."""
    actor.require(Role.MEMBER)
    changes.update(product, product_changes(values, product), version=version, actor=actor)
    return product


def delete_product(*, product: Product, version: int | None = None, actor: Actor) -> None:
    """Remove a product never sold."""
    actor.require(Role.MEMBER)
    changes.remove(product, version=version, actor=actor)


def restore_product(*, line: JournalLine, actor: Actor) -> Product:
    """Undo the deletion of a product that this journal line tells of."""
    return restoring.restore(line, new_product, actor=actor)


def create_store(*, values: Values, actor: Actor) -> Store:
    """Open a store."""
    actor.require(Role.MEMBER)
    return changes.insert(new_store(values), actor=actor)


def new_store(values: Values) -> Store:
    """An unsaved store with its derived columns, its region among them."""
    return Store(**store_changes(values))


def store_changes(values: Values, store: Store | None = None) -> dict[str, Any]:
    """The values with the columns that follow from them; the region follows the place unless given."""
    values = with_custom("catalogue.store", values, store)
    name, reference = _named(values, store)
    city, postal_code = _after("city", values, store), _after("postal_code", values, store)
    words = (name, reference, city, *_own_words(values, store))
    derived: dict[str, Any] = {"search_text": search_text(*words), **_keys(name, reference)}
    if not values.get("region") and _follows_place(values, store):
        derived["region"] = region_of(city, postal_code).region
    return {**values, **derived}


def _follows_place(values: Values, store: Store | None) -> bool:
    """A new store's region does, and a moved one's unless someone gave another."""
    if store is None:
        return True
    moved = bool({"city", "postal_code"} & set(values))
    return moved and store.region in ("", region_of(store.city, store.postal_code).region)


def update_store(*, store: Store, values: Values, version: int | None = None, actor: Actor) -> Store:
    """Change a store."""
    actor.require(Role.MEMBER)
    changes.update(store, store_changes(values, store), version=version, actor=actor)
    return store


def delete_store(*, store: Store, version: int | None = None, actor: Actor) -> None:
    """Remove a store that never sold."""
    actor.require(Role.MEMBER)
    changes.remove(store, version=version, actor=actor)


def restore_store(*, line: JournalLine, actor: Actor) -> Store:
    """Undo the deletion of a store that this journal line tells of."""
    return restoring.restore(line, new_store, actor=actor)


def _after(field: str, values: Values, record: Product | Store | None) -> str:
    return str(values.get(field, getattr(record, field, "") if record else "") or "")


def _own_words(values: Values, record: Product | Store | None) -> list[str]:
    return custom_words(values.get("custom", record.custom if record else {}))


def _named(values: Values, record: Product | Store | None) -> tuple[str, str]:
    name, reference = _after("name", values, record), _after("reference", values, record)
    if not name.strip():
        raise Invalid(_("A name is needed."), field="name")
    return name, reference


def _keys(name: str, reference: str) -> dict[str, str]:
    return {"match_key": match_key(name)[:200], "reference_key": match_key(reference)[:120]}
