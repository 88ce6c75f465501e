"""Pipelines, stages, deals with their lines and dated states, activities."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product
from carnet.core.fields import WordsField
from carnet.core.money import MAX_MINOR
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member
from carnet.journal.models import Editable

_AMOUNT = [MinValueValidator(-MAX_MINOR), MaxValueValidator(MAX_MINOR)]
_MOST_SMALL = 32_767
"""What PostgreSQL's small integers hold; SQLite would take more."""


class StageKind(models.TextChoices):
    """What a stage means, whatever a pipeline calls it."""

    PROSPECTING = "prospecting", _("Prospecting")
    ENGAGING = "engaging", _("Engaging")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


VALUE = Case(
    When(stage_kind="won", then=F("closed_amount")), default=Coalesce(F("amount"), F("list_amount"), 0)
)
OCCURRED_ON = Coalesce(F("closed_on"), F("engaged_on"), F("created_on"))
OPEN_KINDS = (StageKind.PROSPECTING.value, StageKind.ENGAGING.value)
_FIGURES = ("closed_on", "engaged_on", "created_on", "closed_amount", "amount", "list_amount")
CLOSED_KINDS = (StageKind.WON.value, StageKind.LOST.value)


class Pipeline(Editable):
    """A way deals go, stage by stage."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    is_default = models.BooleanField(_("default"), default=False)

    class Meta:
        verbose_name = _("pipeline")
        verbose_name_plural = _("pipelines")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_pipeline"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Stage(Editable):
    """A step of a pipeline; `probability` (0 to 1) weighs open deals that have none of their own."""

    pipeline = models.ForeignKey(
        Pipeline, verbose_name=_("pipeline"), on_delete=models.PROTECT, related_name="stages"
    )
    name = models.CharField(_("name"), max_length=120)
    match_key = models.CharField(max_length=120, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=StageKind)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, validators=[MaxValueValidator(_MOST_SMALL)]
    )
    probability = models.FloatField(
        _("probability"), default=0, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    rotting_days = models.PositiveSmallIntegerField(
        _("days before it rots"), null=True, blank=True, validators=[MaxValueValidator(_MOST_SMALL)]
    )

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [models.UniqueConstraint(fields=["pipeline", "name"], name="one_stage_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What readers are shown: a stage that bears the name of its kind says it in their language."""
        return str(StageKind(self.kind).label) if self.match_key == self.kind else self.name


class Deal(Editable):
    """A sale being made, won or lost; amounts in minor units; `product` is its first line's."""

    reference = models.CharField(_("reference"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=300)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deals",
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deals",
    )
    stage = models.ForeignKey(Stage, verbose_name=_("stage"), on_delete=models.PROTECT, related_name="deals")
    stage_kind = models.CharField(max_length=12, choices=StageKind, editable=False)
    stage_since = models.DateField(editable=False)
    agent = models.ForeignKey(
        Member,
        verbose_name=_("agent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deals",
        db_index=False,
    )
    product = models.ForeignKey(
        Product,
        verbose_name=_("product"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="deals",
        db_index=False,
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR", editable=False)
    amount = models.BigIntegerField(_("amount"), null=True, blank=True, validators=_AMOUNT)
    closed_amount = models.BigIntegerField(_("closed amount"), null=True, blank=True, validators=_AMOUNT)
    list_amount = models.BigIntegerField(
        _("list amount"), null=True, blank=True, editable=False, validators=_AMOUNT
    )
    probability = models.FloatField(
        _("probability"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    engaged_on = models.DateField(_("engaged on"), null=True, blank=True)
    expected_close_on = models.DateField(_("expected close"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    created_on = models.DateField(editable=False)
    lost_reason = models.CharField(_("reason lost"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    is_new_customer = models.BooleanField(_("new customer"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    tags = WordsField(_("tags"))
    note = models.TextField(_("note"), blank=True, max_length=100_000)
    search_text = models.TextField(editable=False, blank=True)
    value = models.GeneratedField(
        expression=VALUE,
        output_field=models.BigIntegerField(_("value")),
        db_persist=True,
    )
    occurred_on = models.GeneratedField(
        expression=OCCURRED_ON,
        output_field=models.DateField(_("day")),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage_kind__in=OPEN_KINDS, closed_on__isnull=True)
                | Q(stage_kind__in=CLOSED_KINDS, closed_on__isnull=False),
                name="closed_deals_have_a_day",
            ),
            models.CheckConstraint(
                condition=Q(stage_kind="won", closed_amount__isnull=False)
                | (~Q(stage_kind="won") & Q(closed_amount__isnull=True)),
                name="won_deals_have_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(engaged_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("engaged_on")),
                name="closed_after_engaged",
            ),
        ]
        indexes = [
            models.Index(fields=["occurred_on", "id"], name="deal_by_day"),
            models.Index(fields=["created_at", "id"], name="deal_by_creation"),
            models.Index(fields=["updated_at", "id"], name="deal_by_change"),
            models.Index(fields=["stage", "id"], name="deal_by_stage"),
            # Each serves its foreign key, and holds all that a base figure reads, so that the wide rows stay
            # unread: with the generated columns in their place SQLite 3.40 would not call them covering.
            models.Index(
                fields=["agent", "stage_kind", "product", "account", *_FIGURES], name="deal_figures_by_agent"
            ),
            models.Index(
                fields=["product", "account", "stage_kind", "agent", *_FIGURES],
                name="deal_figures_by_product",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Neither won nor lost."""
        return self.stage_kind in OPEN_KINDS

    @property
    def is_won(self) -> bool:
        """Closed in our favour."""
        return self.stage_kind == StageKind.WON

    @property
    def is_lost(self) -> bool:
        """Closed without a sale."""
        return self.stage_kind == StageKind.LOST

    @property
    def likelihood(self) -> float:
        """Its own probability, else its stage's (0 to 1)."""
        return self.stage.probability if self.probability is None else self.probability


class DealLine(models.Model):
    """A product in a deal; `list_price` is the catalogue's at the time, `unit_price` what was agreed."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="deal_lines"
    )
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=1)
    unit_price = models.BigIntegerField(_("unit price"), null=True, blank=True)
    list_price = models.BigIntegerField(_("list price"), null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="line_quantity_positive")]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.product_id}"


class DealState(models.Model):
    """A deal as it stood from a day on: what forecasts look back at."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="states")
    from_on = models.DateField()
    at = models.DateTimeField()
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(null=True)
    agent = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    expected_close_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("past state of a deal")
        verbose_name_plural = _("past states of deals")
        indexes = [models.Index(fields=["deal", "from_on", "id"], name="state_of_deal")]

    def __str__(self) -> str:
        return f"{self.deal_id} {self.from_on}"


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
