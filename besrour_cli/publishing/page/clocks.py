"""The places of a page gathered by clock: those whose clocks agree at every session shown are one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from besrour_cli.clock import formatting
from besrour_cli.clock.instants import local, offset_minutes
from besrour_cli.model.language import Text, fold_case
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import DAY

DAYTIME = (8 * 60, 18 * 60)
"""Local hours in which a session asks nothing special of anyone."""


class PageClock(NamedTuple):
    """Places whose clocks agree: their names as a list and the first of them (``short``) by language,

    their IANA zones, and minutes east of UTC at each session.
    """

    names: Text
    short: Text
    more: int
    zones: tuple[str, ...]
    offsets: tuple[int, ...]


class ClockLine(NamedTuple):
    """A session's start on one clock, in words by language, and the mark of another day than the anchor's."""

    hour: Text
    mark: Text


class ClockHour(NamedTuple):
    """An hour of the day on one clock, and the dates of the sessions that start at it, in words."""

    hour: str
    dates: str


def clocks(
    places: Sequence[Place], starts: Sequence[datetime], languages: Sequence[str]
) -> tuple[PageClock, ...]:
    """Every clock of some places at some starts, from west to east; the first place names its own."""
    agreeing: dict[tuple[int, ...], list[Place]] = {}
    offsets_of: dict[str, tuple[int, ...]] = {}
    for place in places:
        if place.zone not in offsets_of:
            offsets_of[place.zone] = tuple(offset_minutes(start, place.zone) for start in starts)
        agreeing.setdefault(offsets_of[place.zone], []).append(place)
    found = []
    for offsets in sorted(agreeing):
        group = agreeing[offsets]
        named = {language: _names(group, language) for language in languages}
        found.append(
            PageClock(
                {language: ", ".join(names) for language, names in named.items()},
                {
                    code: group[0].name(code) if places[0] in group else names[0]
                    for code, names in named.items()
                },
                len(named[languages[0]]) - 1,
                tuple(sorted({place.zone for place in group})),
                offsets,
            )
        )
    return tuple(found)


def reading(slot: ScheduledSession, minutes: int, anchor: str, languages: Sequence[str]) -> ClockLine:
    """What a clock some minutes east of UTC shows at a session's start."""
    moment = _shown(slot.start, minutes)
    today = local(slot.start, anchor).date()
    return ClockLine(
        {language: formatting.time_words(moment, language) for language in languages},
        {language: formatting.day_mark(moment, today, language) for language in languages},
    )


def hours(slots: Sequence[ScheduledSession], offsets: Sequence[int], language: str) -> tuple[ClockHour, ...]:
    """A clock's year: each hour at which sessions start, earliest session first, with their dates."""
    dates: dict[str, list[str]] = {}
    for slot, minutes in zip(slots, offsets, strict=True):
        if slot.state != "cancelled":
            moment = _shown(slot.start, minutes)
            words = dates.setdefault(formatting.time_words(moment, language), [])
            words.append(formatting.short_date(moment.date(), language))
    return tuple(ClockHour(hour, ", ".join(days)) for hour, days in dates.items())


def hardship_ratio(slot: ScheduledSession, minutes: int, night: tuple[int, int]) -> str:
    """What a session asks of those on a clock: ``night``, ``edge`` (early, evening or weekend) or ``day``."""
    start, end = _shown(slot.start, minutes), _shown(slot.end, minutes)
    first = start.hour * 60 + start.minute
    last = first + round((end - start) / timedelta(minutes=1))
    if _touches(first, last, night):
        return "night"
    outside = first < DAYTIME[0] or last > DAYTIME[1] or start.weekday() > 4
    return "edge" if outside else "day"


def _touches(first: int, last: int, span: tuple[int, int]) -> bool:
    """Whether minutes of a day (``last`` may pass midnight) fall into a span that may pass it too."""
    begin, end = span
    length = (end - begin) % DAY
    return any(first < begin + day + length and begin + day < last for day in (-DAY, 0, DAY))


def _shown(instant: datetime, minutes: int) -> datetime:
    return instant.astimezone(timezone(timedelta(minutes=minutes)))


def _names(places: Sequence[Place], language: str) -> list[str]:
    return sorted({place.name(language) for place in places}, key=lambda name: (fold_case(name), name))
