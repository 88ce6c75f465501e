"""A stored run of the current quarter with lines worked out by hand, and deals to forecast from."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from carnet.deals import actions
from carnet.deals.models import Deal
from carnet.forecasting.models import AnalysisResult, ResultKind
from carnet.forecasting.pipeline.lines import Line
from carnet.forecasting.reasons import Reason
from carnet.forecasting.spans import span_of
from tests.web import world
from tests.web.pipeline import stage

FEW = Reason("few_closed", {"closed": 4, "needed": 10})


def line(key, member=None, head=None, **values: Any) -> Line:
    """1,000 won; 400 of open and 200 of unborn deals, or 300 at the pace: 1,000 + (600 + 300) / 2 = 1,450."""
    usual = {
        "won_so_far": 100_000,
        "pipeline": 40_000,
        "new_business": 20_000,
        "run_rate": 30_000,
        "forecast": 145_000,
        "low": 120_000,
        "high": 180_000,
        "closed_deals": 31,
        "won_deals": 12,
        "open_deals": 9,
        "open_value": 90_000,
        "sleeping_deals": 2,
    }
    ids = {"id": member.pk if member else None, "manager_id": head.pk if head else None}
    return Line(key=key, **ids, **usual | values)


def without_forecast(key, member=None, head=None) -> Line:
    """Four closed deals: what is known, and why nothing more is."""
    nothing = dict.fromkeys(("pipeline", "new_business", "forecast", "low", "high"))
    return line(key, member, head, reason=FEW, closed_deals=4, **nothing)


def summed(lines, key=None, member=None) -> Line:
    """The line of those together; its interval is narrower than the sum of theirs."""
    names = ("won_so_far", "pipeline", "new_business", "run_rate", "forecast", "won_deals", "open_deals")
    sums = {name: sum(getattr(one, name) for one in lines) for name in names}
    return line(key, member, **sums, low=sums["forecast"] - 20_000, high=sums["forecast"] + 30_000)


def table(lines) -> list[list[Any]]:
    """As a run keeps them: a row of names, then one for each line."""
    kept = [one.kept() for one in lines]
    return [list(kept[0]), *(list(row.values()) for row in kept)] if kept else []


def store_run(company, managers=(), agents=(), **values: Any) -> AnalysisResult:
    today = timezone.localdate()
    from_on, until_on = span_of("quarter", today)
    details = {
        "company": table([company]),
        "managers": table(managers),
        "agents": table(agents),
        "model": None,
        "bias": 1.0,
        "replays": 0,
        "groups": {},
    }
    usual = {
        "kind": ResultKind.PIPELINE,
        "created_at": timezone.now(),
        "as_of": today,
        "from_on": from_on,
        "until_on": until_on,
        "revision": 1,
        "details": details,
        "seconds": 0.3,
    }
    return AnalysisResult.objects.create(**usual | values)


def run_of_the_cast(helene, bruno, chloe) -> None:
    """Bruno 1,450 in Hélène's group; Chloé 777 for herself: 2,227 in all."""
    of_bruno = line("Bruno", bruno.member, helene.member)
    of_chloe = line(
        "Chloé",
        chloe.member,
        won_so_far=50_000,
        pipeline=30_000,
        new_business=5_400,
        run_rate=20_000,
        forecast=77_700,
    )
    group, nobody = summed([of_bruno], "Hélène", helene.member), summed([of_chloe])
    store_run(summed([of_bruno, of_chloe]), [group, nobody], [of_bruno, of_chloe])


def closed(by, *, days_ago: int, age: int = 20, won: bool = True, **values) -> Deal:
    """A deal engaged `age` days before it was closed."""
    on = timezone.localdate() - timedelta(days=days_ago)
    usual = {"amount": 100_000, "agent": by.member, "engaged_on": on - timedelta(days=age)}
    deal = world.deal(by, **usual | values)
    if won:
        return actions.win_deal(deal=deal, amount=100_000, on=on, actor=by.actor)
    return actions.lose_deal(deal=deal, on=on, actor=by.actor)


def opened(by, *, days_ago: int, **values) -> Deal:
    on = timezone.localdate() - timedelta(days=days_ago)
    usual = {"amount": 100_000, "agent": by.member, "engaged_on": on, "stage": stage("engaging")}
    return world.deal(by, **usual | values)


def past_of(by, number: int = 40, every: int = 6) -> None:
    """Deals closed one after another, two of three won, at ages from 10 to 37 days."""
    ages = count(10)
    for index in range(number):
        closed(by, days_ago=1 + index * every, age=next(ages) % 28 + 10, won=index % 3 > 0)
