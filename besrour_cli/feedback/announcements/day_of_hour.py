"""Which date an hour has: its own clause's first, and never the day on which registration closes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from besrour_cli.feedback.announcements.tokens.dates import DayMention
from besrour_cli.feedback.announcements.tokens.hours import HourMention
from besrour_cli.feedback.announcements.tokens.mentions import FILLER

_REACH = 40
"""Letters before a date in which the words of a deadline are looked for."""
_LONGEST_GAP = 400
"""Letters between an hour and a date that may still be joined, or be of one clause."""
_NEAREST = 6
"""Dates on each side of an hour that may be its own before all others."""
_DEADLINE = re.compile(
    r"(?:\b(?:by|before|until|clos(?:es?|ing)|deadline|due|rsvp|avant|jusqu['’]au|d['’]ici|au plus tard"
    r"|ferm\w+|prennent fin|date limite|clôture)\b)(?:[ :,\x00]|\b(?:on|is|est|le|the|date|au|du|for)\b)*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;!?\n]|\.(?=\s)")


class DaysOfHours:
    """The dates of a text, to be asked for each hour; ``line_of`` gives the line of a position."""

    def __init__(self, text: str, days: Sequence[DayMention], line_of: Callable[[int], int]) -> None:
        self._text = text
        self._days = days
        self._line_of = line_of
        self._starts = [day.start for day in days]
        self._deadlines = {d.start for d in days if _is_deadline(text, d)}
        self._open = [d for d in days if d.start not in self._deadlines]
        self._open_starts = [d.start for d in self._open]

    def __call__(self, hour: HourMention) -> DayMention | None:
        """Return the date joined to an hour, else the last before it, one of its own line first."""
        at = bisect_right(self._starts, hour.start)
        near = self._days[max(0, at - _NEAREST) : at + _NEAREST]
        fit = [d for d in near if d.start not in self._deadlines or _one_clause(self._text, d, hour)]
        if joined := [d for d in fit if _joined(self._text, d, hour)]:
            before = [d for d in joined if d.end <= hour.start]
            return before[-1] if before else joined[0]
        line = self._line_of(hour.start)
        same = [d for d in fit if self._line_of(d.start) == line]
        if same:
            before = [d for d in same if d.end <= hour.start]
            return before[-1] if before else same[0]
        if earlier := [d for d in fit if d.end <= hour.start]:
            return earlier[-1]
        known = bisect_right(self._open_starts, hour.start)
        return self._open[max(0, known - 1)] if self._open else (fit[0] if fit else None)


def _is_deadline(text: str, day: DayMention) -> bool:
    return _DEADLINE.search(text[max(0, day.start - _REACH) : day.start]) is not None


def _one_clause(text: str, day: DayMention, hour: HourMention) -> bool:
    first, last = sorted((day.start, hour.start))
    return last - first <= _LONGEST_GAP and _CLAUSE.search(text, first, last) is None


def _joined(text: str, day: DayMention, hour: HourMention) -> bool:
    """Whether nothing but small words and clocks part an hour from the date before or behind it."""
    gap = text[day.end : hour.start] if day.end <= hour.start else text[hour.end : day.start]
    if day.start > hour.start and gap.count(")") > gap.count("("):
        return False  # the hour is in brackets that explain an earlier day
    return len(gap) <= _LONGEST_GAP and FILLER.fullmatch(gap) is not None and _CLAUSE.search(gap) is None
