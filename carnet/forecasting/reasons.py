"""Why there is no number, or a plainer one: a code with its counts, said in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, ngettext

SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "few_closed": lambda at: (
        ngettext(
            "%(closed)s closed deal of the %(needed)s needed.",
            "%(closed)s closed deals of the %(needed)s needed.",
            at["closed"],
        )
        % at
    ),
    "none_closed": lambda at: gettext(
        "No deal was closed in the last 12 months: there is no realisation rate yet."
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `SENTENCES` with what its sentence names."""

    code: str
    counts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code](self.counts)

    def as_json(self) -> dict[str, Any]:
        """As runs keep it."""
        return {"code": self.code, **self.counts}


def reason_of(kept: Mapping[str, Any] | None) -> Reason | None:
    """The reason a run kept, or None."""
    if not kept:
        return None
    return Reason(kept["code"], {name: value for name, value in kept.items() if name != "code"})
