"""`carnet serve`: the web server and the background worker in one process tree."""

import argparse
from typing import Any

from carnet.ops.words import _

NAME = "serve"
ENVIRONMENT = {"CARNET_WORKER": "1"}


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("run the web server and the background worker"))
    parser.add_argument("--host", default="127.0.0.1", metavar="HOST")
    parser.add_argument("--port", default=8000, type=int, metavar="PORT")


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from carnet.ops import database, serving
    from carnet.ops.attendant import Attendant

    with serving.bind(arguments.host, arguments.port) as listening:
        database.require_migrated()
        serving.collect_static_files()
        _greet(arguments.host, listening.getsockname()[1])
        attendant = Attendant()
        try:
            serving.serve(listening)
        finally:
            attendant.stop()
    return 0


def _greet(host: str, port: int) -> None:
    from carnet.identity.queries import owner_user
    from carnet.ops.console import say
    from carnet.ops.owner import first_password_file

    say(_("Carnet is at %s") % _address(host, port))
    owner = owner_user()
    if owner is None:
        say(_("Nobody can log in yet: run `carnet init --owner EMAIL`."))
        return
    say(_("Log in as %s.") % owner.email)
    if first_password_file().exists():
        say(_("The first password is in %s: change it, then delete the file.") % first_password_file())


def _address(host: str, port: int) -> str:
    import os

    from django.conf import settings

    if os.environ.get("CARNET_BASE_URL"):
        return str(settings.BASE_URL)
    name = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
