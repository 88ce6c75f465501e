"""Amounts whose sum passes 64 bits: a number or a sentence, at every face, and never a wrong figure."""

import json

import pytest
from django.db import connection

from carnet import cli
from carnet.core.errors import TooLarge
from carnet.core.money import plain
from carnet.deals.models import Deal, DealState
from tests.forecasting.announcing import wait
from tests.forecasting.made_history import FORCE, PRODUCTS, STAGES, built, deal

LARGE = 2**62
PERIOD = {"from": "2026-11-01", "to": "2026-11-30"}
ADDS_UP = connection.vendor != "sqlite"


@pytest.fixture
def sales(root, bruno):
    wait(bruno.member, 1, 2, 3, actor=root)
    # As thousands of the largest amounts that may be entered add up to.
    Deal.objects.update(amount=LARGE)
    DealState.objects.update(amount=LARGE)


def test_the_api_says_so_or_adds_up(client, camille, sales):
    client.force_login(camille.user)
    answer = client.get("/api/v1/forecast/announced", PERIOD)
    assert answer.status_code == (200 if ADDS_UP else 422)
    if not ADDS_UP:
        assert answer.json()["detail"] == "Ces montants sont trop grands pour être additionnés."


def test_the_pages_say_so_or_add_up(client, camille, sales):
    client.force_login(camille.user)
    for path in ("announced/", "announced/report/?period=month"):
        assert client.get(f"/forecast/{path}").status_code == (200 if ADDS_UP else 422), path


def test_the_command_says_so_or_adds_up(sales, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    days = ("--from", "2026-11-01", "--to", "2026-11-30")
    code = cli.main(["forecast", "announced", *days, "--as-of", "2026-11-20", "--json"])
    told = json.loads(capsys.readouterr().out)
    if ADDS_UP:
        assert (code, told["total"]["expected"]) == (0, plain(3 * LARGE))
    else:
        assert (code, told) == (2, {"error": "These amounts are too large to be added up."})


def test_arrays_refuse_what_would_turn_round():
    rows = [deal(pk, amount=2**57) for pk in range(1, 6)]
    assert built(rows[:4], [], FORCE, PRODUCTS, STAGES).ids.tolist() == [1, 2, 3, 4]
    with pytest.raises(TooLarge):
        built(rows, [], FORCE, PRODUCTS, STAGES)
    with pytest.raises(TooLarge):
        built([deal(1, list_amount=2**60)], [], FORCE, PRODUCTS, STAGES)
