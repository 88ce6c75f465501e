"""Journal lines, receipts, and what every editable record carries."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from carnet.core.fields import DocumentField


class Editable(models.Model):
    """A record people edit: dated, and versioned so that no edit is lost silently."""

    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def journal_kind(cls) -> str:
        """The name of this kind in journal lines: "directory.account"."""
        return str(cls._meta.label_lower)


class JournalLine(models.Model):
    """Who changed which record, when, from what to what; it outlives the person and the record."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    via = models.CharField(max_length=20)
    action = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=300)
    before = DocumentField(null=True, encoder=DjangoJSONEncoder)
    after = DocumentField(null=True, encoder=DjangoJSONEncoder)
    batch = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"], name="journal_of_record"),
            models.Index(fields=["batch"], name="journal_of_batch", condition=models.Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.label}"


class Receipt(models.Model):
    """The answer once given to an Idempotency-Key, so that the same request twice is one write."""

    user_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="one_receipt_per_key")]

    def __str__(self) -> str:
        return self.key
