"""What files can hold: the kinds, their fields, and the headers over them (`data/headers.toml`)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carnet.core.text import match_key

MANY = frozenset({"emails", "phones", "urls", "addresses", "tags", "categories"})
"""Fields that several columns of one file may fill."""

DAYS = frozenset({"sold_on", "engaged_on", "expected_close_on", "closed_on", "birthday"})
MOMENTS = frozenset({"starts_at", "ends_at", "done_at"})
AMOUNTS = frozenset({"annual_revenue", "amount", "closed_amount", "list_price"})
NUMBERS = frozenset({"quantity", "stock", "employees", "founded_year", "probability"})

IMPORT_ORDER = ("agents", "products", "stores", "accounts", "contacts", "deals", "activities", "sales")
"""Each kind after those its references point to."""

_HEADERS_FILE = Path(__file__).parent / "data" / "headers.toml"
REASONS = ("Motif du refus", "Reason for refusal")
"""Headers under which the file of refused rows says why: passed over when the file comes back."""
_NEVER_SET = ("id", "version", "created_at", "updated_at", *REASONS)


@dataclass(frozen=True)
class Kind:
    """One kind of record: the field behind each header, and what a file of it cannot do without."""

    name: str
    fields: tuple[str, ...]
    field_of: dict[str, str]
    """Match key of a header -> field; '' for what exports carry but an import never sets."""
    required: tuple[tuple[str, ...], ...]
    """Each group needs one of its choices; "product+quantity" is one choice of two fields."""

    def missing(self, found: frozenset[str]) -> tuple[str, ...]:
        """The groups none of whose choices is there, as "sold_on" or "amount / product+quantity"."""
        return tuple(
            " / ".join(choices)
            for choices in self.required
            if not any(found.issuperset(choice.split("+")) for choice in choices)
        )


def _kind(name: str, told: dict[str, Any]) -> Kind:
    field_of = {match_key(word): "" for word in (*_NEVER_SET, *told["left_out"])}
    for field, words in told["headers"].items():
        field_of |= {match_key(word): field for word in (field, *words)}
    required = tuple(tuple(choices) for choices in told["required"])
    return Kind(name, tuple(told["headers"]), field_of, required)


KINDS = {name: _kind(name, told) for name, told in tomllib.loads(_HEADERS_FILE.read_text("utf-8")).items()}
"""By name; where two explain a file equally well, the one `headers.toml` has first is taken."""
