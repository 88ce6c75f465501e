"""Forecasts: /api/v1/forecast/...; a module with a `router` for each kind, named in PARTS."""

from types import ModuleType

from ninja import Router

from carnet.api.forecast import announced, daily, pipeline, quotas, track_record

PARTS: tuple[ModuleType, ...] = (announced, pipeline, daily, quotas, track_record)

router = Router(tags=["forecasts"])
for part in PARTS:
    router.add_router("", part.router)
