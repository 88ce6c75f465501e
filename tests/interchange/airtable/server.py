"""A base on the loopback that answers as Airtable does, its bad moods included."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Json = dict[str, Any]
BASE, TOKEN = "appCarnetTests001", "patTests.0123456789"
TROUBLE: Json = {
    "errors": [{"error": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded. Please try again later"}]
}
QUOTA: Json = {
    "errors": [
        {
            "error": "PUBLIC_API_BILLING_LIMIT_EXCEEDED",
            "message": "API billing plan limit exceeded.",
        }
    ]
}
EXPIRED: Json = {
    "error": {"type": "LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "message": "The iterator is not available."}
}


def record_id(number: int, prefix: str = "A") -> str:
    """An id of the length and letters of Airtable's."""
    return f"rec{prefix}{number:013d}"


class Base:
    """Tables of records, and the answers to give instead of the right ones, first come first served."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Json]] = {}
        self.schema: list[Json] | None = None
        self.moods: list[Callable[[Any], bool]] = []
        self.asked: list[tuple[str, str, Json]] = []
        self.patches: list[Json] = []
        self.times: list[float] = []
        self.url = ""
        self.lock = threading.Lock()

    def put(self, table: str, *rows: Json, prefix: str = "") -> list[str]:
        """Add records; their ids."""
        stored = self.tables.setdefault(table, {})
        start = len(stored)
        ids = [record_id(start + at, prefix or table[0].upper()) for at in range(len(rows))]
        stored.update(
            {
                one: {k: v for k, v in row.items() if v not in ("", None)}
                for one, row in zip(ids, rows, strict=True)
            }
        )
        return ids


class Handler(BaseHTTPRequestHandler):
    """One request; `server.base` is what it is about."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # headers and body in one packet: two wait 40 ms for one another

    @property
    def base(self) -> Base:
        return self.server.base  # type: ignore[attr-defined,no-any-return]

    def log_message(self, *_arguments: Any) -> None:
        """Quiet."""

    def answer(self, status: int, body: Any, kind: str = "application/json", **headers: str) -> None:
        """Send a whole answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        """List records, or the tables of the base."""
        self._respond(self._get)

    def do_PATCH(self) -> None:
        """Change up to ten records."""
        self._respond(self._patch)

    def _respond(self, act: Callable[[list[str], dict[str, list[str]], Json], None]) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, query = [unquote(one) for one in parts.path.strip("/").split("/")], parse_qs(parts.query)
        with self.base.lock:
            self.base.asked.append((self.command, path[-1], query))
            self.base.times.append(time.monotonic())
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                return self.answer(
                    401, {"error": {"type": "AUTHENTICATION_REQUIRED", "message": "Authentication required"}}
                )
            if self.base.moods and self.base.moods[0](self):
                self.base.moods.pop(0)
                return None
            return act(path, query, json.loads(body or b"{}"))

    def _get(self, path: list[str], query: dict[str, list[str]], _body: Json) -> None:
        if path[:3] == ["v0", "meta", "bases"]:
            if self.base.schema is None or path[3] != BASE:
                return self.answer(
                    403, {"error": {"type": "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "message": "no"}}
                )
            return self.answer(200, {"tables": self.base.schema})
        if path[:2] != ["v0", BASE] or path[2] not in self.base.tables:
            return self.answer(404, {"error": "NOT_FOUND"})
        return self._list(self.base.tables[path[2]], query)

    def _list(self, table: dict[str, Json], query: dict[str, list[str]]) -> None:
        ids = list(table)
        if formula := query.get("filterByFormula"):
            ids = [one for one in ids if f"RECORD_ID()='{one}'" in formula[0]]
        size = int(query.get("pageSize", ["100"])[0])
        start = int(query["offset"][0].partition("/")[0].removeprefix("itr")) if "offset" in query else 0
        page = [
            {"id": one, "createdTime": "2026-11-01T10:00:00.000Z", "fields": table[one]}
            for one in ids[start : start + size]
        ]
        following = {"offset": f"itr{start + size}/{ids[start + size]}"} if len(ids) > start + size else {}
        self.answer(200, {"records": page, **following})

    def _patch(self, path: list[str], _query: dict[str, list[str]], body: Json) -> None:
        table = self.base.tables[path[2]]
        self.base.patches.append(body)
        if len(body["records"]) > 10:
            return self.answer(422, {"error": {"type": "INVALID_REQUEST", "message": "Too many records"}})
        for item in body["records"]:
            if any(value == "refuse me" for value in item["fields"].values()):
                return self.answer(
                    422,
                    {
                        "error": {
                            "type": "INVALID_VALUE_FOR_COLUMN",
                            "message": "Field cannot accept the provided value",
                        }
                    },
                )
        for item in body["records"]:
            for name, value in item["fields"].items():
                if value is None:
                    table[item["id"]].pop(name, None)
                else:
                    table[item["id"]][name] = value
        changed = [{"id": item["id"], "fields": table[item["id"]]} for item in body["records"]]
        return self.answer(200, {"records": changed})


def instead(
    status: int, body: Any, kind: str = "application/json", **headers: str
) -> Callable[[Handler], bool]:
    """Answer the next request with this."""

    def mood(handler: Handler) -> bool:
        handler.answer(status, body, kind, **headers)
        return True

    return mood


def dropped(handler: Handler) -> bool:
    """Close the connection without a word."""
    handler.close_connection = True
    handler.connection.close()
    return True


def truncated(handler: Handler) -> bool:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"records": [{"id": "rec')
    handler.close_connection = True
    return True


def half_json(handler: Handler) -> bool:
    """A body that ends too early, and says so nowhere."""
    handler.answer(200, b'{"records": [{"id": "rec')
    return True


@contextmanager
def serving() -> Iterator[Base]:
    """The base, answering on a free port until the block ends."""
    base = Base()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.base = base  # type: ignore[attr-defined]
    base.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()
