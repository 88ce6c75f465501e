"""The timetable: everything that runs by the clock, on one page. Times are UTC."""

from datetime import UTC, datetime

from huey import crontab

from carnet.forecasting import tasks as forecasting
from carnet.interchange.airtable import queries as airtable
from carnet.interchange.airtable import tasks as syncing
from carnet.interchange.feeds import queries as feeds
from carnet.interchange.feeds import tasks as reading
from carnet.jobs.queue import queue
from carnet.ops import cleaning


@queue.periodic_task(crontab(hour="2", minute="10"))  # type: ignore[untyped-decorator]
def clean_every_night() -> None:
    """Expired sessions, old receipts and uploads go while nobody works."""
    now = datetime.now(UTC)
    cleaning.drop_expired_sessions(now=now)
    cleaning.drop_old_receipts(now=now)
    cleaning.drop_old_uploads(now=now)
    cleaning.drop_old_feed_runs(now=now)


@queue.periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def read_due_feeds() -> None:
    """Feeds whose time has come are read, each in a job of its own."""
    for feed in feeds.due_feeds(at=datetime.now(UTC)):
        reading.read_due_feed(feed.pk)


@queue.periodic_task(crontab(minute="20"))  # type: ignore[untyped-decorator]
def synchronise_with_airtable() -> None:
    """Every hour or every night, as chosen on the page, the base of the environment."""
    if airtable.is_due(at=datetime.now(UTC)):
        syncing.sync_by_the_clock()


@queue.periodic_task(crontab(minute="*/30"))  # type: ignore[untyped-decorator]
def forecast_every_half_hour() -> None:
    """Announced sales and the pipeline as they stand, and what a first import waits for."""
    forecasting.refresh_announced()
    forecasting.refresh_pipeline()
    forecasting.begin()


@queue.periodic_task(crontab(hour="1", minute="10"))  # type: ignore[untyped-decorator]
def forecast_every_night() -> None:
    """What has matured is scored; the coming days of every shop, product and region are forecast."""
    forecasting.score_matured()
    forecasting.refresh_days()


@queue.periodic_task(crontab(day_of_week="0", hour="3", minute="40"))  # type: ignore[untyped-decorator]
def look_back_every_week() -> None:
    """On Sundays the methods are tried again on the past of the data at hand."""
    forecasting.look_back_at_deals()
    forecasting.compare_methods()
    forecasting.look_back_at_all_days()
