"""Histories made up for tests: some agents of two heads, deals of several months, all their dated states."""

from datetime import date, timedelta
from random import Random

from carnet.forecasting.pipeline.reading import DealRow, StateRow, built
from carnet.metrics.people import NOWHERE, Place

START = date(2026, 1, 1)
HELENE, IVAN = Place(91, "Hélène"), Place(92, "Ivan")
FORCE = {
    None: (NOWHERE, NOWHERE),
    **{pk: (Place(pk, f"Agent {pk}"), HELENE if pk < 4 else IVAN) for pk in range(1, 7)},
    7: (Place(7, "Agent 7"), NOWHERE),
    91: (HELENE, HELENE),
}
PRODUCTS = {1: "Cadre", 2: "Tirage"}
PROSPECTING, ENGAGING, WON, LOST = 1, 2, 3, 4
STAGES = {PROSPECTING: 0.1, ENGAGING: 0.5, WON: 1.0, LOST: 0.0}


def deal(pk, kind="engaging", **values):
    told = {
        "stage": {"prospecting": PROSPECTING, "engaging": ENGAGING, "won": WON, "lost": LOST}[kind],
        "closed_on": None,
        "closed_amount": None,
        "amount": None,
        "list_amount": 100_00,
        "engaged_on": START,
        "created_on": START,
        "agent": 1,
        "product": 1,
        "expected_on": None,
    }
    return DealRow(id=pk, reference=f"D{pk}", kind=kind, **{**told, **values})


def won(pk, opened, closed, brought=100_00, **values):
    return deal(pk, "won", engaged_on=opened, closed_on=closed, closed_amount=brought, **values)


def lost(pk, opened, closed, **values):
    return deal(pk, "lost", engaged_on=opened, closed_on=closed, **values)


def history(deals, states=(), force=None):
    return built(list(deals), list(states), force or FORCE, PRODUCTS, STAGES)


def day(count):
    return START + timedelta(days=count)


def made(count=400, days=300, seed=1):
    """Deals begun at random, each with its states: most closed within weeks, some never."""
    chance = Random(seed)
    deals, states = [], []
    for pk in range(1, count + 1):
        row, past = _made(pk, chance, days)
        deals.append(row)
        states += past
    return deals, states


def _made(pk, chance, days):
    opened = day(chance.randrange(days))
    closed = opened + timedelta(days=int(chance.expovariate(1 / 30)))
    kind = chance.choices(("won", "lost", "engaging"), (5, 3, 2))[0]
    values = {
        "agent": chance.choice((None, 1, 2, 3, 4, 5, 6, 7, 91)),
        "product": chance.choice((None, 1, 2)),
        "list_amount": chance.randrange(50_00, 900_00),
        "amount": chance.choice((None, chance.randrange(50_00, 900_00))),
    }
    if kind == "engaging" or closed > day(days):
        row = deal(pk, "engaging", engaged_on=opened, **values)
        return row, [state(row, opened, "engaging", ENGAGING)]
    amount = chance.randrange(40_00, 950_00) if kind == "won" else None
    row = deal(pk, kind, engaged_on=opened, closed_on=closed, closed_amount=amount, **values)
    return row, [state(row, opened, "engaging", ENGAGING), state(row, closed, kind, row.stage)]


def state(row, on, kind, stage):
    return StateRow(row.id, on, kind, stage, row.amount, row.agent, row.expected_on)
