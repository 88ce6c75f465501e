"""`carnet demo`: loads and removes the generated sample company."""

import argparse
from collections.abc import Mapping
from typing import Any

from carnet.ops.words import _

NAME = "demo"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("load or remove the generated sample company"))
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--remove", action="store_true", help=_("take the sample away and touch nothing else")
    )
    choice.add_argument(
        "--first-start", action="store_true", help=_("load only where nothing was ever entered")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Load or remove; twice is the same as once."""
    from carnet.ops import database
    from carnet.ops.console import put_json

    database.require_migrated()
    with database.one_at_a_time("demo"):
        answer = _remove() if arguments.remove else _load(first_start=arguments.first_start)
    if arguments.json:
        put_json(answer)
    return 0


def _load(*, first_start: bool) -> dict[str, Any]:
    from carnet.identity.queries import company_zone
    from carnet.ops.acting import operator
    from carnet.ops.console import say
    from carnet.ops.demo import mark
    from carnet.ops.demo.load import is_empty, load_sample

    if first_start and (mark.was_ever_loaded() or not is_empty()):
        return {"loaded": {}}
    if mark.is_loaded():
        say(_("The sample company is loaded already."))
        return {"loaded": {}}
    say(_("Loading the sample company…"))
    actor = operator()
    found = load_sample(today=actor.at.astimezone(company_zone()).date(), actor=actor)
    say(_("Loaded: %s.") % _counted(found))
    say(_("`carnet demo --remove` takes it away again."))
    return {"loaded": dict(found)}


def _remove() -> dict[str, Any]:
    from carnet.ops.acting import operator
    from carnet.ops.console import say
    from carnet.ops.demo import mark
    from carnet.ops.demo.remove import remove_sample

    if not mark.is_loaded():
        say(_("There is no sample company to remove."))
        return {"removed": {}, "kept": {}}
    gone, kept = remove_sample(actor=operator())
    say(_("Removed: %s.") % _counted(gone))
    if kept:
        say(_("Kept, because you edited them or your own records use them: %s.") % _counted(kept))
    return {"removed": dict(gone), "kept": dict(kept)}


def _counted(found: Mapping[str, int]) -> str:
    """ "85 accounts, 200 contacts", in the terminal's language."""
    from django.apps import apps

    kinds = {model._meta.model_name: model for model in apps.get_models()}
    return ", ".join(
        f"{count} {kinds[kind]._meta.verbose_name if count == 1 else kinds[kind]._meta.verbose_name_plural}"
        for kind, count in found.items()
        if count
    )
