"""Deals, their lines and their dated states."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product
from carnet.core.fields import DocumentField, WordsField
from carnet.core.money import MAX_MINOR
from carnet.deals.models.pipelines import CLOSED_KINDS, OPEN_KINDS, Stage, StageKind
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member
from carnet.journal.models import Editable

_AMOUNT = [MinValueValidator(-MAX_MINOR), MaxValueValidator(MAX_MINOR)]
VALUE = Case(
    When(stage_kind="won", then=F("closed_amount")), default=Coalesce(F("amount"), F("list_amount"), 0)
)
OCCURRED_ON = Coalesce(F("closed_on"), F("engaged_on"), F("created_on"))
_FIGURES = ("closed_on", "engaged_on", "created_on", "closed_amount", "amount", "list_amount")


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
    stage = models.ForeignKey(
        Stage, verbose_name=_("stage"), on_delete=models.PROTECT, related_name="deals", db_index=False
    )
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
    custom = DocumentField(_("custom fields"), default=dict, blank=True)
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

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="states", db_index=False)
    from_on = models.DateField()
    at = models.DateTimeField()
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField(null=True)
    agent = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    expected_close_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("past state of a deal")
        verbose_name_plural = _("past states of deals")
        indexes = [models.Index(fields=["deal", "from_on", "id"], name="state_of_deal")]

    def __str__(self) -> str:
        return f"{self.deal_id} {self.from_on}"
