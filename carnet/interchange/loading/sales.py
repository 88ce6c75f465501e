"""Loading sales: two equal lines of one file are two sales, the same file again is none."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.interchange.cells import Values, canonical
from carnet.interchange.loading.scene import Loading, Scene, attribute, insert
from carnet.journal.models import Editable
from carnet.sales import actions
from carnet.sales.models import Sale

_CONTENT = ("sold_on", "product", "store", "account", "quantity")


def _prepare(values: Values, scene: Scene) -> Values:
    if "sold_on" not in values:
        raise scene.refuse("sold_on", _("A sale needs a day."))
    for name in ("product", "store", "owner"):
        if name in values:
            values[name] = scene.known(name, values[name])
    if "account" in values:
        values["account"] = scene.account("account", values["account"])
    digest = content_digest(values)
    return {**values, "import_key": f"{digest[:24].hex()}-{scene.occurrence(digest)}"}


def content_digest(values: Values) -> bytes:
    """What tells one sale from another: its ticket and product, else all it says but a computed amount."""
    names = ("reference", "product") if values.get("reference") else (*_CONTENT, "amount")
    return hashlib.sha256("|".join(str(canonical(values.get(name))) for name in names).encode()).digest()


def _key(values: Values, scene: Scene) -> bytes:
    return str(values["import_key"]).encode()


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    """By the key an import gave, else one entered otherwise that says the same."""
    keys = [values["import_key"] for values in many]
    found = {sale.import_key: sale for sale in Sale.objects.filter(import_key__in=keys)}
    unmatched = [values for values in many if values["import_key"] not in found]
    others = _by_content(unmatched, scene) if unmatched else {}
    return [found.get(key) or others.get(key) for key in keys]


def _by_content(many: list[Values], scene: Scene) -> dict[str, Sale]:
    """The n-th equal row is the n-th equal sale that no row of this table has been yet."""
    days = {values["sold_on"] for values in many}
    rows = Sale.objects.filter(sold_on__in=days).order_by("-pk")
    free: dict[tuple[Any, ...], list[Sale]] = {}
    for sale in rows:
        if sale.pk not in scene.taken:
            for stated in _statements(sale):
                free.setdefault(stated, []).append(sale)
    found: dict[str, Sale] = {}
    given: set[int] = set()
    for values in many:
        equals = free.get(_statement(values), [])
        while equals and equals[-1].pk in given:
            equals.pop()
        if equals:
            sale = equals.pop()
            given.add(sale.pk)
            found[values["import_key"]] = sale
    return found


def _statements(sale: Sale) -> Iterable[tuple[Any, ...]]:
    """What a file might say of a sale: with or without its amount and its ticket."""
    content = (
        str(canonical(sale.sold_on)),
        str(sale.product_id),
        str(sale.store_id),
        str(sale.account_id),
        str(canonical(sale.quantity)),
    )
    for amount in (sale.amount, None):
        yield (*content, amount, "")
        if sale.reference:
            yield (*content, amount, sale.reference)


def _statement(values: Values) -> tuple[Any, ...]:
    content = tuple(str(canonical(values.get(name))) for name in _CONTENT)
    return (*content, values.get("amount"), values.get("reference", ""))


def _build(values: Values, scene: Scene) -> Editable:
    return actions.new_sale(values, currency=scene.currency)


def _apply(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Sale)  # noqa: S101 - the engine hands back what `_known` found
    actions.update_sale(sale=record, values=values, actor=scene.actor)


SALES = Loading(
    kind="sales.sale",
    model=Sale,
    prepare=_prepare,
    key=_key,
    known=_known,
    build=_build,
    current=attribute,
    apply=_apply,
    store=insert,
    references=("product", "store", "owner", "account"),
)
