"""Changing people: every rule about users, roles, teams and tokens, once."""

import hashlib
import re
import secrets
import zoneinfo
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, Invalid, NotAllowed
from carnet.core.text import match_key
from carnet.identity.models import Company, Member, Office, Team, Token, User
from carnet.journal import changes
from carnet.journal.models import JournalLine

Changes = Mapping[str, Any]
_HOUR = timedelta(hours=1)


def update_company(*, company: Company, values: Changes, version: int | None = None, actor: Actor) -> Company:
    """Change the company's settings."""
    actor.require(Role.ADMIN)
    if "time_zone" in values and values["time_zone"] not in zoneinfo.available_timezones():
        raise Invalid(_("This time zone is unknown. Example: Europe/Paris"), field="time_zone")
    changes.update(company, values, version=version, actor=actor)
    return company


def create_office(*, name: str, actor: Actor) -> Office:
    """Open a regional office."""
    actor.require(Role.ADMIN)
    return changes.insert(Office(name=name, match_key=match_key(name)), actor=actor)


def update_office(*, office: Office, values: Changes, version: int | None = None, actor: Actor) -> Office:
    """Rename an office."""
    actor.require(Role.ADMIN)
    changes.update(office, _with_key(values), version=version, actor=actor)
    return office


def delete_office(*, office: Office, version: int | None = None, actor: Actor) -> None:
    """Close an office that no team belongs to."""
    actor.require(Role.ADMIN)
    changes.remove(office, version=version, actor=actor)


def create_team(*, name: str, head: Member | None = None, office: Office | None = None, actor: Actor) -> Team:
    """Form a team."""
    actor.require(Role.ADMIN)
    return changes.insert(Team(name=name, match_key=match_key(name), head=head, office=office), actor=actor)


def update_team(*, team: Team, values: Changes, version: int | None = None, actor: Actor) -> Team:
    """Change a team's name, head or office."""
    actor.require(Role.ADMIN)
    changes.update(team, _with_key(values), version=version, actor=actor)
    return team


def delete_team(*, team: Team, version: int | None = None, actor: Actor) -> None:
    """Dissolve a team that has no members left."""
    actor.require(Role.ADMIN)
    changes.remove(team, version=version, actor=actor)


def create_member(*, values: Changes, actor: Actor) -> Member:
    """Add an agent, with or without a login."""
    actor.require(Role.ADMIN)
    return changes.insert(Member(**_with_key(values)), actor=actor)


def update_member(*, member: Member, values: Changes, version: int | None = None, actor: Actor) -> Member:
    """Change an agent's name, team or login."""
    actor.require(Role.ADMIN)
    changes.update(member, _with_key(values), version=version, actor=actor)
    return member


def delete_member(*, member: Member, version: int | None = None, actor: Actor) -> None:
    """Remove an agent who owns no deal and no sale."""
    actor.require(Role.ADMIN)
    changes.remove(member, version=version, actor=actor)


def create_user(
    *, email: str, name: str, role: Role, password: str | None, team: Team | None = None, actor: Actor
) -> User:
    """Give someone a login, and make them a member who can own records (readers excepted)."""
    _may_grant(role, actor)
    user = User(email=email.strip(), name=name.strip() or _name_in(email), role=role.value)
    if User.objects.filter(email__iexact=user.email).exists():
        raise Conflict(_("This e-mail has a login already."), field="email")
    user.password = make_password(None) if password is None else _hashed(user, password)
    with transaction.atomic():
        changes.insert(user, actor=actor)
        _make_member(user, team, actor)
    return user


def _make_member(user: User, team: Team | None, actor: Actor) -> None:
    """Whoever writes owns records, so is a member; readers are none."""
    if user.role == Role.READER.value or Member.objects.filter(user=user).exists():
        return
    values = {"name": user.name, "team": team, "user": user, "is_agent": user.role <= Role.HEAD.value}
    changes.insert(Member(**_with_key(values)), actor=actor)


