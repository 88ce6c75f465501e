"""What one address of the track record asks for; what it cannot mean falls back to what is usual."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from carnet.forecasting.models import ResultKind
from carnet.forecasting.track_record.outcomes import HORIZONS
from carnet.web.forecast.track_record.wording import KINDS, LEVELS, SPANS

WEEK = "week"
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind of forecast and the length of the periods compared."""

    kind: str
    span: str

    def address(self, **changes: str) -> str:
        """This view with other parameters; what is usual is left out."""
        told = {"kind": self.kind, "span": self.span} | changes
        if told["kind"] == ResultKind.DAILY:
            del told["span"]
        usual = {"kind": ResultKind.PIPELINE.value, "span": "month"}
        kept = {name: value for name, value in told.items() if usual.get(name) != value}
        return "?" + urlencode(kept) if kept else "?"


@dataclass(frozen=True, slots=True)
class Listed:
    """Which single forecasts: a kind, a level, a method and how far ahead; empty where it does not matter."""

    kind: str = ""
    level: str = ""
    method: str = ""
    ahead: int | None = None
    page: int = 1

    def address(self, page: int) -> str:
        """The same on another page."""
        told = {"kind": self.kind, "level": self.level, "method": self.method, "ahead": self.ahead}
        kept = {name: value for name, value in told.items() if value not in ("", None)}
        return "?" + urlencode(kept | {"page": page})


def asked(params: Mapping[str, str]) -> Asked:
    """The view an address stands for."""
    kind = params.get("kind", "")
    kind = kind if kind in KINDS else ResultKind.PIPELINE.value
    if kind == ResultKind.DAILY:
        return Asked(kind, WEEK)
    span = params.get("span", "")
    return Asked(kind, span if span in SPANS else "month")


def listed(params: Mapping[str, str]) -> Listed:
    """The list an address stands for."""
    kind, level, method = (params.get(name, "") for name in ("kind", "level", "method"))
    return Listed(
        kind if kind in KINDS else "",
        level if level in LEVELS else "",
        method[:30] if method.isidentifier() else "",
        _number(params.get("ahead", ""), len(HORIZONS) - 1),
        max(_number(params.get("page", ""), MOST_PAGES) or 1, 1),
    )


def _number(text: str, most: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        return None
    return int(text) if int(text) <= most else None
