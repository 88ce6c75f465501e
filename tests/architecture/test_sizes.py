"""Functions, files and templates stay small enough to be read at once."""

import ast

from tests.architecture.reading import (
    ROOT,
    functions,
    length,
    own_static,
    python_files,
    short,
    templates,
    tree,
)

FUNCTION, FILE, TEST_FILE, PAGE, FRAGMENT = 60, 500, 300, 150, 50


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_function_is_longer_than_60_lines() -> None:
    files = python_files()
    assert files
    assert [
        f"{short(path)}:{node.name} {length(node)}"
        for path in files
        for node in functions(tree(path))
        if length(node) > FUNCTION
    ] == []


def test_no_file_is_longer_than_500_lines() -> None:
    files = [*python_files(), *own_static(".js"), *own_static(".css")]
    assert [f"{short(path)} {lines(path)}" for path in files if lines(path) > FILE] == []


def test_no_test_file_is_longer_than_300_lines() -> None:
    files = sorted((ROOT / "tests").rglob("*.py"))
    assert [f"{short(path)} {lines(path)}" for path in files if lines(path) > TEST_FILE] == []


def test_templates_keep_to_their_size() -> None:
    files = templates()
    assert files
    limit = {path: FRAGMENT if path.name.startswith("_") else PAGE for path in files}
    assert [f"{short(path)} {lines(path)}" for path in files if lines(path) > limit[path]] == []


def test_the_length_of_a_function_counts_its_head_and_its_last_line() -> None:
    (function,) = functions(ast.parse("def one():\n    a = 1\n    return (\n        a\n    )\n"))
    assert length(function) == 5
