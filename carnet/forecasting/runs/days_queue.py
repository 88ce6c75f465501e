"""Having days computed by the worker: who asks waits for no model, and no web process loads one."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import DomainError
from carnet.forecasting.daily.asked import Asked
from carnet.forecasting.tasks import answer_days, look_back_at_all_days
from carnet.jobs.queue import calculations

MOST_WAITING = 20


class TooMany(DomainError):
    """More is being computed than anybody can wait for."""

    status = 429


def has_worker() -> bool:
    """Whether anybody works through the queue."""
    return not calculations.immediate


def queue_answer(asked: Asked, *, yesterday: date) -> None:
    """Let the worker compute the answer, once however often it is asked."""
    as_of = (asked.as_of or yesterday).isoformat()
    subject = asked.subject
    _queue(answer_days, (subject.level.value, subject.id, subject.name, asked.horizon, asked.model, as_of))


def queue_backtest() -> None:
    """Let the worker look back at all series."""
    _queue(look_back_at_all_days, ())


def _queue(job: Any, arguments: tuple[Any, ...]) -> None:
    waiting = [task.args for task in calculations.pending() if task.name == job.task_class.__name__]
    if arguments in waiting:
        return
    if len(waiting) >= MOST_WAITING:
        raise TooMany(_("Too many forecasts are waiting to be computed. Ask again in a minute."))
    job(*arguments)
