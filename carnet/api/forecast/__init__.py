"""Forecasts: /api/v1/forecast/...; a module with a `router` for each kind, named in PARTS."""

from types import ModuleType

from ninja import Router

from carnet.api.forecast import announced, pipeline

PARTS: tuple[ModuleType, ...] = (announced, pipeline)

router = Router(tags=["forecasts"])
for part in PARTS:
    router.add_router("", part.router)
