"""Fetching one file from the web: guarded in where it goes, how long it takes and how much it takes."""

import ssl
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import sentence
from carnet.interchange.feeds.address import WebAddress, address_of
from carnet.interchange.feeds.connection import asked, too_large
from carnet.interchange.feeds.errors import Deadline, Unfetched
from carnet.interchange.feeds.reach import PUBLIC, Reach
from carnet.interchange.limits import DEFAULT_FETCH_LIMITS, FetchLimits

CHUNK = 1 << 16
LONGEST_MARK = 200
GZIP = 31
"""How zlib calls the gzip format."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "Carnet",
    "Accept": "text/csv, application/json, */*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a server knows again what it sent: its ETag and its date, empty when it gave none."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The question whether anything is new."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the name of the file and its marks; nothing was written when it is `unchanged`."""

    name: str
    marks: Marks
    unchanged: bool = False


def fetch(
    url: str,
    into: Path,
    *,
    known: Marks = Marks(),
    reach: Reach = PUBLIC,
    limits: FetchLimits = DEFAULT_FETCH_LIMITS,
) -> Fetched:
    """Write what an address holds into a file; Unfetched says in a sentence why there is nothing."""
    deadline = Deadline(limits.seconds)
    asked_for = address = address_of(url)
    try:
        for _redirects in range(limits.redirects + 1):
            found = _answer(address, into, known, reach, limits, deadline)
            if isinstance(found, Marks):
                return Fetched(asked_for.file_name, found, unchanged=found is known)
            address = found
    except TimeoutError as error:
        raise deadline.passed() from error
    except ssl.SSLError as error:
        raise Unfetched(
            sentence(_("{host} shows no valid certificate; nothing was fetched."), host=address.host)
        ) from error
    except (HTTPException, OSError, ValueError) as error:
        raise _broken(address) from error
    raise Unfetched(sentence(_("The server redirects more than {limit} times."), limit=limits.redirects))


def _answer(
    address: WebAddress, into: Path, known: Marks, reach: Reach, limits: FetchLimits, deadline: Deadline
) -> Marks | WebAddress:
    """One question: the marks of what was written, `known` itself when nothing is new, or where to go on."""
    numeric = reach.addresses(address, deadline)
    headers = _HEADERS | known.headers()
    with asked(address, numeric, headers, most=limits.bytes, deadline=deadline) as response:
        location = response.headers.get("Location", "")
        if response.status in _REDIRECTS and location:
            return address.joined(location)
        if response.status == 304 and known != Marks():
            return known
        if response.status != 200:
            raise _refusal(response.status)
        _write(response, into, limits.bytes, deadline)
        return Marks(_mark(response, "ETag"), _mark(response, "Last-Modified"))


def _mark(response: HTTPResponse, name: str) -> str:
    """A header to send back another time, if it can be sent."""
    value = str(response.headers.get(name, ""))
    return value if len(value) <= LONGEST_MARK and value.isascii() and value.isprintable() else ""


def _write(response: HTTPResponse, into: Path, most: int, deadline: Deadline) -> None:
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise Unfetched(_("The server packs its answer in a way nobody asked for."))
    unpacked = _unpacked if packing.endswith("gzip") else _plain
    with into.open("wb") as target:
        written = 0
        for piece in unpacked(lambda: response.read(CHUNK), most):
            deadline.left()
            written += len(piece)
            if written > most:
                raise too_large(most)
            target.write(piece)
    if response.length:
        raise HTTPException("fewer bytes than announced")


def _plain(read: Callable[[], bytes], most: int) -> Iterator[bytes]:
    while chunk := read():
        yield chunk


def _unpacked(read: Callable[[], bytes], most: int) -> Iterator[bytes]:
    """The pieces of a packed answer, none larger than what is read at once times 16."""
    packed = zlib.decompressobj(GZIP)
    try:
        while chunk := packed.unconsumed_tail or read():
            yield packed.decompress(chunk, CHUNK * 16)
            if packed.eof:
                break
    except zlib.error as error:
        raise HTTPException("badly packed") from error
    if not packed.eof or packed.unused_data or read():
        raise HTTPException("cut short, or more than it says")


def _refusal(status: int) -> Unfetched:
    if status in (401, 403, 407):
        return Unfetched(sentence(_("The server wants a password for this ({status})."), status=status))
    if status in (404, 410):
        return Unfetched(sentence(_("There is nothing at this address ({status})."), status=status))
    return Unfetched(sentence(_("The server answers with an error ({status})."), status=status))


def _broken(address: WebAddress) -> Unfetched:
    return Unfetched(sentence(_("{host} cannot be reached, or its answer broke off."), host=address.host))
