"""What undoing an import would do: which records go, which are put back, and which stand in the way."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, UniqueConstraint
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.deals.restoring import links_of_parts
from carnet.interchange.errors import sentence
from carnet.interchange.undo.dependents import Pointer, pointers_to
from carnet.journal.batches import CHUNK, Touched, kinds_of_batch, touched_by
from carnet.journal.models import Editable, JournalLine
from carnet.journal.taking_back import parts_of

Key = tuple[str, int]
Column = tuple[str, str]
Place = tuple[type[Editable], str]
_WHY = {
    "edited": _("changed since by {by}"),
    "import": _("changed since by import no. {batch}: undo that one first"),
    "deleted": _("deleted since by {by}"),
    "used": _("“{by}” refers to it"),
    "gone": _("what it referred to is no longer there"),
    "taken": _("“{by}” has its former reference by now"),
    "looped": _("what stood above it stands below it by now"),
}


@dataclass(frozen=True, slots=True)
class Later:
    """A record that cannot be as it was before the import, and why: a key of `_WHY`.

    `follows`: only because another record of the import stays.
    """

    kind: str
    pk: int
    label: str
    why: str
    by: str = ""
    batch: int | None = None
    follows: bool = False

    @property
    def reason(self) -> Promise:
        """Why, in words."""
        return sentence(_WHY[self.why], by=self.by, batch=self.batch)


def _ids() -> "dict[Any, array[int]]":
    return defaultdict(lambda: array("q"))


@dataclass
class UndoPlan:
    """By kind, the ids of what goes and how many are put back; `later` is what stands in the way."""

    batch: int
    going: "dict[str, array[int]]" = field(default_factory=_ids)
    put_back: Counter[str] = field(default_factory=Counter)
    later: dict[Key, Later] = field(default_factory=dict)
    rewritten: "dict[Column, array[int]]" = field(default_factory=_ids)
    """The records that get another value back in a column that links or identifies."""

    @property
    def removed(self) -> Counter[str]:
        """By kind, how many go when what came later stays."""
        came = Counter({kind: len(ids) for kind, ids in self.going.items()})
        return came - Counter(kind for kind, pk in self.later if _holds(self.going.get(kind, ()), pk))

    @property
    def restored(self) -> Counter[str]:
        """By kind, how many are put back when what came later stays."""
        return self.put_back - Counter(
            kind for kind, pk in self.later if not _holds(self.going.get(kind, ()), pk)
        )

    @property
    def roots(self) -> list[Later]:
        """What stands in the way by itself, not because of another record."""
        return [later for later in self.later.values() if not later.follows]

    def stays(self, kind: str, pk: int) -> bool:
        """Whether a record stays as it is because of what came later."""
        return (kind, pk) in self.later

    def goes(self, kind: str, pk: int) -> bool:
        """Whether a record goes."""
        return _holds(self.going.get(kind, ()), pk) and not self.stays(kind, pk)

    def gets_back(self, kind: str, column: str, pk: int) -> bool:
        """Whether a record gets another value back in this column."""
        return _holds(self.rewritten.get((kind, column), ()), pk) and not self.stays(kind, pk)

    def keep(self, later: Later) -> None:
        """Leave a record as it is, for the first reason found."""
        self.later.setdefault((later.kind, later.pk), later)


def _holds(ids: Sequence[int], pk: int) -> bool:
    """Whether sorted ids hold one: eight bytes an id, where a set takes sixty."""
    at = bisect_left(ids, pk)
    return at < len(ids) and ids[at] == pk


def plan_undo(batch: int) -> UndoPlan:
    """What undoing this import would do, as things stand now."""
    plan = UndoPlan(batch)
    former: dict[Place, dict[Any, Touched]] = defaultdict(dict)
    above: dict[Place, dict[int, Touched]] = defaultdict(dict)
    for kind in kinds_of_batch(batch):
        model = apps.get_model(kind)
        linking, identifying = _linking(model), _identifying(model)
        for chunk in touched_by(batch, kind):
            back = [touched for touched in chunk if not touched.came]
            _note(plan, kind, chunk)
            for touched in back:
                for name in (linking | identifying) & touched.before.keys():
                    plan.rewritten[kind, name].append(touched.pk)
                for name in identifying & touched.before.keys():
                    former[model, name][touched.before[name]] = touched
                for name in _above(model) & touched.before.keys():
                    above[model, name][touched.pk] = touched
            for touched in _without_their_links(model, back):
                plan.keep(Later(kind, touched.pk, touched.label, "gone"))
    for (model, name), owners in former.items():
        _keep_whose_name_is_taken(plan, model, name, owners)
    for (model, name), moved in above.items():
        _keep_what_would_loop(plan, model, name, moved)
    _keep_what_is_used(plan)
    return plan


def _note(plan: UndoPlan, kind: str, chunk: Iterable[Touched]) -> None:
    for touched in chunk:
        if touched.is_over:
            continue
        if touched.came:
            plan.going[kind].append(touched.pk)
        else:
            plan.put_back[kind] += 1
        if touched.later is not None:
            plan.keep(_edited(kind, touched, touched.later))


def _edited(kind: str, touched: Touched, line: JournalLine) -> Later:
    if line.action.endswith(".deleted"):
        return Later(kind, touched.pk, line.label, "deleted", line.actor_name)
    why = "import" if line.batch and line.batch > 0 else "edited"
    return Later(kind, touched.pk, line.label, why, line.actor_name, line.batch)


def _linking(model: type[Model]) -> set[str]:
    """The names under which a line tells of links: columns, and parts that have links of their own."""
    columns = {column.name for column in model._meta.concrete_fields if isinstance(column, ForeignKey)}
    return columns | {str(link.remote_field.get_accessor_name()) for _part, link in parts_of(model)}


def _identifying(model: type[Model]) -> set[str]:
    """The columns in which no two records have the same."""
    alone = {column.name for column in model._meta.concrete_fields if column.unique}
    rules = [rule.fields for rule in model._meta.constraints if isinstance(rule, UniqueConstraint)]
    return alone | {names[0] for names in rules if len(names) == 1}


def _above(model: type[Model]) -> set[str]:
    """The columns that put a record below one of its own kind."""
    columns = (column for column in model._meta.concrete_fields if isinstance(column, ForeignKey))
    return {column.name for column in columns if column.related_model is model}


def _without_their_links(model: type[Editable], chunk: Sequence[Touched]) -> Iterator[Touched]:
    """The records that referred to something that is there no longer."""
    links = {touched.pk: list(_links(model, touched.before)) for touched in chunk}
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for target, pk in (link for found in links.values() for link in found):
        wanted[target].add(pk)
    there = {target: set(target._base_manager.in_bulk(ids)) for target, ids in wanted.items()}
    return (touched for touched in chunk if any(pk not in there[target] for target, pk in links[touched.pk]))


def _links(model: type[Editable], before: dict[str, Any]) -> Iterator[tuple[type[Model], int]]:
    for column in model._meta.concrete_fields:
        if isinstance(column, ForeignKey) and before.get(column.name) is not None:
            yield column.related_model, before[column.name]
    yield from links_of_parts(before)


def _keep_whose_name_is_taken(
    plan: UndoPlan, model: type[Editable], name: str, owners: dict[Any, Touched]
) -> None:
    """Keep what was known by a reference that another record bears by now."""
    kind, values = model.journal_kind(), [value for value in owners if value not in ("", None)]
    for start in range(0, len(values), CHUNK):
        for other in model._base_manager.filter(**{f"{name}__in": values[start : start + CHUNK]}):
            owner = owners[getattr(other, name)]
            if owner.pk == other.pk or plan.goes(kind, other.pk) or plan.gets_back(kind, name, other.pk):
                continue
            plan.keep(Later(kind, owner.pk, owner.label, "taken", str(other)))


def _keep_what_would_loop(
    plan: UndoPlan, model: type[Editable], name: str, moved: dict[int, Touched]
) -> None:
    """Keep what would come to stand above itself: what was above it has been put below it since."""
    kind = model.journal_kind()
    linked = model._base_manager.filter(**{f"{name}__isnull": False})
    now: dict[int, int] = dict(linked.values_list("pk", f"{name}_id"))
    after = now | {pk: one.before[name] for pk, one in moved.items() if not plan.stays(kind, pk)}
    for pk, touched in moved.items():
        if _leads_back(after, pk):
            plan.keep(Later(kind, pk, touched.label, "looped"))
            after[pk] = now.get(pk)


def _leads_back(above: Mapping[int, int | None], start: int) -> bool:
    seen: set[int] = set()
    at = above.get(start)
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return start in seen


def _keep_what_is_used(plan: UndoPlan) -> None:
    """Keep what a staying record points to, and what that one points to, until nothing is added."""
    users: dict[Key, Key] = {}
    pointers = pointers_to(plan.going)
    while found := {key: user for pointer in pointers for key, user in _used(plan, pointer)}:
        users |= found
        for (kind, pk), user in found.items():
            plan.keep(Later(kind, pk, "", "used", follows=plan.stays(*user)))
    names = _names({*users, *users.values()})
    for key, user in users.items():
        plan.later[key] = replace(plan.later[key], label=names[key], by=names[user])


def _used(plan: UndoPlan, pointer: Pointer) -> Iterator[tuple[Key, Key]]:
    for owner, pk in pointer.links(plan.batch):
        if not plan.goes(pointer.target, pk):
            continue
        if not plan.goes(pointer.owner, owner) and not plan.gets_back(pointer.owner, pointer.told, owner):
            yield (pointer.target, pk), (pointer.owner, owner)


def _names(keys: Iterable[Key]) -> dict[Key, str]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        ids[kind].append(pk)
    return {
        (kind, pk): str(record)
        for kind, wanted in ids.items()
        for pk, record in apps.get_model(kind)._base_manager.in_bulk(wanted).items()
    }
