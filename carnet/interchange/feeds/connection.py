"""A connection to one checked address, in the name of its host, that never outlives its deadline."""

import io
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import sentence
from carnet.interchange.feeds.address import PORTS, WebAddress
from carnet.interchange.feeds.errors import Deadline, Unfetched

MOST_HEADERS = 1 << 20
"""Bytes allowed beside the content itself: headers, the marks between pieces."""


def too_large(most: int) -> Unfetched:
    """The refusal of an answer that is larger than allowed."""
    return Unfetched(sentence(_("The answer is larger than {limit} MB."), limit=most // 1_000_000))


@contextmanager
def asked(
    address: WebAddress, numeric: list[str], headers: dict[str, str], *, most: int, deadline: Deadline
) -> Iterator[HTTPResponse]:
    """The answer of a host to one GET, its content still to be read."""
    with closing(_connected(address, numeric, deadline)) as sock:
        host = address.host if ":" not in address.host else f"[{address.host}]"
        connection = HTTPConnection(host, address.port)
        connection.default_port = PORTS[address.scheme]  # the port its Host header leaves out
        connection.sock = cast("socket.socket", _Timed(sock, most, deadline))
        connection.request("GET", address.target, headers=headers)
        yield connection.getresponse()


def _connected(address: WebAddress, numeric: list[str], deadline: Deadline) -> socket.socket:
    """A socket to the first of the addresses that answers: no name is looked up a second time."""
    failure: OSError | None = None
    for one in numeric:
        try:
            sock = socket.create_connection((one, address.port), timeout=deadline.left())
        except OSError as error:
            failure = error
            continue
        try:
            return _protected(sock, address, deadline) if address.scheme == "https" else sock
        except BaseException:
            sock.close()
            raise
    raise failure or OSError


def _protected(sock: socket.socket, address: WebAddress, deadline: Deadline) -> socket.socket:
    """The socket under TLS, its certificate checked for the name that was asked for."""
    sock.settimeout(deadline.left())
    return ssl.create_default_context().wrap_socket(sock, server_hostname=address.host)


class _Timed:
    """A socket as http.client uses it: each wait is as long as the time that is left."""

    def __init__(self, sock: socket.socket, most: int, deadline: Deadline) -> None:
        self._sock, self._most, self._deadline = sock, most, deadline

    def sendall(self, data: Any) -> None:
        """Send everything in the time that is left."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the server answers, as a file."""
        return io.BufferedReader(_Arriving(self._sock, self._most, self._deadline))

    def close(self) -> None:
        """The socket closes when its answer was read: http.client asks for it before."""


class _Arriving(io.RawIOBase):
    """Bytes as they arrive, counted before anything believes what they say of themselves."""

    def __init__(self, sock: socket.socket, most: int, deadline: Deadline) -> None:
        self._sock, self._most, self._deadline = sock, most, deadline
        self._arrived = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(buffer)
        self._arrived += count
        if self._arrived > self._most + MOST_HEADERS:
            raise too_large(self._most)
        return count
