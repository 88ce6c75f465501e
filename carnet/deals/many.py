"""Many new deals at once, by the column: the rules of `actions`, without a record for each row."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Invalid
from carnet.core.text import normalised
from carnet.deals import states, totals
from carnet.deals.actions import amount_of, closing, company_day, name_of, opening_stage
from carnet.deals.models import Deal, StageKind
from carnet.identity.queries import company
from carnet.journal import changes
from carnet.journal.bulk import Columns
from carnet.journal.inserting import Column

_RULED = (
    "name",
    "account",
    "agent",
    "amount",
    "closed_amount",
    "engaged_on",
    "expected_close_on",
    "closed_on",
    "lost_reason",
)
"""What a rule asks for, told or not."""
_RECORDS = frozenset({"account", "agent", "stage", "lines"})


def create_deals(*, told: Columns, said: Columns | None = None, actor: Actor) -> Sequence[int]:
    """Record many deals with their lines, their first states and a journal line each: their ids.

    `told` as `new_deals` takes it; `said` are columns (by field) that the journal tells as they are. Invalid,
    with nothing stored, where one of the deals cannot be; after an IntegrityError the caller's transaction is
    to be taken back.
    """
    actor.require(Role.MEMBER)
    lines = told["lines"]
    stages = {stage.id: stage for stage in told["stage"]}
    columns = new_deals(told, day=company_day(actor.at), currency=company().currency)
    if not changes.are_sound_columns(Deal, columns):
        raise Invalid(_("These values contradict one another."))
    shown = {**(said or {}), "lines": [offer.written for offer in lines]}
    openings = {pk: opening_stage(stage).id for pk, stage in stages.items()}
    with transaction.atomic(savepoint=False):
        ids = changes.insert_columns(Deal, columns, told=shown, labels=columns["name"], actor=actor)
        totals.store_lines(zip(ids, lines, strict=True))
        states.store_first_states({**columns, "id": ids}, openings=openings, at=actor.at)
    return ids


def new_deals(told: Columns, *, day: date, currency: str) -> dict[str, Column]:
    """The columns (by attname) of new deals, completed by the rules of deals as `new_deal` does with one.

    `told` by field: for each row a value or None, texts without blanks around them; every row has its
    reference, its stage and its Lines. Invalid where one of them breaks a rule.
    """
    lines, count = told["lines"], len(told["lines"])
    told = {**dict.fromkeys(_RULED, [None] * count), **told}
    columns = {name: _filled(name, column) for name, column in told.items() if name not in _RECORDS}
    columns |= {
        "account_id": [account and account.id for account in told["account"]],
        "agent_id": [agent and agent.id for agent in told["agent"]],
        "stage_id": [stage.id for stage in told["stage"]],
        "stage_kind": [stage.kind for stage in told["stage"]],
        "product_id": [offer.product and offer.product.id for offer in lines],
        "list_amount": [offer.list_amount for offer in lines],
        "amount": list(map(amount_of, lines, told["amount"])),
        "currency": [currency] * count,
        "created_on": [day] * count,
        "name": list(_names(told)),
    }
    columns |= _closed(columns, day)
    words = zip(normalised(columns["name"]), normalised(columns["reference"]), strict=True)
    columns["search_text"] = list(map(" ".join, words))
    return columns


def _filled(name: str, column: Column) -> Column:
    """What a row does not say is what its field has by default."""
    field: Any = Deal._meta.get_field(name)
    default = field.get_default()
    return column if default is None else [default if value is None else value for value in column]


def _closed(columns: Columns, day: date) -> dict[str, Column]:
    """What follows from the kind of the stage."""
    kinds, engaged = columns["stage_kind"], columns["engaged_on"]
    expected = [
        listed if amount is None else amount
        for amount, listed in zip(columns["amount"], columns["list_amount"], strict=True)
    ]
    rows = map(closing, kinds, engaged, columns["closed_on"], columns["closed_amount"], expected, repeat(day))
    closed_on, closed_amount = zip(*rows, strict=True)
    reasons = zip(kinds, columns["lost_reason"], strict=True)
    return {
        "closed_on": closed_on,
        "closed_amount": closed_amount,
        "stage_since": [closed or begun or day for closed, begun in zip(closed_on, engaged, strict=True)],
        "lost_reason": [reason if kind == StageKind.LOST else "" for kind, reason in reasons],
    }


def _names(told: Columns) -> Iterator[str]:
    """The names told, else those of what is sold to whom, else the references."""
    sold = [offer.product and offer.product.name for offer in told["lines"]]
    whom = [account and account.name for account in told["account"]]
    parts = list(zip(sold, whom, strict=True))
    called = {part: name_of(*part) for part in set(parts)}
    for name, part, reference in zip(told["name"], parts, told["reference"], strict=True):
        yield name or called[part] or reference
