"""Deals of plain rows: with a reference and a stage, of things known by name, one product at most."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from carnet.deals import totals
from carnet.deals.many import create_deals
from carnet.deals.models import OPEN_KINDS, Deal
from carnet.interchange.loading.deals import lines_of, settled_amounts, stage_called
from carnet.interchange.loading.plain import look_up, mean
from carnet.interchange.loading.scene import Plain, Scene
from carnet.interchange.sheets import Sheet
from carnet.journal.bulk import stored_among

_AS_TOLD = (
    "name",
    "amount",
    "probability",
    "engaged_on",
    "expected_close_on",
    "lost_reason",
    "source",
    "is_new_customer",
    "next_step",
    "note",
)
_LONGEST = Deal._meta.get_field("reference").max_length or 0
_RECORDS = ("stage", "agent", "product", "account")


def _prepare(sheet: Sheet, scene: Scene) -> None:
    sheet.keep(len(reference) <= _LONGEST for reference in sheet.of("reference"))
    mean(sheet, "stage", lambda text: stage_called(text, "", scene))
    for name in ("agent", "product"):
        look_up(sheet, name, partial(scene.known, name), scene)
    look_up(sheet, "account", partial(scene.find, "account"), scene)
    stages, engaged, closed = sheet.of("stage"), sheet.of("engaged_on"), sheet.of("closed_on")
    sheet.keep(map(_is_plain, stages, engaged, closed))
    amounts = map(settled_amounts, sheet.of("stage"), sheet.of("amount"), sheet.of("closed_amount"))
    if sheet.places:
        columns = zip(*amounts, strict=True)
        sheet.columns |= dict(zip(("amount", "closed_amount"), map(list, columns), strict=True))


def _is_plain(stage: Any, engaged_on: date | None, closed_on: date | None) -> bool:
    """Whether its days need no word: those of an open deal and those in the wrong order do."""
    if stage is None:
        return False
    return closed_on is None or (
        stage.kind not in OPEN_KINDS and (engaged_on is None or engaged_on <= closed_on)
    )


def _store(sheet: Sheet, scene: Scene) -> Sequence[int]:
    sold = _ids(sheet.of("product"))
    products = dict(zip(sold, sheet.of("product"), strict=True))
    offers = {pk: lines_of(one, scene) if one else totals.lines_from(()) for pk, one in products.items()}
    said = {name: _ids(column) if name in _RECORDS else column for name, column in sheet.columns.items()}
    told = {name: column for name, column in sheet.columns.items() if name != "product"}
    told["lines"] = [offers[pk] for pk in sold]
    return create_deals(told=told, said=said, actor=scene.actor)


def _ids(records: Iterable[Any]) -> list[int | None]:
    return [record and record.id for record in records]


PLAIN_DEALS = Plain(
    fields=frozenset({"reference", "closed_on", "closed_amount", *_AS_TOLD, *_RECORDS}),
    key="reference",
    prepare=_prepare,
    known=partial(stored_among, Deal, "reference"),
    store=_store,
)
