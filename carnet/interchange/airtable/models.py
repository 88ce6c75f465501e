"""What is kept of a base: how it is read, which record is which, and where its two sides disagree."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from carnet.journal.models import Editable


class Rhythm(models.TextChoices):
    """How often the worker synchronises by itself."""

    NEVER = "never", _("Only when asked")
    HOURLY = "hourly", _("Every hour")
    DAILY = "daily", _("Every night")


class AirtableBase(Editable):
    """What was decided about one base."""

    base = models.CharField(max_length=64, unique=True)
    writes_back = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.NEVER)
    tried = models.JSONField(encoder=DjangoJSONEncoder, null=True, editable=False)
    """The report of the last dry run, {"at", "files"} or {"at", "error"}."""

    def __str__(self) -> str:
        return self.base


class AirtableTable(Editable):
    """How one table of a base is read; of no `kind`, it is passed over."""

    base = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    """Column -> field; empty where they are recognised."""
    headers = models.JSONField(default=list, blank=True)
    """The columns it was seen with."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["base", "name"], name="airtable_one_reading_per_table"),
        ]

    def __str__(self) -> str:
        return self.name


class AirtableLink(models.Model):
    """Which record of the base is which record of Carnet."""

    base = models.CharField(max_length=64)
    table = models.CharField(max_length=200)
    record_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    batch = models.BigIntegerField()
    """The sync that found the two to be one."""
    settled = models.BigIntegerField(default=0)
    """The journal line up to which nothing is left to write back."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["base", "table", "record_id"], name="airtable_record_linked_once"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="airtable_link_of_record"),
            models.Index(fields=["batch"], name="airtable_link_by_sync"),
        ]

    def __str__(self) -> str:
        return f"{self.table}/{self.record_id}"


class Side(models.TextChoices):
    """Whose value stands when both sides changed the same field."""

    OPEN = "", _("To decide")
    OURS = "ours", _("Carnet's")
    THEIRS = "theirs", _("Airtable's")
    MOOT = "moot", _("Both sides agree by now")


class AirtableConflict(Editable):
    """A field both sides changed since they last agreed; nothing is overwritten until someone decides."""

    link = models.ForeignKey(AirtableLink, on_delete=models.CASCADE, related_name="conflicts")
    field = models.CharField(max_length=60)
    column = models.CharField(max_length=200)
    label = models.CharField(max_length=300)
    ours = models.CharField(max_length=500, blank=True)
    theirs = models.CharField(max_length=500, blank=True)
    brought = models.JSONField(encoder=DjangoJSONEncoder, null=True)
    """Airtable's value as memory keeps it."""
    side = models.CharField(max_length=10, choices=Side, default=Side.OPEN, blank=True)
    batch = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "field"], condition=models.Q(side=""), name="airtable_one_open_conflict"
            ),
        ]
        indexes = [models.Index(fields=["batch"], name="airtable_conflict_by_sync")]

    def __str__(self) -> str:
        return f"{self.label}: {self.column}"
