"""Changing pipelines and their stages."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict
from carnet.core.text import match_key
from carnet.deals.models import DealState, Pipeline, Stage
from carnet.journal import changes


def create_pipeline(*, name: str, actor: Actor) -> Pipeline:
    """Add a pipeline; it needs stages before deals can go through it."""
    actor.require(Role.ADMIN)
    return changes.insert(Pipeline(name=name), actor=actor)


def create_stage(*, values: Mapping[str, Any], actor: Actor) -> Stage:
    """Add a stage to a pipeline."""
    actor.require(Role.ADMIN)
    return changes.insert(Stage(**values, match_key=match_key(values["name"])[:120]), actor=actor)


def update_stage(
    *, stage: Stage, values: Mapping[str, Any], version: int | None = None, actor: Actor
) -> Stage:
    """Change a stage; its kind is fixed once deals have been in it."""
    actor.require(Role.ADMIN)
    key = {"match_key": match_key(values["name"])[:120]} if "name" in values else {}
    with transaction.atomic():
        if values.get("kind", stage.kind) != stage.kind and _was_used(stage):
            raise Conflict(_("Deals have been in this stage: its kind cannot change."), field="kind")
        changes.update(stage, {**values, **key}, version=version, actor=actor)
    return stage


def _was_used(stage: Stage) -> bool:
    return stage.deals.exists() or DealState.objects.filter(stage=stage).exists()


def delete_stage(*, stage: Stage, version: int | None = None, actor: Actor) -> None:
    """Remove a stage no deal was ever in."""
    actor.require(Role.ADMIN)
    changes.remove(stage, version=version, actor=actor)
