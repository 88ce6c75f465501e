"""Bringing deals back, with their lines and their dated past."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model

from carnet.catalogue.models import Product
from carnet.core.acting import Actor
from carnet.core.custom import words as custom_words
from carnet.core.text import search_text
from carnet.deals import totals
from carnet.deals.models import Deal, DealLine, DealState, Stage
from carnet.identity.models import Member
from carnet.journal import restoring
from carnet.journal.models import JournalLine

Image = dict[str, Any]


def restore_deal(*, line: JournalLine, actor: Actor) -> Deal:
    """Undo the deletion of a deal that this journal line tells of."""
    before = line.before or {}
    with transaction.atomic():
        deal = restoring.restore(line, _built, actor=actor)
        DealLine.objects.bulk_create(_lines(deal.pk, _with_product(before.get("lines", []))))
        DealState.objects.bulk_create(_states(deal.pk, _with_stage(before.get("states", []))))
    return deal


def put_back_parts(befores: Mapping[int, Image]) -> dict[int, tuple[Image, Image]]:
    """Give deals the lines and the dated past of these images; the lines as they were found, and as they are.

    Who calls has made sure that what the images name is still there.
    """
    lines = {pk: before["lines"] for pk, before in befores.items() if "lines" in before}
    past = {pk: before["states"] for pk, before in befores.items() if "states" in before}
    found = {
        deal.pk: ({"lines": totals.described(deal.lines.all())}, {"lines": lines[deal.pk]})
        for deal in Deal.objects.filter(pk__in=lines).prefetch_related("lines")
    }
    DealLine.objects.filter(deal__in=lines).delete()
    DealState.objects.filter(deal__in=past).delete()
    DealLine.objects.bulk_create(line for pk, images in lines.items() for line in _lines(pk, images))
    DealState.objects.bulk_create(state for pk, images in past.items() for state in _states(pk, images))
    return found


def links_of_parts(before: Image) -> Iterator[tuple[type[Model], int]]:
    """The records that the lines and the dated past of an image name."""
    for line in before.get("lines", ()):
        yield Product, line["product"]
    for state in before.get("states", ()):
        yield Stage, state["stage"]
        if state["agent"] is not None:
            yield Member, state["agent"]


def _built(values: Image) -> Deal:
    own = custom_words(values.get("custom", {}))
    return Deal(**values, search_text=search_text(values["name"], values["reference"], *own))


def _with_product(images: list[Image]) -> list[Image]:
    there = Product.objects.in_bulk([image["product"] for image in images])
    return [image for image in images if image["product"] in there]


def _with_stage(images: list[Image]) -> list[Image]:
    """Those whose stage is there still; an agent who is not is left out."""
    stages = Stage.objects.in_bulk([image["stage"] for image in images])
    agents = Member.objects.in_bulk([image["agent"] for image in images if image["agent"]])
    return [
        {**image, "agent": image["agent"] if image["agent"] in agents else None}
        for image in images
        if image["stage"] in stages
    ]


def _lines(deal_id: int, images: list[Image]) -> list[DealLine]:
    return [
        DealLine(
            deal_id=deal_id,
            product_id=image["product"],
            quantity=Decimal(image["quantity"]),
            unit_price=image["unit_price"],
            list_price=image["list_price"],
            position=position,
        )
        for position, image in enumerate(images)
    ]


def _states(deal_id: int, images: list[Image]) -> list[DealState]:
    return [_state(deal_id, image) for image in images]


def _state(deal_id: int, image: Image) -> DealState:
    close = image["expected_close_on"]
    return DealState(
        deal_id=deal_id,
        from_on=date.fromisoformat(image["from_on"]),
        at=datetime.fromisoformat(image["at"]),
        stage_id=image["stage"],
        amount=image["amount"],
        agent_id=image["agent"],
        expected_close_on=date.fromisoformat(close) if close else None,
    )
