"""The places of a page gathered by clock: those whose clocks agree at every session shown are one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.clock import formatting
from besrour_cli.clock.instants import local, offset_minutes
from besrour_cli.model.language import Text, fold_case
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.programme import DAY

DAYTIME = (8 * 60, 18 * 60)
"""Local hours, in minutes of the day, in which a session asks nothing special of anyone."""
_SATURDAY = 5


class HourKind(StrEnum):
    """What a session asks of those on a clock: a night, an early, late or weekend hour, or daytime."""

    NIGHT = "night"
    EDGE = "edge"
    DAY = "day"


class PageClock(NamedTuple):
    """Places whose clocks agree.

    ``names`` lists them and ``short`` is the first of them, by language; ``more`` is how many others there
    are, ``zones`` their IANA zones, ``offsets`` minutes east of UTC at each session.
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
    return tuple(_clock(agreeing[offsets], offsets, places[0], languages) for offsets in sorted(agreeing))


def _clock(
    group: Sequence[Place], offsets: tuple[int, ...], first: Place, languages: Sequence[str]
) -> PageClock:
    named = {language: _names(group, language) for language in languages}
    return PageClock(
        names={language: ", ".join(names) for language, names in named.items()},
        short={code: group[0].name(code) if first in group else names[0] for code, names in named.items()},
        more=len(named[languages[0]]) - 1,
        zones=tuple(sorted({place.zone for place in group})),
        offsets=offsets,
    )


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
        if slot.state != SessionState.CANCELLED:
            moment = _shown(slot.start, minutes)
            words = dates.setdefault(formatting.time_words(moment, language), [])
            words.append(formatting.short_date(moment.date(), language))
    return tuple(ClockHour(hour, ", ".join(days)) for hour, days in dates.items())


def hour_kind(slot: ScheduledSession, minutes: int, night: tuple[int, int]) -> HourKind:
    """What a session asks of those on a clock ``minutes`` east of UTC; ``night`` is in minutes of the day."""
    start, end = _shown(slot.start, minutes), _shown(slot.end, minutes)
    first = start.hour * 60 + start.minute
    last = first + round((end - start) / timedelta(minutes=1))
    if _touches(first, last, night):
        return HourKind.NIGHT
    outside = first < DAYTIME[0] or last > DAYTIME[1] or start.weekday() >= _SATURDAY
    return HourKind.EDGE if outside else HourKind.DAY


def _touches(first: int, last: int, span: tuple[int, int]) -> bool:
    """Whether minutes of a day (``last`` may pass midnight) fall into a span that may pass it too."""
    begin, end = span
    length = (end - begin) % DAY
    return any(first < begin + day + length and begin + day < last for day in (-DAY, 0, DAY))


def _shown(instant: datetime, minutes: int) -> datetime:
    return instant.astimezone(timezone(timedelta(minutes=minutes)))


def _names(places: Sequence[Place], language: str) -> list[str]:
    return sorted({place.name(language) for place in places}, key=lambda name: (fold_case(name), name))
