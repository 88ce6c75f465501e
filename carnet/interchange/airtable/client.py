"""Asking Airtable politely: five requests a second, its penalties waited out, its hiccups asked again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.errors import Message
from carnet.core.text import writable
from carnet.interchange.airtable.connection import Connection
from carnet.interchange.airtable.errors import (
    EXPIRED,
    UNANSWERED,
    AirtableRefused,
    IteratorExpired,
    is_quota,
    kind_and_text,
    refusal,
)
from carnet.interchange.errors import sentence

if TYPE_CHECKING:
    import requests

SPACING = 0.21
"""Seconds between two requests: five a second, and a little for the way there."""
PENALTY = 30.5
"""The half minute Airtable documents, and a little for the way there."""
LONGEST_PENALTY = 300.0
MOST_PENALTIES = 10
BACKOFF = (1.0, 2.0, 4.0, 8.0, 16.0)
PAGE_SIZE = 100
BATCH = 10
Json = dict[str, Any]


@dataclass(frozen=True)
class Pace:
    """Where durations come from: tests bring their own and wait for nothing."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    told: Callable[[str], None] = lambda _sentence: None


class Passing(Exception):
    """A trouble that may be gone the next time; what was seen of it."""


class Penalty(Exception):
    """Airtable answers nobody for a while."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Client:
    """One base, asked by one thread."""

    def __init__(self, connection: Connection, pace: Pace | None = None) -> None:
        # pyairtable takes as long to import as half of Carnet: only who asks Airtable pays for it.
        from carnet.interchange.airtable.transport import api_of

        self._api = api_of(connection)
        self._base = connection.base
        self._pace = pace or Pace()
        self._last: float | None = None

    def schema(self) -> list[Json]:
        """The tables of the base with their fields; AirtableRefused where the token may not see them."""
        answer = self._ask("GET", ("meta", "bases", self._base, "tables"), _("the structure of the base"))
        tables = answer.get("tables")
        return [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []

    def page(self, table: str, offset: str = "") -> tuple[list[Json], str]:
        """A page of records and the offset of the next one; IteratorExpired when the pages are gone."""
        params: Json = {"pageSize": PAGE_SIZE} | ({"offset": offset} if offset else {})
        answer = self._ask("GET", (self._base, table), place_of(table), expects="records", params=params)
        following = answer.get("offset") or ""
        return _records(answer), str(following)

    def records(self, table: str, ids: list[str]) -> dict[str, Json]:
        """The fields of some records as they are this moment; one that is gone is left out."""
        asked = ", ".join(f"RECORD_ID()='{record_id}'" for record_id in ids)
        params = {"pageSize": PAGE_SIZE, "filterByFormula": f"OR({asked})"}
        answer = self._ask("GET", (self._base, table), place_of(table), expects="records", params=params)
        return {item["id"]: item["fields"] for item in _records(answer) if item["id"] in ids}

    def update(self, table: str, changes: dict[str, Json], *, typecast: bool = False) -> dict[str, Json]:
        """Change cells of up to ten records; the fields they have afterwards."""
        body = {"records": [{"id": record_id, "fields": cells} for record_id, cells in changes.items()]}
        if typecast:
            body["typecast"] = True  # type: ignore[assignment]
        answer = self._ask("PATCH", (self._base, table), place_of(table), expects="records", json=body)
        return {item["id"]: item["fields"] for item in _records(answer)}

    def _ask(
        self, method: str, parts: tuple[str, ...], place: Message, *, expects: str = "", **kwargs: Any
    ) -> Json:
        troubles, penalties = 0, 0
        while True:
            try:
                return self._once(method, parts, place, expects, **kwargs)
            except Penalty as penalty:
                penalties += 1
                if penalties > MOST_PENALTIES:
                    raise AirtableRefused(_("Airtable keeps asking to wait; try again later.")) from None
                self._wait(penalty.seconds, _("Airtable asks to wait"))
            except Passing as trouble:
                if troubles == len(BACKOFF):
                    raise AirtableRefused(_unanswered(trouble), kind=UNANSWERED) from None
                self._wait(BACKOFF[troubles], str(trouble))
                troubles += 1

    def _once(self, method: str, parts: tuple[str, ...], place: Message, expects: str, **kwargs: Any) -> Json:
        import requests

        self._keep_pace()
        try:
            answer = self._api.request(method, self._api.build_url(*parts), **kwargs)
        except requests.HTTPError as error:
            raise _judged(cast("requests.Response", error.response), place) from None
        except requests.TooManyRedirects:
            raise AirtableRefused(
                _("Airtable's address leads elsewhere: check AIRTABLE_ENDPOINT_URL.")
            ) from None
        except (requests.RequestException, ValueError) as error:
            raise Passing(_("no usable answer (%(reason)s)") % {"reason": type(error).__name__}) from None
        if not isinstance(answer, dict) or (expects and not isinstance(answer.get(expects), list)):
            raise Passing(_("an answer that is none of Airtable's"))
        return cast("Json", _writable(answer))

    def _keep_pace(self) -> None:
        now = self._pace.monotonic()
        if self._last is not None and now - self._last < SPACING:
            self._pace.sleep(SPACING - (now - self._last))
        self._last = self._pace.monotonic()

    def _wait(self, seconds: float, reason: str) -> None:
        self._pace.told(_("%(reason)s: going on in %(seconds)d s.") % {"reason": reason, "seconds": seconds})
        self._pace.sleep(seconds)


def _writable(value: Any) -> Any:
    """The same with nothing in its texts that no database holds."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, list):
        return [_writable(item) for item in value]
    if isinstance(value, dict):
        return {writable(name): _writable(item) for name, item in value.items()}
    return value


def place_of(table: str) -> Message:
    """What a sentence calls a table of the base."""
    return sentence(gettext_lazy("the table “{table}”"), table=table)


def _judged(response: "requests.Response", place: Message) -> Exception:
    """What an answer other than 200 means: wait, ask again, start again, or give up."""
    status, body = response.status_code, response.content
    kind, text = kind_and_text(body)
    if kind in EXPIRED:
        return IteratorExpired()
    if status == 429 and not is_quota(kind, text):
        return Penalty(_penalty(response.headers.get("Retry-After", "")))
    if status >= 500 or status == 408:
        return Passing(_("error %(status)s") % {"status": status})
    return refusal(status, body, str(place))


def _penalty(stated: str) -> float:
    """Half a minute, which Airtable documents and does not send; longer where it says so."""
    seconds = float(stated) if stated.isdecimal() and len(stated) < 6 else 0.0
    return min(max(PENALTY, seconds), LONGEST_PENALTY)


def _unanswered(trouble: Passing) -> str:
    return _(
        "Airtable does not answer as it should: %(trouble)s. What was read is kept; try again later."
    ) % {"trouble": trouble}


def _records(answer: Json) -> list[Json]:
    """The records of an answer, each with an id and its filled fields."""
    return [
        {"id": item["id"], "fields": item["fields"] if isinstance(item.get("fields"), dict) else {}}
        for item in answer["records"]
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    ]
