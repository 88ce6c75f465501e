"""Pipelines and their stages."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnet.journal.models import Editable

_MOST_SMALL = 32_767
"""What PostgreSQL's small integers hold; SQLite would take more."""


class StageKind(models.TextChoices):
    """What a stage means, whatever a pipeline calls it."""

    PROSPECTING = "prospecting", _("Prospecting")
    ENGAGING = "engaging", _("Engaging")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


OPEN_KINDS = (StageKind.PROSPECTING.value, StageKind.ENGAGING.value)
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
