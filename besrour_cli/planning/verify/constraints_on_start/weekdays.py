"""The weekdays on which a session may begin, on the anchor's clock."""

from __future__ import annotations

from collections.abc import Iterator

from besrour_cli.model.message import Message, msg
from besrour_cli.planning.verify.constraints_on_start.constraint import AnchorStart


def on_other_weekday(start: AnchorStart) -> Iterator[Message]:
    """Yield a sentence for a start on another weekday."""
    if start.begin.weekday() not in start.session.weekdays:
        yield msg("it is not on one of the session’s weekdays")
