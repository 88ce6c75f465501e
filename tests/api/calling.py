"""Someone who calls the API, and what they find there."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client


@dataclass
class Caller:
    """Someone who calls the API with a token, or without one."""

    token: str = ""
    client: Client = field(default_factory=Client)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        path = path if path.startswith("/") else f"/api/v1/{path}"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, (str, bytes)) else json.dumps(body) if body is not None else ""
        return self.client.generic(method, path, data, content_type="application/json", headers=headers)

    def get(self, path: str, **params: Any) -> Any:
        return self.client.get(
            path if path.startswith("/") else f"/api/v1/{path}",
            params or None,
            headers={"Authorization": f"Bearer {self.token}"} if self.token else {},
        )

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any, version: int | None = None) -> Any:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str, version: int | None = None) -> Any:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.ask("DELETE", path, None, **headers)


@dataclass(frozen=True)
class Studio:
    """One record of every kind, Bruno's where it has an owner."""

    account: Any
    contact: Any
    product: Any
    store: Any
    deal: Any
    activity: Any
    sale: Any
    team: Any
    office: Any
    agent: Any
    quota: Any
    commitment: Any

    def id_of(self, collection: str) -> int:
        kind = {"activities": "activity"}.get(collection, collection.removesuffix("s"))
        return self.deal.stage_id if kind == "stage" else getattr(self, kind).pk
