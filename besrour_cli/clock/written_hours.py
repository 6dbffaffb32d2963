"""Hours of the day and spans of hours as people write them in English and French, and as besrour prints them.

Pure texts to minutes after midnight; what cannot be read with certainty is None, and the caller says so.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

__all__ = ["DAY", "SpanOfHours", "find_hours", "folded", "hour_of_day", "hour_text", "span_of_hours"]

DAY = 24 * 60
_HOUR, _NOON = 60, 12
_HALF = r"[ap]\.?m\b\.?|du (?:matin|soir)|de l'apres[- ]midi|in the (?:morning|afternoon|evening)"
_ONE = (
    r"(?:(?P<word>noon|midi|midnight|minuit)\b(?P<more> trente| et demie?)?"
    r"|(?P<hour>\d{1,2})"
    r"(?:(?P<mark>[:.])(?P<minute>\d{2})(?P<second>:\d{2})?(?: ?h(?:rs?|ours?|eures?)?\b)?"
    r"|(?P<unit> ?h(?:rs?|ours?|eures?)?(?![a-z]))(?: ?(?P<after>\d{2})(?!\d))?)?"
    rf"(?: ?(?P<half>{_HALF}))?(?![\w:]))"
)
_NAMELESS = re.sub(r"\?P<\w+>", "?:", _ONE)
_TO = r" ?(?:-|\u2013|\u2014|\u2212|\bto\b|\ba\b|\buntil\b|\btill?\b|\bjusqu'a\b) ?"
_SPAN = (
    rf"(?:(?:from |de )?(?P<first>{_NAMELESS}){_TO}(?P<last>{_NAMELESS})"
    rf"|(?:between|entre) (?P<low>{_NAMELESS}) (?:and|et) (?P<high>{_NAMELESS}))"
)


class SpanOfHours(NamedTuple):
    """From when to when, in minutes after midnight; the end may be 1440, or lie before the start."""

    first: int
    last: int


class HoursInText(NamedTuple):
    """Hours within a text: the first, whether an end was named, and from where to where they stand."""

    minute: int
    second: int
    span: bool
    start: int
    end: int


class _Hour(NamedTuple):
    minute: int
    half: str
    open: bool
    bare: bool


def folded(text: str) -> str:
    """A text without accents and capitals, each sign in its old place, so that what is found can be cut."""
    same = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    return "".join(unicodedata.normalize("NFD", sign)[0].lower()[:1] for sign in same)


def hour_of_day(text: str) -> int | None:
    """Minutes after midnight of ``09:00``, ``9h``, ``2:00 p.m.``, ``midi``; None for a number alone."""
    hour = _hour(_plain(text))
    return None if hour is None or hour.bare else hour.minute


def hour_text(minute: int) -> str:
    """A minute of the day as files and JSON have it: ``07:30``."""
    return f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"


def span_of_hours(text: str) -> SpanOfHours | None:
    """``9h-12h``, ``2 to 3pm``, ``de 8 h à midi``, ``entre 8 h et 9 h``: None when an end is uncertain."""
    match = _pattern(_SPAN).fullmatch(_plain(text))
    return _span(match) if match else None


def find_hours(text: str) -> HoursInText | None:
    """The first hour or span of hours of a folded text, with a word such as ``at`` before it."""
    lead = r"(?<![\w.:/+\-\u2212])(?:(?:at|a) )?"
    for match in _pattern(lead + _SPAN).finditer(text):
        if span := _span(match):
            first = match["first"] or match["low"]
            return HoursInText(span.first, _seconds(first), span=True, start=match.start(), end=match.end())
    for match in _pattern(rf"{lead}(?P<all>{_NAMELESS})").finditer(text):
        hour = _hour(match["all"])
        if hour and not hour.bare and hour.minute < DAY:
            return HoursInText(hour.minute, _seconds(match["all"]), False, match.start(), match.end())
    return None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _plain(text: str) -> str:
    return folded(" ".join(text.split()))


def _seconds(text: str) -> int:
    match = _pattern(_ONE).fullmatch(text)
    return int((match["second"] or ":0")[1:]) if match else 0


def _span(match: re.Match[str]) -> SpanOfHours | None:
    first, last = _hour(match["first"] or match["low"]), _hour(match["last"] or match["high"])
    if first is None or last is None or (last.bare and not last.half) or (first.half and last.open):
        return None
    start = first.minute
    if last.half and first.open:
        # “2 to 3pm” is the same half of the day, “9 to 5pm” cannot be
        later = start % (_NOON * _HOUR) + (_NOON * _HOUR if last.half == "p" else 0)
        start = later if later < last.minute else (later + _NOON * _HOUR) % DAY
    end = DAY if last.minute == 0 < start else last.minute
    return SpanOfHours(start, end)


def _hour(text: str) -> _Hour | None:
    """An hour, and the half of the day it names, or leaves open; a number alone is ``bare``."""
    match = _pattern(_ONE).fullmatch(text)
    if match is None:
        return None
    if match["word"]:
        noon = _NOON * _HOUR if match["word"] in ("noon", "midi") else 0
        return _Hour(noon + (_HOUR // 2 if match["more"] else 0), "", open=False, bare=False)
    hour, minute = int(match["hour"]), int(match["minute"] or match["after"] or 0)
    half = _half_of(match["half"] or "")
    open_ = not half and 1 <= hour <= _NOON and match["hour"][0] != "0"
    if half and match["unit"] is None and not 1 <= hour <= _NOON:
        return None
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    total = hour * _HOUR + minute
    if minute >= _HOUR or total > DAY:
        return None
    return _Hour(total, half, open_, bare=not (half or match["mark"] or match["unit"]))


def _half_of(words: str) -> str:
    if not words:
        return ""
    return "a" if words[0] == "a" or words.endswith(("matin", "morning")) else "p"
