"""A command made of several: each a module of its package."""

import argparse
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType


def add_parts(
    parser: argparse.ArgumentParser, package: str, names: Iterable[str], *, dest: str, metavar: str
) -> None:
    """Let every part describe itself below the command."""
    subparsers = parser.add_subparsers(dest=dest, metavar=metavar, required=True)
    for name in names:
        _part(package, name).add_parser(subparsers)


def part_named(package: str, names: Iterable[str], wanted: str) -> ModuleType:
    """The part people call so: `track-record` is the module track_record."""
    parts = (_part(package, name) for name in names)
    return {part.NAME: part for part in parts}[wanted]


def _part(package: str, name: str) -> ModuleType:
    return import_module(f"{package}.{name}")