def _name_in(email: str) -> str:
    """A name to begin with: "camille.villard@..." is Camille Villard."""
    return re.sub(r"[._\-+]+", " ", email.strip().split("@", maxsplit=1)[0]).strip().title()


def update_user(*, user: User, values: Changes, version: int | None = None, actor: Actor) -> User:
    """Change a user's name, e-mail, role, language or activity; the last owner stays one."""
    role = _role(values.get("role", user.role))
    if user.pk != actor.user_id or {"role", "is_active"} & set(values):
        _may_grant(max(role, Role(user.role)), actor)
    stays_owner = role == Role.OWNER and values.get("is_active", user.is_active)
    with transaction.atomic():
        if user.role == Role.OWNER.value and not stays_owner:
            _keep_an_owner(besides=user)
        old_name = user.name
        changes.update(user, values, version=version, actor=actor)
        _make_member(user, None, actor)
        _rename_member(user, old_name, actor)
    return user


def _rename_member(user: User, old_name: str, actor: Actor) -> None:
    """The agent goes by the name of the login, unless it was given another."""
    member = Member.objects.filter(user=user, name=old_name).first() if user.name != old_name else None
    if member is not None:
        changes.update(member, _with_key({"name": user.name}), actor=actor)


def change_password(*, user: User, password: str, actor: Actor) -> None:
    """Set a new password; the journal says that, never what."""
    if user.pk != actor.user_id:
        _may_grant(Role(user.role), actor)
    changes.update(user, {"password": _hashed(user, password)}, actor=actor, verb="password_changed")


def create_token(*, user: User, name: str, read_only: bool = False, actor: Actor) -> str:
    """Make an API token and return it: the only time it is seen."""
    if user.pk != actor.user_id:
        _may_grant(Role(user.role), actor)
    if not name.strip():
        raise Invalid(_("A token needs a name."), field="name")
    token = "carnet_" + secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    row = Token(user=user, name=name.strip()[:120], sha256=digest, read_only=read_only, created_at=actor.at)
    changes.check(row, ["name"])
    with transaction.atomic():
        row.save()
        _token_line(row, "created", actor)
    return token


def revoke_token(*, token: Token, actor: Actor) -> None:
    """Make a token worthless at once."""
    if token.user_id != actor.user_id:
        _may_grant(Role(token.user.role), actor)
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=actor.at):
            _token_line(token, "revoked", actor)


def note_token_use(*, token: Token, actor: Actor) -> None:
    """Remember when a token last served, to the hour: a write at every call would cost more than it tells."""
    if token.last_used_at is None or actor.at - token.last_used_at >= _HOUR:
        Token.objects.filter(pk=token.pk).update(last_used_at=actor.at)


def _token_line(token: Token, verb: str, actor: Actor) -> None:
    JournalLine.objects.create(
        at=actor.at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        via=actor.via,
        action=f"identity.token.{verb}",
        kind="identity.token",
        object_id=token.pk,
        label=token.name,
        after={"user": token.user_id, "read_only": token.read_only},
    )


def _with_key(values: Changes) -> dict[str, Any]:
    return {**values, "match_key": match_key(values["name"])[:120]} if "name" in values else dict(values)


def _may_grant(role: Role, actor: Actor) -> None:
    """Administrators manage everyone below owners; owners manage owners too."""
    actor.require(Role.ADMIN)
    if role > actor.role:
        raise NotAllowed(_("Only an owner may do this to an owner."))


def _role(value: int) -> Role:
    try:
        return Role(value)
    except ValueError:
        raise Invalid(_("This role is unknown."), field="role") from None


def _keep_an_owner(*, besides: User) -> None:
    # All of them are locked, in one order: two owners who demote each other at once wait, and one stays.
    owners = User.objects.select_for_update().filter(role=Role.OWNER.value, is_active=True).order_by("pk")
    if not set(owners.values_list("pk", flat=True)) - {besides.pk}:
        raise Conflict(_("The last owner stays an owner."), field="role")


def _hashed(user: User, password: str) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from None
    return make_password(password)
