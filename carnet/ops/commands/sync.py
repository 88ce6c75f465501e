"""`carnet sync airtable`: reads the base into Carnet, and writes back what changed here where asked to."""

import argparse
from typing import Any

from carnet.ops.words import _

NAME = "sync"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("synchronise with Airtable"))
    parser.add_argument("what", choices=("airtable",), help=_("with what"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, write nothing"))
    parser.add_argument("--write", action="store_true", help=_("also write back what changed in Carnet"))
    parser.add_argument("--as", dest="email", metavar="EMAIL", help=_("in whose name (default: the owner)"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Synchronise, print the report, and return 1 when a row was refused."""
    from carnet.ops.commands.import_ import show
    from carnet.ops.console import put_json

    report = _report(arguments)
    if arguments.json:
        put_json(report)
    else:
        show(report)
        _show_the_way_back(report)
    return 1 if any(file["rejected"] or file.get("not_written") for file in report["files"]) else 0


def _show_the_way_back(report: dict[str, Any]) -> None:
    """A line a change that went to Airtable, waits, was refused or is disputed."""
    from carnet.ops.console import put

    for file in report["files"]:
        for line in file.get("written", []):
            put(_("written to Airtable: %(record)s, %(column)s: %(value)s") % line)
        for line in file.get("to_write", []):
            put(_("waits to be written to Airtable: %(record)s, %(column)s: %(value)s") % line)
        for line in file.get("not_written", []):
            put(_("not written to Airtable: %(record)s, %(column)s: %(message)s") % line)
        for line in file.get("conflicts", []):
            put(_("conflict: %(record)s, %(column)s: Carnet “%(carnet)s”, Airtable “%(airtable)s”") % line)


def _report(arguments: argparse.Namespace) -> dict[str, Any]:
    from datetime import UTC, datetime

    from carnet.interchange.actions import Clock
    from carnet.interchange.airtable.actions import Surroundings, preview_sync, sync
    from carnet.interchange.airtable.client import Pace
    from carnet.ops.acting import acting_as, operator
    from carnet.ops.console import say

    actor = acting_as(arguments.email) if arguments.email else operator()
    around = Surroundings(
        clock=Clock(now=lambda: datetime.now(UTC)),
        pace=Pace(told=say),
        progress=lambda name, rows: say(_("%(name)s: %(rows)s rows") % {"name": name, "rows": rows}),
    )
    if arguments.dry_run:
        return preview_sync(actor=actor, around=around)
    return sync(writes=True if arguments.write else None, actor=actor, around=around)
