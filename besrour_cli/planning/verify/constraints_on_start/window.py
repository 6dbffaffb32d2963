"""The window of a session: the first and the last date, on the anchor's clock, on which it may begin."""

from __future__ import annotations

from collections.abc import Iterator

from besrour_cli.model.message import Message, msg
from besrour_cli.planning.verify.constraints_on_start.constraint import AnchorStart


def outside_window(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for a start before or after the window."""
    first, last = start.session.window
    if not first <= start.begin.date() <= last:
        yield msg(
            "it is outside of the window, {first} to {last}", first=first.isoformat(), last=last.isoformat()
        )
