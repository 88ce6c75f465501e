"""Changing sales."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product
from carnet.core.acting import Actor, Role
from carnet.core.custom import words as custom_words
from carnet.core.errors import Invalid
from carnet.core.money import MAX_MINOR, times
from carnet.core.text import search_text
from carnet.identity.custom_fields import with_custom
from carnet.identity.queries import company
from carnet.journal import changes, restoring
from carnet.journal.models import JournalLine
from carnet.sales.models import Sale

Values = Mapping[str, Any]
MOST_QUANTITY = Decimal(10**9)


def create_sale(*, values: Values, actor: Actor) -> Sale:
    """Record a sale; its amount is stated, or quantity x the product's list price as it now is."""
    actor.require(Role.MEMBER)
    return changes.insert(new_sale(values, currency=company().currency), actor=actor)


def new_sale(values: Values, *, currency: str) -> Sale:
    """An unsaved sale with its amount and derived columns."""
    given = dict(values)
    if given.get("amount") is None:
        given["amount"] = _computed(given.get("product"), given.get("quantity"))
    return Sale(**sale_changes(given), currency=currency)


def sale_changes(values: Values, sale: Sale | None = None) -> dict[str, Any]:
    """The values, bounded, with the columns that follow from them."""
    values = with_custom("sales.sale", values, sale)
    quantity = values.get("quantity")
    if quantity is not None and abs(quantity) > MOST_QUANTITY:
        raise Invalid(_("This quantity is too large."), field="quantity")
    if "amount" in values and values["amount"] is None:
        raise Invalid(_("A sale has an amount."), field="amount")
    if {"reference", "custom"} & set(values):
        reference, own = (_after(name, values, sale) for name in ("reference", "custom"))
        values["search_text"] = search_text(reference, *custom_words(own or {}))
    return values


def _after(name: str, values: Values, sale: Sale | None) -> Any:
    return values.get(name, getattr(sale, name, None))


def update_sale(*, sale: Sale, values: Values, version: int | None = None, actor: Actor) -> Sale:
    """Change a sale; its amount stays as it was unless given."""
    actor.require(Role.MEMBER)
    changes.update(sale, sale_changes(values, sale), version=version, actor=actor)
    return sale


def delete_sale(*, sale: Sale, version: int | None = None, actor: Actor) -> None:
    """Remove a sale."""
    actor.require(Role.MEMBER)
    changes.remove(sale, version=version, actor=actor)


def restore_sale(*, line: JournalLine, actor: Actor) -> Sale:
    """Undo the deletion of a sale that this journal line tells of."""
    return restoring.restore(line, lambda values: Sale(**sale_changes(values)), actor=actor)


def _computed(product: Product | None, quantity: Decimal | None) -> int:
    if quantity is None or product is None or product.list_price is None:
        raise Invalid(
            _("A sale needs an amount, or a quantity with a product whose price is known."), field="amount"
        )
    amount = times(product.list_price, quantity)
    if abs(amount) > MAX_MINOR:
        raise Invalid(_("This amount is too large."), field="amount")
    return amount
