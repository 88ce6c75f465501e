"""Giving everything out, beside csv.writer over the same rows as raw SQL gives them."""

import argparse
import csv
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.tables import Table, figure, ratio
from bench.world import environment

SIZE, LARGE = 8_800, 100_000
BARE = "csv.writer over SQL"
RAW = """
    SELECT d.*, a.name, c.full_name, s.name, m.name, t.name, o.name
    FROM deals_deal d LEFT JOIN directory_account a ON a.id = d.account_id
    LEFT JOIN directory_contact c ON c.id = d.contact_id LEFT JOIN deals_stage s ON s.id = d.stage_id
    LEFT JOIN identity_member m ON m.id = d.agent_id LEFT JOIN identity_team t ON t.id = m.team_id
    LEFT JOIN identity_office o ON o.id = t.office_id ORDER BY d.id
"""


def run(options: argparse.Namespace) -> list[Table]:
    """A table for each size."""
    return [_table(size) for size in ((SIZE, LARGE) if options.large else (SIZE,))]


def _table(size: int) -> Table:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.exports", str(size)]
        done = subprocess.run(
            command, env=environment(Path(folder)), capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    bare = told["seconds"][BARE]
    rows = [
        (name, figure(spent), f"{size / spent:,.0f}", ratio(spent, bare), f"{told['memory'][name]:.0f}")
        for name, spent in told["seconds"].items()
    ]
    heads = ("export", "processor s", "deals a second", f"{BARE} = 1", "MB at most so far")
    return Table(f"Export of {size:,} deals", heads, rows)


def _measured(size: int) -> dict[str, dict[str, float]]:
    """In a process of its own, whose settings know the folder."""
    import django

    django.setup()
    _fill(size)
    from carnet.interchange.records.files import file_chunks
    from carnet.interchange.records.kinds import RECORD_KINDS
    from carnet.ops.acting import onlooker, operator

    deals, viewer = RECORD_KINDS["deals"], onlooker()

    def written(wanted: str) -> Callable[[], None]:
        return lambda: _into_nothing(file_chunks(deals, wanted, viewer))

    def archive() -> None:
        from carnet.interchange.archive.write import write_archive

        with Path(os.devnull).open("wb") as target:
            write_archive(target, actor=operator())

    tables = {wanted: written(wanted) for wanted in ("csv", "json", "xlsx")}
    works = {BARE: _bare, **tables, "archive": archive}
    seconds, memory = {}, {}
    for name, work in works.items():
        started = time.process_time()
        work()
        seconds[name] = time.process_time() - started
        memory[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "memory": memory}


def _fill(size: int) -> None:
    """In a child, so that what an import needs does not count as what an export does."""
    from bench.imports import _write

    folder = Path(os.environ["CARNET_DATA"])
    paths = _write(folder, size)
    program = "import sys; from carnet import cli; sys.exit(cli.main(sys.argv[1:]))"
    for line in (["init"], ["import", *map(str, paths)]):
        subprocess.run([sys.executable, "-c", program, *line], check=True, capture_output=True)


def _bare() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(RAW)
        while rows := cursor.fetchmany(500):
            buffer = io.StringIO()
            csv.writer(buffer).writerows(rows)
            buffer.getvalue().encode()


def _into_nothing(chunks) -> None:
    for _chunk in chunks:
        pass


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
