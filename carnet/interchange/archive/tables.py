"""What the archive holds: every table of every module, save those that belong to one running Carnet alone."""

from typing import Any, TypeAlias

from django.apps import apps
from django.db import models

Model = type[models.Model]
Column: TypeAlias = "models.Field[Any, Any]"

FORMAT = "carnet-archive"
VERSION = 1
"""Grows when an older Carnet could no longer read what is written."""

FEW = 10
MANIFEST = "manifest.json"
FOLDER = "tables/"
LEFT_OUT = frozenset({"journal.receipt"})
"""Answers to requests still under way: of no use elsewhere."""

SET_UP = (
    "journal.journalline",
    "identity.member",
    "identity.user",
    "deals.stage",
    "deals.pipeline",
    "identity.company",
)
"""What `carnet init` fills, in an order in which the rows can go."""


def archived_models() -> dict[str, Model]:
    """The tables by their names in the archive ("deals.deal"), in the order of these."""
    own = {model._meta.label_lower: model for model in apps.get_models() if _is_own(model)}
    return {name: own[name] for name in sorted(own.keys() - LEFT_OUT)}


def _is_own(model: Model) -> bool:
    return model.__module__.startswith("carnet.")


def columns_of(model: Model) -> tuple[Column, ...]:
    """The columns of a table, without those the database computes itself."""
    return tuple(field for field in model._meta.concrete_fields if not field.generated)


def at_once(model: Model, usual: int) -> int:
    """How many rows of a table are held at once: of those that keep whole files, few."""
    return FEW if any(isinstance(column, models.BinaryField) for column in columns_of(model)) else usual


def member_of(table: str) -> str:
    """The name of a table's file in the archive."""
    return f"{FOLDER}{table}.jsonl"
