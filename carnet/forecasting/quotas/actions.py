"""Setting quotas and commitments: who may set whose, and what a period may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Invalid, NotAllowed, StaleWrite
from carnet.core.period import EARLIEST, LATEST, Period
from carnet.forecasting.models import Commitment, Quota
from carnet.identity.models import Member, Team
from carnet.journal import changes, restoring
from carnet.journal.models import JournalLine

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a cell of a sheet is to hold, None to empty it; `version` as it was read, 0 of an empty one."""

    member: Member | None
    from_on: date
    until_on: date
    amount: int | None
    version: int = 0


def create_quota(*, values: Values, actor: Actor) -> Quota:
    """Give a person, or the company where there is none, what is to be reached in a period."""
    _may_set_quota(values.get("member"), actor)
    _in_order(values, None)
    return changes.insert(Quota(**values), actor=actor)


def update_quota(*, quota: Quota, values: Values, version: int | None = None, actor: Actor) -> Quota:
    """Change a quota; whoever gives it to someone else must be allowed to set that one's too."""
    _may_set_quota(quota.member, actor)
    if "member" in values:
        _may_set_quota(values["member"], actor)
    _in_order(values, quota)
    changes.update(quota, values, version=version, actor=actor)
    return quota


def delete_quota(*, quota: Quota, version: int | None = None, actor: Actor) -> None:
    """Take a quota back."""
    _may_set_quota(quota.member, actor)
    changes.remove(quota, version=version, actor=actor)


def restore_quota(*, line: JournalLine, actor: Actor) -> Quota:
    """Undo the deletion of a quota that this journal line tells of."""

    def build(values: dict[str, Any]) -> Quota:
        _may_set_quota(values.get("member"), actor)
        return Quota(**values)

    return restoring.restore(line, build, actor=actor)


def set_quotas(*, wishes: Sequence[Wish], actor: Actor) -> list[Quota]:
    """Bring the cells of a sheet to what is wished, all or none; the quotas that changed."""
    actor.require(Role.HEAD)
    with transaction.atomic():
        return [quota for wish in wishes if (quota := _set_quota(wish, actor)) is not None]


def copy_quotas(
    *, source: Period, into: Period, members: Sequence[Member | None], actor: Actor
) -> list[Quota]:
    """Give those who have a quota for one period and none for another the same for that one."""
    actor.require(Role.HEAD)
    ids = {member.pk if member else None: member for member in members}
    known = {pk: amount for pk, amount in _amounts(source) if pk in ids}
    taken = {pk for pk, _amount in _amounts(into)}
    days = {"from_on": into.start, "until_on": into.end}
    with transaction.atomic():
        return [
            create_quota(values={"member": ids[pk], "amount": amount, **days}, actor=actor)
            for pk, amount in known.items()
            if pk not in taken
        ]


def _amounts(period: Period) -> Iterable[tuple[int | None, int]]:
    found = Quota.objects.filter(from_on=period.start or EARLIEST, until_on=period.end or LATEST)
    return found.order_by("pk").values_list("member_id", "amount")


def _set_quota(wish: Wish, actor: Actor) -> Quota | None:
    _may_set_quota(wish.member, actor)
    days = {"from_on": wish.from_on, "until_on": wish.until_on}
    stored = Quota.objects.filter(member=wish.member, **days).first()
    if (stored.version if stored else 0) != wish.version:
        raise StaleWrite(stored)
    if stored is not None and wish.amount is not None:
        return stored if changes.update(stored, {"amount": wish.amount}, actor=actor) else None
    if stored is not None:
        changes.remove(stored, actor=actor)
        return stored
    if wish.amount is None:
        return None
    return create_quota(values={"member": wish.member, "amount": wish.amount, **days}, actor=actor)


def create_commitment(*, values: Values, actor: Actor) -> Commitment:
    """Say what a head's group will bring in by the end of a period."""
    head: Member = values["head"]
    _may_commit(head, actor)
    _is_head(head)
    _in_order(values, None)
    return changes.insert(Commitment(**values), actor=actor)


def set_commitment(
    *, head: Member, period: Period, amount: int | None, note: str = "", version: int = 0, actor: Actor
) -> Commitment | None:
    """Bring what a head commits to for a period to what is wished: None takes it back; `version` as read."""
    _may_commit(head, actor)
    days = {"from_on": period.start or EARLIEST, "until_on": period.end or LATEST}
    stored = Commitment.objects.select_related("head").filter(head=head, **days).first()
    if (stored.version if stored else 0) != version:
        raise StaleWrite(stored)
    values = {"amount": amount, "note": note}
    if stored is not None and amount is not None:
        return update_commitment(commitment=stored, values=values, actor=actor)
    if stored is not None:
        delete_commitment(commitment=stored, actor=actor)
        return stored
    return None if amount is None else create_commitment(values={"head": head, **values, **days}, actor=actor)


def update_commitment(
    *, commitment: Commitment, values: Values, version: int | None = None, actor: Actor
) -> Commitment:
    """Change what a head committed to."""
    _may_commit(commitment.head, actor)
    if "head" in values and values["head"].pk != commitment.head_id:
        _may_commit(values["head"], actor)
        _is_head(values["head"])
    _in_order(values, commitment)
    changes.update(commitment, values, version=version, actor=actor)
    return commitment


def delete_commitment(*, commitment: Commitment, version: int | None = None, actor: Actor) -> None:
    """Take a commitment back."""
    _may_commit(commitment.head, actor)
    changes.remove(commitment, version=version, actor=actor)


def restore_commitment(*, line: JournalLine, actor: Actor) -> Commitment:
    """Undo the deletion of a commitment that this journal line tells of."""

    def build(values: dict[str, Any]) -> Commitment:
        _may_commit(values["head"], actor)
        return Commitment(**values)

    return restoring.restore(line, build, actor=actor)


def may_set_quota(member: Member | None, actor: Actor) -> bool:
    """Administrators set everyone's and the company's, a head those of the agents of the own teams."""
    if actor.role >= Role.ADMIN:
        return True
    return actor.role >= Role.HEAD and member is not None and _leads(actor, member)


def may_commit(head: Member, actor: Actor) -> bool:
    """Administrators write down what anyone committed to, a head what they commit to themselves."""
    return actor.role >= Role.ADMIN or (actor.role >= Role.HEAD and head.pk == actor.member_id)


def _leads(actor: Actor, member: Member) -> bool:
    """Nobody sets their own aim, though they stand in the team they head."""
    if actor.member_id is None or member.pk == actor.member_id or member.team is None:
        return False
    return member.team.head_id == actor.member_id


def _may_set_quota(member: Member | None, actor: Actor) -> None:
    actor.require(Role.HEAD)
    if not may_set_quota(member, actor):
        raise NotAllowed(_("A head sets the quotas of the agents of the own teams."))


def _may_commit(head: Member, actor: Actor) -> None:
    actor.require(Role.HEAD)
    if not may_commit(head, actor):
        raise NotAllowed(_("A head commits for the own group alone."))


def _is_head(member: Member) -> None:
    if not Team.objects.filter(head=member).exists():
        raise Invalid(_("%(name)s heads no team.") % {"name": member}, field="head")


def _in_order(values: Values, stored: Quota | Commitment | None) -> None:
    first, last = (values.get(name, getattr(stored, name, None)) for name in ("from_on", "until_on"))
    if first is None or last is None or last < first:
        raise Invalid(_("The last day lies before the first."), field="until_on")
