"""An address as people write it, taken apart; every spelling that could mean two things is refused."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from django.utils.translation import gettext_lazy as _

from carnet.interchange.feeds.errors import Unfetched

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_READABLE = "/%:=&?~+!$,;'@()*[]|"
"""What may stand in a path or a query as it is."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where to connect, and what to ask for there."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def file_name(self) -> str:
        """What to call the file: the end of the path, or the host."""
        path = unquote(self.target.partition("?")[0])
        return re.sub(r"[\x00-\x1f\x7f]", "", path.rstrip("/").rpartition("/")[2])[:100] or self.host

    def joined(self, location: str) -> "WebAddress":
        """Where a redirect leads; never from a protected address to an unprotected one."""
        try:
            told = address_of(urljoin(str(self), location))
        except ValueError as error:
            raise _unreadable() from error
        if (self.scheme, told.scheme) == ("https", "http"):
            raise Unfetched(_("The server leads from a protected address (https) to an unprotected one."))
        return told


def address_of(text: str) -> WebAddress:
    """The address that a text is; Unfetched when it is none we follow."""
    text = text.strip()
    if not text or len(text) > LONGEST or _UNWRITABLE.search(text):
        raise _unreadable()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _unreadable() from error
    if parts.scheme not in PORTS:
        raise Unfetched(_("Only addresses that begin with http:// or https:// are fetched."))
    if "@" in parts.netloc:
        raise Unfetched(_("The address must hold no user name and no password."))
    host = _host(parts.hostname or "")
    return WebAddress(parts.scheme, host, PORTS[parts.scheme] if port is None else port, _target(parts))


def _host(name: str) -> str:
    """The host as names are looked up; a number is an address only in its one plain form."""
    try:
        if ":" in name or "%" in name:
            return str(IPv6Address(name if "%" not in name else ""))
        host = name.encode("idna").decode().lower().removesuffix(".")
        labels = host.split(".")
        if _NUMBER.fullmatch(labels[-1]):
            return str(IPv4Address(host))
    except (UnicodeError, AddressValueError) as error:
        raise _unreadable() from error
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _unreadable()
    return host


def _target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=_READABLE)}" if parts.query else ""
    return f"/{quote(parts.path.lstrip('/'), safe=_READABLE)}{query}"


def _unreadable() -> Unfetched:
    return Unfetched(_("This is no address of the web. Example: https://shop.example/products.csv"))
