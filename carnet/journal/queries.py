"""Reading the journal: the past of a record, and the revision of the data."""

from collections.abc import Iterable

from django.db.models import Max, QuerySet

from carnet.journal.models import Editable, JournalLine, Receipt


def lines_of(record: Editable) -> QuerySet[JournalLine]:
    """The lines of one record, newest first; the caller has obtained the record through `visible_...`."""
    return JournalLine.objects.filter(kind=record.journal_kind(), object_id=record.pk).order_by("-id")


def lines_of_batch(batch: int) -> QuerySet[JournalLine]:
    """What one import changed, oldest first."""
    return JournalLine.objects.filter(batch=batch).order_by("id")


def latest_lines(kinds: Iterable[str]) -> QuerySet[JournalLine]:
    """The newest lines of some kinds of records."""
    return JournalLine.objects.filter(kind__in=list(kinds)).order_by("-id")


def revision() -> int:
    """A number that grows with every change of the data."""
    return JournalLine.objects.aggregate(last=Max("id"))["last"] or 0


def receipt(*, user_id: int, key: str) -> Receipt | None:
    """The answer already given to this key of this user."""
    return Receipt.objects.filter(user_id=user_id, key=key).first()


def deletions(ids: Iterable[int]) -> QuerySet[JournalLine]:
    """These lines, as far as they tell of a deletion, oldest first."""
    return JournalLine.objects.filter(pk__in=list(ids), action__endswith=".deleted").order_by("id")
