"""Templates, styles and scripts obey the content security policy: nothing inline, nothing from elsewhere."""

import re

import pytest
from django.forms.renderers import get_default_renderer
from django.template.loader import get_template

from tests.architecture.reading import own_static, short, templates

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "htmx handler": re.compile(r"\shx-on", re.IGNORECASE),
    "script without src": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
    ),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
# A file is loaded from another host; links that people click may go anywhere.
LOADED = re.compile(
    r"<(?:script|link|img|iframe|source|video|audio|embed|object)\b[^>]*(?:src|href|data)\s*=\s*[\"'](?:https?:)?//"
    r"|url\(\s*[\"']?(?:https?:)?//|@import\s+[\"']?(?:https?:)?//"
    r"|(?:import|fetch|EventSource|WebSocket)\s*\(\s*[\"'](?:https?:|wss?:)?//",
    re.IGNORECASE,
)
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENTS = re.compile(r"{% comment.*?{% endcomment %}", re.DOTALL)


def inline(template: str) -> list[str]:
    """The kinds of inline code in a template, tags blanked so that their quotes and signs do not disturb."""
    bare = TAGS.sub("x", COMMENTS.sub("", template))
    return [kind for kind, pattern in INLINE.items() if pattern.search(bare)]


def test_no_template_has_inline_code() -> None:
    files = templates()
    assert files
    assert [
        f"{short(path)}: {kind}" for path in files for kind in inline(path.read_text(encoding="utf-8"))
    ] == []


def test_nothing_is_loaded_from_another_host() -> None:
    files = [*templates(), *own_static(".css"), *own_static(".js")]
    assert files
    assert [short(path) for path in files if LOADED.search(path.read_text(encoding="utf-8"))] == []


def test_no_script_evaluates_text() -> None:
    evaluating = re.compile(r"\beval\s*\(|new\s+Function\s*\(|\.innerHTML\s*\+?=|document\.write")
    files = own_static(".js")
    assert files
    assert [short(path) for path in files if evaluating.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("template", "seen"),
    [
        ('<p class="{% if a > 1 %}x{% endif %}" style="color:red">', ["style attribute"]),
        ("<style>p {}</style>", ["style element"]),
        ('<button onclick="go()">', ["event handler"]),
        ("<script>go()</script>", ["script without src"]),
        ('<script type="application/json">{}</script>', []),
        ('<script src="{% static "js/app.js" %}" defer></script>', []),
        ('<div hx-on:click="go()">', ["htmx handler"]),
        ('<rect width="62%" data-style="x">', []),
    ],
)
def test_planted_inline_code_is_seen(template: str, seen: list[str]) -> None:
    assert inline(template) == seen


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ('<script src="https://cdn.example/x.js">', True),
        ('<link rel="stylesheet" href="//fonts.example/css">', True),
        ("@import 'https://fonts.example/css';", True),
        ("background: url(//img.example/a.png)", True),
        ('fetch("https://api.example/")', True),
        ('<a href="https://example.org">', False),
        ('<svg xmlns="http://www.w3.org/2000/svg">', False),
        ('fetch("/api/v1/kpis")', False),
    ],
)
def test_a_planted_foreign_address_is_seen(text: str, loaded: bool) -> None:
    assert bool(LOADED.search(text)) is loaded


def test_every_template_compiles_and_finds_what_it_includes() -> None:
    named = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"'#]+)")
    files = templates()
    assert files
    for path in files:
        get_template(str(path).split("/templates/", 1)[1])
        for name in named.findall(path.read_text(encoding="utf-8")):
            found(name)


def found(name: str) -> object:
    """The template of this name; widgets are drawn by an engine of their own, which knows Django's."""
    return (
        get_default_renderer().get_template(name) if name.startswith("django/forms/") else get_template(name)
    )
