"""Dates that no calendar has, and ends that come before their start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from besrour_cli.feedback.announcements.finding import Finding
from besrour_cli.feedback.announcements.tokens.mentions import ParsedAnnouncement
from besrour_cli.model.message import msg

_LONGEST_SPAN = 12 * 60
"""Minutes from which a span over midnight is a slip: 15:00-14:30."""
_LEAP_YEAR = 2024
_REACH = 30
"""Letters before an hour in which the word for an end is looked for."""
_ENDS = re.compile(
    r"\b(?:ends?|ending|finish(?:es)?|closes|until|fin|se termine(?:ra)?|prend(?:ra)? fin|jusqu['’]à)\b"
    r"[^.\n\d]{0,12}$",
    re.IGNORECASE,
)


def no_such_dates(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield the dates that do not exist: 31 November, 29 February of a common year."""
    for day in announcement.days:
        if day.days(None if day.year else _LEAP_YEAR):
            continue
        yield Finding(
            start=day.start,
            end=day.end,
            code="no-such-date",
            what=msg("“{text}” does not exist: no calendar has that day", text=day.text),
            remedy=msg("correct the day or the month"),
        )


def early_ends(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield the ends that come before their start, in a span or in a sentence."""
    for reading in announcement.readings:
        if (reading.hour.lasts or 0) > _LONGEST_SPAN:
            yield _early(reading.hour.start, reading.hour.end, announcement.text)
    for one, two in pairwise(announcement.readings):
        words = announcement.text[max(one.hour.end, two.hour.start - _REACH) : two.hour.start]
        same = {m.text for m in one.marks} == {m.text for m in two.marks} and one.day == two.day
        if same and two.hour.minute < one.hour.minute and _ENDS.search(words):
            yield _early(one.hour.start, two.hour.end, announcement.text)


def _early(start: int, end: int, text: str) -> Finding:
    return Finding(
        start=start,
        end=end,
        code="end-before-start",
        what=msg("“{text}” ends before it starts", text=" ".join(text[start:end].split())),
        remedy=msg("correct the start or the end, or name the day of the end"),
    )
