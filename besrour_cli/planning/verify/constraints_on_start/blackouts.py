"""Blackouts: spans of dates, on the anchor's clock, on no minute of which a session takes place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from besrour_cli.model.message import Message, msg
from besrour_cli.planning.verify.constraints_on_start.constraint import AnchorStart


def on_blackout(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for each blackout that a session touches."""
    first = start.begin.date()
    # The last minute counts by the clock the session begins on, whatever the clocks do meanwhile.
    last = (start.begin + timedelta(minutes=max(start.session.minutes, 1) - 1)).date()
    for blackout in start.programme.blackouts:
        if blackout.first <= last and first <= blackout.last:
            yield msg("it is on a blackout date: {reason}", reason=blackout.reasons)
