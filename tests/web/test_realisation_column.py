"""The realisation rate beside a line of the forecast: the head's on the head's, the agent's on theirs."""

from datetime import date

from carnet.forecasting.realisation import Realisation, Realisations, Share
from carnet.forecasting.reasons import Reason
from carnet.web.forecast.rows import NO_RATES, Rate, rates_of


def line(pk, rate, *, is_few=False):
    share = Share(rate, rate, rate - 0.1, rate + 0.1, is_few)
    return Realisation(pk, None if pk is None else f"Membre {pk}", 12.0, share, share)


def found(*, company, heads=(), agents=(), reason=None):
    return Realisations(date(2026, 11, 20), 41, 30, company, heads, agents, reason)


def test_who_leads_a_group_and_sells_has_a_rate_on_each_line():
    rates = rates_of(
        found(company=line(None, 0.3), heads=(line(7, 0.4),), agents=(line(7, 0.2), line(None, 0.1)))
    )
    assert rates.company == Rate(0.3, is_borrowed=False)
    assert rates.heads == {7: Rate(0.4, is_borrowed=False)}
    assert rates.agents == {7: Rate(0.2, is_borrowed=False)}


def test_a_thin_rate_is_marked_as_borrowed():
    rates = rates_of(found(company=line(None, 0.3), agents=(line(1, 0.3, is_few=True),)))
    assert rates.agents[1].is_borrowed


def test_without_a_past_there_is_no_column():
    assert rates_of(None) == NO_RATES
    assert rates_of(found(company=None, reason=Reason("short_past", {"horizon": 41}))) == NO_RATES
