"""What will be won by the end of a period: by company, head and agent, with the chance of each open deal."""

from datetime import date

from carnet.forecasting.pipeline.gathering import lines_of
from carnet.forecasting.pipeline.history import History
from carnet.forecasting.pipeline.lines import Chance, PipelineForecast
from carnet.forecasting.pipeline.outlook import Outlook, Window, outlook
from carnet.forecasting.pipeline.replays import corrected


def forecast_pipeline(history: History, *, from_on: date, until_on: date, as_of: date) -> PipelineForecast:
    """The forecast of a period as known at the end of a day within or before it."""
    day = as_of.toordinal()
    window = Window(days=until_on.toordinal() - day, skip=max(from_on.toordinal() - 1 - day, 0))
    said = outlook(history, day, window)
    told = corrected(history, said, period_days=(until_on - from_on).days + 1)
    lines = lines_of(history.people, told, since=from_on.toordinal())
    return PipelineForecast(
        as_of=as_of,
        from_on=from_on,
        until_on=until_on,
        company=lines.company,
        managers=lines.managers,
        agents=lines.agents,
        deals=_chances(history, said),
        model=said.model.as_json() if said.model else None,
        bias=told.bias,
        replays=len(told.past),
    )


def _chances(history: History, said: Outlook) -> tuple[Chance, ...]:
    deals = said.known.deal[said.open_deals]
    chances: list[float | None] = list(said.chance.tolist()) if said.model else [None] * len(deals)
    rows = zip(
        history.ids[deals].tolist(),
        [history.references[deal] for deal in deals],
        chances,
        said.known.announced[said.open_deals].tolist(),
        said.asleep[said.open_deals].tolist(),
        strict=True,
    )
    return tuple(Chance(*row) for row in rows)
