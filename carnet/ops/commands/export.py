"""`carnet export`: gives everything out again, one kind or all of it."""

import argparse
from typing import Any

from carnet.ops.words import _

NAME = "export"
KINDS = ("accounts", "contacts", "deals", "activities", "products", "stores", "sales", "agents")


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("write records to a file: one kind, or everything"))
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    parser.add_argument("--format", metavar="FORMAT", help=_("csv (the default), xlsx or json"))
    parser.add_argument("--out", metavar="FILE", help=_("the file to write (default: standard output)"))
    parser.add_argument("--as", dest="email", metavar="EMAIL", help=_("only what this person may see"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Write the file; with `--out` it takes the place of an earlier one only when it is whole."""
    from carnet.core.errors import Invalid
    from carnet.interchange.moment import one_moment
    from carnet.interchange.records.files import file_chunks
    from carnet.interchange.records.kinds import RECORD_KINDS
    from carnet.ops.acting import onlooker, viewer_named
    from carnet.ops.console import put_json, say
    from carnet.ops.delivery import deliver

    if arguments.json and not arguments.out:
        raise Invalid(_("With --json the export needs a file of its own: --out FILE."))
    wanted = arguments.format or "csv"
    viewer = viewer_named(arguments.email) if arguments.email else onlooker()
    with one_moment():
        chunks = file_chunks(RECORD_KINDS[arguments.kind], wanted, viewer)
        size = deliver(chunks, arguments.out, is_text=wanted != "xlsx")
    if arguments.out:
        say(_("%(file)s: %(size)s bytes") % {"file": arguments.out, "size": size})
    if arguments.json:
        put_json({"kind": arguments.kind, "format": wanted, "path": arguments.out, "bytes": size})
    return 0
