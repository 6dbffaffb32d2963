"""Hours and spans in announcements: ``1pm``, ``3.00-4.30pm``, ``2 to 3pm``, ``de 14 h à 15 h 30``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from besrour_cli.feedback.announcements.tokens.hour_points import HourPoint, bare, bare_end, point

_NOON = 12
_MINUTES_A_DAY = 24 * 60
_TELEPHONE_DIGITS = 9
"""Figures in a row of numbers from which it is a telephone number, not a span of hours."""


class HourMention(NamedTuple):
    """One hour, or the start of a span, from ``start`` to ``end`` in the text.

    ``minute``: minutes after midnight; ``until``: those of a span's end; ``style``: "en" or "fr" where the
    spelling tells, else ""; ``unclear`` for a lone ``12:00 PM``; ``doubtful``: no hour without a place.
    """

    start: int
    end: int
    text: str
    minute: int
    until: int | None = None
    style: str = ""
    unclear: bool = False
    doubtful: bool = False

    @property
    def lasts(self) -> int | None:
        """Return the minutes from a span's start to its end, over midnight too; None for one hour."""
        return None if self.until is None else (self.until - self.minute) % _MINUTES_A_DAY


_ENDS = (
    r"(?:,?\s*(?:and|et)\s+)?(?:(?:ends?|finish(?:es)?|closes)\s+at"
    r"|(?:se\s+termine(?:ra)?|prend(?:ra)?\s+fin|finit|finira)\s+(?:à|vers))"
)
_DASH = re.compile(r"\s*(?:[-–—−]|\b(?:to|until|till)\b)\s*", re.IGNORECASE)
_TO = re.compile(
    rf"\s*(?:[-–—−]|\b(?:to|until|till|and|à|a|jusqu['’]à|et)\b(?!\s+(?:se|end|fin))|\b{_ENDS})\s*",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?<![\w+−$€#])(?<!\d[.,/:])(?=\d|noon|midday|midnight|midi\b|minuit)", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:dur[ée]e|dure|duration|length|lasts?|lasting|pendant|for)\b[^.\n\d]{0,12}(?<!\bat )(?<!\bà )$",
    re.IGNORECASE,
)
_NOT_A_TIME = re.compile(
    r"(?<![:.h\d])\d+(?:[.,]\d+)?\s?(?:minutes?|mins?|hours?|hrs?)\b(?!\s*(?:gmt|utc|cat))"
    r"|\b\d{1,2}\s?h\s?\d{2}\s?min\w*|\b24\s?h?\s?/\s?(?:24|7)\b|\+?\d[\d\s().-]{9,}\d",
    re.IGNORECASE,
)


def hours(text: str, marks: Collection[int]) -> Iterator[HourMention]:
    """Yield the hours of a text with dates and offsets blanked; ``marks``: where words for clocks start."""
    text = _NOT_A_TIME.sub(_only_if_clock, text)
    done = 0
    for match in _STARTS.finditer(text):
        at = match.start()
        if at < done or _LASTS.search(text[max(0, at - 30) : at]):
            continue
        found = _span(text, at, marks)
        if found is not None:
            done = found.end
            yield found


def _only_if_clock(match: re.Match[str]) -> str:
    """Return a match as it is where it is an hour (``1300 hours``) or a span of hours, else blanked."""
    text = match[0]
    if re.fullmatch(r"(?:[01]\d|2[0-3])\.?[0-5]\d\s?(?:hours|hrs)", text, re.IGNORECASE):
        return text
    digits = sum(c.isdigit() for c in text)
    if text[-1].isdigit() and not text.startswith("+") and digits < _TELEPHONE_DIGITS:
        return text
    return "\x00" * len(text)


def _span(text: str, at: int, marks: Collection[int]) -> HourMention | None:
    opening = point(text, at, marks) or bare(text, at)
    if opening is None:
        return None
    exact = point(text, at, marks) is not None
    last = _end_of(text, at, opening, marks, exact=exact)
    # 3 - 14:00 may be a third group at two; from 10 to 14:00 is a span, and so is 10-14:00
    sure = last is not None and (
        last.half or last.style == "fr" or _starting_from(text, at) or _is_glued(text, opening, last)
    )
    if not exact and (last is None or not sure or last.minutes is None):
        return None
    first = _with_half_of(opening, last) if last else opening
    if first.minutes is None:
        return None
    if last and first.half and not last.half and last.hour <= _NOON and last.style != "fr":
        last = _half_after(first, last)  # 3:00 pm - 4:30
    until = last.minutes if last else None
    end = last.end if last and until is not None else first.end
    return HourMention(
        start=at,
        end=end,
        text=text[at:end].strip(),
        minute=first.minutes,
        until=until,
        style=first.style,
        unclear=exact and bool(opening.half) and first.hour == _NOON and not first.minute,
        doubtful=opening.doubtful,
    )


def _end_of(
    text: str, at: int, opening: HourPoint, marks: Collection[int], *, exact: bool
) -> HourPoint | None:
    """Return the end of a span: behind a dash or ``to``; behind ``and`` or ``à`` after ``from`` too."""
    to = (_TO if exact or _starting_from(text, at) else _DASH).match(text, opening.end)
    if to is None or (to[0].strip().lower() in ("and", "et") and not _starting_from(text, at)):
        return None
    return point(text, to.end(), marks) or (bare_end(text, to.end(), opening) if exact else None)


def _with_half_of(first: HourPoint, last: HourPoint) -> HourPoint:
    """Return the start of a span with its end's a.m., p.m. or part of the day: ``4:00-5:30 pm``."""
    if first.half or not 1 <= first.hour <= _NOON or (first.style == "fr" and not last.half):
        return first if first.half or first.style else first._replace(style=last.style)
    if first.hour == _NOON and not last.half:
        return first._replace(style=first.style or last.style)
    first = first._replace(half=last.half, style=first.style or last.style)
    if last.half and last.minutes is not None and (first.minutes is None or first.minutes > last.minutes):
        return first._replace(half="a" if last.half == "p" else "p")
    return first


def _half_after(first: HourPoint, last: HourPoint) -> HourPoint:
    same = last._replace(half=first.half)
    if same.minutes is not None and first.minutes is not None and same.minutes < first.minutes:
        return same._replace(half="a" if first.half == "p" else "p")
    return same


def _is_glued(text: str, first: HourPoint, last: HourPoint) -> bool:
    """Whether nothing but a dash is between a bare hour and a later one."""
    later = last.minutes is not None and last.minutes > first.hour * 60
    return later and re.match(r"[-–—−]\d", text[first.end : first.end + 2]) is not None


def _starting_from(text: str, at: int) -> bool:
    """Whether ``from`` or ``de`` comes before: then ``14 à 16 h`` is a span, not a day and an hour."""
    return (
        re.search(r"\b(?:from|between|de|entre)\s*$", text[max(0, at - 10) : at], re.IGNORECASE) is not None
    )
