"""Two processes hold the same record and save it at the same moment: one is told."""

import os
import subprocess
import sys

import pytest

SETUP = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from carnet.core.acting import Actor, Role
from carnet.core.errors import StaleWrite
from carnet.deals import actions
from carnet.deals.models import Deal
actor = Actor(name="x", at=datetime(2026, 11, 20, 9, tzinfo=UTC), role=Role.OWNER, via="command")
"""
START = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
actions.create_deal(values={"name": "Campagne", "amount": 120_000}, actor=actor)
"""
WRITER = """
deal = Deal.objects.get()
print("ready", flush=True)
sys.stdin.readline()
try:
    actions.win_deal(deal=deal, actor=actor)
    print("won")
except StaleWrite as stale:
    print("told", stale.current.stage_kind)
"""
READER = """
deal = Deal.objects.get()
print(deal.version, deal.states.count(), deal.stage_kind)
"""


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    found = {**os.environ, "CARNET_DATA": str(tmp_path), "CARNET_DATABASE_URL": ""}
    found["DJANGO_SETTINGS_MODULE"] = "carnet.settings"
    _run(START, found)
    return found


def _run(program: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", SETUP + program]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def test_exactly_one_of_two_simultaneous_writers_of_a_deal_wins(environment):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", SETUP + WRITER],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _writer in range(2)
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = sorted(writer.communicate()[0].strip() for writer in writers)
    assert said == ["told won", "won"]
    assert _run(READER, environment) == "2 2 won"
