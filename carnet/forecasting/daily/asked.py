"""What a forecast of days is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.forecasting.daily.forecast import FARTHEST, MODELS, Subject
from carnet.forecasting.daily.series import SUBJECTS, subject_of
from carnet.forecasting.days import day_given
from carnet.identity.visibility import Viewer

NAMES = (*SUBJECTS, "horizon", "as_of", "model")
HORIZON = 28


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose days, how many, by which model (None: the one its past recommends), and the last day known."""

    subject: Subject
    horizon: int
    model: str | None
    as_of: date | None


def asked(viewer: Viewer, given: Mapping[str, str]) -> Asked:
    """The question of an address or a command; what is left out stays open."""
    return Asked(
        subject=subject_of(viewer, given),
        horizon=_horizon(given.get("horizon") or str(HORIZON)),
        model=_model(given.get("model") or ""),
        as_of=day_given(given, "as_of"),
    )


def _horizon(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= FARTHEST):
        sentence = _("A horizon is a number of days from 1 to %(most)s.") % {"most": FARTHEST}
        raise Invalid(sentence, field="horizon")
    return int(text)


def _model(name: str) -> str | None:
    if name and name not in MODELS:
        raise Invalid(
            _("There is no model “%(name)s”. Models: %(models)s.")
            % {"name": name[:60], "models": ", ".join(MODELS)},
            field="model",
        )
    return name or None
