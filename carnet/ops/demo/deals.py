"""The deals of the sample: nine thousand over two years, each with its products and its past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from carnet.catalogue.models import Product
from carnet.core.money import times
from carnet.deals.actions import new_deal
from carnet.deals.models import Deal, DealLine, DealState, Stage, StageKind
from carnet.deals.states import state_of
from carnet.directory.models import Account, AccountKind, Contact
from carnet.identity.models import Member
from carnet.ops.demo.calendar import Calendar
from carnet.ops.demo.names import LOST_REASONS, SOURCES
from carnet.ops.demo.people import SELLERS, Seller
from carnet.ops.demo.wares import WARES, Ware

DEALS = 9_000
DISCOUNTS, DISCOUNT_SHARES = (0, 5, 10, 15, 20), (46, 22, 18, 9, 5)
NEXT_STEPS = (
    "Envoyer le devis",
    "Caler la date de prise de vue",
    "Relancer la direction",
    "Présenter le dossier",
    "Obtenir le bon pour accord",
    "Préciser les droits d'usage",
)
ENGAGED_AFTER = 0.3
"""The part of its way after which a deal leaves prospecting."""


@dataclass(frozen=True, slots=True)
class World:
    """What the deals are made between."""

    calendar: Calendar
    stages: dict[str, Stage]
    agents: Sequence[Member]
    products: Sequence[Product]
    accounts: Sequence[Account]
    contacts: dict[str, list[Contact]]
    currency: str


@dataclass(slots=True)
class Made:
    """An unsaved deal with what is stored beside it."""

    deal: Deal
    lines: list[DealLine]
    states: list[DealState]
    day: date


@dataclass(frozen=True, slots=True)
class Course:
    """How a deal goes: from when to when, and to what end."""

    start: date
    end: date
    kind: StageKind

    @property
    def engaged_on(self) -> date:
        """The day it left prospecting."""
        return self.start + timedelta(days=round((self.end - self.start).days * ENGAGED_AFTER))


@dataclass(frozen=True, slots=True)
class Demand:
    """How much an account asks for, and between which days."""

    share: float
    first: date
    last: date

    def on(self, day: date) -> float:
        """Its share on a day; nothing before it came and after it left."""
        return self.share if self.first <= day <= self.last else 0.0


def new_deals(world: World, now: datetime, chance: Random, *, count: int = DEALS) -> list[Made]:
    """The deals in the order of their days, unsaved."""
    demands = [_demand(account, world.calendar, chance) for account in world.accounts]
    wares = [ware for ware in WARES if ware.share]
    first_bought: dict[str, date] = {}
    made = []
    for number, day in enumerate(world.calendar.busy_days(count, chance)):
        ware = chance.choices(wares, [ware.share for ware in wares])[0]
        account = chance.choices(world.accounts, [demand.on(day) for demand in demands])[0]
        place = _seller_at(world.calendar.progress(day), chance)
        course = _course(world.calendar, SELLERS[place], ware, day, chance)
        values = _values(world, course, ware, account, chance)
        values |= {
            "reference": f"MA-{day:%y}{number:05d}",
            "agent": world.agents[place],
            "is_new_customer": day <= first_bought.get(account.name, day),
        }
        if course.kind == StageKind.WON:
            first_bought[account.name] = min(course.end, first_bought.get(account.name, course.end))
        made.append(_made(world, values, course, now))
    return made


def _demand(account: Account, calendar: Calendar, chance: Random) -> Demand:
    """Clients came at some time or were there before; prospects came just now, former clients left."""
    share, first, last = chance.paretovariate(2.2), calendar.start, calendar.today
    if account.kind == AccountKind.CLIENT and chance.random() < 0.5:
        first += timedelta(days=chance.randint(1, 640))
    elif account.kind == AccountKind.PROSPECT:
        first = calendar.today - timedelta(days=chance.randint(3, 15))
    elif account.kind == AccountKind.FORMER:
        last -= timedelta(days=chance.randint(200, 500))
    elif account.kind != AccountKind.CLIENT:
        share /= 40
    return Demand(share, first, last)


def _seller_at(progress: float, chance: Random) -> int:
    """The place of an agent who had joined by then."""
    shares = [seller.share if seller.joined <= progress else 0.0 for seller in SELLERS]
    return chance.choices(range(len(SELLERS)), shares)[0]


def _course(calendar: Calendar, seller: Seller, ware: Ware, start: date, chance: Random) -> Course:
    days = max(2, round(ware.days * chance.lognormvariate(0, 0.55)))
    won = chance.random() < min(0.95, seller.win_rate * ware.ease)
    if not won and chance.random() < 0.3:
        days *= 2  # what nobody dares to close
    end = calendar.worked_from(start + timedelta(days=days))
    if end < calendar.today:
        return Course(start, end, StageKind.WON if won else StageKind.LOST)
    course = Course(start, end, StageKind.ENGAGING)
    return course if course.engaged_on < calendar.today else Course(start, end, StageKind.PROSPECTING)


def _values(world: World, course: Course, ware: Ware, account: Account, chance: Random) -> dict[str, Any]:
    product = next(product for product in world.products if product.reference == ware.reference)
    quantity = Decimal(chance.choices(range(1, ware.most + 1), range(ware.most, 0, -1))[0])
    discount = chance.choices(DISCOUNTS, DISCOUNT_SHARES)[0]
    price = (product.list_price or ware.euros * 100) * (100 - discount) // 100
    people = world.contacts.get(account.name, [])
    values: dict[str, Any] = {
        "account": account,
        "contact": chance.choice(people) if people else None,
        "stage": world.stages[course.kind],
        "engaged_on": course.start,
        "source": chance.choice(SOURCES),
        "lines": [{"product": product, "quantity": quantity, "unit_price": price}],
    }
    return values | _ending(course, times(price, quantity), world.calendar, chance)


def _ending(course: Course, amount: int, calendar: Calendar, chance: Random) -> dict[str, Any]:
    """What is known of the end: the amount agreed, the reason lost, or when it is expected."""
    expected = calendar.worked_from(course.end + timedelta(days=chance.randint(-9, 21)))
    if course.kind == StageKind.WON:
        factor = chance.choices((100, 97, 95, 90, 104), (70, 9, 9, 6, 6))[0]
        return {
            "closed_on": course.end,
            "closed_amount": amount * factor // 100,
            "expected_close_on": expected,
        }
    if course.kind == StageKind.LOST:
        return {
            "closed_on": course.end,
            "lost_reason": chance.choice(LOST_REASONS),
            "expected_close_on": expected,
        }
    step = chance.choice(NEXT_STEPS) if chance.random() < 0.45 else ""
    return {"expected_close_on": expected, "next_step": step}


def _made(world: World, values: dict[str, Any], course: Course, now: datetime) -> Made:
    deal, lines = new_deal(values, day=course.start, currency=world.currency)
    if course.kind == StageKind.ENGAGING:
        deal.stage_since = course.engaged_on
    return Made(deal, lines, _states(world, deal, course, now), course.start)


def _states(world: World, deal: Deal, course: Course, now: datetime) -> list[DealState]:
    """Prospecting from the first day, engaging later, closed at last; dated when each began."""
    steps = [(StageKind.PROSPECTING, course.start)]
    if course.kind != StageKind.PROSPECTING:
        steps.append((StageKind.ENGAGING, course.engaged_on))
    if not deal.is_open:
        steps.append((course.kind, course.end))
    return [
        state_of(deal, stage=world.stages[kind], from_on=day, at=min(world.calendar.moment(day, 18), now))
        for kind, day in steps
    ]
