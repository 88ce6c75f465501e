"""Changing which fields the company adds to its records; what they hold stays with the records."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.custom import Checked, merged
from carnet.core.errors import Conflict, Invalid
from carnet.core.text import match_key, normalise
from carnet.identity.models import LANGUAGES, CustomField, CustomFieldType
from carnet.identity.queries import custom_fields
from carnet.journal import changes, restoring
from carnet.journal.images import COLUMN
from carnet.journal.models import Editable, JournalLine

Values = Mapping[str, Any]
KINDS = (
    "directory.account",
    "directory.contact",
    "deals.deal",
    "deals.activity",
    "catalogue.product",
    "catalogue.store",
    "sales.sale",
)
"""The records that can have fields of the company's own."""
_BOUNDS = ("_from", "_to", "_min", "_max")
"""What filters put behind a key."""
MOST_FIELDS, MOST_CHOICES, LONGEST_CHOICE, LONGEST_KEY = 100, 200, 120, 60


def create_custom_field(*, kind: str, values: Values, actor: Actor) -> CustomField:
    """Add a field (`label`, `type`, `choices`) to a kind of record, after those it has."""
    actor.require(Role.ADMIN)
    if kind not in KINDS:
        raise Invalid(_("Records of this kind have no fields of their own."), field="kind")
    with transaction.atomic():
        others = custom_fields(kind)
        if len(others) >= MOST_FIELDS:
            raise Conflict(_("At most %(most)s fields.") % {"most": MOST_FIELDS}, field="label")
        label = _label(values.get("label"), kind, others)
        kind_of_value = values.get("type", CustomFieldType.TEXT.value)
        field = CustomField(
            kind=kind,
            key=_key(label, kind, others),
            label=label,
            type=kind_of_value,
            choices=_choices(values.get("choices"), kind_of_value),
            position=1 + max((other.position for other in others), default=0),
        )
        return changes.insert(field, actor=actor)


def update_custom_field(
    *, field: CustomField, values: Values, version: int | None = None, actor: Actor
) -> CustomField:
    """Rename a field or change its choices; what records hold stays, and its type with it."""
    actor.require(Role.ADMIN)
    after = dict(values)
    if after.pop("type", field.type) != field.type:
        raise Invalid(_("The type of a field cannot be changed: make another one."), field="type")
    with transaction.atomic():
        if "label" in after:
            others = [other for other in custom_fields(field.kind) if other.pk != field.pk]
            after["label"] = _label(after["label"], field.kind, others)
        if "choices" in after:
            after["choices"] = _choices(after["choices"], field.type)
        changes.update(field, after, version=version, actor=actor)
    return field


def reorder_custom_fields(*, fields: Sequence[CustomField], actor: Actor) -> None:
    """Put all fields of one kind of record into this order."""
    actor.require(Role.ADMIN)
    kinds = {field.kind for field in fields}
    with transaction.atomic():
        known = [field.pk for kind in kinds for field in custom_fields(kind)]
        if len(kinds) > 1 or sorted(known) != sorted(field.pk for field in fields):
            raise Conflict(_("These are not all the fields of one kind of record."))
        for position, field in enumerate(fields, 1):
            changes.update(field, {"position": position}, actor=actor)


def delete_custom_field(*, field: CustomField, version: int | None = None, actor: Actor) -> None:
    """Take a field away; the values stay with their records, unseen, for the day it is restored."""
    actor.require(Role.ADMIN)
    changes.remove(field, version=version, actor=actor)


def restore_custom_field(*, line: JournalLine, actor: Actor) -> CustomField:
    """Undo the deletion of a field that this journal line tells of: its values are seen again."""
    actor.require(Role.ADMIN)

    def build(values: dict[str, Any]) -> CustomField:
        field = CustomField(**values)
        _label(field.label, field.kind, custom_fields(field.kind))
        return field

    return restoring.restore(line, build, actor=actor)


def with_custom(kind: str, values: Values, record: Editable | None = None) -> dict[str, Any]:
    """The values with `custom` as the record will hold it: what it has, and the changes read into it."""
    if COLUMN not in values:
        return dict(values)
    brought = values[COLUMN]
    stored = getattr(record, COLUMN) if record is not None else {}
    fields = [] if isinstance(brought, Checked) else custom_fields(kind)
    return {**values, COLUMN: merged(stored, brought, fields)}


def _label(raw: Any, kind: str, others: Sequence[CustomField]) -> str:
    label = " ".join(raw.split()) if isinstance(raw, str) else ""
    if not match_key(label):
        raise Invalid(_("A field needs a name."), field="label")
    taken = {match_key(other.label) for other in others} | _names_of_columns(apps.get_model(kind))
    if match_key(label) in taken:
        raise Conflict(_("There is a field of this name already."), field="label")
    return label


def _names_of_columns(model: type[Model]) -> set[str]:
    """What the fields every record has are called, in code and in each language."""
    columns = model._meta.concrete_fields
    found = {match_key(column.name) for column in columns}
    for language, _name in LANGUAGES:
        with translation.override(language):
            found |= {match_key(str(column.verbose_name)) for column in columns if column.editable}
    return found


def _key(label: str, kind: str, others: Sequence[CustomField]) -> str:
    """A key from the label that no field of this kind has, or ever had: kept values are of one type."""
    words = re.sub(r"[^a-z0-9]+", "_", normalise(label)).strip("_")
    start = (words if words[:1].isalpha() else f"field_{words}".strip("_"))[: LONGEST_KEY - 10].strip("_")
    start = f"{start}_field" if start.endswith(_BOUNDS) else start
    taken = {other.key for other in others} | _former_keys(kind)
    taken |= {column.name for column in apps.get_model(kind)._meta.get_fields()}
    candidates = (start if number == 1 else f"{start}_{number}" for number in range(1, 10_000))
    return next(candidate for candidate in candidates if candidate not in taken)


def _former_keys(kind: str) -> set[str]:
    gone = JournalLine.objects.filter(kind=CustomField.journal_kind(), action__endswith=".deleted")
    images = [image for image in gone.values_list("before", flat=True) if image]
    return {image["key"] for image in images if image.get("kind") == kind}


def _choices(raw: Any, kind_of_value: str) -> list[str]:
    """The choices, each once; only a choice has any, and it needs one at least."""
    if kind_of_value not in CustomFieldType.values:
        raise Invalid(_("This type of field is unknown."), field="type")
    words = raw if isinstance(raw, (list, tuple)) else []
    if any(not isinstance(word, str) or len(word) > LONGEST_CHOICE for word in words):
        raise Invalid(
            _("A choice is a text of at most %(most)s characters.") % {"most": LONGEST_CHOICE},
            field="choices",
        )
    tidy = [word for word in (" ".join(word.split()) for word in words) if match_key(word)]
    first = {match_key(word): word for word in reversed(tidy)}
    once = [word for word in dict.fromkeys(tidy) if first[match_key(word)] == word]
    if len(once) > MOST_CHOICES:
        raise Invalid(_("At most %(most)s choices.") % {"most": MOST_CHOICES}, field="choices")
    if kind_of_value != CustomFieldType.CHOICE:
        return []
    if not once:
        raise Invalid(_("Which choices?"), field="choices")
    return once
