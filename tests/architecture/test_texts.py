"""Every word a template shows comes from the catalogue."""

import re

import pytest

from tests.architecture.reading import short, templates

OUTSIDE = re.compile(
    r"{%\s*comment.*?{%\s*endcomment\s*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{#.*?#}|{%.*?%}|{{.*?}}"
    r"|<!--.*?-->|<!doctype[^>]*>|<(script|code|kbd)\b.*?</\1>|&\w+;|&#\w+;",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:title|placeholder|alt|aria-label|aria-description|label)\s*=\s*([\"'])(.*?)\1", re.DOTALL
)
TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
DRAWINGS = {"_notebook.html"}  # the open notebook beside the log-in form: invented names, as in a picture
NAMES = {"Carnet", "API", "OpenAPI", "PNG", "CSV", "XLSX", "KPI", "JSON", "Français", "English", "Esc"}


def untranslated(template: str) -> list[str]:
    """The words that no translation reaches: between tags, and in attributes that are read out."""
    bare = OUTSIDE.sub(" ", template)
    spoken = [match.group(2) for match in SPOKEN.finditer(bare)]
    texts = [*spoken, TAG.sub(" ", bare)]
    return [word for text in texts for word in WORD.findall(text) if word not in NAMES]


def test_no_template_shows_a_word_from_outside_the_catalogue() -> None:
    files = [path for path in templates() if path.name not in DRAWINGS]
    assert files
    found = {short(path): untranslated(path.read_text(encoding="utf-8")) for path in files}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p title="Close">{{ name }}</p>', ["Close"]),
        ('<p title="{% translate "Close" %}">{% translate "Hello" %} – 2 × {{ n }}</p>', []),
        ("{% blocktranslate trimmed %}Hello {{ name }}{% endblocktranslate %}&nbsp;!", []),
        ('<input class="field" name="amount">', []),
        ("<h1>Carnet</h1>{# a note #}<!-- another -->", []),
    ],
)
def test_a_planted_word_is_seen(template: str, words: list[str]) -> None:
    assert untranslated(template) == words
