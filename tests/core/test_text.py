"""Names as they are compared and searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.text import MAX_WORDS, match_key, normalise, search_text, search_words

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Élodie  ŒUF", "elodie oeuf"),
        ("  L’Atelier\tBérénice ", "l'atelier berenice"),
        ("Straße", "strasse"),
        ("\u00a0ACHARD", "achard"),
        ("ﬁn", "fin"),
    ],
)
def test_case_accents_and_spaces_do_not_count(written, compared):
    assert normalise(written) == compared


@given(texts)
def test_a_compared_text_compares_as_itself(text):
    assert normalise(normalise(text)) == normalise(text)


@given(texts)
def test_a_key_is_its_own_key(text):
    assert match_key(match_key(text)) == match_key(text)


@pytest.mark.parametrize("written", ["GTX Pro", "gtx-pro", "G.T.X. PRO", "GTXPro"])
def test_a_reference_is_found_however_it_is_punctuated(written):
    assert match_key(written) == "gtxpro"


def test_a_name_without_latin_letters_still_has_a_key_of_its_own():
    assert match_key("東京 商事") == "東京商事"
    assert match_key("!!!") != match_key("???")


def test_the_haystack_holds_words_then_phones():
    assert search_text("Élise", None, "", "Lyon", phones=("+33 6 12 34 56 78",)) == "elise lyon 612345678"


def test_a_search_has_a_bounded_number_of_words():
    assert len(search_words("mot " * 100)) == MAX_WORDS


@given(texts)
def test_every_word_of_a_text_finds_it(text):
    assert all(word in search_text(text) for word in normalise(text).split()[:MAX_WORDS])
