"""One hour as it is written: ``1pm``, ``1300 GMT``, ``15.00 hrs``, ``14 h 30``, ``4 h de l'après-midi``."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

_MINUTES, _HOURS, _NOON, _DAWN = 60, 24, 12, 6
_QUARTERS = {"quart": 15, "quinze": 15, "demi": 30, "demie": 30, "trente": 30, "": 0}


class HourPoint(NamedTuple):
    """An hour as written: ``half`` is "a" or "p" (a.m., p.m.) or "" on the 24-hour clock.

    ``doubtful``: only a place beside it makes it an hour, such as ``15.00``.
    """

    end: int
    hour: int
    minute: int
    half: str
    style: str
    doubtful: bool = False

    @property
    def minutes(self) -> int | None:
        """Return the minutes after midnight; None for an hour that no clock shows."""
        if self.minute >= _MINUTES or self.hour >= _HOURS:
            return None
        # 16:00 p.m. says one thing twice; 16:00 a.m. says two things
        if self.half and (not self.hour or (self.hour > _NOON and self.half == "a")):
            return None
        hour = self.hour % 12 + (12 if self.half == "p" else 0) if self.half else self.hour
        return hour * 60 + self.minute


_TWELVE = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(?:([ap])(?:\.\s?m\b\.?|\s?m\b)"
    r"|(?:o['’]clock\s)?in the (morning|afternoon|evening)\b)",
    re.IGNORECASE,
)
_PART = (
    r"(?P<part>\s?(?:du\s(?:matin|soir)|de\sl['’]apr[èe]s[-\s]?midi|de\sla\snuit|dans la soirée"
    r"|[ap](?:\.\s?m\b\.?|m\b)))"
)
_FRENCH = re.compile(
    r"(?P<hour>\d{1,2})\s?(?:h(?:eures?|rs?)?)(?![a-zà-ÿ])"
    rf"(?:\s?(?P<minute>\d{{2}})\b(?!\s?(?:min|%|pers))|\set\s(?P<et>quart|demie?)\b"
    rf"|(?P<less>\smoins\sle\squart\b))?{_PART}?",
    re.IGNORECASE,
)
_UHR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s?Uhr\b(?:\s(\d{2})\b)?", re.IGNORECASE)
_CLOCK = re.compile(
    rf"(\d{{1,2}}):(\d{{2}})(?::\d{{2}})?(?![\d:])(?:\s?(?:hrs|hours|h)\b)?{_PART}?", re.IGNORECASE
)
_WORDS = re.compile(
    r"(?:12\s+)?(?P<word>noon|midday|midnight|(?<!après-)(?<!apres-)midi|minuit)\b"
    r"(?:\s(?:et\s)?(?P<more>quart|demie?|trente|quinze)\b)?",
    re.IGNORECASE,
)
_SOLID = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?!\d)(\s?(?:hrs|hours|h)\b)?", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.([0-5]\d)(?![\d.])(?P<unit>\s?(?:hrs|hours|h)\b)?", re.IGNORECASE)
_UNIT = re.compile(r"(?:hrs|hours|h)$", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?![\d:])")
_NAME_AHEAD = re.compile(
    r"\s?[-,(\[–—|]?\s?(?:(?:in|à|en|au|heure|heures|time)\s(?:de\s|du\s|d['’])?)?[A-ZÀ-ÖØ-ÞŒ\x00]"
)


def point(text: str, at: int, marks: Collection[int]) -> HourPoint | None:
    """Return the hour that begins at a place in a text; ``marks``: where words for clocks begin."""
    if match := _WORDS.match(text, at):
        word = match["word"].lower()
        noon = word in ("noon", "midday", "midi")
        minute = _QUARTERS[(match["more"] or "").lower()]
        style = "fr" if word == "minuit" or minute else ""
        return _hour(match.end(), 12 if noon else 0, minute, "", style)
    if match := _TWELVE.match(text, at):
        half = match[3].lower() if match[3] else "a" if match[4].lower() == "morning" else "p"
        return _hour(match.end(), int(match[1]), int(match[2] or 0), half, "en")
    if match := _UHR.match(text, at):
        return _hour(match.end(), int(match[1]), int(match[2] or match[3] or 0))
    if match := _CLOCK.match(text, at):
        half = _half(match["part"], int(match[1]))
        return _hour(match.end(), int(match[1]), int(match[2]), half, "fr" if half else "")
    if match := _FRENCH.match(text, at):
        return _french(match)
    return _figures(text, at, marks)


def _french(match: re.Match[str]) -> HourPoint:
    hour, minute = int(match["hour"]), int(match["minute"] or _QUARTERS[(match["et"] or "").lower()])
    if match["less"]:
        hour, minute = hour - 1, 45
    return _hour(match.end(), hour, minute, _half(match["part"], hour), "fr")


def _half(part: str | None, hour: int) -> str:
    """Return the half of the day that French words name: the night has hours of both."""
    words = (part or "").lower().strip()
    if not words or hour > _NOON:
        return ""
    if "nuit" in words:
        return "a" if hour <= _DAWN or hour == _NOON else "p"
    return "a" if "matin" in words or words[0] == "a" else "p"


def _figures(text: str, at: int, marks: Collection[int]) -> HourPoint | None:
    """Return an hour in bare figures, which a clock, a unit, a span or a place beside it makes one."""
    if match := _SOLID.match(text, at):
        past = _past(text, match.end())
        if not (match[3] or _marked(past, marks) or _UNIT.search(text[match.end() : past])):
            return None
        return _hour(match.end(), int(match[1]), int(match[2]))
    if match := _DOTTED.match(text, at):
        past = _past(text, match.end(), r"\d{1,2}\.\d{2}")
        sure = match["unit"] or _marked(past, marks) or re.compile(r"\s?(?:hrs|h)\b").match(text, past)
        if sure or past > match.end() or _NAME_AHEAD.match(text, match.end()):
            return _hour(match.end(), int(match[1]), int(match[2]), doubtful=not sure)
    return None


def _past(text: str, at: int, form: str = r"(?:[01]\d|2[0-3])[0-5]\d") -> int:
    """Return where the end of a span of bare figures (``1300-1430``) ends; ``at`` when there is none."""
    end = rf"\s?(?:[-–—]|to|à)\s?{form}(?!\d|\s?[ap]\.?\s?m)(?:\s?(?:hrs|hours|h)\b)?"
    match = re.compile(end, re.IGNORECASE).match(text, at)
    return match.end() if match else at


def _marked(end: int, marks: Collection[int]) -> bool:
    return any(end + gap in marks for gap in range(4))


def bare(text: str, at: int) -> HourPoint | None:
    """Return an hour without any unit, such as the first of ``2 to 3 pm``."""
    match = _BARE.match(text, at)
    return _hour(match.end(), int(match[1]), int(match[2] or 0)) if match else None


def bare_end(text: str, at: int, first: HourPoint) -> HourPoint | None:
    """Return the end of a span of bare figures: ``1300-1430 GMT``, ``15.00-17.00``."""
    if first.half:
        return None
    match = _SOLID.match(text, at) or _DOTTED.match(text, at)
    return _hour(match.end(), int(match[1]), int(match[2])) if match else None


def _hour(
    end: int, hour: int, minute: int, half: str = "", style: str = "", *, doubtful: bool = False
) -> HourPoint:
    return HourPoint(end=end, hour=hour, minute=minute, half=half, style=style, doubtful=doubtful)
