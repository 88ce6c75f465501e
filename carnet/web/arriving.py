"""What may arrive: Django keeps a whole body on disc before any page is asked, so its size is judged here."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

UPLOADS = "/imports/new/"
LARGEST_UPLOAD = 500 * 1024 * 1024
LARGEST_BODY = 6 * 1024 * 1024
"""A little more than Django reads, so that what is just too large is refused in the words of the page."""

_REFUSAL = b'{"detail": "This request is too large."}'


def bounded(application: Application) -> Application:
    """The application, asked only for bodies of a size somebody here could mean."""

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        most = LARGEST_UPLOAD if scope.get("path") == UPLOADS else LARGEST_BODY
        if scope["type"] != "http":
            await application(scope, receive, send)
        elif _announced(scope) > most:
            await _refuse(send)
        else:
            await _counted(application, scope, receive, send, most=most)

    return respond


async def _counted(
    application: Application, scope: Scope, receive: Receive, send: Send, *, most: int
) -> None:
    """Answer, or stop as if the caller had gone once more than `most` bytes have come."""
    arrived = 0

    async def counted() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        return message if arrived <= most else {"type": "http.disconnect"}

    await application(scope, counted, send)
    if arrived > most:
        await _refuse(send)


def _announced(scope: Scope) -> int:
    """The length the caller names; 0 where none is, as the body is counted all the same."""
    text = dict(scope["headers"]).get(b"content-length", b"")
    return int(text) if text.isdigit() and len(text) < 20 else 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(_REFUSAL)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSAL})
