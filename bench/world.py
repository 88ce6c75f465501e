"""Data folders for benchmarks: `python -m bench.world SIZE` fills one with so many records of each kind."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

OUT = Path(__file__).parent / "out"
CHUNK = 1000


def environment(folder: Path) -> dict[str, str]:
    """Of a process that works on this folder alone."""
    settings = {"DJANGO_SETTINGS_MODULE": "carnet.settings", "CARNET_DATABASE_URL": "", "CARNET_WORKER": "0"}
    return {**os.environ, **settings, "CARNET_DATA": str(folder)}


def told_by(module: str, folder: Path) -> Any:
    """What a module printed as JSON, run in a process of its own on this folder."""
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def folder_of(size: int) -> Path:
    """The folder with so many records of each kind, filled the first time."""
    folder = OUT / f"world-{size}"
    if not (folder / "filled").exists():
        print(f"Filling {folder.name}...", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("carnet.db*"):
            old.unlink()
        subprocess.run([sys.executable, "-m", "bench.world", str(size)], env=environment(folder), check=True)
        (folder / "filled").touch()
    return folder


def main(size: int) -> None:
    """Fill the folder of CARNET_DATA, through the rules of each kind but without journal lines."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    now, chance = datetime.now(UTC), Random(size)
    Path(os.environ["CARNET_DATA"], "token").write_text(owner_token(now), encoding="utf-8")
    fill(size, now, chance)


def owner_token(now: datetime) -> str:
    """A key of the owner, who is made here."""
    from carnet.core.acting import Actor, Role
    from carnet.identity import actions

    actor = Actor(name="bench", at=now, role=Role.OWNER, via="command")
    user = actions.create_user(
        email="owner@carnet.example", name="Owner", role=Role.OWNER, password=None, actor=actor
    )
    return actions.create_token(user=user, name="bench", actor=actor)


def fill(size: int, now: datetime, chance: Random) -> None:
    """People and products, then so many accounts, contacts and deals."""
    from carnet.ops.demo import companies, people, wares

    teams = stored(people.new_teams(stored(people.new_offices()), stored(people.new_heads())), now)
    agents = stored(people.new_agents(teams), now)
    products = stored(wares.new_products(), now)
    accounts = companies.new_accounts(agents, now.year, chance, count=size)
    contacts = companies.new_contacts(accounts, chance, count=size)
    for start in range(0, size, CHUNK):
        some = slice(start, start + CHUNK)
        stored(accounts[some], now, chance)
        stored(contacts[some], now, chance)
        deals = fill_deals(accounts[some], contacts[some], agents, products, now, chance)
        stored([one_activity(deal, now, chance) for deal in deals], now, chance)
        stored(
            [one_sale(number, products, now, chance) for number in range(start, start + CHUNK)], now, chance
        )
        stored([one_product(number, chance) for number in range(start, start + CHUNK)], now, chance)


def fill_deals(accounts, contacts, agents, products, now, chance):
    """A deal for each account, with its line and its states."""
    from carnet.deals.models import DealLine, DealState, Stage
    from carnet.deals.states import first_states

    stages = {stage.kind: stage for stage in Stage.objects.all()}
    made = [
        one_deal(
            {"account": account, "contact": contact, "agent": chance.choice(agents)},
            products,
            stages,
            now,
            chance,
        )
        for account, contact in zip(accounts, contacts, strict=True)
    ]
    stored([deal for deal, _lines in made], now, chance)
    lines, states = [], []
    for deal, (line,) in made:
        line.deal = deal
        lines.append(line)
        states += first_states(deal, opening=stages["engaging"], at=now)
    DealLine.objects.bulk_create(lines, batch_size=CHUNK)
    DealState.objects.bulk_create(states, batch_size=CHUNK)
    return [deal for deal, _lines in made]


def one_deal(between, products, stages, now, chance):
    from carnet.deals.actions import new_deal

    day = (now - timedelta(days=chance.randrange(30, 730))).date()
    kind = chance.choices(("won", "lost", "engaging", "prospecting"), (55, 30, 10, 5))[0]
    product = chance.choice(products)
    price = product.list_price * chance.randint(80, 100) // 100
    values = {
        **between,
        "stage": stages[kind],
        "engaged_on": day,
        "closed_on": day + timedelta(days=25) if kind in ("won", "lost") else None,
        "lines": [{"product": product, "quantity": chance.randint(1, 5), "unit_price": price}],
    }
    return new_deal(values, day=day, currency="EUR")


def one_activity(deal, now, chance):
    from carnet.deals.agenda import new_activity

    starts = now + timedelta(hours=chance.randrange(-8760, 240))
    due = deal.is_open and starts > now - timedelta(days=20)
    values = {
        "kind": chance.choice(("call", "email", "meeting", "task")),
        "subject": f"Point sur {deal.name}",
        "status": "planned" if due else "done",
        "starts_at": starts,
        "deal": deal,
        "account": deal.account,
        "contact": deal.contact,
        "owner": deal.agent,
    }
    return new_activity(values, at=now)


def one_sale(number, products, now, chance):
    from carnet.sales.actions import new_sale

    day = (now - timedelta(days=chance.randrange(730))).date()
    values = {"reference": f"T{number:06}", "sold_on": day, "product": chance.choice(products), "quantity": 1}
    return new_sale(values, currency="EUR")


def one_product(number, chance):
    from carnet.catalogue.actions import new_product

    price = chance.randrange(5, 900) * 100
    return new_product({"reference": f"R{number:06}", "name": f"Tirage {number}", "list_price": price})


def stored(records, now=None, chance=None):
    """The records, stored as created at some moment of the past months."""
    for record in records:
        age = timedelta(seconds=chance.randrange(10**7) if chance else 0)
        record.created_at = record.updated_at = (now or datetime.now(UTC)) - age
    return type(records[0]).objects.bulk_create(records, batch_size=CHUNK)


if __name__ == "__main__":
    main(int(sys.argv[1]))
