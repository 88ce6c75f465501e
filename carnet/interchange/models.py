"""Imports with their reports, and what each source last brought for each record."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from carnet.interchange.airtable.models import AirtableBase, AirtableLink  # noqa: F401 - tables of this app
from carnet.interchange.feeds.models import Feed, FeedRun  # noqa: F401 - tables of this app
from carnet.journal.models import Editable


class ImportState(models.TextChoices):
    """How far an import is; one that is running and has no process behind it was killed and can go on."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    UNDONE = "undone", _("Undone")


class Import(models.Model):
    """One run over some files; its id is the batch of its journal lines."""

    started_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=40, default="file")
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
    upload = models.CharField(max_length=64, blank=True)
    """The key of the files people sent, while the import needs them."""

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
    """What an import brought for a record that was there: a cell equal to it is no change from then on.

    What brought the record in stands on its creation line in the journal; the rows of a source add up in
    order, so that undoing an import is forgetting its rows.
    """

    source = models.CharField(max_length=40, default="file")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    batch = models.BigIntegerField(null=True)
    cells = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id", "source"], name="brought_for_record"),
            models.Index(fields=["batch"], name="brought_by_import"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Mapping(Editable):
    """How the columns of files with these headers are read: chosen once, used whenever they come again."""

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    title = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20)
    columns = models.JSONField(_("columns"), default=dict)
    """By header: `mapping/remembered.py` says how one is named."""
    dates = models.CharField(_("order of the dates"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("import model")
        verbose_name_plural = _("import models")

    def __str__(self) -> str:
        return self.title


class Merged(models.Model):
    """A name under which files know a record that is called otherwise here: somebody said they are one."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    object_id = models.BigIntegerField()
    batch = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_record_per_merged_name")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Refused(models.Model):
    """Some of the refused rows of one table, as they stand in its file, with the reasons."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refused")
    table = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    headers = models.JSONField()
    """[[header, target]]"""
    rows = models.JSONField()
    """[[line, column, reason, [cells]]]"""

    def __str__(self) -> str:
        return self.table
