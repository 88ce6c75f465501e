"""The background worker: `python -m carnet.ops.worker`, started and watched by `carnet serve`."""

import os
import signal
import sys
from threading import Thread
from typing import Any


def main() -> None:
    """Do the jobs of the queue until told to stop, or until the parent is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carnet.settings")
    os.environ["CARNET_WORKER"] = "1"
    import django

    django.setup()
    _find_tasks()
    consumer = _consumer()
    _begin()
    Thread(target=_stop_with_the_parent, daemon=True).start()
    # A calculation cut off when the main thread ends is made again by the next start or the next night.
    Thread(target=_calculator().run, daemon=True).start()
    consumer.run()


def _find_tasks() -> None:
    """Every module's `tasks.py`, and the timetable; each job gets a fresh connection."""
    from importlib import import_module

    from django.db import close_old_connections
    from django.utils.module_loading import autodiscover_modules

    from carnet.jobs.queue import calculations, queue

    autodiscover_modules("tasks")
    import_module("carnet.ops.schedule")
    for each in (queue, calculations):
        each.pre_execute(name="fresh_connection")(lambda _task: close_old_connections())


def _consumer() -> Any:
    """The consumer of what people wait for, and of the timetable."""
    from carnet.jobs.queue import queue

    return queue.create_consumer(workers=1, max_delay=1, graceful_signal="TERM", shutdown_timeout=8)


def _calculator() -> Any:
    """The consumer of calculations, in a thread of its own: no import waits behind one."""
    from huey.consumer import Consumer

    from carnet.jobs.queue import calculations

    class Calculator(Consumer):  # type: ignore[misc]  # published without types
        def _set_signal_handlers(self) -> None:
            """Only a main thread takes signals, and that is the other consumer's."""

    return Calculator(calculations, workers=1, periodic=False, max_delay=1)


def _begin() -> None:
    """Whoever starts for the first time waits for no half hour and no night."""
    from carnet.forecasting.tasks import begin

    begin()


def _stop_with_the_parent() -> None:
    """The parent holds the other end of standard input: it closes with it, whatever killed it."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
