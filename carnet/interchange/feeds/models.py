"""What is read from the web again and again, and what became of each reading."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from carnet.journal.models import Editable


class Every(models.IntegerChoices):
    """How often a feed is read, in hours."""

    ONCE = 0, _("Once, then by hand")
    HOUR = 1, _("Every hour")
    SIX_HOURS = 6, _("Every six hours")
    DAY = 24, _("Every day")
    WEEK = 168, _("Every week")


class Outcome(models.TextChoices):
    """What one reading of a feed came to."""

    IMPORTED = "imported", _("Imported")
    UNCHANGED = "unchanged", _("Nothing new")
    FAILED = "failed", _("Failed")


class Feed(Editable):
    """An address that holds a file of records, read once or on a timetable."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    url = models.CharField(_("address"), max_length=2000)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    dates = models.CharField(_("order of the dates"), max_length=3, blank=True)
    every_hours = models.PositiveSmallIntegerField(_("how often"), choices=Every, default=Every.ONCE)
    is_paused = models.BooleanField(_("paused"), default=False)
    language = models.CharField(max_length=10, default="fr", editable=False)
    next_run_at = models.DateTimeField(null=True, editable=False)
    running_since = models.DateTimeField(null=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        indexes = [models.Index(fields=["next_run_at"], name="feed_by_next_run")]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """By which name imports and memory know it."""
        return f"feed-{self.pk}"


class FeedRun(models.Model):
    """One reading of a feed: its import, or the sentence that says why there is none."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="runs")
    at = models.DateTimeField()
    finished_at = models.DateTimeField()
    by = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome)
    message = models.CharField(max_length=500, blank=True)
    brought = models.ForeignKey("interchange.Import", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["feed", "-id"], name="runs_of_feed")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.outcome}"
