"""Loading deals: matched by reference, their product a line, their past rebuilt from their dates."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product
from carnet.core.text import match_key
from carnet.deals import actions, states, totals
from carnet.deals.models import OPEN_KINDS, Deal, Stage, StageKind
from carnet.interchange.cells import Values, canonical
from carnet.interchange.errors import sentence
from carnet.interchange.loading.scene import Cells, Loading, Scene, union
from carnet.interchange.values.numbers import parse_minor, parse_number
from carnet.journal import changes
from carnet.journal.models import Editable

KIND_OF_WORD = {
    **dict.fromkeys(("prospecting", "prospection", "transmissioncontact", "lead", "nouveau"), "prospecting"),
    **dict.fromkeys(
        (
            "engaging",
            "qualification",
            "analysedesbesoins",
            "propositioncommerciale",
            "encours",
            "engagee",
            "negociation",
        ),
        "engaging",
    ),
    **dict.fromkeys(("won", "gagnee", "gagne", "signee", "closedwon", "payee"), "won"),
    **dict.fromkeys(("lost", "perdue", "perdu", "abandonnee", "abandonne", "closedlost", "refusee"), "lost"),
}
"""What other systems call their stages, where a pipeline has none of that name."""

MOST_OFFERS = MOST_MEANT = 4096
_OF_LINES = frozenset({"product", "quantity", "lines"})


def _prepare(values: Values, scene: Scene) -> Values:
    if "stage" in values:
        values["stage"] = stage_called(values["stage"], values.pop("pipeline", ""), scene)
    values.pop("pipeline", None)
    for name in ("agent", "product"):
        if name in values:
            values[name] = scene.known(name, values[name])
    if "lines" in values:
        values["lines"] = [_line(item, scene) for item in values["lines"]]
    if "account" in values:
        values["account"] = scene.account("account", values["account"])
    if "contact" in values:
        values |= scene.contact(values.pop("contact"), values.get("account"))
    _settle_amounts(values)
    _check_days(values, scene)
    if not values.get("reference"):
        values["reference"] = _content_reference(values, scene)
    return values


def stage_called(text: str, pipeline: str, scene: Scene) -> Stage:
    """The stage a row names; CellRefused where no stage of the pipeline is called so."""
    found = scene.meant.get((text, pipeline))
    if found is None:
        found = _found_stage(text, pipeline, scene)
        if len(scene.meant) < MOST_MEANT:
            scene.meant[text, pipeline] = found
    return found


def _found_stage(text: str, pipeline: str, scene: Scene) -> Stage:
    """The stage of this name, in the pipeline named, else the default one; else the first of its meaning."""
    scene.lookup.load("pipeline", [pipeline])
    wanted = scene.known("pipeline", pipeline).pk if pipeline else scene.default_stage.pipeline_id
    key = match_key(text)
    stages = scene.stages_of(wanted)
    found = next((stage for stage in stages if stage.match_key == key), None)
    found = found or next((stage for stage in stages if stage.kind == KIND_OF_WORD.get(key)), None)
    if found is None:
        raise scene.refuse("stage", sentence(_("“{value}” is no stage of this pipeline."), value=text), text)
    return found


def _settle_amounts(values: Values) -> None:
    stage = values.get("stage")
    if stage is not None:
        amounts = settled_amounts(stage, values.pop("amount", None), values.pop("closed_amount", None))
        named = zip(("amount", "closed_amount"), amounts, strict=True)
        values.update({name: amount for name, amount in named if amount is not None})


def settled_amounts(
    stage: Stage, amount: int | None, closed_amount: int | None
) -> tuple[int | None, int | None]:
    """A closed amount is a won deal's; elsewhere it says what was expected, and nought says nothing."""
    if stage.kind == StageKind.WON or closed_amount is None:
        return amount, closed_amount
    return (closed_amount or None) if amount is None else amount, None


def _check_days(values: Values, scene: Scene) -> None:
    stage, closed_on, engaged_on = (values.get(name) for name in ("stage", "closed_on", "engaged_on"))
    if stage is not None and stage.kind in OPEN_KINDS and closed_on:
        values.pop("closed_on")
        values.setdefault("expected_close_on", closed_on)
        scene.warn("closed_on", _("An open deal has no closed day: taken for the expected one."))
    elif closed_on and engaged_on and closed_on < engaged_on:
        raise scene.refuse("closed_on", _("A deal closes after it was engaged."), closed_on)


def _content_reference(values: Values, scene: Scene) -> str:
    """A deal without a reference is known again by what it says of itself, and its number among equals."""
    told = [
        str(canonical(values.get(name))) for name in ("name", "account", "agent", "engaged_on", "product")
    ]
    digest = hashlib.sha256("|".join(told).encode()).digest()
    return f"I-{digest[:5].hex().upper()}-{scene.occurrence(digest)}"


