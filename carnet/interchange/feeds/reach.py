"""How far a fetch may reach: public hosts only, each of their addresses checked."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from threading import Thread

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import sentence
from carnet.interchange.feeds.address import WebAddress
from carnet.interchange.feeds.errors import Deadline, Unfetched

Address = IPv4Address | IPv6Address
MOST_ADDRESSES = 32

# Beyond what Python calls private: relays of 6to4, and the host machine of one large cloud.
_NEAR_4 = tuple(map(IPv4Network, ("0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
# Tunnels and translations lead to addresses of version 4 that nobody has checked.
_NEAR_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_PUBLIC_6 = IPv6Network("2000::/3")


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public web, and to nobody's house, machine or cloud console."""
    ordinary = address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_private or address.is_unspecified
    )
    if isinstance(address, IPv4Address):
        return ordinary and not any(address in network for network in _NEAR_4)
    return ordinary and address in _PUBLIC_6 and not any(address in network for network in _NEAR_6)


@dataclass(frozen=True)
class Reach:
    """The ports and addresses a fetch may connect to.

    The product knows PUBLIC alone. Another reach can only be handed over as an argument, by a test that
    fetches from its own machine: no setting, variable or page widens it.
    """

    permits: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443, 8000, 8080, 8443})

    def addresses(self, wanted: WebAddress, deadline: Deadline) -> list[str]:
        """The numeric addresses of a host, all of them permitted; looked up once, for the connection too."""
        if wanted.port not in self.ports:
            raise Unfetched(sentence(_("Port {port} is not one the web uses."), port=wanted.port))
        found = _looked_up(wanted.host, wanted.port, deadline)
        if not found or len(found) > MOST_ADDRESSES:
            raise _unknown(wanted.host)
        if not all(self.permits(ip_address(one.partition("%")[0])) for one in found):
            raise Unfetched(
                sentence(
                    _("{host} is an address of a private network or of this machine; it is never fetched."),
                    host=wanted.host,
                )
            )
        return found


PUBLIC = Reach()


def _looked_up(host: str, port: int, deadline: Deadline) -> list[str]:
    """Names are looked up beside, since the system's resolver knows no deadline."""
    found: list[str] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            every = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(one[4][0]) for one in every))
        except (OSError, UnicodeError) as error:
            failed.append(OSError(error))

    looking = Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(deadline.left())
    if looking.is_alive():
        raise deadline.passed()
    if failed:
        raise _unknown(host) from failed[0]
    return found


def _unknown(host: str) -> Unfetched:
    return Unfetched(sentence(_("There is no host {host}, or it cannot be reached."), host=host))
