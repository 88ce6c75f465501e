"""An id once given is not given again, though SQLite makes a table anew to alter it."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from django.core.management import call_command
from carnet.core.acting import Actor, Role
from carnet.directory import actions
from carnet.ops import database

call_command("migrate", verbosity=0)
call_command("migrate", "directory", "0002", verbosity=0)
actor = Actor(name="start", at=datetime.now(UTC), role=Role.OWNER, via="command")
given = [actions.create_account(values={"name": f"Maison {number}"}, actor=actor) for number in range(4)]
last = given[-1].pk
for account in given[int(sys.argv[1]):]:
    actions.delete_account(account=account, actor=actor)
assert database.migrate()
print(actions.create_account(values={"name": "Maison Achard"}, actor=actor).pk - last)
"""


@pytest.mark.parametrize("kept", [0, 2])
def test_the_ids_of_deleted_records_are_not_given_again(kept, tmp_path) -> None:
    environment = {**os.environ, "CARNET_DATA": str(tmp_path), "CARNET_DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "carnet.settings"
    command = [sys.executable, "-c", PROGRAM, str(kept)]
    assert subprocess.run(command, env=environment, check=True, capture_output=True).stdout.strip() == b"1"
