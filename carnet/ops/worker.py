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
    consumer = _consumer()
    _begin()
    Thread(target=_stop_with_the_parent, daemon=True).start()
    consumer.run()


def _consumer() -> Any:
    """The consumer over every module's `tasks.py` and the timetable."""
    from importlib import import_module

    from django.db import close_old_connections
    from django.utils.module_loading import autodiscover_modules

    from carnet.jobs.queue import queue

    autodiscover_modules("tasks")
    import_module("carnet.ops.schedule")
    queue.pre_execute(name="fresh_connection")(lambda _task: close_old_connections())
    return queue.create_consumer(workers=1, max_delay=1, graceful_signal="TERM", shutdown_timeout=8)


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
