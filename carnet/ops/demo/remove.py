"""Removing the sample: what it brought and nothing else; what people made their own stays."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction

from carnet.catalogue.models import Product, Store
from carnet.core.acting import Actor
from carnet.deals.models import Activity, Deal
from carnet.directory.models import Account, Contact
from carnet.forecasting.models import Commitment, Quota
from carnet.forecasting.runs.forgetting import forget_runs
from carnet.identity.models import Member, Office, Team
from carnet.identity.queries import company
from carnet.journal import changes
from carnet.journal.models import Editable, JournalLine
from carnet.ops.demo import mark
from carnet.ops.demo.load import UNNAMED
from carnet.ops.demo.views import drop_views
from carnet.sales.models import Sale

KINDS: tuple[type[Editable], ...] = (
    Commitment,
    Quota,
    Activity,
    Sale,
    Deal,
    Contact,
    Account,
    Store,
    Product,
    Member,
    Team,
    Office,
)
"""In an order in which each may go: nothing left points to it."""
CHUNK = 500
Kept = Counter[str]
Ids = dict[type[models.Model], set[int]]


def remove_sample(*, actor: Actor) -> tuple[Counter[str], Kept]:
    """Remove the sample; how many records of each kind went, and how many stay because people use them.

    A record stays when it was edited since, or when a record that stays points to it. It is then theirs.
    """
    with transaction.atomic():
        marked = {kind: _marked(kind) for kind in KINDS}
        going: Ids = {kind: ids & _unedited(kind) for kind, ids in marked.items()}
        while _spare(going):
            pass
        kept = Counter({_name(kind): len((marked[kind] & _present(kind)) - going[kind]) for kind in KINDS})
        gone = Counter({_name(kind): _delete(kind, going[kind]) for kind in KINDS})
        _forget_the_rest(actor)
    return +gone, +kept


def _marked(kind: type[Editable]) -> set[int]:
    lines = JournalLine.objects.filter(batch=mark.BATCH, kind=kind.journal_kind())
    return set(lines.values_list("object_id", flat=True))


def _present(kind: type[Editable]) -> set[int]:
    return set(kind._default_manager.values_list("pk", flat=True))


def _unedited(kind: type[Editable]) -> set[int]:
    return set(kind._default_manager.filter(version=1).values_list("pk", flat=True))


def _spare(going: Ids) -> bool:
    """Take out of `going` what a staying record points to; whether anything was."""
    spared = False
    for field, target in _links(going):
        wanted = {to for pk, to in _pairs(field) if to in going[target] and not _goes(field, pk, going)}
        going[target] -= wanted
        spared = spared or bool(wanted)
    return spared


def _links(going: Ids) -> Iterator[tuple[models.ForeignKey[Any, Any], type[models.Model]]]:
    """Every foreign key of the application that points to a kind of the sample."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model in going:
                yield field, field.related_model


def _pairs(field: models.ForeignKey[Any, Any]) -> Iterator[tuple[int, int]]:
    """Who points where: of a deal's own rows, the deal stands for them."""
    owner = "deal_id" if _is_part_of_a_deal(field.model) else "pk"
    rows = field.model._default_manager.filter(**{f"{field.name}__isnull": False})
    yield from rows.values_list(owner, field.attname).distinct().iterator()


def _goes(field: models.ForeignKey[Any, Any], pk: int, going: Ids) -> bool:
    model = Deal if _is_part_of_a_deal(field.model) else field.model
    return pk in going.get(model, ())


def _is_part_of_a_deal(model: type[models.Model]) -> bool:
    return model._meta.label in ("deals.DealLine", "deals.DealState")


def _delete(kind: type[Editable], ids: set[int]) -> int:
    """Delete records with what belongs to them, and the lines that brought them."""
    rows = sorted(ids)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        kind._default_manager.filter(pk__in=chunk).delete()
        JournalLine.objects.filter(batch=mark.BATCH, kind=kind.journal_kind(), object_id__in=chunk).delete()
    return len(rows)


def _forget_the_rest(actor: Actor) -> None:
    """What stays is theirs from now on; the views, the forecasts and the name of the company go."""
    noted, since = mark.loaded(), mark.loaded_at()
    if since is not None:
        forget_runs(since=since)
    drop_views(noted.get("views", {}))
    own = company()
    if noted.get("company") and own.name == noted["company"]:
        changes.update(own, {"name": UNNAMED}, actor=actor)
    JournalLine.objects.filter(batch=mark.BATCH).update(batch=None)
    mark.note("removed", actor=actor)


def _name(kind: type[models.Model]) -> str:
    return str(kind._meta.model_name)
