"""A web process never loads the models: they take a second and hundreds of megabytes."""

import json
import subprocess
import sys

HEAVY = ("statsforecast", "statsmodels", "pandas", "scipy")
ASK = """
import json, os, sys
import django
from django.core.management import call_command
import carnet.asgi
call_command("migrate", verbosity=0)
from datetime import date, datetime, timedelta, timezone
from carnet.core.acting import Actor, Role
from carnet.identity import actions
from carnet.sales.actions import create_sale
now = datetime.now(timezone.utc)
actor = Actor(name="test", at=now, role=Role.OWNER, via="command")
user = actions.create_user(email="o@carnet.example", name="O", role=Role.OWNER, password=None, actor=actor)
for back in range(3):
    create_sale(values={"sold_on": now.date() - timedelta(days=back), "amount": 100}, actor=actor)
from django.test import Client
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(user)
found = {}
for path in json.loads(sys.argv[1]):
    answer = client.get(path, follow=True)
    found[path] = answer.status_code
loaded = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
print(json.dumps({"answers": found, "loaded": loaded}))
"""
PAGES = (
    "/",
    "/forecast/",
    "/forecast/announced/",
    "/forecast/announced/report/",
    "/forecast/daily/",
    "/forecast/track-record/",
    "/forecast/quotas/",
    "/api/v1/forecast/daily?horizon=7",
    "/api/v1/forecast/backtest/daily",
    "/api/v1/forecast/pipeline?until=2026-12-31",
)


def test_no_page_and_no_answer_loads_a_model(tmp_path):
    environment = {
        "CARNET_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "carnet.settings",
        "CARNET_WORKER": "0",
        "PATH": "/usr/bin:/bin",
    }
    command = [sys.executable, "-c", ASK, json.dumps(PAGES), json.dumps(HEAVY)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["loaded"] == []
    assert set(told["answers"].values()) == {200}, told
