"""The project's own files, as the architecture tests read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CARNET = ROOT / "carnet"

FLOORS = [
    {"web", "api"},
    {"ops"},
    {"interchange", "forecasting", "search", "workspace"},
    {"metrics"},
    {"sales", "production"},
    {"deals"},
    {"directory", "catalogue"},
    {"files", "jobs"},
    {"identity"},
    {"journal"},
    {"core"},
]


def python_files(*modules: str) -> list[Path]:
    """Written Python files of the modules (all when none is named), migrations left out."""
    folders = [CARNET / module for module in modules] or [CARNET, ROOT / "tools"]
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted(path for path in CARNET.rglob("*.html") if "templates" in path.parts)


def own_static(suffix: str) -> list[Path]:
    found = sorted((CARNET / "web" / "static").rglob(f"*{suffix}"))
    return [path for path in found if "vendor" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def floor(module: str) -> int:
    """The height of a module, counted from the top; a module without a floor is an error of its own."""
    return next(number for number, modules in enumerate(FLOORS) if module in modules)
