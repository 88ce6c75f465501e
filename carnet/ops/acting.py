"""As whom a command acts, and when."""

from datetime import UTC, datetime
from pathlib import Path

from carnet.core.acting import Actor, Role
from carnet.core.errors import Invalid, NotFound
from carnet.identity import queries
from carnet.identity.models import User
from carnet.identity.visibility import Viewer
from carnet.ops.words import _


def operator(*, batch: int | None = None) -> Actor:
    """Who has a shell on the machine may do everything."""
    return Actor(name="carnet", at=datetime.now(UTC), role=Role.OWNER, via="command", batch=batch)


def user_named(email: str | None) -> User:
    """The user with this e-mail; the first owner when none is named."""
    user = queries.user_by_email(email) if email else queries.owner_user()
    if user is None and email:
        raise NotFound(_("Nobody has the e-mail %s.") % email)
    if user is None:
        raise NotFound(_("There is no owner yet: run `carnet init`."))
    return user


def viewer_named(email: str | None) -> Viewer:
    """What the named user (default: the first owner) may see."""
    return queries.viewer_of(user_named(email))


def onlooker() -> Viewer:
    """Who has a shell on the machine may see everything."""
    return Viewer(user_id=0, name="carnet", role=Role.OWNER, sees_all=True)


def acting_as(email: str | None) -> Actor:
    """The named user (default: the first owner) as the author of what a command changes."""
    return viewer_named(email).acting(at=datetime.now(UTC), via="command")


def password_from(path: str) -> str:
    """The first line of a file."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Invalid(_("The password file %s cannot be read.") % path) from None
    if not lines or not lines[0].strip():
        raise Invalid(_("The password file %s is empty.") % path)
    return lines[0].strip()
