"""Local times as people read them, in English and in French: found in a text, taken apart.

Nothing of the program is used: these are the patterns of a reader who knows both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

S = r"[ \u00a0\u202f]"
MONTHS = {
    word: number
    for words in (
        "january february march april may june july august september october november december",
        "jan. feb. march april may june july aug. sept. oct. nov. dec.",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avril mai juin juill. août sept. oct. nov. déc.",
    )
    for number, word in enumerate(words.split(), 1)
}
DAYS = {
    word: number
    for words in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    )
    for number, word in enumerate(words.split())
}
_MONTH = "|".join(sorted((re.escape(word) for word in MONTHS), key=len, reverse=True))
_DAY = "|".join(DAYS)
DATE = re.compile(
    rf"(?:\b(?P<day>{_DAY}),?{S})?"
    rf"(?:\b(?P<month>{_MONTH}){S}(?P<number>\d{{1,2}})(?!\d)(?:,{S}(?P<year>\d{{4}}))?"
    rf"|\b(?P<jour>1er|\d{{1,2}}){S}(?P<mois>{_MONTH})(?!\w)(?:{S}(?P<an>\d{{4}}))?)",
    re.IGNORECASE,
)
TIME = re.compile(
    rf"\b(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}){S}(?P<half>[ap])\.m\."
    rf"|(?<![+\d-])\b(?P<heure>\d{{1,2}})[\u00a0\u202f]h(?:[\u00a0\u202f](?P<rest>\d{{2}}))?+(?!\w)"
    rf"(?!{S}de{S}(?:jour|nuit))"
    r"|(?<![-\w])(?P<word>noon|midnight|midi|minuit)(?!\w)"
)
OFFSET = re.compile(
    r"\bUTC(?:(?P<sign>[+\u2212-])(?P<hours>\d{1,2})"
    r"(?:\u00a0h(?:\u00a0(?P<rest>\d{2}))?|:(?P<minutes>\d{2}))?)?(?![\w+-])"
)
ETHIOPIAN = re.compile(
    rf"\b(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}){S}(?:in{S}the{S}(?P<day>day)|at{S}night)"
    rf"|\b(?P<heure>\d{{1,2}}){S}h(?:{S}(?P<rest>\d{{2}}))?{S}de{S}(?:(?P<jour>jour)|nuit)\b"
)
_BETWEEN = re.compile(rf"(?:,|{S}|\s|:|\bà\b|\bde\b|\bfrom\b|\bat\b)*")


class Printed(NamedTuple):
    """A time of day in a text: minutes since midnight, where it stands, and the date just before it."""

    minutes: int
    begin: int
    end: int
    day: date | None = None
    of_year: bool = False


def unbroken(text: str) -> str:
    """A text message, whose alphabet has plain blanks alone, with those that do not break within hours."""
    return re.sub(r"(?<=\d) h(?: (?=\d\d\b))?", lambda found: found[0].replace(" ", "\u00a0"), text)


def times(text: str) -> Iterator[Printed]:
    """Every time of day, offsets from UTC apart; with its date where that stands right before."""
    bare = OFFSET.sub(lambda found: "\x00" * len(found[0]), text)
    dates = list(DATE.finditer(bare))
    for found in TIME.finditer(bare):
        before = [each for each in dates if each.end() <= found.start()]
        day, of_year = None, False
        if before and _BETWEEN.fullmatch(bare[before[-1].end() : found.start()]):
            day, of_year = day_of(before[-1]), bool(before[-1]["year"] or before[-1]["an"])
        yield Printed(minutes_of(found), found.start(), found.end(), day, of_year)


def minutes_of(found: re.Match[str]) -> int:
    """Minutes since midnight of a match of :data:`TIME`."""
    if word := found["word"]:
        return 720 if word in ("noon", "midi") else 0
    if half := found["half"]:
        return (int(found["hour"]) % 12 + 12 * (half == "p")) * 60 + int(found["minute"])
    return int(found["heure"]) * 60 + int(found["rest"] or 0)


def day_of(found: re.Match[str], year: int = 2027) -> date:
    """The date of a match of :data:`DATE`; without a year, that of the story."""
    number = (found["number"] or found["jour"]).removesuffix("er")
    month = MONTHS[(found["month"] or found["mois"]).lower()]
    return date(int(found["year"] or found["an"] or year), month, int(number))


def dates(text: str) -> Iterator[tuple[date, int | None]]:
    """Every date with the day of the week that is named with it, Monday being 0."""
    for found in DATE.finditer(text):
        yield day_of(found), DAYS[found["day"].lower()] if found["day"] else None


def offset_of(found: re.Match[str]) -> timedelta:
    """The offset of a match of :data:`OFFSET`."""
    length = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or found["rest"] or 0))
    return length if found["sign"] == "+" else -length


def ethiopian_minutes(found: re.Match[str]) -> int:
    """The minutes since midnight, on the clock of everybody else, of an hour as Ethiopia counts it."""
    hour, minute = int(found["hour"] or found["heure"]), int(found["minute"] or found["rest"] or 0)
    by_day = bool(found["day"] or found["jour"])
    return ((hour % 12) * 60 + minute + (360 if by_day else 1080)) % 1440


def minutes_at(moment: datetime) -> int:
    """The minutes since midnight that a clock shows."""
    return moment.hour * 60 + moment.minute
