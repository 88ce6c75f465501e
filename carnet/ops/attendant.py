"""Keeps the background worker running beside the web server."""

import subprocess
import sys
from threading import Event, Thread

from carnet.ops.console import say
from carnet.ops.words import _

COMMAND = (sys.executable, "-m", "carnet.ops.worker")
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
PATIENCE = 10
"""Seconds a worker has to finish the job in hand."""


class Attendant:
    """Starts the worker, starts it again when it dies, stops it."""

    def __init__(self, command: tuple[str, ...] = COMMAND, *, pause: float = SHORTEST_PAUSE) -> None:
        self._command = command
        self._pause = pause
        self._stopping = Event()
        self._process = self._start()
        self._watch = Thread(target=self._keep, daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """Let the job in hand end, then the worker."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._watch.join(PATIENCE)

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches this process alone, which then stops the worker in order.
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603

    def _keep(self) -> None:
        """Start the worker again when it ends by itself, more and more slowly when it keeps ending."""
        pause = self._pause
        while True:
            self._process.wait()
            if self._stopping.wait(pause):
                return
            say(_("The background worker stopped; starting it again."))
            pause = min(pause * 2, LONGEST_PAUSE)
            self._process = self._start()
            if self._stopping.is_set():
                self._process.terminate()
