"""A sync killed by the system goes on with its number, and ends as an undisturbed one."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from tests.interchange.airtable.server import BASE, TOKEN

COMMAND = [sys.executable, "-c", "import sys; from carnet.cli import main; sys.exit(main())"]


@pytest.fixture
def environment(crm, tmp_path):
    return {
        **os.environ,
        "LC_ALL": "en_GB.UTF-8",
        "CARNET_DATA": str(tmp_path),
        "CARNET_DATABASE_URL": "",
        "AIRTABLE_API_TOKEN": TOKEN,
        "AIRTABLE_BASE_ID": BASE,
        "AIRTABLE_ENDPOINT_URL": crm.url,
    }


def start(environment, *arguments):
    return subprocess.Popen(
        [*COMMAND, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def done(environment, *arguments):
    process = start(environment, *arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, json.loads(out or "{}"), err


def ask(environment, query):
    with sqlite3.connect(f"{environment['CARNET_DATA']}/carnet.db") as rows:
        return rows.execute(query).fetchall()


def kill_after(process, *words):
    """Send the signal nobody can catch once lines of progress have said these words, one after another."""
    wanted = list(words)
    for line in process.stderr:
        if wanted[0] in line:
            wanted.pop(0)
        if not wanted:
            process.kill()
            break
    process.communicate(timeout=60)
    assert process.returncode == -9


def test_killed_while_pages_are_turned_and_while_rows_go_in(crm, environment):
    crm.put("sales_pipeline", *({"opportunity_id": f"K{n}", "deal_stage": "Engaging"} for n in range(2000)))
    done(environment, "init")
    kill_after(start(environment, "sync", "airtable"), "sales_pipeline: 600 ")
    asked = len(crm.asked)
    kill_after(start(environment, "sync", "airtable"), "sales_pipeline: 2003 ", "sales_pipeline: ")
    again = [(table, query.get("offset", ["first"])[0]) for _, table, query in crm.asked[asked:]]
    assert again[0][0] == "tables"
    assert again[1][0] == "sales_pipeline"
    assert again[1][1].startswith("itr")
    ((stored,),) = ask(environment, "SELECT count(*) FROM deals_deal")
    assert 0 < stored < 2003
    code, report, _err = done(environment, "sync", "airtable", "--json")
    assert (code, report["import"]) == (0, 1)
    deals = report["files"][3]
    assert (deals["rows"], deals["created"], deals["unchanged"]) == (2003, 2003 - stored, stored)
    assert ask(environment, "SELECT count(*), count(DISTINCT reference) FROM deals_deal") == [(2003, 2003)]
    assert ask(environment, "SELECT count(*) FROM interchange_airtablelink") == [(2009,)]
    assert ask(environment, "SELECT id, state, source FROM interchange_import") == [(1, "done", "airtable")]


def test_what_stops_the_command_is_one_sentence_that_names_no_token(environment):
    done(environment, "init")
    wrong = {**environment, "AIRTABLE_API_TOKEN": "patSecret.42"}
    code, report, err = done(wrong, "sync", "airtable", "--json")
    assert code == 2
    assert report == {"error": "Airtable does not know the token: check AIRTABLE_API_TOKEN."}
    assert "Secret" not in err
    code, report, _err = done({**environment, "AIRTABLE_API_TOKEN": ""}, "sync", "airtable", "--json")
    assert code == 2
    assert "set AIRTABLE_API_TOKEN and AIRTABLE_BASE_ID" in report["error"]
    bad = {**environment, "AIRTABLE_BASE_ID": "https://airtable.com/appAbc"}
    code, report, err = done(bad, "sync", "airtable", "--json")
    assert code == 2
    assert report["error"].startswith("carnet: AIRTABLE_BASE_ID: expected the id of a base")
    assert err.count("\n") == 1
