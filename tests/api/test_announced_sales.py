"""/api/v1/forecast/announced: the report of the command, of what the caller may see."""

import pytest

from carnet.api.forecast.announced import REPORT
from tests.forecasting.announcing import close, wait

PERIOD = {"from": "2026-11-01", "to": "2026-11-30", "as_of": "2026-11-20"}


@pytest.fixture
def sales(root, bruno, chloe, helene):
    close(bruno.member, paid=1, refused=3, actor=root)
    close(chloe.member, paid=3, refused=1, actor=root)
    wait(bruno.member, 100, actor=root)
    wait(helene.member, 60, actor=root)
    wait(chloe.member, 10, actor=root)


@pytest.fixture
def ask(caller, sales):
    return lambda person, **more: caller(person).get("forecast/announced", **{**PERIOD, **more}).json()


def lines(told):
    return {row["head"]: [line["manager"] for line in row["managers"]] for row in told["rows"]}


def test_who_sees_everything_sees_every_line(ask, camille, lecteur):
    for person in (camille, lecteur):
        told = ask(person)
        assert lines(told) == {"Hélène": ["Bruno", "Hélène"], None: ["Chloé"]}
        assert told["total"]["expected"] == "170.00"


def test_a_head_sees_the_own_group_and_its_total(ask, helene):
    told = ask(helene)
    assert lines(told) == {"Hélène": ["Bruno", "Hélène"]}
    assert (told["total"]["expected"], told["total"]["still_to_come"]) == ("160.00", "40.00")
    assert told["total"]["rate"] == 0.25


def test_a_member_sees_the_own_line_alone_and_sums_of_nothing_else(ask, bruno, chloe):
    told = ask(bruno)
    assert lines(told) == {"Hélène": ["Bruno"]}
    (row,) = told["rows"]
    for line in (row, told["total"]):
        assert (line["expected"], line["still_to_come"], line["announced"]) == ("100.00", "25.00", 1)
    assert lines(ask(chloe)) == {None: ["Chloé"]}
    assert "100.00" not in str(ask(chloe))


def test_the_description_names_every_column_of_the_answer(ask, camille):
    told = ask(camille)
    described = REPORT["properties"]
    head = described["rows"]["items"]["properties"]
    assert described.keys() == told.keys()
    assert described["total"]["properties"].keys() == told["total"].keys()
    for row in told["rows"]:
        assert head.keys() == row.keys()
        for line in row["managers"]:
            assert head["managers"]["items"]["properties"].keys() == line.keys()


def test_without_days_the_report_is_that_of_the_present_month(caller, camille, sales):
    told = caller(camille).get("forecast/announced").json()
    assert told["from"][:8] == told["to"][:8] == told["as_of"][:8]
    assert told["from"].endswith("-01")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"from": "2026-11-31"}, "from"),
        ({"to": "demain"}, "to"),
        ({"to": "2026-10-31"}, "to"),
        ({"as_of": "9999-12-31"}, "as_of"),
        ({"as_of": "\x00"}, ""),
        ({"head": "Hélène"}, "head"),
        ({"from": "2026-11-0\N{ARABIC-INDIC DIGIT ONE}"}, "from"),
    ],
)
def test_what_cannot_be_understood_is_422_with_its_field(caller, camille, wrong, field):
    answer = caller(camille).get("forecast/announced", **{**PERIOD, **wrong})
    assert answer.status_code == 422
    assert answer.json().get("field", "") == field


def test_the_report_takes_as_many_queries_for_many_deals_as_for_few(
    caller, camille, bruno, root, django_assert_max_num_queries
):
    as_camille = caller(camille)
    wait(bruno.member, *[10] * 60, actor=root)
    with django_assert_max_num_queries(12):
        assert as_camille.get("forecast/announced", **PERIOD).json()["total"]["announced"] == 60
