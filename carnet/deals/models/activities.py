"""Activities: what was done or is to be done with an account, a contact or a deal."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnet.core.fields import DocumentField
from carnet.deals.models.deals import Deal
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member
from carnet.journal.models import Editable


class ActivityKind(models.TextChoices):
    """The form an exchange takes."""

    CALL = "call", _("Call")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", _("Meeting")
    VIDEO = "video", _("Video call")
    SMS = "sms", _("Text message")
    TASK = "task", _("Task")
    NOTE = "note", _("Note")


class Direction(models.TextChoices):
    """Who called whom."""

    IN = "in", _("Incoming")
    OUT = "out", _("Outgoing")


class Nature(models.TextChoices):
    """The department an exchange concerns."""

    COMMERCIAL = "commercial", _("Commercial")
    ADMINISTRATIVE = "administrative", _("Administrative")
    ACCOUNTING = "accounting", _("Accounting")
    LEGAL = "legal", _("Legal")
    MARKETING = "marketing", _("Marketing")


class ActivityStatus(models.TextChoices):
    """How far an activity is."""

    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


PENDING = (ActivityStatus.PLANNED.value, ActivityStatus.IN_PROGRESS.value)


class Activity(Editable):
    """A call, an e-mail, a meeting, a task: what was done or is to be done."""

    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, blank=True)
    nature = models.CharField(_("nature"), max_length=15, choices=Nature, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    status = models.CharField(
        _("status"), max_length=12, choices=ActivityStatus, default=ActivityStatus.PLANNED
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
        db_index=False,  # those below begin with it
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
        db_index=False,  # those below begin with it
    )
    deal = models.ForeignKey(
        Deal,
        verbose_name=_("deal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
        db_index=False,  # those below begin with it
    )
    owner = models.ForeignKey(
        Member,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    note = models.TextField(_("note"), blank=True, max_length=100_000)
    custom = DocumentField(_("custom fields"), default=dict, blank=True)
    import_key = models.CharField(max_length=64, null=True, unique=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gte=F("starts_at")),
                name="activity_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "starts_at", "id"], name="activity_agenda"),
            models.Index(fields=["starts_at", "id"], name="activity_by_day"),
            models.Index(fields=["created_at", "id"], name="activity_by_creation"),
            # The history of a record, from its end: by the record alone SQLite read everything ever done.
            models.Index(fields=["account", "status", "starts_at"], name="activity_of_account"),
            models.Index(fields=["contact", "status", "starts_at"], name="activity_of_contact"),
            models.Index(fields=["deal", "status", "starts_at"], name="activity_of_deal"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_pending(self) -> bool:
        """Still to be done."""
        return self.status in PENDING
