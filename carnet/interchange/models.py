"""Imports with their reports, and what each source last brought for each record."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far an import is; one that is running and has no process behind it was killed and can go on."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Import(models.Model):
    """One run over some files; its id is the batch of its journal lines."""

    started_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    via = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.RUNNING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    failure = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return 100 if self.state == ImportState.DONE else self.rows_done * 100 // max(self.rows_total, 1)


class Brought(models.Model):
    """What a source last brought for a record: a cell equal to it is no change, whatever was edited since."""

    source = models.CharField(max_length=20, default="file")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    cells = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "object_id"], name="one_memory_per_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
