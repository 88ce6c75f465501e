"""Stored runs, the forecasts they made and what became of them; quotas and commitments."""

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnet.core.money import MAX_MINOR
from carnet.identity.models import Member
from carnet.journal.models import Editable

_AMOUNT = [MinValueValidator(0), MaxValueValidator(MAX_MINOR)]


FORECAST = "forecast"
"""The `method` that is no baseline: what Carnet itself expects."""


class ResultKind(models.TextChoices):
    """What was computed."""

    ANNOUNCED = "announced", _("Announced sales")
    PIPELINE = "pipeline", _("Pipeline")
    DAILY = "daily", _("Sales by day")
    PIPELINE_BACKTEST = "pipeline_backtest", _("Pipeline, looked back at")
    DAILY_BACKTEST = "daily_backtest", _("Sales by day, looked back at")


class Level(models.TextChoices):
    """What a forecast is about."""

    COMPANY = "company", _("Company")
    MANAGER = "manager", _("Head")
    AGENT = "agent", _("Agent")
    STORE = "store", _("Store")
    PRODUCT = "product", _("Product")
    REGION = "region", _("Region")


class AnalysisResult(models.Model):
    """One computation as it was: what went in, what came out; written once, never changed.

    `as_of` is the last day known to it; `revision` that of the data; amounts in minor units. `series` names
    what a run of one shop, product or region is about; `fingerprint` what went in, so that nothing is
    computed twice.
    """

    kind = models.CharField(max_length=20, choices=ResultKind)
    series = models.CharField(max_length=220, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    as_of = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField()
    revision = models.BigIntegerField()
    parameters = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    value = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    seconds = models.FloatField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=~Q(fingerprint=""), name="nothing_is_computed_twice"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "series", "as_of", "created_at", "id"], name="result_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"


class Forecast(models.Model):
    """What was said on a day (`made_on`) of the time from `from_on` to `until_on`; never changed.

    `method` names the model ("forecast", "run_rate", "ensemble", "seasonal_naive"); `value` is the whole
    amount expected, with its 80 % interval; `known` is what of it had already happened, `baseline` what the
    plain method said at the same moment. `subject_id` is 0 where the subject has no id (company, region).
    One a day: what is computed again later that day is kept as a run and scored as none.
    """

    result = models.ForeignKey(AnalysisResult, on_delete=models.PROTECT, related_name="forecasts")
    kind = models.CharField(max_length=20, choices=ResultKind)
    level = models.CharField(max_length=10, choices=Level)
    subject_id = models.BigIntegerField(default=0)
    subject = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=30)
    made_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField()
    known = models.BigIntegerField(default=0)
    value = models.BigIntegerField()
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    baseline = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "kind",
                    "level",
                    "subject_id",
                    "subject",
                    "method",
                    "made_on",
                    "from_on",
                    "until_on",
                ],
                name="one_forecast_a_day",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("made_on")), name="forecast_looks_ahead"),
        ]
        indexes = [
            models.Index(fields=["kind", "until_on"], name="forecast_by_end"),
            models.Index(fields=["kind", "made_on", "level"], name="forecast_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject or self.level} {self.until_on}"


class Score(models.Model):
    """What really happened in the time a forecast spoke of, as the data said on `scored_on`."""

    forecast = models.OneToOneField(Forecast, on_delete=models.PROTECT, related_name="score")
    actual = models.BigIntegerField()
    scored_on = models.DateField()
    revision = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.forecast_id}: {self.actual}"


class Quota(Editable):
    """The revenue a person, or the company where there is none, is to reach in a period."""

    member = models.ForeignKey(
        Member,
        verbose_name=_("agent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quotas",
    )
    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))
    amount = models.BigIntegerField(_("amount"), validators=_AMOUNT)

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.UniqueConstraint(fields=["member", "from_on", "until_on"], name="one_quota_per_period"),
            models.UniqueConstraint(
                fields=["from_on", "until_on"],
                condition=Q(member__isnull=True),
                name="one_company_quota_per_period",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="quota_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member or ''} {self.from_on} – {self.until_on}".strip()


class Commitment(Editable):
    """What the head of a group says they will bring in by the end of a period, beside what is computed."""

    head = models.ForeignKey(
        Member, verbose_name=_("head"), on_delete=models.PROTECT, related_name="commitments"
    )
    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))
    amount = models.BigIntegerField(_("amount"), validators=_AMOUNT)
    note = models.CharField(_("comment"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(fields=["head", "from_on", "until_on"], name="one_commitment_per_period"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="commitment_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} {self.from_on} – {self.until_on}"
