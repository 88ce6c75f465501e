"""Loading the fields a company added: each a field of its row, all of them one column of its record."""

from dataclasses import replace
from typing import Any

from carnet.core.custom import Checked, key_of
from carnet.interchange.cells import Values
from carnet.interchange.loading.scene import Loading, Scene
from carnet.journal.images import COLUMN, value_of
from carnet.journal.models import Editable


def with_own_fields(loading: Loading) -> Loading:
    """The loading of a kind, for a table that has columns of added fields."""

    def build(values: Values, scene: Scene) -> Editable:
        own = {name: values.pop(name) for name in list(values) if key_of(name)}
        if own:
            values[COLUMN] = _checked(own)
        record = loading.build(values, scene)
        values.pop(COLUMN, None)
        # What the row said is remembered by name, as it was read.
        values.update(own)
        return record

    def current(record: Editable, name: str) -> Any:
        return value_of(record, name) if key_of(name) else loading.current(record, name)

    def apply(record: Editable, values: Values, scene: Scene) -> None:
        own = {name: value for name, value in values.items() if key_of(name)}
        others = {name: value for name, value in values.items() if name not in own}
        loading.apply(record, {**others, COLUMN: _checked(own)} if own else others, scene)

    return replace(loading, build=build, current=current, apply=apply, plain=None)


def _checked(own: Values) -> Checked:
    return Checked({key_of(name): value for name, value in own.items()})
