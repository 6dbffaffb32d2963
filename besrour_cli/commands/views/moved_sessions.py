"""What moving a session changes: each place's hour as it was printed, and as it would be."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.terminal.translation import language, translate
from besrour_cli.commands.views.time_drift import hour_words
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import PublishedReading, ScheduledSession
from besrour_cli.model.programme import Programme

TO_THE_MINUTE = len("2027-01-20T14:00")
"""The part of an ISO local time that a reader sees: its offset may change without the hour changing."""


def lines(
    programme: Programme,
    before: ScheduledSession,
    after: ScheduledSession,
    readings: Sequence[PublishedReading],
) -> list[str]:
    """The move in UTC, then a line a place; ``readings`` are the local times of ``after``."""
    move = msg(
        "{session} moves from {old} to {new}:",
        session=after.session,
        old=instant_text(before.start),
        new=instant_text(after.start),
    )
    printed = {(p.place, p.zone): p.local for p in before.printed}
    names = {m.place.name("en"): m.place.name(language()) for m in programme.members}
    places = [
        _place_line(names.get(r.place, r.place), printed.get((r.place, r.zone)), r.local) for r in readings
    ]
    return [translate(move), *(f"  {translate(line)}" for line in places)]


def _place_line(place: str, printed: str | None, local: str) -> Message:
    new = hour_words(local)
    if printed is None:
        return msg("{place}: {new}", place=place, new=new)
    if printed[:TO_THE_MINUTE] == local[:TO_THE_MINUTE]:
        return msg("{place}: {new}, as printed", place=place, new=new)
    return msg("{place}: printed {old}, then {new}", place=place, old=hour_words(printed), new=new)
