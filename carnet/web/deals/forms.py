"""Forms of deals: the deal with its lines, and how it closed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.deals.models import Deal, Stage
from carnet.deals.queries import default_stage, visible_pipelines, visible_stages
from carnet.web.deals.lines import LinesField, rows_of
from carnet.web.fields import DayField, MoneyField, NumberField, ReferenceField, TagsField
from carnet.web.forms import RecordForm


class DealForm(RecordForm):
    """A deal with its lines; its closing has forms of its own."""

    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it is made from the product and the account."),
    )
    account = ReferenceField("accounts", label=_("Account"), required=False)
    contact = ReferenceField("contacts", label=_("Contact"), required=False)
    stage: Any = forms.ModelChoiceField(queryset=None, label=_("Stage"), empty_label=None, required=False)
    agent = ReferenceField("members", label=_("Agent"), required=False)
    amount = MoneyField(
        label=_("Amount"), required=False, help_text=_("The lines decide it where each has its price.")
    )
    probability = NumberField(label=_("Probability, %"), least=Decimal(0), most=Decimal(100), required=False)
    lines = LinesField(label=_("Lines"))
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    expected_close_on = DayField(label=_("Expected close"), required=False)
    engaged_on = DayField(label=_("Engaged on"), required=False)
    source = forms.CharField(label=_("Source"), max_length=120, required=False)
    reference = forms.CharField(label=_("Reference"), max_length=120, required=False)
    is_new_customer = forms.NullBooleanField(label=_("New customer"), required=False)
    tags = TagsField(label=_("Tags"), required=False)
    note = forms.CharField(label=_("Note"), max_length=100_000, required=False, widget=forms.Textarea)

    wide = ("name", "lines", "next_step", "note")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stage: Any = self.fields["stage"]
        stage.queryset = visible_stages(self.viewer)
        several = visible_pipelines(self.viewer).count() > 1
        stage.label_from_instance = _stage_of_pipeline if several else _label
        lines: Any = self.fields["lines"]
        lines.set_viewer(self.viewer)
        if self.record is None:
            self.initial.setdefault("stage", default_stage())

    def initial_of(self, record: Deal) -> dict[str, Any]:
        """The deal's values; its probability in per cent."""
        share = record.probability
        percent = None if share is None else Decimal(str(round(share * 100, 3)))
        return super().initial_of(record) | {"probability": percent, "lines": rows_of(record.lines)}

    def clean_probability(self) -> float | None:
        """A share of one, as it is stored."""
        percent: Decimal | None = self.cleaned_data["probability"]
        return None if percent is None else float(percent / 100)

    def clean_stage(self) -> Stage:
        """Where it stands, or begins."""
        stage: Stage = self.cleaned_data["stage"] or (self.record.stage if self.record else default_stage())
        return stage


def _label(stage: Stage) -> str:
    return stage.label


def _stage_of_pipeline(stage: Stage) -> str:
    return f"{stage.label} · {stage.pipeline.name}"


class WonForm(forms.Form):
    """How a deal was won."""

    amount = MoneyField(label=_("Amount"), required=False)
    on = DayField(label=_("On"), required=False)


class LostForm(forms.Form):
    """How a deal was lost."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    on = DayField(label=_("On"), required=False)
