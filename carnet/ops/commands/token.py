"""`carnet token`: makes, lists and revokes the keys to the API."""

import argparse
from typing import Any

from carnet.ops.words import _

NAME = "token"


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(NAME, help=_("make, list and revoke keys to the API"))
    verbs = parser.add_subparsers(dest="verb", metavar=_("VERB"), required=True)
    adding = verbs.add_parser("add", help=_("make a key and print it this once"))
    adding.add_argument("name", metavar="NAME", help=_("what the key is for"))
    adding.add_argument("--user", metavar="EMAIL", help=_("as whom it acts (default: the owner)"))
    adding.add_argument("--read-only", action="store_true", help=_("a key that changes nothing"))
    listing = verbs.add_parser("list", help=_("list the keys in use"))
    revoking = verbs.add_parser("revoke", help=_("make a key worthless"))
    revoking.add_argument("id", metavar="ID", type=int, help=_("the number that `carnet token list` shows"))
    for verb in (adding, listing, revoking):
        verb.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Make, list or revoke."""
    verbs = {"add": _add, "list": _list, "revoke": _revoke}
    return verbs[arguments.verb](arguments)


def _add(arguments: argparse.Namespace) -> int:
    from carnet.identity import actions
    from carnet.ops.acting import operator, user_named
    from carnet.ops.console import put, put_json, say

    user = user_named(arguments.user)
    token = actions.create_token(
        user=user, name=arguments.name, read_only=arguments.read_only, actor=operator()
    )
    say(_("This key acts as %s and is shown this once:") % user.email)
    if arguments.json:
        put_json({"token": token, "name": arguments.name, "user": user.email})
    else:
        put(token)
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from carnet.identity.queries import visible_tokens
    from carnet.ops.acting import viewer_named
    from carnet.ops.console import put, put_json

    tokens = [
        {"id": token.pk, "name": token.name, "user": token.user.email, "read_only": token.read_only}
        for token in visible_tokens(viewer_named(None)).order_by("pk")
    ]
    if arguments.json:
        put_json({"tokens": tokens})
        return 0
    for token in tokens:
        limit = f"\t{_('read only')}" if token["read_only"] else ""
        put(f"{token['id']}\t{token['name']}\t{token['user']}{limit}")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    from carnet.core.errors import NotFound
    from carnet.identity import actions
    from carnet.identity.queries import visible_tokens
    from carnet.ops.acting import operator, viewer_named
    from carnet.ops.console import put_json, say

    token = visible_tokens(viewer_named(None)).filter(pk=arguments.id).first()
    if token is None:
        raise NotFound(_("No key in use has the number %s.") % arguments.id)
    actions.revoke_token(token=token, actor=operator())
    say(_("The key “%s” is worthless now.") % token.name)
    if arguments.json:
        put_json({"revoked": token.pk})
    return 0
