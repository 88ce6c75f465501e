"""A base of a few records, the connection to it, and a sync that waits for nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from carnet.interchange import actions
from carnet.interchange.airtable.actions import Surroundings, preview_sync, sync
from carnet.interchange.airtable.client import Pace
from tests.conftest import NOW
from tests.interchange.airtable.server import BASE, TOKEN, Base, serving


class Waited:
    """A clock that sleeping moves, and how long each sleep was."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds

    @property
    def long(self) -> list[float]:
        """The waits that are no mere pacing."""
        return [one for one in self.sleeps if one >= 0.5]

    def pace(self) -> Pace:
        return Pace(monotonic=lambda: self.now, sleep=self.sleep)


@pytest.fixture
def waited() -> Waited:
    return Waited()


@pytest.fixture
def base(settings, tmp_path) -> Iterator[Base]:
    with serving() as found:
        settings.AIRTABLE_API_TOKEN, settings.AIRTABLE_BASE_ID = TOKEN, BASE
        settings.AIRTABLE_ENDPOINT_URL, settings.DATA = found.url, tmp_path
        yield found


@pytest.fixture
def crm(base: Base) -> Base:
    """Two accounts, two products, two agents, three deals: linked, looked up, empty fields absent."""
    accounts = base.put(
        "accounts",
        {"account": "Acme", "sector": "retail", "revenue": 1100.04, "employees": 2822},
        {"account": "Betatech", "sector": "medical", "office_location": "Kenya"},
    )
    base.tables["accounts"][accounts[1]]["subsidiary_of"] = [accounts[0]]
    products = base.put(
        "products",
        {"product": "GTX Pro", "series": "GTX", "sales_price": 4821},
        {"product": "MG Special", "series": "MG", "sales_price": 55},
    )
    agents = base.put(
        "sales_teams",
        {"sales_agent": "Anna Snelling", "manager": "Dustin Brinkmann", "regional_office": ["Central"]},
        {"sales_agent": "Moses Frase", "manager": "Dustin Brinkmann", "regional_office": ["Central"]},
    )
    links = {"sales_agent": [agents[0]], "product": [products[0]], "account": [accounts[0]]}
    won = {"deal_stage": "Won", "engage_date": "2016-10-20", "close_date": "2017-03-01", "close_value": 4000}
    base.put(
        "sales_pipeline",
        {"opportunity_id": "1C1I7A6R", **links, **won},
        {"opportunity_id": "Z063OYW0", **links, "deal_stage": "Engaging", "engage_date": "2016-10-25"},
        {
            "opportunity_id": "EC4QE1BX",
            "sales_agent": [agents[1]],
            "product": [products[1]],
            "deal_stage": "Prospecting",
        },
    )
    return base


@pytest.fixture
def run(root, waited) -> Callable[..., dict[str, Any]]:
    """Synchronise as the command does."""

    def synchronise(*, dry_run: bool = False, **options: Any) -> dict[str, Any]:
        around = Surroundings(clock=actions.Clock(now=lambda: NOW), pace=waited.pace())
        return (preview_sync if dry_run else sync)(actor=root, around=around, **options)

    return synchronise
