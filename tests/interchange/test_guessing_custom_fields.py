"""A column no field explains can become one: its type is the narrowest that holds every value."""

from datetime import date

import pytest

from carnet.identity.custom_fields import create_custom_field
from carnet.identity.models import CustomField
from carnet.interchange.custom import guessed_field, header_of, kept_as_custom


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        (["12", "3,5", "", "1 200,25"], "number"),
        ([12, 3.5], "number"),
        (["2019", "2020"], "number"),
        (["0612345678", "0712345678"], "text"),
        (["+33612345678"], "text"),
        (["69001", "01000"], "text"),
        (["20/11/2026", "2/1/2026"], "day"),
        ([date(2026, 11, 20)], "day"),
        (["12/11/2026", "bientôt"], "text"),
        (["oui", "non", ""], "flag"),
        ([True, False], "flag"),
        (["1", "0"], "number"),
        (["https://a.example", "mailto:b@c.example"], "link"),
        (["https://a.example", "a.example"], "text"),
        (["rouge", "bleu", "rouge", "rouge", "bleu", "bleu"], "choice"),
        (["rouge", "bleu", "vert"], "text"),
        ([], "text"),
        (["", "  "], "text"),
    ],
)
def test_the_type_is_the_narrowest_that_holds_all_values(cells, type_):
    assert guessed_field("Repère", cells)["type"] == type_


def test_a_choice_brings_its_words_and_nothing_else_any():
    cells = ["rouge", "bleu"] * 3
    assert guessed_field(" Couleur  préférée ", cells) == {
        "label": "Couleur préférée",
        "type": "choice",
        "choices": ["rouge", "bleu"],
    }
    assert guessed_field("Note", ["12"])["choices"] == []


def test_a_column_of_a_million_different_words_is_judged_with_a_handful_of_them():
    assert guessed_field("Code", (f"mot {number}" for number in range(20_000)))["type"] == "text"


def test_a_column_goes_into_the_field_of_its_name_or_into_a_new_one(root):
    there = create_custom_field(kind="directory.account", values={"label": "Pointure"}, actor=root)
    assert kept_as_custom("accounts", "POINTURE", ["38"], actor=root) == "custom.pointure"
    assert kept_as_custom("accounts", "Visité le", ["20/11/2026"], actor=root) == "custom.visite_le"
    made = CustomField.objects.exclude(pk=there.pk).get()
    assert (made.kind, made.label, made.type) == ("directory.account", "Visité le", "day")


def test_a_column_we_write_bears_the_name_of_its_field_unless_another_column_does(root):
    plain = create_custom_field(kind="deals.deal", values={"label": "Pointure"}, actor=root)
    taken = create_custom_field(kind="deals.deal", values={"label": "Team"}, actor=root)
    assert header_of("deals", plain) == "Pointure"
    assert header_of("deals", taken) == "custom.team"
