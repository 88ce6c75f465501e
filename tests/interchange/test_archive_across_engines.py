"""An archive written over one engine is read over the other, and comes back the same."""

import os
import subprocess
import sys

import pytest

from tests.interchange.archives import archived, load, members

PROGRAM = """
import sys
from carnet import cli
for line in sys.argv[1:]:
    assert cli.main(line.split(" ")) == 0, line
"""
FILES = {
    "products.csv": "reference,name,list_price\nP1,Tirage,19.99\n",
    "accounts.csv": "name,sector,tags,annual_revenue\n=Berliet,Édition,vip,1234.50\n",
    "contacts.csv": "first_name,last_name,emails,account\nInès,Ørsted,i@b.example,=Berliet\n",
    "deals.csv": (
        "reference,name,stage,closed_on,closed_amount,account,probability\n"
        "D1,Été,won,2026-11-20,12.34,=Berliet,0.1\n"
    ),
    "sales.csv": "sold_on,product,quantity,amount\n2026-11-20,P1,0.333,6.66\n",
}


@pytest.fixture
def on_sqlite(tmp_path):
    """Run commands in a process of its own, over a SQLite database in a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "CARNET_DATABASE_URL"}

    def run(folder: str, *lines: str) -> None:
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *lines],
            env={**environment, "CARNET_DATA": str(tmp_path / folder)},
            check=True,
            capture_output=True,
            timeout=300,
        )

    return run


def test_there_and_back(on_sqlite, root, tmp_path) -> None:
    for name, content in FILES.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(content)
    on_sqlite("first", "init", f"import {tmp_path}/in", f"export all --out {tmp_path}/first.zip")
    load(tmp_path / "first.zip", root)
    here = archived(root, tmp_path / "here.zip")
    on_sqlite("second", "init", f"import {here}", f"export all --out {tmp_path}/second.zip")
    written = [members(tmp_path / f"{name}.zip") for name in ("first", "here", "second")]
    changing = {"manifest.json", "tables/interchange.import.jsonl"}
    for later in written[1:]:
        for name in written[0].keys() - changing:
            assert later[name] == written[0][name], name
    assert b"=Berliet" in written[2]["tables/directory.account.jsonl"]
