"""Whatever happened to deals, each past day shows what a diary kept at the time says."""

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from carnet.deals.actions import lose_deal, reopen_deal, update_deal, win_deal
from carnet.deals.models import Deal
from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.announced.tallies import tallies
from tests.forecasting.announcing import head_with_agents, wait

BEGIN = date(2026, 1, 5)


@dataclass(frozen=True)
class Entry:
    """A deal as someone wrote it down at the end of a day; `closing` numbers its closings."""

    kind: str
    amount: int
    agent: int
    due: date
    closed: date | None = None
    paid: int | None = None
    closing: int = 0


def happen(deal, entry, day, chance, agents, actor):
    """One thing that happens to a deal, and what the diary says afterwards."""
    deal = Deal.objects.get(pk=deal.pk)
    what = chance.choice(["amount", "agent", "due", "won", "lost"] if deal.is_open else ["reopen", "agent"])
    if what == "won":
        paid = chance.randrange(1, 90_000)
        win_deal(deal=deal, amount=paid, on=day, actor=actor)
        return replace(entry, kind="won", closed=day, paid=paid, closing=entry.closing + 1)
    if what == "lost":
        lose_deal(deal=deal, on=day, actor=actor)
        return replace(entry, kind="lost", closed=day, closing=entry.closing + 1)
    if what == "reopen":
        reopen_deal(deal=deal, actor=actor)
        return replace(entry, kind="open", closed=None, paid=None)
    if what == "amount":
        entry = replace(entry, amount=chance.randrange(-5_000, 90_000))
    elif what == "agent":
        entry = replace(entry, agent=chance.choice(agents).pk)
    else:
        entry = replace(entry, due=day + timedelta(days=chance.randrange(-10, 60)))
    agent = next(one for one in agents if one.pk == entry.agent)
    values = {"amount": entry.amount, "agent": agent, "expected_close_on": entry.due}
    update_deal(deal=deal, values=values, actor=actor)
    return entry


def diaries_of(root, agents, chance, deals=9, events=5):
    """{deal: [(day, entry)]} of random lives, at most one event a day."""
    diaries = {}
    for number in range(deals):
        agent = agents[number % len(agents)]
        due = BEGIN + timedelta(days=chance.randrange(60))
        (deal,) = wait(agent, 100 + number, due=due, engaged_on=BEGIN, actor=root)
        entry = Entry("open", deal.amount, agent.pk, due)
        diaries[deal.pk] = [(BEGIN, entry)]
        for day in sorted(chance.sample(range(1, 60), events)):
            on = BEGIN + timedelta(days=day)
            actor = replace(root, at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
            entry = happen(deal, entry, on, chance, agents, actor)
            diaries[deal.pk].append((on, entry))
    return diaries


def told_by(diaries, asked):
    """{agent: [expected, paid, refused, announced, paid lately, closed lately]} of the diaries alone."""
    sums = defaultdict(lambda: [0] * 6)
    for diary in diaries.values():
        entry = [entry for day, entry in diary if day <= asked.as_of][-1]
        line, last = sums[entry.agent], diary[-1][1]
        if entry.kind == "open":
            counts = entry.due <= asked.until_on
            line[0] += entry.amount * counts
            line[3] += counts
            continue
        line[4] += entry.kind == "won"
        line[5] += 1
        if asked.from_on <= entry.closed <= asked.until_on:
            # What was paid at a closing since undone is no longer known: the announced amount stands in.
            stands = last.kind == "won" and last.closing == entry.closing
            won = entry.paid if stands else entry.amount
            line[1] += won * (entry.kind == "won")
            line[2] += entry.amount * (entry.kind == "lost")
            line[3] += 1
    return dict(sums)


@pytest.mark.parametrize("seed", range(2))
def test_each_day_shows_what_the_diaries_say(root, seed):
    chance = random.Random(seed)
    agents = head_with_agents("Aline", "Noé", "Inès", actor=root)[1:]
    diaries = diaries_of(root, agents, chance)
    for back in range(0, 62, 6):
        as_of = BEGIN + timedelta(days=back)
        asked = Asked(as_of - timedelta(days=15), as_of + timedelta(days=10), as_of)
        found = {
            agent: [
                *(tally.sums.expected, tally.sums.paid, tally.sums.refused, tally.sums.announced),
                *tally.closed,
            ]
            for agent, tally in tallies(asked).items()
        }
        wanted = {agent: line for agent, line in told_by(diaries, asked).items() if any(line)}
        assert {agent: line for agent, line in found.items() if any(line)} == wanted, as_of
