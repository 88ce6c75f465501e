"""Every file that a template or a stylesheet names is there to be served."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.architecture.reading import own_static, short, templates

STATIC = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")
URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')#?]+)")


def named(template: str) -> list[str]:
    return STATIC.findall(template)


def test_every_static_file_that_a_template_names_exists() -> None:
    found = [(path, name) for path in templates() for name in named(path.read_text(encoding="utf-8"))]
    assert found
    assert [f"{short(path)}: {name}" for path, name in found if finders.find(name) is None] == []


def test_every_file_that_a_stylesheet_names_exists() -> None:
    sheets = own_static(".css")
    assert sheets
    assert [f"{short(sheet)}: {name}" for sheet in sheets for name in missing(sheet)] == []


def missing(sheet: Path) -> list[str]:
    names = URL.findall(sheet.read_text(encoding="utf-8"))
    return [name for name in names if not (sheet.parent / name.strip()).is_file()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('{% static "css/a.css" %}', ["css/a.css"]),
        ("{% static 'js/b.js' as b %}", ["js/b.js"]),
        ("static", []),
    ],
)
def test_a_named_file_is_seen(text: str, names: list[str]) -> None:
    assert named(text) == names
