"""A body larger than anybody could mean is refused before it fills the disc, announced or not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from carnet.web.arriving import LARGEST_BODY, LARGEST_UPLOAD, bounded

PIECE = 1024 * 1024


def status_of(path: str, *, pieces: int, announced: int | None) -> tuple[int, int]:
    """The status of the answer, and how many pieces the application was given."""
    given, sent = [], []
    waiting = [{"type": "http.request", "body": b"x" * PIECE, "more_body": True}] * pieces
    waiting.append({"type": "http.request", "body": b"", "more_body": False})

    async def application(scope, receive, send):
        while (message := await receive())["type"] == "http.request":
            given.append(message)
            if not message["more_body"]:
                await send({"type": "http.response.start", "status": 200, "headers": []})
                return

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    headers = [] if announced is None else [(b"content-length", str(announced).encode())]
    scope = {"type": "http", "path": path, "headers": headers}
    # In a thread of its own: a browser of the journeys may have left its loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, bounded(application)(scope, receive, send)).result()
    return sent[0]["status"], len(given)


@pytest.mark.parametrize(
    ("path", "announced", "answer"),
    [
        ("/login/", LARGEST_BODY, (200, 1)),
        ("/login/", LARGEST_BODY + 1, (413, 0)),
        ("/imports/new/", LARGEST_BODY + 1, (200, 1)),
        ("/imports/new/", LARGEST_UPLOAD + 1, (413, 0)),
    ],
)
def test_the_length_a_caller_announces_decides(path, announced, answer) -> None:
    assert status_of(path, pieces=0, announced=announced) == answer


def test_a_body_that_grows_without_saying_so_is_cut_off() -> None:
    assert status_of("/login/", pieces=6, announced=None) == (200, 7)
    assert status_of("/login/", pieces=50, announced=None) == (413, 6)
    assert status_of("/login/", pieces=50, announced=10) == (413, 6)
