"""The first person of a new Carnet: its owner."""

from pathlib import Path

from django.conf import settings

from carnet.core.acting import Role
from carnet.identity import actions, queries
from carnet.identity.models import User
from carnet.identity.passwords import readable_password
from carnet.ops.acting import operator
from carnet.ops.passwords import keep_password

EMAIL, NAME = "camille@carnet.example", "Camille Villard"


def first_password_file() -> Path:
    """Where the password of the first owner waits to be read."""
    return Path(settings.DATA / "first-password.txt")


def add_owner(*, email: str, password: str) -> User | None:
    """Give the owner a login; None when this e-mail has one already."""
    if queries.user_by_email(email):
        return None
    return actions.create_user(email=email, name="", role=Role.OWNER, password=password, actor=operator())


def add_first_owner() -> str | None:
    """Give a Carnet without users an owner; their password, kept in a file too, or None.

    The file comes first: were the process to die in between, the next start would write both again.
    """
    if User.objects.exists():
        return None
    password = readable_password()
    keep_password(first_password_file(), password)
    actions.create_user(email=EMAIL, name=NAME, role=Role.OWNER, password=password, actor=operator())
    return password
