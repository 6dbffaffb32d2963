"""Lengths that a text gives in words, or half in words: ``an hour and a half``, ``trois quarts d’heure``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from besrour_cli.publishing.parity.fact import Fact, FactKind, Strength, fact_of
from besrour_cli.publishing.parity.number_words import number_pattern, value_of

_S = r"[ \u00a0\u202f]"
_J = r"[ \u00a0-]"
_HINTS = re.compile(r"hour|heure|minute", re.IGNORECASE)
_PARTS = {"half": 30, "demie": 30, "quarter": 15, "quart": 15}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    number = rf"(?:(?<![\d.,])\d{{1,9}}+(?:[.,]\d+)?|{number_pattern(language)})"
    # the long pattern of a number as seldom as can be: making it takes most of the time of a short command
    if language == "fr":
        source = (
            rf"(?P<three>trois{_S}quarts{_S}d[’']heure)|(?P<quarter>quart{_S}d[’']heure)"
            rf"|(?P<half>demi[ -]heure)"
            rf"|(?P<amount>{number}){_S}(?:(?P<minutes>minutes?)\b|heures?\b"
            rf"(?:{_S}(?:et{_S})?(?P<part>demie|quart|trois{_S}quarts)\b"
            rf"|{_S}(?:et{_S})?(?P<rest>{number})(?:{_S}minutes?)?)?)"
        )
    else:
        half = rf"(?:(?P<part>half|quarter)|(?P<threeparts>three{_S}quarters))"
        source = (
            rf"(?P<three>three[ -]quarters{_S}of{_S}an{_S}hour)|(?P<quarter>quarter{_S}of{_S}an{_S}hour)"
            rf"|(?P<half>half[ -](?:an{_S})?hour)"
            rf"|(?P<amount>\ban(?={_J}hour)|{number}){_J}(?:(?P<minutes>minutes?)\b"
            rf"|and{_J}a{_J}(?P<mixedpart>half|quarter){_J}hours?\b"
            rf"|hours?\b(?:{_S}and{_S}(?:an?{_S})?{half}"
            rf"|{_S}(?:and{_S})?(?P<rest>{number}){_S}minutes?)?)"
        )
    return re.compile(source, re.IGNORECASE)


def durations(text: str, language: str) -> Iterator[tuple[int, int, list[Fact]]]:
    """Lengths of a text, each with its span."""
    if not _HINTS.search(text):
        return  # the pattern is long to make, and most texts have no length
    for match in _pattern(language).finditer(text):
        parts = {name: words for name, words in match.groupdict().items() if words}
        alone = parts.get("amount", "").casefold() in ("an", "une", "one") and len(parts) == 1
        strength = Strength.OPTIONAL if alone else Strength.COUNTED
        minutes = _minutes(parts, language)
        yield match.start(), match.end(), [fact_of(match, FactKind.TIME, ("time", minutes), strength)]


def _minutes(parts: dict[str, str], language: str) -> int:
    for name, minutes in (("three", 45), ("half", 30), ("quarter", 15)):
        if name in parts:
            return minutes
    if "minutes" in parts:
        return round(_amount(parts["amount"], language))
    hours = _amount(parts["amount"], language)
    part = (parts.get("part") or parts.get("mixedpart") or "").casefold()
    more = _PARTS.get(part, 45 if part or "threeparts" in parts else 0)
    return round(hours * 60 + more + (_amount(parts["rest"], language) if "rest" in parts else 0))


def _amount(words: str, language: str) -> float:
    if words[0].isdigit():
        return float(words.replace(",", "."))
    return 1 if words.casefold() == "an" else value_of(words, language)
