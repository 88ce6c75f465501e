"""The sheet of announced sales as tests fill it in, on a day that stands still."""

import re
from datetime import date

import pytest

from carnet.deals import actions as deals
from carnet.deals.models import Deal
from carnet.directory.models import Account
from tests.conftest import NOW
from tests.web import world
from tests.web.pipeline import client_of

SHEET = "/forecast/announced/"
LINES = f"{SHEET}lines/"
SCRIPT = {"HX-Request": "true"}
TYPED = {"agent_text": "Bruno", "client_text": "Verrerie Lachaume", "amount": "26 540,00 €"}


def stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 November 2026 for the pages too."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def announced(person, client="Maison Berliet", amount=10_000_00, due=date(2026, 11, 25), **values) -> Deal:
    """A sale that waits, of one's own unless said otherwise."""
    account = Account.objects.filter(name=client).first() or world.account(person, client)
    given = {"agent": person.member, "account": account, "amount": amount, "expected_close_on": due}
    return world.deal(person, client, **given | values)


def paid(person, on=date(2026, 11, 12), **values) -> Deal:
    deal = announced(person, **values)
    return deals.win_deal(deal=deal, on=on, actor=person.actor)


def refused(person, on=date(2026, 11, 12), **values) -> Deal:
    deal = announced(person, **values)
    return deals.lose_deal(deal=deal, on=on, actor=person.actor)


def page_of(person, query="") -> str:
    answer = client_of(person).get(SHEET + query)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(page: str) -> list[str]:
    """The clients of the lines, from top to bottom; the one being entered is without."""
    return [name for name in re.findall(r'name="client_text" value="([^"]*)"', page) if name]


def enter(person, *, query="", script=True, **typed):
    """A line typed in; the answer."""
    values = {**TYPED, "expected_close_on": "18/12/2026", "note": ""} | typed
    return client_of(person).post(LINES + query, values, headers=SCRIPT if script else {})


def change(person, deal: Deal, *, script=True, version=None, **typed):
    """Cells of a line typed anew, from the version one last saw; the answer."""
    values = {"version": version or deal.version, **typed}
    return client_of(person).post(f"{LINES}{deal.pk}/", values, headers=SCRIPT if script else {})


def answer_of(person, deal: Deal, outcome: str, *, script=True):
    values = {"version": deal.version, "outcome": outcome}
    return client_of(person).post(f"{LINES}{deal.pk}/closure/", values, headers=SCRIPT if script else {})
