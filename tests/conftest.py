"""The cast: Camille owns the studio, Bruno sells on her team, Chloé on another, Hélène heads Bruno's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.utils import translation

from carnet.core.acting import Actor, Role
from carnet.identity import actions, queries
from carnet.identity.models import Member, Office, Team, User
from carnet.identity.visibility import Viewer

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PASSWORD = "une phrase de passe"


@dataclass(frozen=True)
class Person:
    """Someone of the cast: their login, what they may see, and themselves as authors of changes."""

    user: User
    viewer: Viewer
    actor: Actor
    member: Member | None


@pytest.fixture(autouse=True)
def _plain_settings(settings) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with translation.override("fr"):
        yield


def person_of(user: User) -> Person:
    viewer = queries.viewer_of(user)
    member = Member.objects.filter(user=user).first()
    return Person(user=user, viewer=viewer, actor=viewer.acting(at=NOW, via="page"), member=member)


@pytest.fixture
def root(db) -> Actor:
    """The command line, setting up the company."""
    return Actor(name="carnet", at=NOW, role=Role.OWNER, via="command")


@pytest.fixture
def lyon(root) -> Office:
    return actions.create_office(name="Lyon", actor=root)


@pytest.fixture
def team(root, lyon) -> Team:
    return actions.create_team(name="Studio", office=lyon, actor=root)


@pytest.fixture
def other_team(root) -> Team:
    return actions.create_team(name="Location", actor=root)


def _create(root: Actor, name: str, role: Role, team: Team | None = None) -> User:
    email = f"{name.lower().replace('é', 'e').replace('è', 'e')}@carnet.example"
    return actions.create_user(email=email, name=name, role=role, password=PASSWORD, team=team, actor=root)


@pytest.fixture
def camille(root) -> Person:
    """Owns the studio and sees everything."""
    return person_of(_create(root, "Camille", Role.OWNER))


@pytest.fixture
def bruno(root, team) -> Person:
    """Sells on the studio's team: sees his own records and the unowned ones."""
    return person_of(_create(root, "Bruno", Role.MEMBER, team))


@pytest.fixture
def chloe(root, other_team) -> Person:
    """Sells on another team and must see nothing of Bruno's."""
    return person_of(_create(root, "Chloé", Role.MEMBER, other_team))


@pytest.fixture
def helene(root, team, bruno) -> Person:
    """Heads the studio's team: sees Bruno's records too."""
    user = _create(root, "Hélène", Role.HEAD)
    actions.update_team(team=team, values={"head": Member.objects.get(user=user)}, actor=root)
    return person_of(user)


@pytest.fixture
def lecteur(root) -> Person:
    """Reads everything and writes nothing."""
    return person_of(_create(root, "Lecteur", Role.READER))
