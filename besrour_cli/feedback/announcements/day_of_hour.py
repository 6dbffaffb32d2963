"""Which date an hour has: its own clause's first, and never the day on which registration closes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from besrour_cli.feedback.announcements.tokens.dates import DayMention
from besrour_cli.feedback.announcements.tokens.hours import HourMention
from besrour_cli.feedback.announcements.tokens.mentions import FILLER

_REACH = 40
"""Letters before a date in which the words of a deadline are looked for."""
_DEADLINE = re.compile(
    r"(?:\b(?:by|before|until|clos(?:es?|ing)|deadline|due|rsvp|avant|jusqu['’]au|d['’]ici|au plus tard"
    r"|ferm\w+|prennent fin|date limite|clôture)\b)(?:[ :,\x00]|\b(?:on|is|est|le|the|date|au|du|for)\b)*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;!?\n]|\.(?=\s)")


def day_of(
    text: str, hour: HourMention, days: Sequence[DayMention], line_of: Callable[[int], int]
) -> DayMention | None:
    """Return the date joined to an hour, else the last before it, one of its own line first."""
    fit = [d for d in days if not _is_deadline(text, d) or _one_clause(text, d, hour)]
    if joined := [d for d in fit if _joined(text, d, hour)]:
        return joined[0]
    line = line_of(hour.start)
    same = [d for d in fit if line_of(d.start) == line]
    if same:
        before = [d for d in same if d.end <= hour.start]
        return before[-1] if before else same[0]
    earlier = [d for d in fit if d.end <= hour.start]
    return earlier[-1] if earlier else (fit[0] if fit else None)


def _is_deadline(text: str, day: DayMention) -> bool:
    return _DEADLINE.search(text[max(0, day.start - _REACH) : day.start]) is not None


def _one_clause(text: str, day: DayMention, hour: HourMention) -> bool:
    first, last = sorted((day.start, hour.start))
    return _CLAUSE.search(text, first, last) is None


def _joined(text: str, day: DayMention, hour: HourMention) -> bool:
    """Whether nothing but small words and clocks part an hour from the date before or behind it."""
    gap = text[day.end : hour.start] if day.end <= hour.start else text[hour.end : day.start]
    return FILLER.fullmatch(gap) is not None and _CLAUSE.search(gap) is None
