"""Words, flags, lists, e-mail addresses and phone numbers of one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.interchange.errors import UnreadableValue
from carnet.interchange.values.addresses import parse_email, parse_emails, parse_phone, parse_phones
from carnet.interchange.values.several import list_of
from carnet.interchange.values.texts import guard, parse_flag, text_of, unguard


@given(st.text(st.sampled_from("'=+-@\t\rab "), max_size=6))
def test_a_guarded_text_comes_back_unchanged(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_cells_are_read_as_a_person_would_type_them() -> None:
    cells = ("  Lyon\xa0", "'=SUM(A1)", 75001, 0.1, 1e-7, True, "")
    assert [text_of(cell) for cell in cells] == ["Lyon", "=SUM(A1)", "75001", "0.1", "0.0000001", "1", ""]


def test_an_apostrophe_of_the_language_stays() -> None:
    assert text_of("'s-Hertogenbosch") == "'s-Hertogenbosch"


def test_yes_and_no_are_understood_in_both_languages() -> None:
    assert [parse_flag(cell) for cell in ("oui", "VRAI", "x", "1", "Yes", True, 1)] == [True] * 7
    assert [parse_flag(cell) for cell in ("non", "Faux", "0", "no", False, 0)] == [False] * 6
    assert parse_flag("") is None
    with pytest.raises(UnreadableValue, match="“peut-être” is neither yes nor no"):
        parse_flag("peut-être")


def test_a_cell_may_hold_several_words() -> None:
    assert list_of("vip; Lyon ,vip\n prospect|") == ["vip", "Lyon", "prospect"]


def test_an_address_is_taken_out_of_its_name() -> None:
    assert parse_email("Jean Petit <Jean.Petit@Exemple.FR>") == "jean.petit@exemple.fr"
    assert parse_email("mailto:a+b@mail.exemple.fr") == "a+b@mail.exemple.fr"
    assert parse_email("zoé@café.fr") == "zoé@café.fr"


@pytest.mark.parametrize(
    "text", ["jean", "jean@", "@x.fr", "a b@x.fr", "a@x", "a@x..fr", "a@-x.fr", "a@x.fr, b@"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue, match="not an e-mail address"):
        parse_email(text)


def test_a_cell_may_hold_several_addresses() -> None:
    assert parse_emails("a@x.fr; B@x.fr a@x.fr") == ["a@x.fr", "b@x.fr"]
    assert parse_emails("A <a@x.fr>, Jean B <b@x.fr>") == ["a@x.fr", "b@x.fr"]
    assert parse_emails("a@x.fr ::: b@x.fr") == ["a@x.fr", "b@x.fr"]
    assert parse_emails("") == []


@pytest.mark.parametrize(
    "cell",
    ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "+33 (0)6 12 34 56 78", "0033612345678", 612345678],
)
def test_one_phone_number_has_one_form(cell) -> None:
    assert parse_phone(cell) == "+33612345678"


def test_a_foreign_number_keeps_its_country() -> None:
    assert parse_phone("+44 20 7946 0958") == "+442079460958"
    assert parse_phone("020 7946 0958", region="GB") == "+442079460958"


def test_what_is_no_phone_number_is_refused() -> None:
    for text in ("12", "call me", "06 12 34 56 78 90 12 34"):
        with pytest.raises(UnreadableValue, match="not a phone number"):
            parse_phone(text)


def test_a_cell_may_hold_several_numbers() -> None:
    both = ["+33299112233", "+33612345678"]
    assert parse_phones("02 99 11 22 33 / 06 12 34 56 78") == both
    assert parse_phones("02.99.11.22.33/06.12.34.56.78") == both
    assert parse_phones("0299112233;0612345678;0299112233") == both
    assert parse_phones("06/12/34/56/78") == both[1:]
    assert parse_phones(612345678) == both[1:]
    assert parse_phones("") == []


@pytest.mark.parametrize("parse", [parse_email, parse_emails, parse_phone, parse_phones])
def test_a_cell_of_thousands_of_characters_is_not_pored_over(parse) -> None:
    with pytest.raises(UnreadableValue, match="too long"):
        parse(f"1{' ' * 2000}2")
