"""A file is named after its subject, never after the fact that it helps."""

import ast

from tests.architecture.reading import ROOT, python_files, short, tree

EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "service",
    "common",
    "misc",
    "managers",
    "signals",
}
EMPTY_CLASSES = ("Service", "Manager", "Helper", "Util", "Utils")


def test_no_file_has_a_name_that_says_nothing() -> None:
    files = [*python_files(), *sorted((ROOT / "tests").rglob("*.py"))]
    assert files
    assert [short(path) for path in files if EMPTY_NAMES & {path.stem, path.parent.name}] == []


def test_no_class_is_called_a_service_or_a_manager() -> None:
    allowed = {"UserManager"}  # Django asks the user model for one
    named = [
        node.name
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
    ]
    assert named
    assert [name for name in named if name.endswith(EMPTY_CLASSES) and name not in allowed] == []
