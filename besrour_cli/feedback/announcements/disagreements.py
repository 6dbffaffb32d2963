"""Readings of one moment that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

from besrour_cli.feedback.announcements.finding import Finding, words_of
from besrour_cli.feedback.announcements.halves import unlike_halves
from besrour_cli.feedback.announcements.instants import Years, instants, offsets, same_hour
from besrour_cli.feedback.announcements.tokens.mentions import ParsedAnnouncement, TimeMention
from besrour_cli.model.message import msg


def disagreements(
    announcement: ParsedAnnouncement, years: Years, doubted: frozenset[int]
) -> Iterator[Finding]:
    """Yield the readings said to be one moment that are not; ``doubted``: where untrue clocks start."""
    reported: set[int] = set()
    for group in announcement.groups:
        for reading in group:
            yield from _in_itself(reading, years, doubted)
        days = next((d for r in group if (d := years.days(r.day))), ())
        clashes = [_clash(group, day, doubted) for day in days[:1] or _samples(years)]
        # without a date, a reading that is right in winter or in summer is not accused
        if all(clashes) and (clash := clashes[-1]):
            one, two, apart = clash
            reported.update(reading.hour.start for reading in group)
            yield Finding(
                start=two.hour.start,
                end=two.hour.end,
                code="readings-disagree",
                what=msg(
                    "“{one}” and “{two}” are not the same moment: they are {minutes} min apart",
                    one=words_of(announcement.text, one),
                    two=words_of(announcement.text, two),
                    minutes=apart,
                ),
                remedy=msg("keep the reading that is right and work out the others from it"),
            )
            continue
        yield from _unlike_lengths(announcement.text, group)
    yield from (finding for finding in unlike_halves(announcement, years) if finding.start not in reported)


def _in_itself(reading: TimeMention, years: Years, doubted: frozenset[int]) -> Iterator[Finding]:
    """Yield two clocks on one hour that cannot both be true: ``14:00 Accra (GMT+1)``."""
    days = years.days(reading.day) or _samples(years)
    minute = reading.hour.minute
    sure = [m for m in reading.marks if m.start not in doubted]
    for one, two in combinations(sure, 2):
        pairs = [(offsets(one, d, minute), offsets(two, d, minute)) for d in days]
        if all(a and b and not a & b for a, b in pairs):
            yield Finding(
                start=two.start,
                end=two.end,
                code="readings-disagree",
                what=msg(
                    "“{one}” and “{two}” beside “{hour}” are not the same clock",
                    one=one.text,
                    two=two.text,
                    hour=reading.hour.text,
                ),
                remedy=msg("keep the one that is right"),
            )
            return


def _unlike_lengths(text: str, group: Sequence[TimeMention]) -> Iterator[Finding]:
    """Yield the first span that does not last as long as the one before it: 9:00-10:30 / 14:00-15:00."""
    spans = [reading for reading in group if reading.hour.lasts]
    for one, two in pairwise(spans):
        if one.hour.lasts != two.hour.lasts:
            yield Finding(
                start=two.hour.start,
                end=two.hour.end,
                code="readings-disagree",
                what=msg(
                    "“{one}” lasts {minutes} min, “{two}” {others} min",
                    one=words_of(text, one),
                    two=words_of(text, two),
                    minutes=one.hour.lasts or 0,
                    others=two.hour.lasts or 0,
                ),
                remedy=msg("keep the end that is right and work out the others from it"),
            )
            return


def _samples(years: Years) -> tuple[date, date]:
    """Return a day in winter and one in summer, for hours without a date."""
    return date(years.today.year, 1, 15), date(years.today.year, 7, 15)


def _clash(
    group: Sequence[TimeMention], day: date, doubted: frozenset[int]
) -> tuple[TimeMention, TimeMention, int] | None:
    """Return two readings of a group that cannot be one moment, and the minutes between them.

    The first is the one most others agree with, one without doubted clocks and the earlier in the text
    where several are.
    """
    each = [(reading, found) for reading in group if (found := instants(reading, day))]
    if not each:
        return None
    # a town of two countries may mean several instants: the readings must agree on one
    first, at = min(
        ((reading, at) for reading, found in each for at in sorted(found)),
        key=lambda pair: (
            -sum(same_hour({pair[1]}, other) for _, other in each),
            any(m.start in doubted for m in pair[0].marks),
            pair[0].hour.start,
        ),
    )
    for other, there in each:
        if not same_hour({at}, there):
            return first, other, min(_minutes_apart(at, b) for b in there)
    return None


def _minutes_apart(one: datetime, two: datetime) -> int:
    """Return the minutes between two instants, whatever their days."""
    half = timedelta(hours=12)
    return round(abs((one - two + half) % timedelta(days=1) - half).total_seconds() / 60)
