"""The one door: any measure, by any dimension, under any filter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.identity.visibility import Viewer
from carnet.journal.queries import revision
from carnet.metrics import names
from carnet.metrics.dimensions import DIMENSIONS, Dimension, bucket
from carnet.metrics.facts import FACTS, Records
from carnet.metrics.filters import Filters, column_of, counted, expression
from carnet.metrics.measures import MEASURES, Measure, Value

Keys = tuple[Any, ...]
Grouped = dict[Keys, dict[Any, tuple[int, int]]]
MOST_MEASURES, MOST_DIMENSIONS = 20, 3
_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Row:
    """A group: its names and ids, one for each dimension, and its values, one for each measure."""

    keys: tuple[str | None, ...]
    ids: tuple[int | None, ...]
    labels: tuple[str, ...]
    values: tuple[Value, ...]

    @property
    def key(self) -> str | None:
        """The name of the group in the first dimension; None for the records without one."""
        return self.keys[0] if self.keys else None

    @property
    def id(self) -> int | None:
        """The id behind the name, where a record is behind it."""
        return self.ids[0] if self.ids else None

    @property
    def label(self) -> str:
        """The name as the reader's language has it."""
        return self.labels[0] if self.labels else ""

    @property
    def value(self) -> Value:
        """The value of the first measure."""
        return self.values[0]


def query(
    viewer: Viewer,
    measures: str | Sequence[str],
    by: str | Sequence[str] | None = None,
    filters: Filters = _NO_FILTERS,
) -> list[Row]:
    """The rows of a question: largest value first, then by name; calendar groups in their order."""
    asked = [_measure(key) for key in _listed(measures, MOST_MEASURES, "measure")]
    split = [_dimension(key) for key in _listed(by or (), MOST_DIMENSIONS, "by")]
    if not asked:
        raise Invalid(_("Say which measure."), field="measure")
    grouped: dict[str, Grouped] = {}
    for batch in _batches(asked):
        grouped |= _grouped(viewer, batch, split, filters)
    groups = list(dict.fromkeys(keys for found in grouped.values() for keys in found))
    if not groups and not split:
        groups = [()]
    known = _names(viewer, split, groups)
    rows = [
        _row(split, keys, known, [measure.value(grouped[measure.key].get(keys, {})) for measure in asked])
        for keys in groups
    ]
    return sorted(rows, key=lambda row: _order(split, row))


def _listed(keys: str | Sequence[str], most: int, field: str) -> list[str]:
    listed = list(dict.fromkeys([keys] if isinstance(keys, str) else keys))
    if len(listed) > most:
        raise Invalid(_("At most %(most)s values.") % {"most": most}, field=field)
    return listed


def _measure(key: str) -> Measure:
    if key not in MEASURES:
        raise Invalid(_("There is no measure “%(name)s”.") % {"name": key[:80]}, field="measure")
    return MEASURES[key]


def _dimension(key: str) -> Dimension:
    if key not in DIMENSIONS:
        raise Invalid(_("There is no dimension “%(name)s”.") % {"name": key[:80]}, field="by")
    return DIMENSIONS[key]


def _batches(measures: Iterable[Measure]) -> Iterable[list[Measure]]:
    """Measures that one GROUP BY can answer together."""
    batches: dict[tuple[str, Any], list[Measure]] = {}
    for measure in measures:
        batches.setdefault((measure.fact, measure.per), []).append(measure)
    return batches.values()


def _grouped(
    viewer: Viewer, batch: Sequence[Measure], split: Sequence[Dimension], filters: Filters
) -> dict[str, Grouped]:
    """The parts of some measures by group: one GROUP BY; days become months here, alike on every engine."""
    fact, per = batch[0].fact, batch[0].per
    columns = {f"by_{position}": _column(fact, dimension) for position, dimension in enumerate(split)}
    if per:
        columns["per"] = expression(per)
    figures = {f"total_{measure.key}": measure.total for measure in batch}
    figures |= {f"over_{measure.key}": measure.over for measure in batch if measure.over is not None}
    grouped: dict[str, Grouped] = {measure.key: defaultdict(dict) for measure in batch}
    for row in _rows(counted(viewer, fact, filters), columns, figures):
        keys = tuple(_key(dimension, row[f"by_{position}"]) for position, dimension in enumerate(split))
        for measure in batch:
            _add(grouped[measure.key][keys], row, measure)
    return grouped


