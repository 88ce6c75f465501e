"""Filters and period as one object: read from an address, lenient with names, strict with the unknown."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from carnet.core.errors import Invalid
from carnet.core.period import Period
from carnet.directory.actions import create_account
from carnet.metrics.filters import Filters, choices, filtered_deals, filtered_sales


def kept(person, **raw):
    filters = Filters.parse(person.viewer, {key.rstrip("_"): [*values] for key, values in raw.items()})
    return sorted(int(deal.reference[1:]) for deal in filtered_deals(person.viewer, filters))


def test_names_are_found_whatever_their_case_accents_and_spaces(world, camille):
    assert kept(camille, agent=["chloe"]) == [7, 8, 9, 10]
    assert kept(camille, product=["  POR-TRAIT "]) == [1, 3, 5, 8, 9]
    assert kept(camille, office=["lyon"]) == kept(camille, manager=["helene"]) == [1, 2, 3, 4, 5, 6]


def test_an_id_does_as_well_as_a_name(world, camille, chloe):
    assert kept(camille, agent=[str(chloe.member.pk)]) == [7, 8, 9, 10]


def test_values_of_one_dimension_widen_and_two_dimensions_narrow(world, camille):
    assert kept(camille, product=["Portrait", "Reportage"]) == [1, 2, 3, 4, 5, 7, 8, 9, 10]
    assert kept(camille, product=["Portrait", "Reportage"], sector=["mode"]) == [1, 2, 5]


def test_null_keeps_the_records_without_one(world, camille):
    assert kept(camille, product=["null"]) == [6, 11]
    assert kept(camille, agent=["null", "Chloé"]) == [7, 8, 9, 10, 11, 12]
    assert kept(camille, sector=["null"]) == [6, 8, 9]
    assert kept(camille, office=["null"], lost_reason=["null"]) == [7, 8, 9, 10, 11, 12]


@pytest.mark.parametrize(
    ("key", "token", "left"),
    [
        ("stage", "Engaging", [5, 10]),
        ("stage_kind", "lost", [4, 9]),
        ("pipeline", "ventes", [*range(1, 13)]),
        ("category", "Terrain", [2, 4, 7, 10]),
        ("account", "achard", [3, 4, 7, 10, 12]),
        ("account_kind", "prospect", [3, 4, 7, 10, 12]),
        ("account_country", "FRANCE", [1, 2, 5, 11]),
        ("region", "hauts de france", [3, 4, 7, 10, 12]),
        ("city", "Lyon", [1, 2, 5, 11]),
        ("team", "location", [7, 8, 9, 10]),
        ("source", "salon", [10]),
        ("lost_reason", "prix", [4]),
    ],
)
def test_every_dimension_filters(world, camille, key, token, left):
    assert kept(camille, **{key: [token]}) == left


def test_the_period_holds_both_its_days_and_may_be_open(world, camille):
    assert kept(camille, from_=["2026-03-16"], to=["2026-03-25"]) == [7, 8, 9]
    assert kept(camille, to=["2026-02-06"]) == [1, 3]


def test_empty_values_and_foreign_keys_are_no_filter(world, camille):
    assert len(kept(camille, sector=[""], from_=[""], limit=["x"], agent=[])) == 12


@pytest.mark.parametrize(
    ("key", "token"),
    [
        ("sector", "textile"),
        ("agent", "Zoé"),
        ("product", "999999999999999999999999"),
        ("product", "Por\x00trait"),
        ("manager", "Chloé"),
        ("stage_kind", "Gagnée"),
        ("region", "x" * 5000),
        ("from", "20/11/2026"),
        ("from", "2026-02-30"),
        ("to", "20261120"),
    ],
)
def test_what_is_unknown_is_refused_by_the_name_of_its_filter(world, camille, key, token):
    with pytest.raises(Invalid) as refusal:
        Filters.parse(camille.viewer, {key: [token]})
    assert refusal.value.field == key


def test_a_period_that_ends_before_it_begins_is_refused(camille):
    with pytest.raises(Invalid) as refusal:
        Filters.parse(camille.viewer, {"from": ["2026-02-01"], "to": ["2026-01-31"]})
    assert refusal.value.field == "to"


def test_an_ambiguous_name_is_refused_not_guessed(world, root, camille):
    create_account(values={"name": "ACHARD"}, actor=root)
    create_account(values={"name": "Villard"}, actor=root)
    assert len(kept(camille, account=["Achard"])) == 5  # as written there is one
    for name in ("achard!", "Villard"):
        with pytest.raises(Invalid):
            Filters.parse(camille.viewer, {"account": [name]})


def test_an_account_one_may_not_open_is_unknown(world, root, bruno, chloe):
    create_account(values={"name": "Secret", "is_private": True, "owner": bruno.member}, actor=root)
    assert kept(bruno, account=["Secret"]) == []
    with pytest.raises(Invalid):
        Filters.parse(chloe.viewer, {"account": ["Secret"]})


def test_a_filter_of_deals_alone_does_not_fit_sales(world, camille):
    filters = Filters.parse(camille.viewer, {"stage_kind": ["won"]})
    with pytest.raises(Invalid) as refusal:
        filtered_sales(camille.viewer, filters)
    assert refusal.value.field == "stage_kind"


def test_a_link_leads_back_to_the_same_filters(world, camille):
    raw = {"from": ["2026-02-01"], "product": ["Portrait", "null"], "sector": ["mode"]}
    filters = Filters.parse(camille.viewer, raw)
    assert Filters.parse(camille.viewer, parse_qs(filters.as_query())) == filters
    won = Filters.parse(camille.viewer, parse_qs(filters.as_query(stage_kind="won", sector=None)))
    assert (won.names("stage_kind"), won.names("sector")) == (("won",), ())
    assert won.period == Period(date(2026, 2, 1), None)


def test_the_answer_shows_names_and_none_for_null(world, camille):
    filters = Filters.parse(camille.viewer, {"agent": ["chloe", "null"], "city": ["lyon"]})
    shown = filters.as_dict()
    assert (shown["agent"], shown["city"], shown["sector"]) == (["Chloé", None], ["Lyon"], [])


def test_a_filter_offers_what_is_there(world, camille):
    assert [name for _token, name in choices(camille.viewer, "product")] == ["Album", "Portrait", "Reportage"]
    assert choices(camille.viewer, "sector") == [("industrie", "industrie"), ("mode", "mode")]
    assert [name for _token, name in choices(camille.viewer, "manager")] == ["Hélène"]
    assert [token for token, _label in choices(camille.viewer, "stage_kind")] == [
        "prospecting",
        "engaging",
        "won",
        "lost",
    ]
