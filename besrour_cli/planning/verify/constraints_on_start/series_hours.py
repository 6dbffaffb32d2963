"""The hours of the anchor's day within which a session of a series begins and ends (``between``)."""

from __future__ import annotations

from collections.abc import Iterator

from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import DAY
from besrour_cli.planning.verify.constraints_on_start.constraint import AnchorStart


def outside_series_hours(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for a session that begins before or ends after its series' hours."""
    opens, closes = start.programme.series[start.session.series].between
    width = (closes - opens) % DAY or DAY  # hours may pass midnight, and 00:00 to 24:00 is the whole day
    minute = start.begin.hour * 60 + start.begin.minute
    if width < DAY and (minute - opens) % DAY + start.session.minutes > width:
        yield msg("it is not within the series’ hours of the day (between)")
