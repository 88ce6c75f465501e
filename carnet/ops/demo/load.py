"""Loading the sample company: in one transaction, every record with its journal line, all of it marked."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor
from carnet.core.errors import Conflict
from carnet.deals.models import Activity, Deal, DealLine, DealState, Stage
from carnet.directory.models import Account, Contact
from carnet.forecasting.models import Quota
from carnet.identity.models import Member, Office, Team, User
from carnet.identity.queries import company, company_zone, owner_user
from carnet.journal import changes
from carnet.journal.models import Editable
from carnet.ops.demo import activities, aims, companies, mark, people, shops, wares
from carnet.ops.demo.calendar import Calendar
from carnet.ops.demo.deals import DEALS, Made, World, new_deals
from carnet.ops.demo.views import save_views
from carnet.sales.models import Sale

Record = TypeVar("Record", bound=Editable)
SEED = "Maison Achard"
NAME, UNNAMED = "Maison Achard", "Carnet"
"""The company is named after the sample as long as nobody has given it a name."""


def is_empty() -> bool:
    """Whether nothing was entered yet but the people who log in."""
    kinds = (Account, Contact, Deal, Activity, Sale, Office, Team)
    return not any(kind._default_manager.exists() for kind in kinds)


def load_sample(*, today: date, actor: Actor, deals: int = DEALS) -> Counter[str]:
    """Load the sample as it looks on a day; how many records of each kind came."""
    marked = replace(actor, batch=mark.BATCH)
    chance = Random(SEED)  # noqa: S311 - believable numbers, the same every time: no secret
    calendar = Calendar(today, company_zone())
    with transaction.atomic():
        owner = owner_user()
        found: Counter[str] = Counter()
        world = _world(calendar, owner, marked, chance, found)
        made = _deals(world, marked, chance, found, deals)
        _diary(made, world, owner, marked, chance, found)
        _shops(world, marked, chance, found)
        _aims(made, world, marked, found)
        noted = {"company": _name_company(actor), "views": save_views(owner, actor) if owner else {}}
        mark.note("loaded", actor=actor, after=noted)
    return found


def _world(
    calendar: Calendar, owner: User | None, actor: Actor, chance: Random, found: Counter[str]
) -> World:
    offices = _insert(people.new_offices(), actor, found, key="name")
    heads = _insert(people.new_heads(), actor, found)
    teams = _insert(people.new_teams(offices, heads), actor, found, key="name")
    agents = _insert(people.new_agents(teams), actor, found)
    products = _insert(wares.new_products(), actor, found, key="reference")
    boss = Member.objects.filter(user=owner).first() if owner else None
    keepers = [*agents, boss] if boss else agents
    accounts = _insert(companies.new_accounts(keepers, calendar.today.year, chance), actor, found)
    contacts = _insert(companies.new_contacts(accounts, chance), actor, found, key="uid")
    by_company: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_company.setdefault(contact.account.name if contact.account else "", []).append(contact)
    return World(calendar, _stages(), agents, products, accounts, by_company, company().currency)


def _stages() -> dict[str, Stage]:
    """A stage of each kind in the default pipeline."""
    stages = Stage.objects.filter(pipeline__is_default=True).order_by("-position", "-id")
    by_kind = {stage.kind: stage for stage in stages}
    if len(by_kind) < 4:
        raise Conflict(_("The sample needs a default pipeline with a stage of each kind."))
    return by_kind


def _deals(world: World, actor: Actor, chance: Random, found: Counter[str], count: int) -> list[Made]:
    known = set(Deal.objects.values_list("reference", flat=True))
    made = [one for one in new_deals(world, actor.at, chance, count=count) if one.deal.reference not in known]
    for at, week in world.calendar.weeks(made, lambda one: one.day, actor.at):
        changes.insert_many([one.deal for one in week], actor=replace(actor, at=at))
    DealLine.objects.bulk_create([_of(one.deal, line) for one in made for line in one.lines], batch_size=500)
    DealState.objects.bulk_create([state for one in made for state in one.states], batch_size=500)
    found["deal"] += len(made)
    return made


def _of(deal: Deal, line: DealLine) -> DealLine:
    line.deal = deal
    return line


def _diary(
    made: Sequence[Made], world: World, owner: User | None, actor: Actor, chance: Random, found: Counter[str]
) -> None:
    calendar = world.calendar
    diary = activities.new_activities([one.deal for one in made], calendar, actor.at, chance)
    boss = Member.objects.filter(user=owner).first() if owner else None
    if boss:
        people_known = [contact for contacts in world.contacts.values() for contact in contacts]
        diary += activities.new_errands(boss, people_known, calendar, actor.at, chance)
    _by_week(diary, lambda one: _day(one.starts_at, calendar), calendar, actor)
    found["activity"] += len(diary)


def _day(moment: datetime | None, calendar: Calendar) -> date:
    return min(moment.date(), calendar.today) if moment else calendar.today


def _shops(world: World, actor: Actor, chance: Random, found: Counter[str]) -> None:
    stores = _insert(wares.new_stores(), actor, found, key="reference")
    sold = shops.new_sales(world.calendar, stores, world.products, world.currency, chance)
    _by_week(sold, lambda sale: sale.sold_on, world.calendar, actor)
    found["sale"] += len(sold)


def _aims(made: Sequence[Made], world: World, actor: Actor, found: Counter[str]) -> None:
    taken = set(Quota.objects.values_list("member_id", flat=True))
    wanted = aims.new_quotas(world.agents, [one.deal for one in made], today=world.calendar.today)
    quotas = [quota for quota in wanted if quota.member_id not in taken]
    if quotas:
        _insert(quotas, actor, found)
        _insert(aims.new_commitments(quotas), actor, found)


def _by_week(
    records: list[Record], day_of: Callable[[Record], date], calendar: Calendar, actor: Actor
) -> None:
    """Store records as entered in the week they speak of, so that the journal tells two years."""
    for at, week in calendar.weeks(records, day_of, actor.at):
        changes.insert_many(week, actor=replace(actor, at=at))


def _insert(
    records: list[Record], actor: Actor, found: Counter[str], *, key: str | None = None
) -> list[Record]:
    """Store the records; one whose `key` is taken already steps back for the one that has it."""
    kind = type(records[0])
    taken: dict[str, Record] = {}
    if key:
        values = [getattr(record, key) for record in records]
        taken = {getattr(one, key): one for one in kind._default_manager.filter(**{f"{key}__in": values})}
    fresh = [record for record in records if key is None or getattr(record, key) not in taken]
    changes.insert_many(fresh, actor=actor)
    found[str(kind._meta.model_name)] += len(fresh)
    return [taken.get(getattr(record, key), record) for record in records] if key else records


def _name_company(actor: Actor) -> str:
    """Name a company that has no name yet; the name given, or ''."""
    own = company()
    if own.name != UNNAMED:
        return ""
    changes.update(own, {"name": NAME}, actor=actor)
    return NAME
