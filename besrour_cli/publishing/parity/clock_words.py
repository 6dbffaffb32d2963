"""Hours that a text says in words: ``half past three in the afternoon``, ``huit heures du soir``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from besrour_cli.publishing.parity.fact import Fact, FactKind, fact_of
from besrour_cli.publishing.parity.number_words import number_pattern, value_of

_S = r"[ \u00a0\u202f]"
_HALF_DAY = 720
_PAST = {"half": 30, "quarter": 15, "demie": 30, "quart": 15}
_HINTS = re.compile(
    r"\bpast\b|quarter\b|o[’']clock|morning|afternoon|evening|night|matin|soir|midi", re.IGNORECASE
)
_LATER = frozenset({"afternoon", "evening", "night", "soir", "après-midi"})
"""Parts of the day in which an hour of one to eleven is one after noon."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    number = rf"(?:\d{{1,2}}|{number_pattern(language)})"
    if language == "fr":
        source = (
            rf"(?P<hour>{number}){_S}h(?:eures?)?(?:{_S}(?:(?:et{_S})?(?P<past>demie|quart)"
            rf"|(?P<less>moins{_S}(?:le{_S})?quart)|(?P<minutes>{number})))?{_S}"
            rf"(?:du{_S}(?P<part>matin|soir)|de{_S}l[’'](?P<noon>après-midi))"
        )
    else:
        day = rf"{_S}(?:in{_S}the{_S}(?:morning|afternoon|evening)|at{_S}night)"
        source = (
            rf"(?:(?:a{_S})?(?P<past>half|quarter){_S}past{_S}(?P<hour>{number})"
            rf"|(?:a{_S})?(?P<less>quarter){_S}to{_S}(?P<next>{number})"
            rf"|(?P<sharp>{number}){_S}o[’']clock|(?P<named>{number})(?={day}))"
            rf"(?:{_S}(?:in{_S}the{_S}(?P<part>morning|afternoon|evening)|at{_S}(?P<noon>night)))?"
        )
    return re.compile(rf"(?<![\w:.,]){source}\b", re.IGNORECASE)


def clock_words(text: str, language: str) -> Iterator[tuple[int, int, list[Fact]]]:
    """Hours of a text in words, each with its span; without a part of the day both halves of it are meant."""
    if not _HINTS.search(text):
        return  # the pattern is long to make, and most texts have no such hour
    for match in _pattern(language).finditer(text):
        parts = {name: words.casefold() for name, words in match.groupdict().items() if words}
        hour = next(parts[name] for name in ("hour", "next", "sharp", "named") if name in parts)
        day_part = parts.get("part") or parts.get("noon") or ""
        minutes = _value(hour, language) * 60
        minutes += _PAST.get(parts.get("past", ""), 0) - (15 if "less" in parts else 0)
        minutes += _value(parts["minutes"], language) if "minutes" in parts else 0
        if day_part in _LATER and minutes < _HALF_DAY:
            minutes += _HALF_DAY
        other = (("time", (minutes + _HALF_DAY) % (2 * _HALF_DAY)),) if not day_part else ()
        yield match.start(), match.end(), [fact_of(match, FactKind.TIME, ("time", minutes), also=other)]


def _value(words: str, language: str) -> int:
    return int(words) if words.isdigit() else value_of(words, language)
