"""Where background work gets its time from."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)  # noqa: TID251 - nobody stands behind a job to tell it
