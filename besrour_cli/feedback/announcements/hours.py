"""Hours in announcements: ``1pm``, ``3.00-4.30pm``, ``1300 GMT``, ``14 h 30``, ``noon``, ``midi``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

_MINUTES, _HOURS, _NOON = 60, 24, 12
_TELEPHONE_DIGITS = 9
"""Figures in a row of numbers from which it is a telephone number, not a span of hours."""


class HourMention(NamedTuple):
    """One hour, or the start of a span, from ``start`` to ``end`` in the text.

    ``minute``: minutes after midnight; ``style``: "en" or "fr" where the spelling tells, else "";
    ``unclear`` for a lone ``12:00 PM``.
    """

    start: int
    end: int
    text: str
    minute: int
    style: str = ""
    unclear: bool = False


class _Point(NamedTuple):
    """An hour as written: ``half`` is "a" or "p" (a.m., p.m.) or "" on the 24-hour clock."""

    end: int
    hour: int
    minute: int
    half: str
    style: str

    @property
    def minutes(self) -> int | None:
        """Return the minutes after midnight; None for an hour that no clock shows."""
        if self.minute >= _MINUTES or self.hour >= _HOURS or (self.half and not 1 <= self.hour <= _NOON):
            return None
        hour = self.hour % 12 + (12 if self.half == "p" else 0) if self.half else self.hour
        return hour * 60 + self.minute


_TWELVE = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*([ap])(?:\.\s?m\b\.?|\s?m\b)", re.IGNORECASE)
_FRENCH = re.compile(
    r"(\d{1,2})\s?(?:h(?:eures?)?)\b(?:\s?(\d{2})\b(?!\s?(?:min|%|pers)))?|(\d{1,2})h(\d{2})\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])")
_WORDS = re.compile(r"(?:12\s+)?(noon|midday|midnight|midi|minuit)\b", re.IGNORECASE)
_SOLID = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?!\d)(\s?(?:hrs|hours|h)\b)?", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})(?![\d.])")
_BARE = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?!\d)")
_TO = re.compile(r"\s*(?:[-–—−]|\b(?:to|until|till|and|à|a|jusqu['’]à|et)\b)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—−]\s*")
_STARTS = re.compile(r"(?<![\w:.,/+−$€#])(?=\d|noon|midday|midnight|midi\b|minuit)", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:dur[ée]e|dure|duration|length|lasts?|lasting|pendant|for)\b[^.\n\d]{0,12}$", re.IGNORECASE
)
_NOT_A_TIME = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:minutes?|mins?|hours?|hrs?)\b(?!\s*(?:gmt|utc|cat))"
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
    if re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d\s?(?:hours|hrs)", text, re.IGNORECASE):
        return text
    digits = sum(c.isdigit() for c in text)
    if text[-1].isdigit() and not text.startswith("+") and digits < _TELEPHONE_DIGITS:
        return text
    return "\x00" * len(text)


def _span(text: str, at: int, marks: Collection[int]) -> HourMention | None:
    first = _point(text, at, marks)
    bare = None if first else _bare(text, at)
    opening = first or bare
    if opening is None:
        return None
    to = (_TO if first or _starting_from(text, at) else _DASH).match(text, opening.end)
    last = _point(text, to.end(), marks) if to else None
    if first is None:
        if last is None or not (last.half or last.style == "fr") or last.minutes is None:
            return None
        first = opening._replace(half=last.half, style=last.style)
        if last.half and (first.minutes is None or first.minutes > last.minutes):
            first = first._replace(half="a" if last.half == "p" else "p")
    minutes = first.minutes
    if minutes is None:
        return None
    if last is None and to:
        last = _bare_end(text, to.end(), first)
    end = last.end if last and last.minutes is not None else first.end
    unclear = bool(bare is None and first.half and first.hour == _NOON and first.minute == 0)
    return HourMention(
        start=at, end=end, text=text[at:end].strip(), minute=minutes, style=first.style, unclear=unclear
    )


def _starting_from(text: str, at: int) -> bool:
    """Whether ``from`` or ``de`` comes before: then ``14 à 16 h`` is a span, not a day and an hour."""
    return (
        re.search(r"\b(?:from|between|de|entre)\s*$", text[max(0, at - 10) : at], re.IGNORECASE) is not None
    )


def _point(text: str, at: int, marks: Collection[int]) -> _Point | None:
    if match := _WORDS.match(text, at):
        noon = match[1].lower() in ("noon", "midday", "midi")
        return _Point(match.end(), 12 if noon else 0, 0, "", "fr" if match[1].lower()[:3] == "min" else "")
    if match := _TWELVE.match(text, at):
        return _Point(match.end(), int(match[1]), int(match[2] or 0), match[3].lower(), "en")
    if match := _CLOCK.match(text, at):
        return _Point(match.end(), int(match[1]), int(match[2]), "", "")
    if match := _FRENCH.match(text, at):
        hour, minute = match[1] or match[3], match[2] or match[4] or 0
        return _Point(match.end(), int(hour), int(minute), "", "fr")
    if (match := _SOLID.match(text, at)) and (match[3] or _marked(_past(text, match.end()), marks)):
        return _Point(match.end(), int(match[1]), int(match[2]), "", "")
    if (match := _DOTTED.match(text, at)) and _marked(_past(text, match.end(), r"\d{1,2}\.\d{2}"), marks):
        return _Point(match.end(), int(match[1]), int(match[2]), "", "")
    return None


def _past(text: str, at: int, form: str = r"(?:[01]\d|2[0-3])[0-5]\d") -> int:
    """Return where the end of a span of bare figures (``1300-1430``) ends; ``at`` when there is none."""
    match = re.compile(rf"\s?[-–]\s?{form}(?!\d|\s?[ap]\.?\s?m)", re.IGNORECASE).match(text, at)
    return match.end() if match else at


def _marked(end: int, marks: Collection[int]) -> bool:
    return any(end + gap in marks for gap in range(4))


def _bare(text: str, at: int) -> _Point | None:
    match = _BARE.match(text, at)
    return _Point(match.end(), int(match[1]), int(match[2] or 0), "", "") if match else None


def _bare_end(text: str, at: int, first: _Point) -> _Point | None:
    """Return the end of a span of bare figures: ``1300-1430 GMT``."""
    match = _SOLID.match(text, at)
    return _Point(match.end(), int(match[1]), int(match[2]), "", "") if match and not first.half else None
