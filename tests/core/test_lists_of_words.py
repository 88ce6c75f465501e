"""The column for lists of words: kept as lines, found as whole words."""

import pytest

from carnet.core.fields import WordsField
from carnet.directory import actions
from carnet.directory.models import Account

FIELD = WordsField()


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        (["vip", "lyon"], "\nvip\nlyon\n"),
        ([], ""),
        (None, ""),
        (["  deux   mots "], "\ndeux mots\n"),
        (["a\nb"], "\na b\n"),
    ],
)
def test_words_are_kept_between_newlines(words, stored):
    assert FIELD.get_prep_value(words) == stored


@pytest.mark.parametrize("value", ["\nvip\nlyon\n", ["vip", "lyon"], ("vip", "lyon")])
def test_stored_text_and_lists_read_alike(value):
    assert FIELD.to_python(value) == ["vip", "lyon"]


def test_a_filter_finds_whole_words_only(camille):
    for name, tags in (("Achard", ["vip"]), ("Berliet", ["vip2"])):
        actions.create_account(values={"name": name, "tags": tags}, actor=camille.actor)
    found = Account.objects.filter(tags__contains="\nvip\n")
    assert [(account.name, account.tags) for account in found] == [("Achard", ["vip"])]
