"""Models hold fields and constraints: no hidden order, no save() of their own, no signals."""

import ast

import pytest
from django.apps import apps

from tests.architecture.reading import python_files, short, tree

HIDDEN = {"save", "delete", "save_base", "clean", "full_clean"}


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("carnet.")]


def overrides(module: ast.Module) -> list[str]:
    """Methods that would act behind the back of an action, in classes that are Django models."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Model") for base in node.bases):
            found += [f"{node.name}.{item.name}" for item in node.body if getattr(item, "name", "") in HIDDEN]
    return found


def signals(module: ast.Module) -> list[int]:
    receivers = {"receiver", "post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed"}
    return [node.lineno for node in ast.walk(module) if isinstance(node, ast.Name) and node.id in receivers]


def test_no_model_has_an_order_of_its_own() -> None:
    models = own_models()
    assert models
    assert [model.__name__ for model in models if model._meta.ordering] == []


def test_no_model_overrides_what_django_calls_by_itself() -> None:
    files = [path for path in python_files() if path.name == "models.py" or "models" in path.parts]
    assert files
    assert [f"{short(path)}:{name}" for path in files for name in overrides(tree(path))] == []


def test_no_rule_is_a_signal() -> None:
    assert [f"{short(path)}:{line}" for path in python_files() for line in signals(tree(path))] == []


@pytest.mark.parametrize("base", ["models.Model", "Model", "VersionedModel"])
def test_a_planted_save_is_seen(base: str) -> None:
    assert overrides(ast.parse(f"class Deal({base}):\n    def save(self): ...")) == ["Deal.save"]


def test_a_planted_signal_is_seen() -> None:
    assert signals(ast.parse("@receiver(post_save)\ndef f(): ...")) == [1, 1]
