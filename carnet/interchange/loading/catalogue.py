"""Loading products and stores: matched by reference, else by name."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carnet.catalogue import actions
from carnet.catalogue.models import Product, Store
from carnet.core.text import match_key
from carnet.interchange.cells import Values
from carnet.interchange.errors import UnreadableValue, sentence
from carnet.interchange.loading.scene import Cells, Loading, Scene, attribute, grouped, insert
from carnet.journal.models import Editable


def _prepare_product(values: Values, scene: Scene) -> Values:
    if not values.get("name") and not values.get("reference"):
        raise scene.refuse("name", _("A name is needed."))
    values.setdefault("name", values.get("reference"))
    return values


def _prepare_store(values: Values, scene: Scene) -> Values:
    """A store without a name is called by its town, else by its reference."""
    name = values.get("name") or values.get("city") or values.get("reference")
    if not name:
        raise scene.refuse("name", _("A name is needed."))
    return {**values, "name": name}


def _key(values: Values, scene: Scene) -> bytes:
    return match_key(values.get("reference") or values["name"]).encode()


def _known(model: type[Product] | type[Store], many: list[Values]) -> list[Editable | None]:
    """By reference; by name only where one of the two has no reference."""
    references = {match_key(values["reference"]) for values in many if values.get("reference")}
    names = {match_key(values["name"]) for values in many}
    rows: QuerySet[Any] = model._default_manager.all()
    by_reference = grouped(rows.filter(reference_key__in=references), "reference_key")
    by_name = grouped(rows.filter(match_key__in=names), "match_key")
    return [_one(values, by_reference, by_name) for values in many]


def _one(
    values: Values, by_reference: dict[str, list[Product | Store]], by_name: dict[str, list[Product | Store]]
) -> Product | Store | None:
    reference = values.get("reference", "")
    records = by_reference.get(match_key(reference), []) if reference else []
    if not records:
        named = by_name.get(match_key(values["name"]), [])
        records = [record for record in named if not (reference and record.reference)]
    exact = [
        record for record in records if values["name"] == record.name and reference in ("", record.reference)
    ]
    records = exact if len(exact) == 1 else records
    if len(records) > 1:
        raise UnreadableValue(sentence(_("“{value}” could mean several."), value=reference or values["name"]))
    return records[0] if records else None


def _build_product(values: Values, scene: Scene) -> Editable:
    product = actions.new_product(values)
    product.currency = scene.currency
    return product


def _build_store(values: Values, scene: Scene) -> Editable:
    store = actions.new_store(values)
    if store.city and not store.region:
        scene.warn("city", _("“%(city)s” lies in no one region; left empty.") % {"city": store.city})
    return store


def _apply_product(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Product)  # noqa: S101 - the engine hands back what `_known` found
    actions.update_product(product=record, values=values, actor=scene.actor)


def _apply_store(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Store)  # noqa: S101
    actions.update_store(store=record, values=values, actor=scene.actor)


def _store(target: str, records: list[Editable], told: list[Cells], scene: Scene) -> None:
    insert(records, told, scene)
    for record in records:
        scene.lookup.add(target, record, attribute(record, "reference"), str(record))


PRODUCTS = Loading(
    kind="catalogue.product",
    model=Product,
    prepare=_prepare_product,
    key=_key,
    known=lambda many, _scene: _known(Product, many),
    build=_build_product,
    current=attribute,
    apply=_apply_product,
    store=partial(_store, "product"),
)
STORES = Loading(
    kind="catalogue.store",
    model=Store,
    prepare=_prepare_store,
    key=_key,
    known=lambda many, _scene: _known(Store, many),
    build=_build_store,
    current=attribute,
    apply=_apply_store,
    store=partial(_store, "store"),
)
