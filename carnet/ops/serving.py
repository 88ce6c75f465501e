"""The web server of `carnet serve`: the socket, the static files, uvicorn."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn
from django.conf import settings
from django.core.management import call_command

from carnet.core.errors import Conflict
from carnet.ops.words import _

GRACE = 3
"""Seconds open requests have to end; event streams never would by themselves."""


def bind(host: str, port: int) -> socket.socket:
    """The listening socket, taken before anything else is started."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=2048)
        # asyncio sees to this only for sockets it made: without it every answer waits 40 ms for an ACK.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except (OSError, OverflowError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        place = {"host": host, "port": port, "reason": reason}
        raise Conflict(_("Cannot listen on %(host)s, port %(port)s: %(reason)s.") % place) from None


def collect_static_files() -> None:
    """Collect the static files unless they were."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def serve(listening: socket.socket) -> None:
    """Answer requests until SIGTERM or SIGINT; open requests are let end."""
    config = uvicorn.Config(
        "carnet.asgi:application",
        access_log=False,
        lifespan="off",
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    _on_stop(sys.exit)
    config.load()
    # uvicorn takes the signals over, and raises them again once it has stopped: nothing is left to stop then.
    _on_stop(lambda _code: None)
    uvicorn.Server(config).run(sockets=[listening])


def _on_stop(then: Callable[[int], object]) -> None:
    """What SIGTERM and SIGINT do from here on."""
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda _signum, _frame: then(0))
