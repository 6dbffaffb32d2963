"""Instants as epoch minutes, whole minutes since 1970-01-01T00:00Z, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import WEEK

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(moment: datetime) -> int:
    """Return the epoch minute of an instant."""
    return int((moment - _EPOCH).total_seconds() // 60)


def moment_of(minute: int) -> datetime:
    """Return the instant of an epoch minute."""
    return _EPOCH + timedelta(minutes=minute)


def length_of(slot: ScheduledSession) -> int:
    """Return the length of a slot in minutes. Raises ValueError below 0 or above a week."""
    minutes = minute_of(slot.end) - minute_of(slot.start)
    if not 0 <= minutes <= WEEK:
        raise ValueError("a session that ends before it begins, or lasts more than a week")
    return minutes
