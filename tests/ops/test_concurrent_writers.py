"""Eight processes write to one SQLite file: none fails, and no update is lost."""

import os
import sqlite3
import subprocess
import sys

import pytest

WRITERS, EACH = 8, 5
PROGRAM = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from carnet.core.acting import Actor, Role
from carnet.core.errors import StaleWrite
from carnet.directory import actions
from carnet.directory.models import Account

actor = Actor(name=sys.argv[1], at=datetime.now(UTC), role=Role.OWNER, via="command")
for number in range(int(sys.argv[2])):
    actions.create_contact(values={"last_name": f"{sys.argv[1]} {number}"}, actor=actor)
    while True:
        account = Account.objects.get()
        try:
            actions.update_account(account=account, values={"employees": account.employees + 1}, actor=actor)
            break
        except StaleWrite:
            continue
"""
START = """
from datetime import UTC, datetime
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from carnet.core.acting import Actor, Role
from carnet.directory import actions
actor = Actor(name="start", at=datetime.now(UTC), role=Role.OWNER, via="command")
actions.create_account(values={"name": "Maison Achard", "employees": 0}, actor=actor)
"""


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    found = {**os.environ, "CARNET_DATA": str(tmp_path), "CARNET_DATABASE_URL": ""}
    found["DJANGO_SETTINGS_MODULE"] = "carnet.settings"
    subprocess.run([sys.executable, "-c", START], env=found, check=True)
    return found


def test_nobody_fails_and_no_update_is_lost(environment, tmp_path) -> None:
    command = [sys.executable, "-c", PROGRAM]
    writers = [
        subprocess.Popen(
            [*command, f"W{number}", str(EACH)], env=environment, stderr=subprocess.PIPE, text=True
        )
        for number in range(WRITERS)
    ]
    errors = [writer.communicate()[1] for writer in writers]
    assert errors == [""] * WRITERS
    database = sqlite3.connect(tmp_path / "carnet.db")
    (employees, version) = database.execute("SELECT employees, version FROM directory_account").fetchone()
    assert (employees, version) == (WRITERS * EACH, WRITERS * EACH + 1)
    assert database.execute("SELECT count(*) FROM directory_contact").fetchone() == (WRITERS * EACH,)
    lines = database.execute("SELECT count(*) FROM journal_journalline WHERE kind LIKE 'directory.%'")
    assert lines.fetchone() == (1 + 2 * WRITERS * EACH,)
