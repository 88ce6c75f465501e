"""Values of added fields: one form each, whoever brings them; what a field cannot hold is refused by name."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.core.custom import Checked, key_of, merged, name_of, read_value, words
from carnet.core.errors import Invalid, InvalidFields


@dataclass(frozen=True)
class Field:
    type: str
    key: str = "repere"
    choices: list[str] = field(default_factory=lambda: ["Boutique", "En ligne", "Été"])


@pytest.mark.parametrize(
    ("type_", "raw", "kept"),
    [
        ("text", "  Le Vieux \r\n Port\r", "Le Vieux \n Port"),
        ("text", "x" * 2000, "x" * 2000),
        ("number", "12.50", "12.5"),
        ("number", 12, "12"),
        ("number", Decimal("0.100"), "0.1"),
        ("number", "-0.0", "0"),
        ("number", "1e3", "1000"),
        ("number", "007", "7"),
        ("number", "123456789.123456789", "123456789.123456789"),
        ("number", "0.000000001", "0.000000001"),
        ("day", "2026-02-03", "2026-02-03"),
        ("day", date(2026, 2, 3), "2026-02-03"),
        ("day", datetime(2026, 2, 3, 23, 59, tzinfo=UTC), "2026-02-03"),
        ("flag", True, True),
        ("flag", "false", False),
        ("choice", "Boutique", "Boutique"),
        ("choice", " en LIGNE ", "En ligne"),
        ("choice", "ete", "Été"),
        ("link", "https://a.example/?q=1#x", "https://a.example/?q=1#x"),
        ("link", "www.a.example", "https://www.a.example"),
        ("link", "mailto:a@b.example", "mailto:a@b.example"),
        *(
            (type_, empty, None)
            for type_ in ("text", "number", "day", "flag", "choice", "link")
            for empty in ("", "  ", None)
        ),
    ],
)
def test_a_value_is_kept_in_one_form(type_, raw, kept):
    assert read_value(Field(type_), raw) == kept


@pytest.mark.parametrize(
    ("type_", "raw"),
    [
        ("text", "x" * 2001),
        ("text", 12),
        ("text", ["a"]),
        ("text", "a\x00b"),
        ("text", "a\ud800b"),
        ("number", "beaucoup"),
        ("number", "12,5"),
        ("number", True),
        ("number", "NaN"),
        ("number", "Infinity"),
        ("number", "1e400"),
        ("number", "1e-999999999"),
        ("number", Decimal("1E+999999999")),
        ("number", "1" * 19),
        ("number", "1234567890.123456789"),
        ("number", "0." + "1" * 10),
        ("number", "9" * 100_000),
        ("number", {}),
        ("day", "03/02/2026"),
        ("day", "2026-02-30"),
        ("day", "1799-12-31"),
        ("day", "2201-01-01"),
        ("day", 20260203),
        ("flag", "oui"),
        ("flag", 1),
        ("flag", []),
        ("choice", "Marché"),
        ("choice", 1),
        ("choice", "!"),
        ("link", "javascript:alert(1)"),
        ("link", "JaVaScRiPt://a.example/%0aalert(1)"),
        ("link", "java\tscript:alert(1)"),
        ("link", "\x01javascript:alert(1)"),
        ("link", "data:text/html,<script>"),
        ("link", "vbscript:x"),
        ("link", "file:///etc/passwd"),
        ("link", "//a.example"),
        ("link", "https:\\\\a.example"),
        ("link", "http://[a.example"),
        ("link", "http:///a"),
        ("link", "https://a b.example"),
        ("link", "https://" + "a" * 2000 + ".example"),
        ("link", "mailto:personne"),
        ("link", "quelque part"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_its_name(type_, raw):
    with pytest.raises(Invalid) as refused:
        read_value(Field(type_), raw)
    assert refused.value.field == "custom.repere"


def test_changes_are_merged_and_what_is_empty_is_taken_away():
    fields = [Field("text", "b"), Field("number", "a"), Field("flag", "c")]
    stored = {"a": "1", "b": "vieux", "gone": "kept"}
    assert merged(stored, {"b": "", "c": False, "a": 2}, fields) == {"a": "2", "c": False, "gone": "kept"}
    assert stored == {"a": "1", "b": "vieux", "gone": "kept"}


def test_keys_stand_in_one_order_whatever_the_order_of_the_changes():
    fields = [Field("text", key) for key in "abc"]
    assert list(merged({"c": "3"}, {"b": "2", "a": "1"}, fields)) == ["a", "b", "c"]
    assert words({"b": "2", "a": "1", "c": True}) == ["1", "2"]


def test_every_mistake_is_told_under_the_name_of_its_field():
    with pytest.raises(InvalidFields) as refused:
        merged({}, {"a": "x", "inconnu": "x", 7: "x"}, [Field("number", "a")])
    assert set(refused.value.errors) == {"custom.a", "custom.inconnu", "custom.7"}


@pytest.mark.parametrize("brought", ["x", 3, [("a", "1")], None])
def test_changes_that_are_no_object_are_refused(brought):
    with pytest.raises(Invalid) as refused:
        merged({}, brought, [])
    assert refused.value.field == "custom"


def test_more_values_than_a_record_has_fields_are_refused_at_once():
    with pytest.raises(Invalid) as refused:
        merged({}, {str(number): "x" for number in range(201)}, [])
    assert refused.value.field == "custom"


def test_values_that_were_read_before_are_not_read_again():
    assert merged({"a": "1"}, Checked({"b": "x", "a": None}), []) == {"b": "x"}


def test_a_choice_that_is_offered_no_longer_may_be_sent_back():
    offered = Field("choice", "a", ["Neuf"])
    assert merged({"a": "Vieux"}, {"a": "Vieux"}, [offered]) == {"a": "Vieux"}
    with pytest.raises(InvalidFields):
        merged({"a": "Neuf"}, {"a": "Vieux"}, [offered])


def test_a_name_beside_the_other_fields_leads_back_to_its_key():
    assert (name_of("taille"), key_of("custom.taille"), key_of("taille"), key_of("custom.")) == (
        "custom.taille",
        "taille",
        "",
        "",
    )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals() | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["text", "number", "day", "flag", "choice", "link"]), ANYTHING)
def test_whatever_comes_is_refused_or_kept_in_a_form_that_reads_as_itself(type_, raw):
    try:
        kept = read_value(Field(type_), raw)
    except Invalid:
        return
    assert kept is None or isinstance(kept, (str, bool))
    assert read_value(Field(type_), kept) == kept
