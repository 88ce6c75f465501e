"""One reader's visits, in process: `python -m bench.visits` prints what each page took as JSON."""

import asyncio
import json
import os
import re
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import django
import httpx

ROUNDS, WARM = 15, 3
FOLDER = Path(os.environ.get("CARNET_DATA", "."))

CONTACTS = "SELECT * FROM directory_contact c LEFT JOIN directory_account a ON a.id = c.account_id "
DEALS = "SELECT * FROM deals_deal d LEFT JOIN directory_account a ON a.id = d.account_id "
COUNT = "SELECT count(*) FROM {}"


@dataclass(frozen=True)
class Visit:
    """A page, and the SQL someone would write for what it shows."""

    page: str
    path: str
    hand: tuple[str, ...] = ()


VISITS = (
    Visit(
        "contacts, 100 rows",
        "/contacts/?size=100",
        (CONTACTS + "ORDER BY c.last_name, c.first_name, c.id LIMIT 100", COUNT.format("directory_contact")),
    ),
    Visit(
        "contacts, page 100",
        "",
        (CONTACTS + "ORDER BY c.last_name, c.first_name, c.id LIMIT 100 OFFSET 9900",),
    ),
    Visit(
        "contacts, search",
        "/contacts/?size=100&q=anais+lyon",
        (CONTACTS + "WHERE c.search_text LIKE '%anais%' AND c.search_text LIKE '%lyon%' LIMIT 100",),
    ),
    Visit("search everywhere", "/search/?q=achard"),
    Visit(
        "accounts, 100 rows",
        "/accounts/?size=100",
        ("SELECT * FROM directory_account ORDER BY name, id LIMIT 100", COUNT.format("directory_account")),
    ),
    Visit(
        "deals, 100 rows",
        "/deals/?size=100",
        (
            DEALS + "ORDER BY d.updated_at DESC, d.id DESC LIMIT 100",
            "SELECT count(*), sum(value) FROM deals_deal",
        ),
    ),
    Visit("activities, 100 rows", "/activities/?size=100"),
    Visit("sales, 100 rows", "/sales/?size=100"),
    Visit("products, 100 rows", "/products/?size=100"),
    Visit("a contact", "/contacts/5000/"),
    Visit("an account", "/accounts/5000/"),
    Visit("a deal", "/deals/5000/"),
    Visit("the board", "/pipeline/"),
    Visit("the dashboard", "/dashboard/"),
    Visit("Today", "/"),
    Visit("contacts by the API, 50", "/api/v1/contacts?limit=50", (CONTACTS + "ORDER BY c.id LIMIT 50",)),
    Visit("deals by the API, 50", "/api/v1/deals?limit=50", (DEALS + "ORDER BY d.id LIMIT 50",)),
)


class Count:
    """The queries since it was last read."""

    def __init__(self) -> None:
        from django.db.backends.utils import CursorWrapper

        self.queries = 0
        execute = CursorWrapper.execute

        def counted(cursor, sql, params=None):
            self.queries += 1
            return execute(cursor, sql, params)

        CursorWrapper.execute = counted

    def read(self) -> int:
        found, self.queries = self.queries, 0
        return found


async def measured(send: Callable[[], Awaitable[httpx.Response]], count: Count) -> dict[str, object]:
    """Wall time of each round, mean processor time, queries of the last."""
    for _round in range(WARM):
        (await send()).raise_for_status()
    wall, started = [], time.process_time()
    for _round in range(ROUNDS):
        count.read()
        begun = time.perf_counter()
        (await send()).raise_for_status()
        wall.append(time.perf_counter() - begun)
    return {"wall": wall, "cpu": (time.process_time() - started) / ROUNDS, "queries": count.read()}


def by_hand(statements: tuple[str, ...]) -> list[float]:
    """Wall time of each round of the statements over a plain connection."""
    connection = sqlite3.connect(FOLDER / "carnet.db")
    wall = []
    for _round in range(ROUNDS if statements else 0):
        begun = time.perf_counter()
        for statement in statements:
            connection.execute(statement).fetchall()
        wall.append(time.perf_counter() - begun)
    return wall


async def page_hundred(client: httpx.AsyncClient, path: str) -> str:
    """The address a reader arrives at by ninety-nine times Next."""
    for _page in range(99):
        body = (await client.get(path)).text
        found = re.search(r'rel="next" href="([^"]+)"', body) or re.search(r'href="([^"]+)" rel="next"', body)
        if found is None:
            break
        target = unescape(found.group(1))
        path = target if target.startswith("/") else f"/contacts/{target}"
    return path


def session() -> str:
    from django.test import Client

    from carnet.identity.queries import owner_user

    browser = Client()
    browser.force_login(owner_user())
    return browser.cookies["sessionid"].value


async def visit(cookie: str) -> list[dict[str, object]]:
    from carnet.asgi import application

    token = (FOLDER / "token").read_text(encoding="utf-8")
    found, count = [], Count()
    transport = httpx.ASGITransport(application)
    options = {
        "transport": transport,
        "base_url": "http://127.0.0.1",
        "follow_redirects": True,
        "timeout": 60,
    }
    async with httpx.AsyncClient(cookies={"sessionid": cookie}, **options) as reader:
        for one in VISITS:
            path = one.path or await page_hundred(reader, "/contacts/?size=100")
            result = await measured(lambda path=path: reader.get(path), count)
            found.append({"page": one.page, "hand": by_hand(one.hand), **result})
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}, **options) as writer:
        body = {"last_name": "Martin", "emails": [{"value": "martin@maison.example"}]}
        result = await measured(lambda: writer.post("/api/v1/contacts", json=body), count)
        found.append({"page": "create a contact by the API", "hand": [], **result})
    return found


def main() -> None:
    django.setup()
    cookie = session()
    json.dump(asyncio.run(visit(cookie)), sys.stdout)


if __name__ == "__main__":
    main()
