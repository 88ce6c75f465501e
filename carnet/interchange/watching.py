"""Following the rows of a table on their way in: what some of them became, and whom the new ones resemble."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from carnet.directory.models import Account
from carnet.interchange.likeness import COMPARED, REASONS, Face, Likeness, face_of, likenesses
from carnet.interchange.loading.kinds import LOADINGS
from carnet.interchange.plan import PlannedTable
from carnet.interchange.report import FileReport
from carnet.journal.models import Editable

MOST_FACES = 20_000
"""New records compared with those there are."""
MOST_TOLD = 200


@dataclass
class Watch:
    """What rows became, for the lines asked for; the faces of all that are new."""

    highest: Mapping[type[Any], int]
    """Of each kind that is compared, the last record there was before."""
    lines: frozenset[int] = frozenset()
    records: dict[int, Editable] = field(default_factory=dict)
    """Line -> record."""
    faces: list[Face] = field(default_factory=list)
    line_of: dict[int, int] = field(default_factory=dict)
    """Id of a new record -> its line."""
    _models: set[type[Any]] = field(default_factory=set)

    def became(self, line: int, record: Editable) -> None:
        """A row went into this record."""
        if line in self.lines:
            self.records[line] = record
        before = self.highest.get(type(record))
        if before is None or record.pk <= before or len(self.faces) >= MOST_FACES:
            return
        face = face_of(record)
        if face is not None and face.pk not in self.line_of:
            self.line_of[face.pk] = line
            self.faces.append(face)
            self._models.add(type(record))

    def likenesses(self) -> list[tuple[int | None, Likeness]]:
        """The lines whose new records are probably there already, each with the one it resembles.

        Companies that were created because rows name them come last, without a line.
        """
        named = self._named()
        models = self._models | ({Account} if named else set())
        found = [
            (self.line_of.get(one.new.pk), one)
            for model in sorted(models, key=lambda model: model is Account)
            for one in likenesses(self._of(model, named), model, last=self.highest[model])
        ]
        return sorted(found, key=lambda pair: (pair[0] is None, pair[0] or 0))[:MOST_TOLD]

    def _of(self, model: type[Any], named: list[Face]) -> list[Face]:
        return [face for face in self.faces if face.model is model] + (named if model is Account else [])

    def _named(self) -> list[Face]:
        """The accounts that rows of another kind have brought with them."""
        if Account in self._models:
            return []
        rows = Account.objects.filter(pk__gt=self.highest[Account]).order_by("pk")[:MOST_FACES]
        return [face for account in rows if (face := face_of(account))]


def watch(lines: Iterable[int] = ()) -> Watch:
    """A watch over what comes from now on."""
    highest = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in COMPARED}
    return Watch(highest, frozenset(lines))


def watched(planned: PlannedTable, watching: Watch) -> PlannedTable:
    """The table with someone watching, beside the source that wants to know."""
    wanting = planned.became
    loading = LOADINGS.get(planned.recognition.kind)
    if loading and loading.model not in COMPARED and not watching.lines:
        return planned

    def became(line: int, record: Editable) -> None:
        watching.became(line, record)
        if wanting is not None:
            wanting(line, record)

    return replace(planned, became=became)


def tell_likenesses(watching: Watch, report: FileReport) -> None:
    """Warn of new records that are probably there already: both are kept unless somebody merges them."""
    for line, one in watching.likenesses():
        text = _("“%(new)s” is probably “%(known)s”, which was there already: %(reason)s. Both are kept.")
        parts = {"new": one.new.label, "known": one.known.label, "reason": REASONS[one.reason]}
        report.warn(text % parts, line=line)
