"""Loading sales: two equal lines of one file are two sales, the same file again is none."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from carnet.interchange.cells import Values, canonical
from carnet.interchange.loading.alike import Statement, by_import_key, import_key, paired, row_key
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
    return {**values, "import_key": import_key(values, _telling(values), scene)}


def _telling(values: Values) -> tuple[str, ...]:
    """What tells one sale from another: its ticket and product, else all it says but a computed amount."""
    return ("reference", "product") if values.get("reference") else (*_CONTENT, "amount")


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    return by_import_key(Sale, many, scene, _by_content)


def _by_content(many: list[Values], scene: Scene) -> dict[str, Editable]:
    days = {values["sold_on"] for values in many}
    rows = Sale.objects.filter(sold_on__in=days).order_by("-pk")
    return paired(many, rows, scene, statement=_statement, statements=_statements)


def _statements(sale: Sale) -> Iterable[Statement]:
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


def _statement(values: Values) -> Statement:
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
    key=row_key,
    known=_known,
    build=_build,
    current=attribute,
    apply=_apply,
    store=insert,
    references=("product", "store", "owner", "account"),
)
