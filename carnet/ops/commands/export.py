"""`carnet export`: gives everything out again, one kind or all of it."""

import argparse
from collections.abc import Callable
from typing import IO, Any

from carnet.ops.words import _

NAME = "export"
KINDS = ("accounts", "contacts", "deals", "activities", "products", "stores", "sales", "agents", "all")
FORMATS = ("csv", "xlsx", "vcf", "json", "archive")


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("write records to a file: one kind, or everything"))
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    parser.add_argument("--format", choices=FORMATS, help=_("default: csv; of everything: archive"))
    parser.add_argument("--card-version", choices=("3.0", "4.0"), default="3.0", help=_("of cards (vcf)"))
    parser.add_argument("--out", metavar="FILE", help=_("the file to write (default: standard output)"))
    parser.add_argument("--as", dest="email", metavar="EMAIL", help=_("only what this person may see"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Write the file; with `--out` it takes the place of an earlier one only when it is whole."""
    from carnet.core.errors import Invalid
    from carnet.ops.console import put_json, say
    from carnet.ops.delivery import deliver

    if arguments.json and not arguments.out:
        raise Invalid(_("With --json the export needs a file of its own: --out FILE."))
    wanted = arguments.format or ("archive" if arguments.kind == "all" else "csv")
    if (arguments.kind == "all") != (wanted == "archive"):
        raise Invalid(_("Everything is written as an archive, one kind as a table."))
    write = _everything(arguments.email) if wanted == "archive" else _one_kind(arguments, wanted)
    deliver(write, arguments.out, is_text=wanted in ("csv", "json", "vcf"))
    if arguments.out:
        say(_("Written: %s") % arguments.out)
    if arguments.json:
        put_json({"kind": arguments.kind, "format": wanted, "path": arguments.out})
    return 0


def _one_kind(arguments: argparse.Namespace, wanted: str) -> Callable[[IO[bytes]], None]:
    from carnet.interchange.moment import one_moment
    from carnet.interchange.records.files import file_chunks
    from carnet.interchange.records.kinds import RECORD_KINDS
    from carnet.ops.acting import onlooker, viewer_named

    viewer = viewer_named(arguments.email) if arguments.email else onlooker()
    kind = RECORD_KINDS[arguments.kind]

    def write(target: IO[bytes]) -> None:
        with one_moment():
            target.writelines(file_chunks(kind, wanted, viewer, version=arguments.card_version))

    return write


def _everything(email: str | None) -> Callable[[IO[bytes]], object]:
    from carnet.interchange.archive.write import write_archive
    from carnet.ops.acting import acting_as, operator

    actor = acting_as(email) if email else operator()
    return lambda target: write_archive(target, actor=actor)
