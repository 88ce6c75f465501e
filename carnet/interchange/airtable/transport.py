"""The wire to Airtable: pyairtable's session with bounds on size, time and where the token may go."""

from typing import Any
from urllib.parse import urlsplit

import requests
from pyairtable import Api
from requests.adapters import HTTPAdapter

from carnet.interchange.airtable.connection import Connection

TIMEOUT = (10, 60)
LARGEST_ANSWER = 50_000_000
_CHUNK = 64 * 1024


class AnswerTooLarge(requests.exceptions.ContentDecodingError):
    """An answer longer than any page of records."""


class BoundedAdapter(HTTPAdapter):
    """Reads answers in pieces and stops at the bound instead of filling the memory."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send, then read the body within the bound."""
        response = super().send(request, *args, **{**kwargs, "stream": True})
        pieces, size = [], 0
        for piece in response.iter_content(_CHUNK):
            size += len(piece)
            if size > LARGEST_ANSWER:
                response.close()
                raise AnswerTooLarge
            pieces.append(piece)
        # requests has no public way to hand over a body that was read with a bound.
        response._content = b"".join(pieces)  # noqa: SLF001
        return response


def api_of(connection: Connection) -> Api:
    """pyairtable without its own repeating, which gives up after three seconds and knows no penalty."""
    api = Api(connection.token, timeout=TIMEOUT, retry_strategy=None, endpoint_url=connection.endpoint)
    session = api.session
    session.mount("https://", BoundedAdapter())
    session.mount("http://", BoundedAdapter())
    session.max_redirects = 0
    # A name in ~/.netrc would replace the token; a proxy has no business between us and ourselves.
    session.auth = _as_it_is
    session.trust_env = urlsplit(connection.endpoint).scheme == "https"
    return api


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
