"""Faces are thin, have no door to the database but queries and actions, and alone know HTTP."""

import ast

import pytest

from tests.architecture.reading import CARNET, functions, length, python_files, short, tree

MANAGERS = {"objects", "_default_manager", "_base_manager"}
HTTP = ("django.http", "django.shortcuts")


def managers_used(module: ast.Module) -> list[int]:
    return [
        node.lineno for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]


def http_imports(module: ast.Module) -> list[int]:
    found = []
    for node in ast.walk(module):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found += [node.lineno for name in names if name.startswith(HTTP)]
    return found


def test_a_face_never_uses_a_manager() -> None:
    files = python_files("web", "api")
    assert files
    assert [f"{short(path)}:{line}" for path in files for line in managers_used(tree(path))] == []


def test_only_faces_know_http() -> None:
    below = [path for path in python_files() if not path.is_relative_to(CARNET / "web")]
    below = [path for path in below if not path.is_relative_to(CARNET / "api")]
    allowed = {"carnet/urls.py", "carnet/asgi.py", "carnet/settings.py"}
    found = [f"{short(path)}:{line}" for path in below for line in http_imports(tree(path))]
    assert [place for place in found if place.split(":")[0] not in allowed] == []


def test_a_view_is_at_most_25_lines() -> None:
    long = []
    for path in python_files("web"):
        if path.name == "views.py" or "views" in path.parts:
            long += [f"{short(path)}:{node.name}" for node in functions(tree(path)) if length(node) > 25]
    assert long == []


@pytest.mark.parametrize(
    ("source", "seen"),
    [("Deal.objects.all()", [1]), ("x = 1\nDeal._default_manager.get(pk=1)", [2]), ("objects = []", [])],
)
def test_a_planted_manager_is_seen(source: str, seen: list[int]) -> None:
    assert managers_used(ast.parse(source)) == seen


@pytest.mark.parametrize(
    "source", ["import django.http", "from django import http", "from django.shortcuts import render"]
)
def test_a_planted_import_of_http_is_seen(source: str) -> None:
    assert http_imports(ast.parse(source)) == [1]
