"""The report of announced sales, computed over the whole company in three queries."""

from collections.abc import Mapping
from fractions import Fraction

from carnet.core.text import normalise
from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.announced.lines import HeadLine, ManagerLine
from carnet.forecasting.announced.rates import Rate, company_rate, group_rates
from carnet.forecasting.announced.report import AnnouncedReport
from carnet.forecasting.announced.tallies import NOTHING, Tally, tallies
from carnet.forecasting.heads import agents_and_heads
from carnet.forecasting.queries import seen_by
from carnet.forecasting.reasons import Reason
from carnet.forecasting.shares import shared
from carnet.identity.visibility import Viewer
from carnet.metrics.people import NOWHERE, Place

Managers = Mapping[Place, Tally]


def announced_report(asked: Asked) -> AnnouncedReport:
    """A line for every head, whether or not they announced anything, and for agents without one."""
    groups = _grouped(tallies(asked))
    closed = {head.id: _whole(managers).closed for head, managers in groups.items()}
    company = company_rate(closed.values())
    rates = group_rates(closed, company)
    rows = [_head_line(head, managers, rates[head.id]) for head, managers in groups.items()]
    shown = (row for row in rows if row.id is not None or row.managers)
    return AnnouncedReport(
        asked=asked,
        rows=tuple(sorted(shown, key=lambda row: _alphabetic(row.id, row.key))),
        company_rate=company,
        reason=None if company else Reason("none_closed"),
    )


def _grouped(found: Mapping[int | None, Tally]) -> dict[Place, dict[Place, Tally]]:
    """The tallies of each head's agents, by name; nobody last."""
    groups: dict[Place, dict[Place, Tally]] = {NOWHERE: {}}
    people = agents_and_heads().values()
    for agent, head in sorted(people, key=lambda pair: _alphabetic(pair[0].id, pair[0].name)):
        members = groups.setdefault(head, {})
        if agent.id in found:
            members[agent] = found[agent.id]
    return groups


def _alphabetic(pk: int | None, name: str | None) -> tuple[bool, str, int]:
    """Names as people look them up; nobody last."""
    return pk is None, normalise(name or ""), pk or 0


def _whole(managers: Managers) -> Tally:
    return sum(managers.values(), NOTHING)


def _head_line(head: Place, managers: Managers, rate: Rate | None) -> HeadLine:
    sums = _whole(managers).sums
    announcing = {agent: tally.sums for agent, tally in managers.items() if tally.sums.announced}
    coming = still_to_come(sums.expected, rate.exact if rate else None)
    shares = shares_of(coming, [part.expected for part in announcing.values()], rate)
    lines = (
        ManagerLine(sums=part, still_to_come=share, id=agent.id, key=agent.name)
        for (agent, part), share in zip(announcing.items(), shares, strict=True)
    )
    return HeadLine(
        sums=sums, still_to_come=coming, id=head.id, key=head.name, rate=rate, managers=tuple(lines)
    )


def still_to_come(expected: int, rate: Fraction | None) -> int | None:
    """Expected x rate, half-even to the cent; None where something is expected and no rate is known."""
    if rate is None:
        return None if expected else 0
    return round(expected * rate)


def shares_of(coming: int | None, expected: list[int], rate: Rate | None) -> list[int | None]:
    """What each part contributes to what is still to come, adding up to it cent by cent."""
    if coming is None or rate is None:
        return [None if part else 0 for part in expected]
    return [*shared(coming, [part * rate.exact for part in expected])]


def visible_report(viewer: Viewer, asked: Asked) -> AnnouncedReport:
    """The report computed now, of which the viewer sees their own lines."""
    return visible_lines(viewer, announced_report(asked))


def visible_lines(viewer: Viewer, report: AnnouncedReport) -> AnnouncedReport:
    """The lines of a report a viewer is shown; lines and total are sums of what is left."""
    scope = seen_by(viewer)
    return report if scope.sees_all else report.seen_by(scope.agent_ids)
