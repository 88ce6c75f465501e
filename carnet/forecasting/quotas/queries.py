"""Reading quotas and commitments: each within what the viewer may see of the sales force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from carnet.core.period import EARLIEST, LATEST, Period
from carnet.core.text import match_key, search_words
from carnet.forecasting.models import Commitment, Quota
from carnet.identity.models import Member
from carnet.identity.queries import visible_members, visible_teams
from carnet.identity.visibility import Viewer

_DAY = timedelta(days=1)


class Held(NamedTuple):
    """A stored quota; of the company where it has no member."""

    member_id: int | None
    from_on: date
    until_on: date
    amount: int
    version: int


@dataclass(frozen=True, slots=True)
class Targets:
    """The quotas of one period by member; the company's own where the viewer may see it, or None."""

    company: int | None = None
    members: Mapping[int, int] = field(default_factory=dict)


def visible_quotas(viewer: Viewer) -> QuerySet[Quota]:
    """The quotas of whom the viewer answers for; the company's only for those who see all."""
    quotas = Quota.objects.select_related("member__team")
    return quotas if viewer.sees_all else quotas.filter(member__in=viewer.member_ids)


def visible_commitments(viewer: Viewer) -> QuerySet[Commitment]:
    """The commitments of the heads among whom the viewer answers for."""
    commitments = Commitment.objects.select_related("head")
    return commitments if viewer.sees_all else commitments.filter(head__in=viewer.member_ids)


def quotas_matching(quotas: QuerySet[Quota], query: str) -> QuerySet[Quota]:
    """Those whose agent's name holds every word of the query."""
    for word in search_words(query):
        quotas = quotas.filter(member__match_key__contains=match_key(word))
    return quotas


def commitments_matching(commitments: QuerySet[Commitment], query: str) -> QuerySet[Commitment]:
    """Those whose head's name holds every word of the query."""
    for word in search_words(query):
        commitments = commitments.filter(head__match_key__contains=match_key(word))
    return commitments


def agents_with_aims(viewer: Viewer) -> QuerySet[Member]:
    """Who sells or has a quota the viewer may see, each head's together."""
    selling, aimed = Q(is_agent=True, is_active=True), Q(pk__in=visible_quotas(viewer).values("member"))
    agents = visible_members(viewer).filter(selling | aimed)
    shown = agents if viewer.sees_all else agents.filter(pk__in=viewer.member_ids)
    return shown.order_by(F("team__head__name").asc(nulls_last=True), "team__head_id", "name", "pk")


def visible_heads(viewer: Viewer) -> QuerySet[Member]:
    """Who heads a team and whose commitments the viewer may see, by name."""
    heads = visible_members(viewer).filter(pk__in=visible_teams(viewer).values("head"))
    shown = heads if viewer.sees_all else heads.filter(pk__in=viewer.member_ids)
    return shown.order_by("name", "pk")


def held_within(viewer: Viewer, period: Period) -> list[Held]:
    """The quotas of times that lie within a period."""
    first, last = period.start or EARLIEST, period.end or LATEST
    found = visible_quotas(viewer).filter(from_on__gte=first, until_on__lte=last)
    columns = ("member_id", "from_on", "until_on", "amount", "version")
    return [Held(*row) for row in found.values_list(*columns)]


def targets(viewer: Viewer, period: Period) -> Targets:
    """Each one's quota of a period: that of just these days, or of the months or quarters that make it up."""
    return targets_among(held_within(viewer, period), period)


def targets_among(held: Iterable[Held], period: Period) -> Targets:
    """The same from quotas in hand."""
    pieces: dict[int | None, list[Held]] = defaultdict(list)
    for one in held:
        if period.start and period.end and period.start <= one.from_on and one.until_on <= period.end:
            pieces[one.member_id].append(one)
    found = {member: total for member, own in pieces.items() if (total := _together(own, period)) is not None}
    return Targets(found.pop(None, None), {member: total for member, total in found.items() if member})


def _together(pieces: Iterable[Held], period: Period) -> int | None:
    """The sum of the pieces that fill the period without a hole, the longest first; None where none do."""
    longest = {piece.from_on: piece for piece in sorted(pieces, key=lambda piece: piece.until_on)}
    day, total = period.start, 0
    while day in longest:
        piece = longest[day]
        total += piece.amount
        if piece.until_on == period.end:
            return total
        day = piece.until_on + _DAY
    return None


def commitments_of(viewer: Viewer, period: Period) -> dict[int, Commitment]:
    """What each head the viewer may see committed to for just these days, by the head's id."""
    days = {"from_on": period.start or EARLIEST, "until_on": period.end or LATEST}
    found = visible_commitments(viewer).filter(**days)
    return {commitment.head_id: commitment for commitment in found}
