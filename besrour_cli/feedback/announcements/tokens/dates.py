"""Dates in announcements, as English and French write them, with the weekday next to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from besrour_cli.clock.formatting import DAYS, MONTHS


class DayMention(NamedTuple):
    """A date in a text, from ``start`` to ``end``.

    ``parts`` are the months and days it may mean (several for ``3/4/2027`` and ``3-4 May``); ``year`` is None
    when the text leaves it out; ``weekday`` is the one written with it (0 = Monday, None = none).
    ``either``: it is one of two days, and nothing says which; ``language``: "en" or "fr", if its words tell.
    """

    start: int
    end: int
    text: str
    parts: tuple[tuple[int, int], ...]
    year: int | None
    weekday: int | None
    either: bool = False
    language: str = ""

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


_MONTHS_A_YEAR, _DAYS_A_MONTH, _SHORT_YEAR = 12, 31, 2
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
MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
"""What matches a month's name in English or French, in any case."""
_DAY = "|".join(sorted(_DAY_OF, key=len, reverse=True))
_MOST = 6
"""Days that one month's name may follow, beyond the first: ``3, 10 and 17 May``."""
_NOT_MINUTES = r"(?!(?:(?<=\dh\s)|(?<=\d\sh\s))\d{2}\s?(?:,|\bet\b|\band\b|&))"
"""What 18 h 30, 16 févr. begins with is no day: its first figures are the minutes of an hour."""
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
        rf"{_BEFORE}(?<![\d/.])(?P<n1>\d{{1,2}})(?P<sep>[-/.])(?P<n2>\d{{1,2}})(?P=sep)(?P<y>(?:19|20)\d{{2}})(?!\d){_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}(?<![\d:.h]){_NOT_MINUTES}(?P<days>{_N}(?:{_JOIN}{_N}){{0,{_MOST}}})(?:\s?(?:of\s|de\s)?|-)(?P<month>{MONTH})\b\.?(?:-(?P<yy>\d{{2}}(?:\d{{2}})?)(?!\d)|{_YEAR}){_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}\b(?P<month>{MONTH})\b\.?\s+(?:the\s+)?(?P<days>{_N}(?!\s?(?:[ap]\.?m\b|:\d|h\b))"
        rf"(?:{_JOIN}{_N}(?!\s?(?:[ap]\.?m\b|:\d|h\b|\d))){{0,{_MOST}}})(?![\d:]){_YEAR}{_AFTER}",
        re.IGNORECASE,
    ),
)


def dates(text: str) -> Iterator[DayMention]:
    """Yield every date of a text, in order of the forms; no two overlap."""
    taken = bytearray(len(text))
    for form in _FORMS:
        for match in form.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            day = _day(match)
            if day is not None:
                taken[match.start() : match.end()] = b"x" * (match.end() - match.start())
                yield day


def _day(match: re.Match[str]) -> DayMention | None:
    found = match.groupdict()
    word = found.get("before") or found.get("after") or ""
    weekday, either = _DAY_OF.get(word.lower()), False
    if "n1" in found:
        one, two = int(found["n1"]), int(found["n2"])
        parts = tuple(
            dict.fromkeys(
                p for p in ((two, one), (one, two)) if p[0] <= _MONTHS_A_YEAR and p[1] <= _DAYS_A_MONTH
            )
        )
        year = int(found["y"])
        # the weekday decides between 3 October and 10 March
        parts = tuple(p for p in parts if weekday is not None and _weekday(year, *p) == weekday) or parts
        either = len(parts) > 1
    elif "m" in found:
        parts, year = ((int(found["m"]), int(found["d"])),), int(found["y"])
    else:
        month = found["month"]
        # small letters make other words of these: you may, je vais au mar..., sun and sat
        if month == "may" or (month.lower() in ("mar", "sun", "sat") and not month[0].isupper()):
            return None
        numbers = [int(n) for n in re.findall(r"\d+", found["days"])]
        parts = tuple((_MONTH_OF[month.lower()], n) for n in numbers if 1 <= n <= _DAYS_A_MONTH)
        year = int(found["year"] or 0)
        if found.get("yy"):
            year = int(found["yy"]) % 100 + (
                2000 if len(found["yy"]) == _SHORT_YEAR else int(found["yy"]) // 100 * 100
            )
    if not parts:
        return None
    return DayMention(
        start=match.start(),
        end=match.end(),
        text=match[0].strip(),
        parts=parts,
        year=year or None,
        weekday=weekday,
        either=either,
        language=_language(match[0]),
    )


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _language(text: str) -> str:
    """Return the language of a date's words; "" where they are of both or of none."""
    words = {word.lower() for word in re.findall(r"[A-Za-zÀ-ÿ]{3,}", text)}
    english = any(name.lower() in words for name in (*DAYS["en"], *MONTHS["en"]))
    french = any(name in words for name in (*DAYS["fr"], *MONTHS["fr"]))
    return "" if english == french else "en" if english else "fr"
