"""Days, hours and clocks of an announcement that are wrong in themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from besrour_cli.clock.formatting import DAYS, MONTHS, date_words
from besrour_cli.feedback.announcements.finding import Finding
from besrour_cli.feedback.announcements.instants import Years, offsets, shown
from besrour_cli.feedback.announcements.tokens.mentions import (
    ParsedAnnouncement,
    TimeMention,
    ZoneKind,
    ZoneMention,
)
from besrour_cli.feedback.announcements.tokens.place_mentions import names_place
from besrour_cli.model.message import msg

_REACH = 200
"""Letters of its line on each side of an offset in which a place is looked for."""


def wrong_weekdays(announcement: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    """Yield the dates whose weekday is another one; only a warning where the year is guessed."""
    for day in announcement.days:
        dated = bool(day.year or years.named)
        days = years.days(day)
        if day.weekday is None or not days or any(d.weekday() == day.weekday for d in days):
            continue
        true = {code: DAYS[code][days[0].weekday()] for code in ("en", "fr")}
        yield Finding(
            start=day.start,
            end=day.end,
            code="wrong-weekday",
            what=msg("“{text}” is a {weekday}", text=day.text, weekday=true)
            if day.year
            else msg("“{text}” is a {weekday} in {year}", text=day.text, year=days[0].year, weekday=true),
            remedy=msg("correct the day or the date; with the year beside it nobody has to guess"),
            warning=not dated,
        )


def ambiguous_dates(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield the dates in figures that are two days, where no weekday decides: ``12/3/2027``."""
    for day in announcement.days:
        if not day.either:
            continue
        one, two = day.days()
        yield Finding(
            start=day.start,
            end=day.end,
            code="ambiguous-date",
            what=msg(
                "“{text}” is {one} for some and {two} for others",
                text=day.text,
                one=_date(one),
                two=_date(two),
            ),
            remedy=msg("write the month in letters"),
        )


def wrong_hours(announcement: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    """Yield hours on nobody's clock, on a clock that skips them, and 12:00 a.m. or p.m."""
    readings = announcement.readings
    # one hour with a clock is enough: the others may be on the same one
    if readings and not any(r.marks for r in readings):
        hour = readings[0].hour
        yield Finding(
            start=hour.start,
            end=hour.end,
            code="no-zone",
            what=msg("“{text}”: on whose clock? no place and no time zone is given", text=hour.text),
            remedy=msg(
                "write the city with the hour, such as 15:00 in Accra, or list the hour of each place"
            ),
        )
    for reading in readings:
        hour = reading.hour
        if hour.unclear:
            yield Finding(
                start=hour.start,
                end=hour.end,
                code="twelve",
                what=msg("“{text}” is read as noon by some and as midnight by others", text=hour.text),
                remedy=msg("write noon, midnight, or 12:00 on the 24-hour clock"),
                warning=True,
            )
        for mark in reading.marks:
            days = years.days(reading.day)
            sure = mark.kind == ZoneKind.PLACE and len(mark.zones) == 1 and days
            if sure and not shown(mark.zones[0], days[0], hour.minute):
                yield Finding(
                    start=hour.start,
                    end=hour.end,
                    code="no-such-time",
                    what=msg(
                        "“{text}” does not exist in {place} that day: the clock jumps over it",
                        text=hour.text,
                        place=mark.text,
                    ),
                    remedy=msg("choose an hour before or after the jump"),
                )


def wrong_abbreviations(announcement: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    """Yield the abbreviations that are untrue on their day, each once: EST in summer."""
    seen: set[str] = set()
    for reading in announcement.readings:
        for mark in reading.marks:
            if mark.text in seen or not _is_untrue(mark, reading, announcement, years):
                continue
            seen.add(mark.text)
            day = years.days(reading.day)[0]
            named = next(iter(_places(reading)), None)
            zone = (named or mark).zones[0]
            right = next(iter(sorted(shown(zone, day, reading.hour.minute))), 0)
            place = named.text if named else zone.rpartition("/")[2].replace("_", " ")
            yield Finding(
                start=mark.start,
                end=mark.end,
                code="wrong-abbreviation",
                what=msg(
                    "“{label}” means {claimed}, but on {date} clocks in {place} show {right}",
                    label=mark.text,
                    claimed=_utc(mark.claims or 0),
                    date=_date(day),
                    place=place,
                    right=_utc(right),
                ),
                remedy=msg(
                    "leave the letters away and write the city: {hour} ({place})",
                    hour=reading.hour.text,
                    place=place,
                ),
            )


def bare_offsets(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield the offsets that no place explains, neither with their hour nor on their line, each once."""
    by_mark: dict[int, list[TimeMention]] = {}
    for reading in announcement.readings:
        for mark in reading.marks:
            by_mark.setdefault(mark.start, []).append(reading)
    seen: set[str] = set()
    for mark in announcement.marks:
        if mark.kind != ZoneKind.OFFSET or mark.text in seen:
            continue
        line = announcement.text.rfind("\n", 0, mark.start) + 1
        end = announcement.text.find("\n", mark.end)
        if not any(c.isalpha() for c in announcement.text[line : mark.start]):
            line = announcement.text.rfind("\n", 0, max(0, line - 1)) + 1  # a line that was wrapped
        line, end = max(line, mark.start - _REACH), end if end >= 0 else len(announcement.text)
        if names_place(announcement.text, line, min(end, mark.end + _REACH)):
            continue
        if any(_places(reading) for reading in by_mark.get(mark.start, [])):
            continue
        seen.add(mark.text)
        yield Finding(
            start=mark.start,
            end=mark.end,
            code="bare-offset",
            what=msg("“{text}” alone names no place, and clocks change", text=mark.text),
            remedy=msg("write the city with it, such as Douala (UTC+1)"),
        )


def doubted_clocks(announcement: ParsedAnnouncement, years: Years) -> frozenset[int]:
    """Return where the abbreviations start that are untrue on their day."""
    return frozenset(
        m.start for r in announcement.readings for m in r.marks if _is_untrue(m, r, announcement, years)
    )


def _is_untrue(
    mark: ZoneMention, reading: TimeMention, announcement: ParsedAnnouncement, years: Years
) -> bool:
    """Whether an abbreviation claims an offset that no clock it can be about shows on the day."""
    days = years.days(reading.day)
    if mark.kind != ZoneKind.CLOCK or mark.claims is None or not days or not mark.zones:
        return False
    minute = reading.hour.minute
    if places := _places(reading):
        return not any(mark.claims in offsets(m, day, minute) for m in places for day in days)
    named = announcement.named_zones
    # besides the zone most people mean, one the text speaks of may make the abbreviation true
    possible = [zone for number, zone in enumerate(mark.zones) if number == 0 or zone in named]
    return not any(mark.claims in shown(zone, day, minute) for zone in possible for day in days)


def _places(reading: TimeMention) -> list[ZoneMention]:
    return [mark for mark in reading.marks if mark.kind == ZoneKind.PLACE]


def _utc(minutes: int) -> str:
    """Return minutes east of UTC as people write them, in any language: ``UTC−4``."""
    sign = "\u2212" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "UTC"


def _date(day: date) -> dict[str, str]:
    return {code: date_words(day, code, weekday=False) for code in MONTHS}
