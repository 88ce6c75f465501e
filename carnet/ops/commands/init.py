"""`carnet init`: creates or migrates the database, and creates the owner."""

import argparse
from typing import Any

from carnet.ops.words import _

NAME = "init"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("create or migrate the database; create the owner"))
    parser.add_argument("--owner", metavar="EMAIL", help=_("the e-mail of the owner to create"))
    parser.add_argument(
        "--password-file", metavar="FILE", help=_("a file with the password on its first line")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Make the database ready; running it again changes nothing."""
    from carnet.ops import database
    from carnet.ops.console import put_json, say

    with database.one_at_a_time("init"):
        migrated = database.migrate()
        created = _owner(arguments.owner, arguments.password_file)
    if migrated:
        say(_("The database is ready."))
    elif not created:
        say(_("The database is up to date."))
    if arguments.json:
        put_json({"migrated": migrated, "owner": created})
    return 0


def _owner(email: str | None, password_file: str | None) -> str | None:
    """The e-mail of the owner created, or None."""
    from carnet.core.errors import Invalid

    if email:
        return _named_owner(email, password_file)
    if password_file:
        raise Invalid(_("--password-file needs --owner."))
    return _first_owner()


def _named_owner(email: str, password_file: str | None) -> str | None:
    from carnet.identity.passwords import readable_password
    from carnet.ops.acting import password_from
    from carnet.ops.console import say
    from carnet.ops.owner import add_owner

    password = password_from(password_file) if password_file else readable_password()
    if add_owner(email=email, password=password) is None:
        say(_("%s has a login already: nothing changed.") % email)
        return None
    say(_("%s is now the owner.") % email)
    if not password_file:
        say(_("Password, shown this once: %s") % password)
    return email


def _first_owner() -> str | None:
    from carnet.ops.console import say
    from carnet.ops.owner import EMAIL, add_first_owner, first_password_file

    password = add_first_owner()
    if password is None:
        return None
    say(_("The first owner is %s.") % EMAIL)
    say(
        _("Password: %(password)s (kept in %(file)s)") % {"password": password, "file": first_password_file()}
    )
    return EMAIL
