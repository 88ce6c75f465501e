"""What an administrator decides about a base: how it is read, whether it is written, who is right."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from carnet.catalogue.models import Product
from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, Invalid, Message
from carnet.deals import queries as deals
from carnet.deals.actions import company_day
from carnet.identity.queries import company, company_zone
from carnet.interchange.airtable.connection import connected
from carnet.interchange.airtable.models import AirtableBase, AirtableConflict, AirtableTable, Rhythm, Side
from carnet.interchange.cells import Reading
from carnet.interchange.errors import sentence
from carnet.interchange.headers import Recognition
from carnet.interchange.kinds import KINDS
from carnet.interchange.loading.kinds import LOADINGS, NAME_OF
from carnet.interchange.loading.scene import Loading, Scene
from carnet.interchange.report import FileReport
from carnet.journal import changes
from carnet.journal.models import Editable


def choose_settings(*, writes_back: bool, rhythm: str, actor: Actor) -> AirtableBase:
    """Say whether changes made here are written back, and how often the worker synchronises."""
    actor.require(Role.ADMIN)
    if rhythm not in Rhythm.values:
        raise Invalid(_("This rhythm is unknown."), field="rhythm")
    base = connected().base
    found = AirtableBase.objects.filter(base=base).first()
    if found is None:
        return changes.insert(AirtableBase(base=base, writes_back=writes_back, rhythm=rhythm), actor=actor)
    changes.update(found, {"writes_back": writes_back, "rhythm": rhythm}, actor=actor)
    return found


def choose_table(
    *, table: AirtableTable, kind: str, columns: Mapping[str, str], actor: Actor
) -> AirtableTable:
    """Say what the records of a table are, and the field of each of its columns."""
    actor.require(Role.ADMIN)
    if kind and kind not in KINDS:
        raise Invalid(_("This kind is unknown."), field="kind")
    chosen = {name: target for name, target in columns.items() if kind and target}
    if kind and columns:
        _check_columns(kind, chosen)
    changes.update(table, {"kind": kind, "columns": chosen}, actor=actor)
    return table


def _check_columns(kind: str, chosen: Mapping[str, str]) -> None:
    unknown = set(chosen.values()) - set(KINDS[kind].fields)
    if unknown:
        raise Invalid(_("This field is unknown."), field=next(iter(unknown)))
    missing = KINDS[kind].missing(frozenset(chosen.values()))
    if missing:
        text: Message = _("One column has to be: {fields}.")
        raise Invalid(sentence(text, fields="; ".join(missing)))


def decide_conflict(*, conflict: AirtableConflict, side: str, actor: Actor) -> AirtableConflict:
    """Take a side: Carnet's value waits to be written, Airtable's is brought in."""
    actor.require(Role.ADMIN)
    if side not in (Side.OURS, Side.THEIRS):
        raise Invalid(_("Choose one of the two values."), field="side")
    if conflict.side != Side.OPEN:
        raise Conflict(_("This was decided already."))
    with transaction.atomic():
        if side == Side.THEIRS:
            _bring(conflict, actor)
        changes.update(conflict, {"side": side}, verb="decided", actor=actor)
    return conflict


def _bring(conflict: AirtableConflict, actor: Actor) -> None:
    loading = LOADINGS[NAME_OF[conflict.link.kind]]
    record = loading.model._default_manager.filter(pk=conflict.link.object_id).first()
    if record is None:
        raise Conflict(_("This record was deleted in the meantime."))
    value = _value(conflict.field, conflict.brought, loading)
    scene = _scene(NAME_OF[conflict.link.kind], actor)
    if conflict.field == "parent":
        scene.lookup.load("account", [value])
    if value is not None:
        loading.apply(record, {conflict.field: value}, scene)


def _value(name: str, brought: Any, loading: Loading) -> Any:
    """What memory keeps of a value, as the value again."""
    if name == "product":
        return _stored(Product, brought)
    if name == "quantity":
        return Decimal(brought)
    if name == "parent":
        return brought
    column = loading.model._meta.get_field(name)
    if isinstance(column, models.ForeignKey):
        return _stored(column.related_model, brought)
    return column.to_python(brought) if isinstance(column, models.Field) else brought


def _stored(model: Any, pk: int) -> Editable:
    found: Editable | None = model._default_manager.filter(pk=pk).first()
    if found is None:
        raise Conflict(_("This record was deleted in the meantime."))
    return found


def _scene(kind: str, actor: Actor) -> Scene:
    """What the loading of one value needs to know."""
    day: date = company_day(actor.at)
    return Scene(
        actor=actor,
        day=day,
        currency=company().currency,
        reading=Reading(Recognition(kind, {}), (), {}, {}, company_zone(), {}),
        report=FileReport("Airtable", kind),
        default_stage=deals.default_stage(),
    )
