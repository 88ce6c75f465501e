"""Why something was not fetched: sentences for whoever gave the address."""

from time import monotonic

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid, Message
from carnet.interchange.errors import sentence


class Unfetched(Invalid):
    """An address that must not be fetched, or that gave nothing usable."""

    def __init__(self, message: Message) -> None:
        super().__init__(message, field="url")


class Deadline:
    """The time one fetch has for everything: names, connections, redirects, the last byte."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """The seconds that remain; Unfetched when there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> Unfetched:
        """The refusal of a server that takes too long."""
        return Unfetched(
            sentence(_("The server takes longer than {seconds} seconds."), seconds=f"{self.seconds:g}")
        )
