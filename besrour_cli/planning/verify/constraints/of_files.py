"""The constraints of the files on a start: its window, weekday, hour and date, on the anchor's clock.

To add one, write a function here and name it in ``FILE_CONSTRAINTS``, in the order of the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import DAY, Programme, Session


class AnchorStart(NamedTuple):
    """A start of a session as the anchor's clock shows it; ``begin`` has no zone."""

    programme: Programme
    session: Session
    begin: datetime


def outside_window(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for a start before or after the window."""
    first, last = start.session.window
    if not first <= start.begin.date() <= last:
        yield msg(
            "it is outside of the window, {first} to {last}", first=first.isoformat(), last=last.isoformat()
        )


def on_other_weekday(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for a start on another weekday than the session's."""
    if start.begin.weekday() not in start.session.weekdays:
        yield msg("it is not on one of the session’s weekdays")


def outside_series_hours(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for a session that begins before or ends after its series' hours (``between``)."""
    opens, closes = start.programme.series[start.session.series].between
    width = (closes - opens) % DAY or DAY  # hours may pass midnight, and 00:00 to 24:00 is the whole day
    minute = start.begin.hour * 60 + start.begin.minute
    if width < DAY and (minute - opens) % DAY + start.session.minutes > width:
        yield msg("it is not within the series’ hours of the day (between)")


def on_blackout(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for each blackout that a session touches."""
    first = start.begin.date()
    # The last minute counts by the clock the session begins on, whatever the clocks do meanwhile.
    last = (start.begin + timedelta(minutes=max(start.session.minutes, 1) - 1)).date()
    for blackout in start.programme.blackouts:
        if blackout.first <= last and first <= blackout.last:
            yield msg("it is on a blackout date: {reason}", reason=blackout.reasons)


FILE_CONSTRAINTS: tuple[Callable[[AnchorStart], Iterator[Message]], ...] = (
    outside_window,
    on_other_weekday,
    outside_series_hours,
    on_blackout,
)
"""Each yields a sentence for each way in which a start breaks it."""
