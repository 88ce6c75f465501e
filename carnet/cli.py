"""The command `carnet`: finds its commands in carnet.ops.commands and turns every refusal into a sentence.

Exit codes: 0 done, 1 done but some input was refused, 2 wrong usage or nothing could be done. A command is
a module with NAME, add_parser(subparsers) and run(arguments) -> int; it imports what is heavy inside `run`.
"""

import argparse
import logging
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from carnet.ops import commands
from carnet.ops.words import _, language

REFUSED = 2


class UsageError(Exception):
    """A command line that cannot be understood, with how to write it."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """argparse, leaving the way out to `main`."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line, with the usage above the reason."""
        raise UsageError(f"{self.prog}: {message}", self.format_usage())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in given
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UsageError as error:
        sys.stderr.write(error.usage)
        return _refuse(str(error), as_json=as_json)
    except KeyboardInterrupt:
        return _refuse(_("Interrupted."), as_json=as_json)
    except SystemExit as stop:
        if not isinstance(stop.code, str):
            return int(stop.code or 0)
        return _refuse(stop.code, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last stop: what nobody foresaw is logged and told
        return _refuse(_sentence(error), as_json=as_json)
    return code


def _run(given: list[str]) -> int:
    found = _commands()
    arguments = _parser(found).parse_args(given)
    command = found[arguments.command]
    os.environ.update(getattr(command, "ENVIRONMENT", {}))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnet.settings")
    _set_up_django()
    return int(command.run(arguments))


def _commands() -> dict[str, ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(commands.__path__)]
    modules = [import_module(f"{commands.__name__}.{name}") for name in sorted(names)]
    return {module.NAME: module for module in modules}


def _parser(found: dict[str, ModuleType]) -> Parser:
    parser = Parser(prog="carnet", description=_("A self-hosted CRM whose figures can be trusted."))
    subparsers = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True)
    for module in found.values():
        module.add_parser(subparsers)
    return parser


def _set_up_django() -> None:
    import django
    from django.apps import apps
    from django.utils import translation

    if not apps.ready:
        django.setup()
    translation.activate(language())


def _sentence(error: Exception) -> str:
    """What to tell people; the traceback of an unforeseen error goes to the log."""
    from django.db import DatabaseError

    from carnet.core.errors import DomainError
    from carnet.ops.database import sentence_of

    if isinstance(error, DomainError):
        return str(error)
    if isinstance(error, DatabaseError) and (sentence := sentence_of(error)):
        return sentence
    logging.getLogger("carnet").error("", exc_info=error)
    return _("Something unforeseen went wrong: %s.") % type(error).__name__


def _refuse(sentence: str, *, as_json: bool) -> int:
    from carnet.ops.console import put_json, say

    say(sentence)
    if as_json:
        put_json({"error": sentence})
    return REFUSED
