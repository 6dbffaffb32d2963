"""Everything an announcement says about days, hours and clocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from besrour_cli.feedback.announcements.attach import attach_clocks, group_by_moment, with_ends
from besrour_cli.feedback.announcements.tokens.abbreviations import abbreviation, pattern
from besrour_cli.feedback.announcements.tokens.dates import DayMention, dates
from besrour_cli.feedback.announcements.tokens.day_brackets import DayBracket, day_brackets, with_brackets
from besrour_cli.feedback.announcements.tokens.hours import HourMention, hours
from besrour_cli.feedback.announcements.tokens.mentions import (
    BLANK,
    ParsedAnnouncement,
    TimeMention,
    ZoneKind,
    ZoneMention,
)
from besrour_cli.feedback.announcements.tokens.offsets import clock_offsets, glued_offsets
from besrour_cli.feedback.announcements.tokens.place_mentions import place_mentions
from besrour_cli.feedback.announcements.tokens.tables import TableCell, table_cells
from besrour_cli.feedback.announcements.unknown_clocks import UnknownClock, unknown_clocks

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ])(?=\d{2}:\d{2})")
_HIDDEN = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@.]{1,100}\.[^\s@]{1,150}|©[^\n]{0,20}|[A-Za-z0-9+/=_-]{60,}",
    re.IGNORECASE,
)
"""Links, addresses, years of copyright, and pasted pictures: no hour is meant in them."""


def read(text: str) -> ParsedAnnouncement:
    """Return everything an announcement says about days, hours and clocks.

    What is read first is blanked, so that nothing is read twice: the year of a date is no hour, the hour of
    an offset is no hour of a session.
    """
    hidden = _HIDDEN.sub(_blank, _ISO.sub(lambda m: m[0][:10] + " ", text))
    # 17:00 GMT+3, 20 August: the offset is read before the day, so that it is not taken for one
    offsets = list(clock_offsets(hidden))
    shown = _without(hidden, offsets)
    days = tuple(sorted(dates(shown)))
    shown = _without(shown, days)
    glued = list(glued_offsets(shown, text))
    shown = _without(shown, glued)
    offsets += glued
    words = [_clock_word(m) for m in pattern().finditer(shown)]
    found = sorted(hours(shown, frozenset(m.start for m in (*words, *offsets))))
    inside = {at for hour in found for at in range(hour.start, hour.end)}
    words = [m for m in words if m.start not in inside and m.end - 1 not in inside]
    brackets = list(day_brackets(shown))
    shown = _without(_without(_without(shown, found), words), brackets)
    places = list(place_mentions(shown, found, sorted([*offsets, *words])))
    shown = _without(shown, places)
    marks = sorted([*offsets, *words, *places], key=lambda mark: mark.start)
    cells = table_cells(shown, found, marks, days)
    tops = {m.start: m for cell in cells.values() for m in cell.marks}
    marks = sorted({m.start: m for m in (*marks, *tops.values())}.values(), key=lambda mark: mark.start)
    shown = _without(shown, list(tops.values()))
    readings = attach_clocks(shown, found, [m for m in marks if m.start not in tops], days)
    readings = with_brackets(shown, with_ends(shown, readings), brackets)
    readings = tuple(_in_table(r, cells.get(r.hour.start)) for r in readings)
    readings = tuple(r for r in readings if r.given or not r.hour.doubtful)  # 3.50 is a price
    slips = [UnknownClock(*c.unknown, hour) for hour, c in cells.items() if c.unknown]
    unknown = [*slips, *unknown_clocks(shown, [r for r in readings if r.moment is None])]
    strange = frozenset(clock.hour for clock in unknown)
    # nobody lends an hour a clock when it has one that is not known
    readings = tuple(r._replace(marks=()) if r.hour.start in strange else r for r in readings)
    shown = _without(shown, unknown)
    groups = sorted(group_by_moment(shown, readings, strange), key=lambda group: group[0].hour.start)
    return ParsedAnnouncement(
        text=text,
        days=days,
        marks=tuple(marks),
        groups=tuple(groups),
        rest=shown,
        unknown=tuple(unknown),
        named_zones=frozenset(zone for m in marks if m.kind == ZoneKind.PLACE for zone in m.zones),
    )


def _in_table(reading: TimeMention, cell: TableCell | None) -> TimeMention:
    """Return an hour with the clocks of its column or row, besides those in its own cell."""
    if cell is None:
        return reading
    own = reading.marks if reading.given else ()
    return reading._replace(
        marks=(*cell.marks, *own), given=True, day=cell.day or reading.day, moment=cell.moment
    )


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])


def _without(
    text: str, mentions: Sequence[DayMention | HourMention | ZoneMention | DayBracket | UnknownClock]
) -> str:
    letters = list(text)
    for mention in mentions:
        letters[mention.start : mention.end] = BLANK * (mention.end - mention.start)
    return "".join(letters)


def _clock_word(match: re.Match[str]) -> ZoneMention:
    meant = abbreviation(match[0])
    return ZoneMention(
        start=match.start(),
        end=match.end(),
        text=match[0],
        kind=ZoneKind.CLOCK,
        claims=meant.claims,
        zones=meant.zones,
    )
