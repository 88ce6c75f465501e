"""The dashboard asks a number of questions that does not grow with the deals."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carnet.deals.actions import new_deal
from carnet.deals.models import Stage
from carnet.journal.changes import insert_many
from carnet.metrics.dashboard import dashboard
from carnet.web.dashboard.asked import asked
from carnet.web.dashboard.page import context_of

MOST = 25


def add_deals(count: int, agents, actor) -> None:
    stages = list(Stage.objects.select_related("pipeline"))
    deals = []
    for number in range(count):
        stage = stages[number % len(stages)]
        closed = date(2026, 1, 10) + timedelta(days=number) if stage.kind in ("won", "lost") else None
        amount = 100_00 + number if stage.kind == "won" else None
        values = {
            "stage": stage,
            "agent": agents[number % len(agents)],
            "engaged_on": date(2026, 1, 1),
            "closed_on": closed,
            "closed_amount": amount,
        }
        deals.append(new_deal(values, day=date(2026, 1, 1), currency="EUR")[0])
    insert_many(deals, actor=actor)


def questions(viewer) -> int:
    with CaptureQueriesContext(connection) as asking:
        view = asked(viewer, {"from": ["2026-01-01"], "to": ["2026-12-31"]}, date(2026, 11, 20))
        found = dashboard(viewer, view.filters, now=timezone.now(), base=view.base)
        context_of(viewer, view, found, "EUR")
    return len(asking)


@pytest.mark.parametrize("who", ["camille", "bruno"])
def test_twenty_and_two_hundred_deals_take_as_many_queries(request, root, bruno, chloe, who) -> None:
    person = request.getfixturevalue(who)
    agents = [bruno.member, chloe.member, None]
    add_deals(20, agents, root)
    few = questions(person.viewer)
    add_deals(180, agents, root)
    assert questions(person.viewer) == few
    assert few <= MOST
