"""Numbers that a text writes in words, in English and in French: ``seventy-five``, ``soixante et onze``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_EN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_FR = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FR_TENS = "vingt trente quarante cinquante soixante".split()
_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_FR_ORDINALS = (
    "unième deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième "
    "douzième treizième quatorzième quinzième seizième"
).split()
_GROUPS = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
_GROUPS |= {"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}
_SCALES = {
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6},
    "fr": {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6},
}
_IDIOMS = {
    "en": {"one": 1, "a": 1, "an": 1, "once": 1, "first": 1, "second": 2, "twice": 2, "both": 2}
    | {"couple": 2, "pair": 2, "pairs": 2, "double": 2, "triple": 3, "fortnight": 2}
    | {"hundred": 100, "thousand": 1000, "million": 10**6, "millions": 10**6, "decade": 10, "century": 100}
    | {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
    | {"trio": 3, "trios": 3, "threes": 3, "fours": 4},
    "fr": {"un": 1, "une": 1, "premier": 1, "première": 1, "premiers": 1, "premières": 1}
    | {"second": 2, "seconde": 2, "double": 2, "triple": 3, "tiers": 3, "neuf": 9, "neufs": 9}
    | {"cent": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "décennie": 10, "siècle": 100}
    | {"trio": 3, "trios": 3},
}
"""Words that are often no number, or that the other language says without one: they may match, never must."""
_PHRASES = {
    "en": r"two[ -]by[ -]two|in two|the two|other half|twenty-four seven|groups? of (?:two|three)",
    "fr": r"(?:les|des|aux|ces|vos|nos|leurs|tous|toutes|à|en|par|ou|tous les) deux\b|deux (?:à deux|fois)"
    r"|huit jours|dix dernières années|en quatre|entre quatre yeux|mille mercis",
}
"""Idioms: a number in them may match, never must."""


class NumberWord(NamedTuple):
    """A number in words: its span in the text, its value, and whether the other half must have it too."""

    start: int
    end: int
    value: int
    needed: bool


@cache
def _values(language: str) -> dict[str, int]:
    if language == "fr":
        values = {word: number for number, word in enumerate(_FR, 1)} | {"une": 1, "zéro": 0}
        values |= {word: 10 * number for number, word in enumerate(_FR_TENS, 2)} | {"vingts": 20}
        return values | _ordinals("fr") | _GROUPS | _IDIOMS["fr"]
    values = {word: number for number, word in enumerate(_EN, 1)}
    values |= {word: 10 * number for number, word in enumerate(_EN_TENS, 2)} | {"zero": 0}
    return values | _ordinals("en") | {"dozen": 12} | _IDIOMS["en"]


def _ordinals(language: str) -> dict[str, int]:
    if language == "fr":
        found = {word: number for number, word in enumerate(_FR_ORDINALS, 1)}
        found |= {"vingtième": 20, "trentième": 30, "centième": 100}
        return found | {f"{word}s": number for word, number in found.items()}
    found = {word: number for number, word in enumerate(_EN_ORDINALS, 1)}
    return found | {f"{word[:-1]}ieth": 10 * number for number, word in enumerate(_EN_TENS, 2)}


@cache
def number_pattern(language: str) -> str:
    """A pattern of one number in words, without groups."""
    scales = "|".join(sorted(_SCALES[language], key=len, reverse=True))
    word = "|".join(sorted((re.escape(w) for w in _values(language)), key=len, reverse=True))
    small = rf"(?:{word}|{scales})"
    if language == "fr":
        tens = "(?:(?<=vingt)|(?<=trente)|(?<=ante))"
        after = "(?:(?<=cent)|(?<=cents)|(?<=mille))"
        joined = rf"(?:-(?:et-)?{small}\b|{tens} et (?:une?|onze|unième)\b| (?:{scales})\b|{after} {small}\b)"
    else:
        joined = rf"(?:-{small}\b| (?:{scales})\b|(?:(?<=hundred)|(?<=thousand))(?: and)? {small}\b)"
    # Read once and no further than a number goes: a text of numbers alone takes no time beyond its length.
    # Nothing follows in the atomic group, so that its repetition need not be possessive, which Python before
    # 3.11.5 never ends on (gh-106052).
    return rf"(?<![\w-])(?>{small}\b{joined}{{0,8}})"


@cache
def _finder(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(number_pattern(language), re.IGNORECASE),
        re.compile(rf"\b(?:{_PHRASES[language]})", re.IGNORECASE),
    )


def value_of(words: str, language: str) -> int:
    """The value of one number in words, as :func:`number_pattern` matches it."""
    total = current = 0
    values, scales = _values(language), _SCALES[language]
    for word in re.findall(r"[^\W\d_]+", words.casefold()):
        scale = scales.get(word, 0)
        if word in ("vingt", "vingts") and current % 100 == 4:  # noqa: PLR2004 - quatre-vingts
            current += 76
        elif scale == 100:  # noqa: PLR2004
            current = max(current, 1) * scale
        elif scale:
            total, current = total + max(current, 1) * scale, 0
        else:
            current += values.get(word, 0)
    return total + current


def number_words(text: str, language: str) -> Iterator[NumberWord]:
    """Every number that a text writes in words, in English or in French."""
    finder, phrases = _finder(language)
    idioms = [match.span() for match in phrases.finditer(text)]
    loose = _IDIOMS[language]
    for match in finder.finditer(text):
        word = match.group().casefold()
        idiom = word in loose or any(start <= match.start() < end for start, end in idioms)
        yield NumberWord(match.start(), match.end(), value_of(word, language), not idiom)
