"""The track record as one object, the same for the command and the API."""

from datetime import date
from typing import Any

from carnet.forecasting.track_record.outcomes import Outcome
from carnet.forecasting.track_record.queries import (
    Standing,
    outcome,
    pending,
    replay_standings,
    scored_forecasts,
    seen_replays,
    standings,
)
from carnet.forecasting.track_record.scoring import GRACE
from carnet.identity.visibility import Viewer


def track_record(viewer: Viewer, *, on: date, limit: int, offset: int = 0) -> dict[str, Any]:
    """What the forecasts a viewer is shown were worth: in sum, and some of them, the latest first.

    `replays` were computed afterwards from what was known then: they stand apart and are in no sum above.
    """
    scored, waiting = scored_forecasts(viewer), pending(viewer, on=on)
    shown = [outcome(forecast) for forecast in scored[offset : offset + limit]]
    return {
        "as_of": on.isoformat(),
        "grace_days": GRACE,
        "summary": _told(standings(viewer)),
        "count": scored.count(),
        "forecasts": [one.as_json() for one in shown],
        "pending": waiting.forecasts,
        "next_score_on": waiting.first_on.isoformat() if waiting.first_on else None,
        "replays": {
            "summary": _told(replay_standings(viewer)),
            "forecasts": [_replayed(one) for one in seen_replays(viewer)[:limit]],
        },
    }


def _told(lines: list[Standing]) -> list[dict[str, Any]]:
    return [line.as_json() for line in lines]


def _replayed(one: Outcome) -> dict[str, Any]:
    return one.as_json() | {"is_replay": True}
