"""Dates in announcements, as English and French write them, with the weekday next to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple


class DayMention(NamedTuple):
    """A date in a text, from ``start`` to ``end``.

    ``parts`` are the months and days it may mean (several for ``3/4/2027`` and ``3-4 May``); ``year`` is None
    when the text leaves it out; ``weekday`` is the one written with it (0 = Monday, None = none).
    """

    start: int
    end: int
    text: str
    parts: tuple[tuple[int, int], ...]
    year: int | None
    weekday: int | None

    def days(self, year: int | None = None) -> tuple[date, ...]:
        """Return the dates meant, in the year written, else in ``year``; impossible ones are left out."""
        within = self.year or year
        found = []
        for month, day in self.parts if within else ():
            try:
                found.append(date(within or 1, month, day))
            except ValueError:
                continue
        return tuple(found)


_MONTHS_A_YEAR, _DAYS_A_MONTH = 12, 31
_MONTHS = {
    1: "january|janvier|jan|janv",
    2: "february|février|fevrier|feb|févr|fév|fevr",
    3: "march|mars|mar",
    4: "april|avril|apr|avr",
    5: "may|mai",
    6: "june|juin|jun",
    7: "july|juillet|jul|juil|juill",
    8: "august|août|aout|aug",
    9: "september|septembre|sept|sep",
    10: "october|octobre|oct",
    11: "november|novembre|nov",
    12: "december|décembre|decembre|dec|déc",
}
_DAYS = {
    0: "monday|lundi|mon|lun",
    1: "tuesday|mardi|tues|tue|mar",
    2: "wednesday|mercredi|wed|mer",
    3: "thursday|jeudi|thurs|thur|thu|jeu",
    4: "friday|vendredi|fri|ven",
    5: "saturday|samedi|sat|sam",
    6: "sunday|dimanche|sun|dim",
}
_MONTH_OF = {word: number for number, words in _MONTHS.items() for word in words.split("|")}
_DAY_OF = {word: number for number, words in _DAYS.items() for word in words.split("|")}
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DAY = "|".join(sorted(_DAY_OF, key=len, reverse=True))
_N = r"\d{1,2}(?:\s?(?:st|nd|rd|th|er|re|e))?"
_JOIN = r"\s?(?:,|-|–|—|&|/|\band\b|\bet\b|\bto\b|\bau\b|\bà\b)\s?"
_BEFORE = rf"(?:\b(?P<before>{_DAY})\b\.?,?\s+(?:the\s+|le\s+)?)?"
_AFTER = rf"(?:\s?[,(]\s?(?P<after>{_DAY})\b\.?\)?)?"
_YEAR = r"(?:,?\s*(?:de\s)?(?P<year>(?:19|20)\d{2})(?!\d))?"
_FORMS = (
    re.compile(
        rf"{_BEFORE}(?<!\d)(?P<y>(?:19|20)\d{{2}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?!\d){_AFTER}", re.IGNORECASE
    ),
    re.compile(
        rf"{_BEFORE}(?<![\d/.])(?P<n1>\d{{1,2}})[/.](?P<n2>\d{{1,2}})[/.](?P<y>(?:19|20)\d{{2}})(?!\d){_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}(?<![\d:.h])(?P<days>{_N}(?:{_JOIN}{_N})*)\s?(?:of\s|de\s)?(?P<month>{_MONTH})\b\.?{_YEAR}{_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}\b(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<days>{_N}(?!\s?(?:[ap]\.?m\b|:\d|h\b))"
        rf"(?:{_JOIN}{_N}(?!\s?(?:[ap]\.?m\b|:\d|h\b|\d)))*)(?![\d:]){_YEAR}{_AFTER}",
        re.IGNORECASE,
    ),
)


def dates(text: str) -> Iterator[DayMention]:
    """Yield every date of a text, in order of the forms; no two overlap."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            day = _day(match)
            if day is not None:
                taken.append((match.start(), match.end()))
                yield day


def _day(match: re.Match[str]) -> DayMention | None:
    found = match.groupdict()
    word = found.get("before") or found.get("after") or ""
    weekday = _DAY_OF.get(word.lower())
    if "n1" in found:
        one, two = int(found["n1"]), int(found["n2"])
        parts = tuple(
            dict.fromkeys(
                p for p in ((two, one), (one, two)) if p[0] <= _MONTHS_A_YEAR and p[1] <= _DAYS_A_MONTH
            )
        )
        year = int(found["y"])
    elif "m" in found:
        parts, year = ((int(found["m"]), int(found["d"])),), int(found["y"])
    else:
        month = found["month"]
        # small letters make other words of these: you may, je vais au mar..., sun and sat
        if month == "may" or (month.lower() in ("mar", "sun", "sat") and not month[0].isupper()):
            return None
        numbers = [int(n) for n in re.findall(r"\d+", found["days"])]
        parts = tuple((_MONTH_OF[month.lower()], n) for n in numbers if 1 <= n <= _DAYS_A_MONTH)
        year = int(found["year"]) if found["year"] else 0
    if not parts:
        return None
    return DayMention(
        start=match.start(),
        end=match.end(),
        text=match[0].strip(),
        parts=parts,
        year=year or None,
        weekday=weekday,
    )