def _key(values: Values, scene: Scene) -> bytes:
    return str(values["reference"]).encode()


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    references = [values["reference"] for values in many]
    rows = Deal.objects.filter(reference__in=references).select_related("stage", "account", "agent")
    found = {deal.reference: deal for deal in rows}
    return [found.get(reference) for reference in references]


def _line(item: Values, scene: Scene) -> Values:
    """A line as exports write it, the price it was offered at included."""
    product = item.get("product") or ""
    text = str(product.get("name") or "" if isinstance(product, dict) else product)
    scene.lookup.load("product", [text])
    found = scene.find("product", text)
    if found is None:
        raise scene.refuse("lines", sentence(_("“{value}” is unknown."), value=text[:100]), text)
    prices = {name: item.get(name) for name in ("unit_price", "list_price")}
    return {
        "product": found,
        "quantity": parse_number(item.get("quantity", 1)),
        **{name: None if price is None else parse_minor(price) for name, price in prices.items()},
    }


def _lines(values: Values) -> list[dict[str, Any]]:
    if "lines" in values:
        return list(values["lines"])
    return (
        [{"product": values["product"], "quantity": values.get("quantity", 1)}] if "product" in values else []
    )


def _offer(values: Values, scene: Scene) -> totals.Lines:
    if "lines" in values or "product" not in values:
        return totals.lines_from(_lines(values))
    return lines_of(values["product"], scene, values.get("quantity", 1))


def lines_of(product: Product, scene: Scene, quantity: Any = 1) -> totals.Lines:
    """One product: most files name no more, and thousands of their deals offer the same."""
    key = (product.pk, quantity)
    if key not in scene.offers:
        if len(scene.offers) >= MOST_OFFERS:
            scene.offers.clear()
        scene.offers[key] = totals.lines_from([{"product": product, "quantity": quantity}])
    return scene.offers[key]


def _columns(values: Values) -> Values:
    return {name: value for name, value in values.items() if name not in _OF_LINES}


def _build(values: Values, scene: Scene) -> Editable:
    given = _columns(values) | {"lines": _offer(values, scene)}
    deal, lines = actions.new_deal(given, day=scene.day, currency=scene.currency, stage=scene.default_stage)
    scene.lines[id(deal)] = lines
    return deal


def _current(record: Editable, name: str) -> Any:
    assert isinstance(record, Deal)  # noqa: S101 - the engine hands back what `_known` found
    if name == "lines":
        return [
            {one: getattr(line, one) for one in ("product", "quantity", "unit_price", "list_price")}
            for line in record.lines.select_related("product").order_by("position")
        ]
    if name in _OF_LINES:
        line = record.lines.select_related("product").order_by("position").first()
        return getattr(line, name, None)
    return getattr(record, name)


def _apply(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Deal)  # noqa: S101
    changed = _columns(values)
    if "tags" in changed:
        changed["tags"] = union(record.tags, changed["tags"])
    if "lines" in values:
        changed["lines"] = _lines(values)
    elif "product" in values or "quantity" in values:
        first = record.lines.select_related("product").order_by("position").first()
        told = {"product": first.product, "quantity": first.quantity} if first else {}
        changed["lines"] = _lines({**told, **values})
    actions.update_deal(deal=record, values=changed, actor=scene.actor)


def _store(records: list[Editable], told: list[Cells], scene: Scene) -> None:
    deals = [record for record in records if isinstance(record, Deal)]
    offers = [scene.lines[id(deal)] for deal in deals]
    extras = [{**cells, "lines": lines.written} for cells, lines in zip(told, offers, strict=True)]
    changes.insert_many(deals, actor=scene.actor, extras=extras)
    totals.store_lines((deal.id, lines) for deal, lines in zip(deals, offers, strict=True))
    columns = {name: [vars(deal)[name] for deal in deals] for name in states.TOLD}
    openings = _openings((deal.stage for deal in deals), scene)
    states.store_first_states(columns, openings=openings, at=scene.actor.at)
    for deal in deals:
        del scene.lines[id(deal)]


def _openings(stages: Iterable[Stage], scene: Scene) -> dict[int, int]:
    """By stage the one a deal in it is taken to have come from."""
    for pk, stage in {stage.id: stage for stage in stages}.items():
        if pk not in scene.opening:
            scene.opening[pk] = actions.opening_stage(stage).pk
    return scene.opening


DEALS = Loading(
    kind="deals.deal",
    model=Deal,
    prepare=_prepare,
    key=_key,
    known=_known,
    build=_build,
    current=_current,
    apply=_apply,
    store=_store,
    references=("agent", "product", "account", "contact"),
)
