"""The lines of a run that a viewer is shown."""

from dataclasses import dataclass

from carnet.forecasting.models import Level
from carnet.forecasting.pipeline.lines import Line, PipelineForecast
from carnet.forecasting.queries import Scope, seen_lines, seen_total


@dataclass(frozen=True, slots=True)
class Seen:
    """The lines of a run a viewer is shown; `whole` stands for all of them."""

    whole: Line
    managers: tuple[Line, ...]
    agents: tuple[Line, ...]


def seen(scope: Scope, forecast: PipelineForecast) -> Seen | None:
    """What the scope shows of a forecast; None where none of its lines are the viewer's."""
    whole = seen_total(scope, forecast.company, forecast.managers, forecast.agents)
    if whole is None:
        return None
    managers = seen_lines(scope, Level.MANAGER, forecast.managers)
    return Seen(whole, tuple(managers), tuple(seen_lines(scope, Level.AGENT, forecast.agents)))
