"""One of the writers: `python -m bench.writing actions|ADDRESS WRITES` waits for a line, then writes."""

import json
import os
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx

ACCOUNTS = 20
Write = Callable[[], None]


def through_actions() -> tuple[Write, Write]:
    """Create a contact; raise the employees of some account by one, trying again where another was faster."""
    import django

    django.setup()
    from carnet.core.errors import StaleWrite
    from carnet.directory import actions
    from carnet.directory.models import Account

    def create() -> None:
        actions.create_contact(values={"last_name": "Martin"}, actor=actor())

    def raise_by_one() -> None:
        while True:
            account = Account.objects.get(pk=random.randint(1, ACCOUNTS))
            try:
                actions.update_account(
                    account=account, values={"employees": account.employees + 1}, actor=actor()
                )
                return
            except StaleWrite:
                continue

    return create, raise_by_one


def through_api(address: str) -> tuple[Write, Write]:
    """The same two writes by HTTP."""
    token = Path(os.environ["CARNET_DATA"], "token").read_text(encoding="utf-8")
    client = httpx.Client(
        base_url=f"{address}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=120
    )

    def create() -> None:
        client.post("/contacts", json={"last_name": "Martin"}).raise_for_status()

    def raise_by_one() -> None:
        while True:
            account = random.randint(1, ACCOUNTS)
            found = client.get(f"/accounts/{account}").raise_for_status().json()
            version = {"If-Match": f'"{found["version"]}"'}
            body = {"employees": found["employees"] + 1}
            answer = client.patch(f"/accounts/{account}", json=body, headers=version)
            if answer.status_code != 412:
                answer.raise_for_status()
                return

    return create, raise_by_one


def actor():
    from carnet.core.acting import Actor, Role

    return Actor(name="bench", at=datetime.now(UTC), role=Role.OWNER, via="command")


def start() -> None:
    """Add the accounts that everyone changes."""
    import django

    django.setup()
    from carnet.directory import actions

    for number in range(ACCOUNTS):
        actions.create_account(values={"name": f"Maison {number}", "employees": 0}, actor=actor())


def main(route: str, writes: int) -> None:
    create, raise_by_one = through_actions() if route == "actions" else through_api(route)
    print("ready", flush=True)
    sys.stdin.readline()
    counts = {"done": 0, "failed": 0, "updated": 0}
    for number in range(writes):
        try:
            (raise_by_one if number % 2 else create)()
        except Exception as error:  # noqa: BLE001 - every failure counts
            print(error, file=sys.stderr)
            counts["failed"] += 1
        else:
            counts["done"] += 1
            counts["updated"] += number % 2
    print(json.dumps(counts), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "start":
        start()
    else:
        main(sys.argv[1], int(sys.argv[2]))