def _rows(records: Records, columns: dict[str, Any], figures: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if not columns:
        return [records.aggregate(**figures)]
    rows: Iterable[dict[str, Any]] = (
        records.annotate(**columns).values(*columns).annotate(**figures).values(*columns, *figures)
    )
    return rows


def _add(parts: dict[Any, tuple[int, int]], row: dict[str, Any], measure: Measure) -> None:
    per = row.get("per")
    total, over = parts.get(per, (0, 0))
    more = row.get(f"over_{measure.key}") or 0
    parts[per] = (total + (row[f"total_{measure.key}"] or 0), over + more)


def _column(fact: str, dimension: Dimension) -> Any:
    if dimension.grain:
        return FACTS[fact].day()
    return expression(column_of(fact, dimension.key, field="by"))


def _key(dimension: Dimension, value: Any) -> Any:
    if value is None or value == "":
        return None
    return bucket(value, dimension.grain) if dimension.grain else value


def _names(viewer: Viewer, split: Sequence[Dimension], groups: Iterable[Keys]) -> list[dict[int, str]]:
    """For each dimension of records, the names of the ids found: one query each."""
    found = list(groups)
    return [
        names.names_of(
            viewer, dimension.key, {keys[position] for keys in found if keys[position] is not None}
        )
        if dimension.is_reference
        else {}
        for position, dimension in enumerate(split)
    ]


def _row(split: Sequence[Dimension], keys: Keys, known: list[dict[int, str]], values: list[Value]) -> Row:
    shown = tuple(
        known[position].get(key) if dimension.is_reference else key
        for position, (dimension, key) in enumerate(zip(split, keys, strict=True))
    )
    return Row(
        keys=shown,
        ids=tuple(
            key if dimension.is_reference else None for dimension, key in zip(split, keys, strict=True)
        ),
        labels=tuple(
            str(dimension.labels.get(name or "", name or ""))
            for dimension, name in zip(split, shown, strict=True)
        ),
        values=tuple(values),
    )


def _order(split: Sequence[Dimension], row: Row) -> tuple[Any, ...]:
    names_last = tuple((key is None, key or "", id_ or 0) for key, id_ in zip(row.keys, row.ids, strict=True))
    if any(dimension.grain for dimension in split):
        return names_last
    return largest_first(row.value), names_last


def largest_first(value: Value) -> tuple[bool, Value]:
    """How values sort: largest first, absent ones last."""
    return value is None, 0 if value is None else -value


def answer(viewer: Viewer, raw: Mapping[str, Sequence[str]], *, now: datetime) -> dict[str, Any]:
    """The JSON of a question asked by address: measure=, by= and the filters."""
    filters = Filters.parse(viewer, raw)
    asked = [key for key in raw.get("measure", ()) if key]
    split = [key for key in raw.get("by", ()) if key]
    stamp = revision()
    rows = query(viewer, asked, split, filters)
    return {
        "rows": [_as_json(row, asked, split) for row in rows],
        "measure": asked[0] if len(asked) == 1 else asked,
        "by": (split[0] if split else None) if len(split) < 2 else split,
        "definitions": {key: str(MEASURES[key].definition) for key in asked},
        "filters": filters.as_dict(),
        "revision": stamp,
        "computed_at": now.isoformat(),
    }


def _as_json(row: Row, asked: Sequence[str], split: Sequence[str]) -> dict[str, Any]:
    values = [
        MEASURES[key].as_json(value) for key, value in zip(dict.fromkeys(asked), row.values, strict=True)
    ]
    more = {"values": dict(zip(dict.fromkeys(asked), values, strict=True))} if len(values) > 1 else {}
    keys = {"keys": dict(zip(dict.fromkeys(split), row.keys, strict=True))} if len(row.keys) > 1 else {}
    return {"key": row.key, "id": row.id, "value": values[0], **more, **keys}


def dictionary() -> dict[str, Any]:
    """The measures and dimensions there are, with their definitions in the reader's language."""
    measures = [
        {
            "key": measure.key,
            "label": str(measure.label),
            "definition": str(measure.definition),
            "unit": measure.unit,
            "fact": measure.fact,
            "better": measure.better,
            "dimensions": [key for key, dimension in DIMENSIONS.items() if measure.fact in dimension.columns],
        }
        for measure in MEASURES.values()
    ]
    dimensions = [{"key": key, "label": str(dimension.label)} for key, dimension in DIMENSIONS.items()]
    return {"measures": measures, "dimensions": dimensions}
