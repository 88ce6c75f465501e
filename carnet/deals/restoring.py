"""Bringing a deleted deal back, with its lines and its dated past."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from carnet.catalogue.models import Product
from carnet.core.acting import Actor
from carnet.core.custom import words as custom_words
from carnet.core.text import search_text
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
        DealLine.objects.bulk_create(_lines(deal, before.get("lines", [])))
        DealState.objects.bulk_create(_states(deal, before.get("states", [])))
    return deal


def _built(values: Image) -> Deal:
    own = custom_words(values.get("custom", {}))
    return Deal(**values, search_text=search_text(values["name"], values["reference"], *own))


def _lines(deal: Deal, images: list[Image]) -> list[DealLine]:
    products = Product.objects.in_bulk([image["product"] for image in images])
    kept = [image for image in images if image["product"] in products]
    return [
        DealLine(
            deal=deal,
            product=products[image["product"]],
            quantity=Decimal(image["quantity"]),
            unit_price=image["unit_price"],
            list_price=image["list_price"],
            position=position,
        )
        for position, image in enumerate(kept)
    ]


def _states(deal: Deal, images: list[Image]) -> list[DealState]:
    stages = Stage.objects.in_bulk([image["stage"] for image in images])
    agents = Member.objects.in_bulk([image["agent"] for image in images if image["agent"]])
    return [
        _state(deal, image, stages[image["stage"]], agents) for image in images if image["stage"] in stages
    ]


def _state(deal: Deal, image: Image, stage: Stage, agents: Mapping[int, Member]) -> DealState:
    close = image["expected_close_on"]
    return DealState(
        deal=deal,
        from_on=date.fromisoformat(image["from_on"]),
        at=datetime.fromisoformat(image["at"]),
        stage=stage,
        amount=image["amount"],
        agent=agents.get(image["agent"]),
        expected_close_on=date.fromisoformat(close) if close else None,
    )
