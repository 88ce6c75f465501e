"""A shop's server on this machine, and the reach that lets a test fetch from it."""

import socket
import ssl
from collections.abc import Callable
from contextlib import contextmanager, suppress
from threading import Thread

from carnet.interchange.feeds.reach import Reach

Answer = bytes | Callable[[socket.socket], None]


class Shop:
    """Answers each path with raw bytes or by a function that writes them; keeps what it was asked."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.context = context
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.answers: dict[str, Answer] = {}
        self.requests: list[str] = []
        Thread(target=self._serve, daemon=True).start()

    @property
    def reach(self) -> Reach:
        """This server and nothing else: handed over by tests, known to no setting of the product."""
        return Reach(permits=lambda address: address.is_loopback, ports=frozenset({self.port}))

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def close(self) -> None:
        """Nobody listens any more."""
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self.listening.accept()
            except OSError:
                return  # closed
            Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the guard hung up, as it should
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            request = connection.recv(65536).decode("latin-1")
            self.requests.append(request)
            answer = self.answers.get(request.split()[1], b"HTTP/1.1 404 Not Found\r\n\r\n")
            connection.sendall(answer) if isinstance(answer, bytes) else answer(connection)
            connection.close()


@contextmanager
def shop(context: ssl.SSLContext | None = None):
    """A shop for the length of a test, encrypted where a context is given."""
    one = Shop(context)
    try:
        yield one
    finally:
        one.close()


def page(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; `Content_Length` and the like as keywords."""
    told = {"Content-Length": str(len(body))} | {k.replace("_", "-"): v for k, v in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body
