"""The dashboard as a reader sees it: its numbers by what they count, and the lists they lead to."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

NUMBER = re.compile(
    r'<a class="number" href="([^"]*)" aria-describedby="def-([^"]*)" data-definition>([^<]*)</a>'
)
YEAR = "?from=2026-01-01&to=2026-12-31"


@dataclass(frozen=True)
class Number:
    href: str
    key: str
    text: str

    @property
    def value(self) -> Decimal | None:
        digits = re.sub(r"[^\d,\u2212]", "", self.text).replace(",", ".").replace("\u2212", "-")
        return Decimal(digits) if digits else None


def html(client, address: str = YEAR) -> str:
    response = client.get(f"/dashboard/{address}")
    assert response.status_code == 200
    return response.content.decode()


def numbers(client, address: str = YEAR) -> list[Number]:
    return [Number(*map(unescape, found)) for found in NUMBER.findall(html(client, address))]


def texts(client, key: str, address: str = YEAR) -> list[str]:
    return [number.text for number in numbers(client, address) if number.key == key]


def listed(client, href: str) -> list[Decimal]:
    """The values of the deals of the list an address leads to."""
    response = client.get(f"{href}&format=csv")
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [Decimal(row["Valeur"]) for row in csv.DictReader(io.StringIO(text))]
