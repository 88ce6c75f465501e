"""`carnet import`: takes files and folders in, and says what became of every row."""

import argparse
from typing import Any

from carnet.ops.words import _

NAME = "import"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("import files, folders of them, or a file of the web"))
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help=_("a file, a folder of files, or an address of the web")
    )
    parser.add_argument("--undo", type=int, metavar="ID", help=_("put everything back as before an import"))
    parser.add_argument(
        "--keep-later", action="store_true", help=_("with --undo: leave what was changed since as it is")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, write nothing"))
    parser.add_argument(
        "--kind", metavar="KIND", help=_("what the files hold, where it cannot be recognised")
    )
    parser.add_argument("--dates", choices=("dmy", "mdy", "ymd"), help=_("the order of day, month and year"))
    parser.add_argument("--as", dest="email", metavar="EMAIL", help=_("in whose name (default: the owner)"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Import, print the report, and return 1 when a row was refused."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from carnet.core.errors import Invalid
    from carnet.interchange.feeds.once import sources_given
    from carnet.interchange.plan import is_kind
    from carnet.ops.acting import acting_as, operator

    if arguments.kind and not is_kind(arguments.kind):
        raise Invalid(_("Unknown kind: %s.") % arguments.kind)
    actor = acting_as(arguments.email) if arguments.email else operator()
    if arguments.undo is not None:
        return _undo(arguments, actor)
    with TemporaryDirectory(prefix="carnet-import-") as folder:
        return _import(sources_given(arguments.paths, Path(folder)), arguments, actor)


def _import(sources: Any, arguments: argparse.Namespace, actor: Any) -> int:
    from carnet.core.errors import Invalid
    from carnet.interchange.plan import Options
    from carnet.ops.console import put_json

    if not sources:
        raise Invalid(_("There is no file to import."))
    options = Options(kind=arguments.kind, dates=arguments.dates)
    report = _report(sources, options, actor, dry_run=arguments.dry_run)
    if arguments.json:
        put_json(report)
    else:
        show(report)
    return 1 if any(file["rejected"] for file in report["files"]) else 0


def _undo(arguments: argparse.Namespace, actor: Any) -> int:
    from carnet.core.errors import Invalid
    from carnet.ops.undoing import undo

    if arguments.paths:
        raise Invalid(_("Either files to import or an import to undo, not both."))
    return undo(
        arguments.undo,
        actor,
        keep_later=arguments.keep_later,
        dry_run=arguments.dry_run,
        as_json=arguments.json,
    )


def _report(sources: Any, options: Any, actor: Any, *, dry_run: bool) -> dict[str, Any]:
    from datetime import UTC, datetime

    from carnet.interchange import actions
    from carnet.interchange.archive.load import load_archive
    from carnet.interchange.archive.read import is_archive
    from carnet.ops.console import say

    if len(sources) == 1 and is_archive(sources[0].path):
        return load_archive(path=sources[0].path, name=sources[0].name, actor=actor, dry_run=dry_run)
    if dry_run:
        return actions.preview_import(sources=sources, options=options, actor=actor)
    started, plan = actions.begin_import(sources=sources, options=options, actor=actor)
    return actions.run_import(
        started=started,
        plan=plan,
        options=options,
        actor=actor,
        clock=actions.Clock(now=lambda: datetime.now(UTC)),
        progress=lambda name, rows: say(_("%(name)s: %(rows)s rows") % {"name": name, "rows": rows}),
    )


def show(report: dict[str, Any]) -> None:
    """The report as people read it: a line a file, then what was refused and what to check."""
    from carnet.ops.console import put, say

    for file in report["files"]:
        counts = {name: file[name] for name in ("rows", "created", "updated", "unchanged", "rejected")}
        words = _(
            "%(rows)s rows: %(created)s created, %(updated)s updated,"
            " %(unchanged)s unchanged, %(rejected)s refused"
        )
        put(f"{file['path']} ({file['kind'] or '–'}): {words % counts}")
        for note in file["notes"]:
            say(f"  {note}")
        for item in [*file["errors"], *file["warnings"]]:
            where = ", ".join(
                text
                for text in (_("line %s") % item["line"] if item["line"] else "", item["column"] or "")
                if text
            )
            say(f"  {where}: {item['message']}" if where else f"  {item['message']}")
