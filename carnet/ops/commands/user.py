"""`carnet user`: adds people and lists them."""

import argparse
from typing import Any

from carnet.core.acting import Role
from carnet.ops.words import _

NAME = "user"
ROLES = {role.name.lower(): role for role in sorted(Role, reverse=True)}


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("add and list the people who log in"))
    verbs = parser.add_subparsers(dest="verb", metavar=_("VERB"), required=True)
    adding = verbs.add_parser("add", help=_("give someone a login"))
    adding.add_argument("email", metavar="EMAIL")
    adding.add_argument("--role", choices=[*ROLES], default="member")
    adding.add_argument("--name", default="", help=_("as colleagues read it"))
    adding.add_argument("--team", help=_("the name of their team"))
    adding.add_argument(
        "--password-file", metavar="FILE", help=_("a file with the password on its first line")
    )
    listing = verbs.add_parser("list", help=_("list the people who log in"))
    for verb in (adding, listing):
        verb.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Add or list."""
    return _add(arguments) if arguments.verb == "add" else _list(as_json=arguments.json)


def _add(arguments: argparse.Namespace) -> int:
    from carnet.identity import actions
    from carnet.identity.passwords import readable_password
    from carnet.ops.acting import operator, password_from
    from carnet.ops.console import put, put_json, say

    given = password_from(arguments.password_file) if arguments.password_file else None
    password = given or readable_password()
    user = actions.create_user(
        email=arguments.email,
        name=arguments.name,
        role=ROLES[arguments.role],
        password=password,
        team=_team(arguments.team),
        actor=operator(),
    )
    say(_("%(email)s may now log in as %(role)s.") % {"email": user.email, "role": arguments.role})
    answer = {"id": user.pk, "email": user.email, "role": arguments.role}
    if given is None:
        say(_("Password, shown this once:"))
        answer["password"] = password
    if arguments.json:
        put_json(answer)
    elif given is None:
        put(password)
    return 0


def _team(name: str | None) -> Any:
    from carnet.core.errors import NotFound
    from carnet.core.text import match_key
    from carnet.identity.models import Team

    if name is None:
        return None
    team = Team.objects.filter(match_key=match_key(name)).order_by("pk").first()
    if team is None:
        raise NotFound(_("There is no team called %s.") % name)
    return team


def _list(*, as_json: bool) -> int:
    from carnet.identity.models import User
    from carnet.ops.console import put, put_json

    people = [
        {
            "email": user.email,
            "role": Role(user.role).name.lower(),
            "name": user.name,
            "active": user.is_active,
        }
        for user in User.objects.order_by("email")
    ]
    if as_json:
        put_json({"users": people})
        return 0
    for person in people:
        left = "" if person["active"] else f"\t{_('left')}"
        put(f"{person['email']}\t{person['role']}\t{person['name']}{left}")
    return 0
