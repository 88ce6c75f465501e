"""Reading people: the company, viewers, members, teams, offices, users and tokens."""

import hashlib
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from carnet.core.acting import Role
from carnet.identity.models import Company, CustomField, Member, Office, Team, Token, User
from carnet.identity.visibility import Viewer


def company() -> Company:
    """The company and its settings."""
    return Company.objects.get(pk=1)


def company_zone() -> ZoneInfo:
    """The time zone in which the company's days begin."""
    return ZoneInfo(company().time_zone)


def viewer_of(user: User, *, read_only: bool = False) -> Viewer:
    """What a user may see, worked out once a request: at most three queries."""
    role = Role(user.role)
    member: Member | None = getattr(user, "member", None)
    sees_all = role in (Role.READER, Role.ADMIN, Role.OWNER) or company().visibility == "everyone"
    return Viewer(
        user_id=user.pk,
        name=str(user),
        role=role,
        sees_all=sees_all,
        member_id=member.pk if member else None,
        member_ids=() if sees_all else _readable_members(member, role),
        read_only=read_only,
        language=user.language,
    )


def _readable_members(member: Member | None, role: Role) -> tuple[int, ...]:
    """Oneself; for a head also the members of the teams headed."""
    if member is None:
        return ()
    if role < Role.HEAD:
        return (member.pk,)
    rows = Member.objects.filter(Q(pk=member.pk) | Q(team__head=member))
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def viewer_of_token(token: str) -> tuple[Viewer, Token] | None:
    """The viewer an API token acts as, or None when it is unknown, revoked or its user left."""
    row = _live_tokens().filter(sha256=hashlib.sha256(token.encode()).hexdigest()).first()
    return None if row is None else (viewer_of(row.user, read_only=row.read_only), row)


def _live_tokens() -> QuerySet[Token]:
    return Token.objects.select_related("user__member").filter(revoked_at__isnull=True, user__is_active=True)


def owner_user() -> User | None:
    """The first owner, as whom commands act when nobody is named."""
    return User.objects.filter(role=Role.OWNER.value, is_active=True).order_by("pk").first()


def live_user(pk: int) -> User | None:
    """A user whose access is open, with the member they are: what every request begins with."""
    return User.objects.select_related("member").filter(pk=pk, is_active=True).first()


def user_by_email(email: str) -> User | None:
    """The user with this e-mail, whatever its case."""
    return User.objects.filter(email__iexact=email).first()


def visible_members(viewer: Viewer) -> QuerySet[Member]:
    """Everyone who may own records: names of colleagues are no secret."""
    return Member.objects.select_related("team__office", "team__head", "user")


def own_member(viewer: Viewer) -> Member | None:
    """The member the viewer is; readers are none."""
    return visible_members(viewer).filter(user_id=viewer.user_id).first()


def colleague_ids(viewer: Viewer) -> tuple[int, ...]:
    """The viewer's member with those of their own team and of the teams they head; empty without a team."""
    if viewer.member_id is None:
        return ()
    own = Q(team__members=viewer.member_id) | Q(team__head=viewer.member_id)
    team = set(Member.objects.filter(own).values_list("pk", flat=True))
    return tuple(sorted({viewer.member_id, *team})) if team else ()


def visible_agents(viewer: Viewer) -> QuerySet[Member]:
    """The members who sell, as the `agents` collection lists them."""
    return visible_members(viewer).filter(is_agent=True)


def visible_teams(viewer: Viewer) -> QuerySet[Team]:
    """All teams, with head and office."""
    return Team.objects.select_related("head", "office")


def visible_offices(viewer: Viewer) -> QuerySet[Office]:
    """All offices."""
    return Office.objects.all()


def visible_users(viewer: Viewer) -> QuerySet[User]:
    """Who may log in: administrators see everyone, others themselves."""
    users = User.objects.select_related("member__team")
    return users if viewer.role >= Role.ADMIN else users.filter(pk=viewer.user_id)


def visible_tokens(viewer: Viewer) -> QuerySet[Token]:
    """Live API tokens: administrators see everyone's, others their own."""
    tokens = _live_tokens()
    return tokens if viewer.role >= Role.ADMIN else tokens.filter(user_id=viewer.user_id)


def custom_fields(kind: str) -> list[CustomField]:
    """The fields the company added to a kind of record ("directory.contact"), in their order."""
    return list(CustomField.objects.filter(kind=kind).order_by("position", "pk"))


def all_custom_fields() -> QuerySet[CustomField]:
    """The fields added to every kind of record."""
    return CustomField.objects.order_by("kind", "position", "pk")


def visible_custom_fields(viewer: Viewer) -> QuerySet[CustomField]:
    """`all_custom_fields`: like the columns every record has, their names are no secret."""
    return all_custom_fields()
