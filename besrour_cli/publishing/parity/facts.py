"""Facts of a text as they are compared between languages: figures, numbers in words, durations, dates.

A date is taken apart (day, month, year, weekday), so that ``January 5 and 12`` is ``les 5 et 12 janvier``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from besrour_cli.clock.formatting import DAYS, MONTHS
from besrour_cli.publishing.documents.typography import is_ratio
from besrour_cli.publishing.parity.clock_words import clock_words
from besrour_cli.publishing.parity.durations import durations
from besrour_cli.publishing.parity.extract_values import ExtractedValues, each_value
from besrour_cli.publishing.parity.fact import Fact, FactKind, Strength, fact_of
from besrour_cli.publishing.parity.number_words import number_words

_S = r"[ \u00a0\u202f]"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_KINDS = (FactKind.TIME, FactKind.DATE, FactKind.OFFSET, FactKind.ADDRESS, FactKind.NUMBER)
"""In the order of the fields of ExtractedValues."""
_IDIOMS = re.compile(
    rf"24/7|\b24{_S}(?:heures|hours){_S}(?:sur{_S}24|a{_S}day)"
    rf"(?:,?{_S}(?:7{_S}jours{_S}sur{_S}7|(?:7|seven){_S}days{_S}a{_S}week))?"
    rf"|\b7{_S}jours{_S}sur{_S}7|\b(?:7|seven){_S}days{_S}a{_S}week|(?<=[^\W\d_]{_S})101\b"
    rf"|\bper{_S}?cent\b|\bpour{_S}cents?\b|\bpourcents?\b",
    re.IGNORECASE,
)
"""Figures and number words that are none: around the clock, Simulation 101, per cent."""
_CENTURY = re.compile(rf"\b([IVX]+)(?:e|ème|er)(?={_S}siècles?\b)")
_NUMERALS = {
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_NUMERAL = re.compile(rf"\b(?P<sure>II|III|VII|VIII|XI|XII)\b|(?<=[a-z]{_S})(?P<maybe>IV|V|VI|IX|X)\b")
"""Phase II; IV may be intravenous, X anything."""
_ORDINAL = re.compile(r"(?<![\w,.])(\d+)(?:st|nd|rd|th|ers?|res?|ère|es?|ème|nde?)\b")
_DECADE = re.compile(
    rf"\b(?P<century>\d\d)?(?P<tens>\d0)s\b|\bannées{_S}(?P<siecle>\d\d)?(?P<dizaine>\d0)\b", re.IGNORECASE
)
_SCALED = re.compile(rf"\b(\d+(?:[.,]\d+)?){_S}(thousand|mille|million|milliard|billion)s?\b", re.IGNORECASE)
_SCALES = {"thousand": 10**3, "mille": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**9}
_FRACTIONS = {
    "en": ((r"three[ -]quarters", 75), (r"half", 50), (r"quarter", 25)),
    "fr": ((r"trois[ -]quarts", 75), (r"moitié|demie?", 50), (r"quart", 25)),
}
_ORDERED = frozenset("first second premier première seconde".split())
"""Ordinals that are often no number."""
_Reader: TypeAlias = Callable[[str, str], Iterator[tuple[int, int, list[Fact]]]]


def facts(text: str, language: str, *, worded: bool = True) -> list[Fact]:
    """Every figure, number word, duration, weekday and month of a text, in its order.

    Without ``worded`` only those in figures: the other half is in a language whose words are not known.
    """
    found: list[Fact] = []
    readers: tuple[_Reader, ...] = (_idioms, _ratios, _centuries)
    for reader in readers:
        text = _take(text, language, reader, found)
    if worded and language in _FRACTIONS:
        for reader in (clock_words, durations):
            text = _take(text, language, reader, found)
    for kind, values, start, words in each_value(text, language):
        found += _from_figures(kind, values, start, words, language)
    text = _blank(text, found)
    readers = (_weekdays_and_months, _words) if worded else ()
    for reader in readers:
        text = _take(text, language, reader, found)
    return sorted(found, key=lambda fact: fact.start)


def _take(text: str, language: str, reader: _Reader, found: list[Fact]) -> str:
    """What a reader finds is added; the text is returned with it blanked, so that it is read once."""
    for start, end, facts_ in list(reader(text, language)):
        found += facts_
        text = text[:start] + "…" * (end - start) + text[end:]
    return text


def _blank(text: str, found: list[Fact]) -> str:
    for fact in found:
        end = fact.start + len(fact.words)
        text = text[: fact.start] + "…" * len(fact.words) + text[end:]
    return text


def _number(value: int | str, match: re.Match[str], strength: Strength = Strength.COUNTED) -> Fact:
    return fact_of(match, FactKind.NUMBER, ("number", str(value)), strength)


def _idioms(text: str, _: str) -> Iterator[tuple[int, int, list[Fact]]]:
    for match in _IDIOMS.finditer(text):
        yield match.start(), match.end(), []


def _ratios(text: str, _: str) -> Iterator[tuple[int, int, list[Fact]]]:
    for match in re.finditer(r"\b\d+:\d+\b", text):
        if is_ratio(text, match):
            one, two = match.group().split(":")
            yield match.start(), match.end(), [_number(one, match, Strength.ONCE), _number(two, match)]


def _is_of_date(text: str, match: re.Match[str]) -> bool:
    """Whether an ordinal is a day, as in “1er janvier” and “January 1st”, which is read as a date."""
    after = text[match.end() : match.end() + 11].strip(" \u00a0,").casefold()
    if any(after.startswith(month[:4].casefold()) for month in (*MONTHS["en"], *MONTHS["fr"])):
        return True
    return bool(re.search(rf"(?:{'|'.join(MONTHS['en'])}|\.){_S}$", text[: match.start()]))


def _centuries(text: str, _: str) -> Iterator[tuple[int, int, list[Fact]]]:
    for match in _CENTURY.finditer(text):
        digits = [_ROMAN[letter] for letter in match[1]]
        value = sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))
        yield match.start(), match.end(), [_number(value, match)]
    for match in _DECADE.finditer(text):
        century, tens = match["century"] or match["siecle"], match["tens"] or match["dizaine"]
        fact = _number(f"{century or ''}{tens}", match, Strength.ONCE)
        other = tens if century else f"19{tens}"
        yield match.start(), match.end(), [fact._replace(also=(("number", other),))]
    for match in _SCALED.finditer(text):
        scaled = float(match[1].replace(",", ".")) * _SCALES[match[2].casefold()]
        yield match.start(), match.end(), [_number(f"{scaled:.0f}", match)]
    for match in _NUMERAL.finditer(text):
        strength = Strength.ONCE if match["sure"] else Strength.OPTIONAL
        yield match.start(), match.end(), [_number(_NUMERALS[match.group()], match, strength)]
    for match in _ORDINAL.finditer(text):
        if not _is_of_date(text, match):
            yield match.start(), match.end(), [_number(match[1], match)]


def _from_figures(
    kind: int, values: ExtractedValues, start: int, words: str, language: str
) -> Iterator[Fact]:
    """The facts of one match of :func:`each_value`."""
    if _KINDS[kind] is FactKind.DATE:
        for weekday, month, day, year in values.dates.elements():
            yield from _date_parts((weekday, month, day, year), words, start)
        return
    if _KINDS[kind] is FactKind.ADDRESS:
        bare = words.rstrip(".,;:!?)")
        for address in values.addresses:
            value = ("page", page_of(address)) if has_language(address, language) else ("address", address)
            yield Fact(
                kind=FactKind.ADDRESS,
                value=value,
                words=bare,
                start=start,
                strength=Strength.ONCE,
            )
        return
    for name, measures in (("time", values.times), ("offset", values.offsets)):
        for measure in measures.elements():
            yield Fact(kind=_KINDS[kind], value=(name, measure), words=words, start=start)
    for number in values.numbers.elements():
        yield Fact(kind=FactKind.NUMBER, value=("number", number), words=words, start=start)


def page_of(address: str) -> str:
    """The site and the figures of an address: what versions of a page in two languages have in common."""
    site = re.sub(r"^https?://(?:www\.)?(?:[a-z]{2}\.)?", "", address).split("/")[0]
    return " ".join([site, *re.findall(r"\d+", address)])


def has_language(address: str, language: str) -> bool:
    """Whether an address is that of a page's version in a language: ``/en/``, ``?lang=fr``, ``fr.``."""
    mark = rf"(?<=[/.=_\-])(?:{language}(?:[-_][a-zA-Z]{{2}})?)(?=[/._&#?\-]|$)|(?<=//){language}(?=\.)"
    return address.startswith("http") and bool(re.search(mark, address))


def _date_parts(date: tuple[int, int, int, int], words: str, start: int) -> Iterator[Fact]:
    weekday, month, day, year = date
    if day:
        yield Fact(kind=FactKind.DATE, value=("number", str(day)), words=words, start=start)
    for name, value in (("month", month), ("weekday", weekday)):
        if value:
            yield Fact(
                kind=FactKind.DATE, value=(name, value), words=words, start=start, strength=Strength.ONCE
            )
    if year:
        yield Fact(
            kind=FactKind.DATE, value=("number", str(year)), words=words, start=start, strength=Strength.ONCE
        )


@cache
def _calendar_words(language: str) -> re.Pattern[str]:
    days = "|".join(DAYS[language])
    if language == "fr":
        return re.compile(rf"\b(?:(?P<day>{days})s?|(?P<month>{'|'.join(MONTHS['fr'])}))\b", re.IGNORECASE)
    certain = "|".join(month for month in MONTHS["en"] if month not in ("May", "March"))
    before = (
        r"(?:(?<=in )|(?<=of )|(?<=by )|(?<=until )|(?<=since )|(?<=from )|(?<=next )|(?<=last )|(?<=mid-))"
    )
    return re.compile(
        rf"\b(?:(?P<day>{days})s?|(?P<month>{certain})|{before}(?P<sure>May|March)|(?P<maybe>May|March))\b"
    )


def _weekdays_and_months(text: str, language: str) -> Iterator[tuple[int, int, list[Fact]]]:
    for match in _calendar_words(language).finditer(text):
        parts = {name: words.casefold() for name, words in match.groupdict().items() if words}
        name, word = next(iter(parts.items()))
        strength = Strength.OPTIONAL if name == "maybe" else Strength.ONCE
        lists = DAYS if name == "day" else MONTHS
        value = [each.casefold() for each in lists[language]].index(word) + 1
        measure = "weekday" if name == "day" else "month"
        fact = fact_of(match, FactKind.DATE, (measure, value), strength)
        yield match.start(), match.end(), [fact]


def _words(text: str, language: str) -> Iterator[tuple[int, int, list[Fact]]]:
    for pattern, percent in _FRACTIONS.get(language, ()):
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            also = (("number", "3"),) if percent == 75 else ()  # noqa: PLR2004
            fact = _number(percent, match, Strength.PAIRED)
            yield match.start(), match.end() if also else match.start(), [fact._replace(also=also)]
    for word in number_words(text, language):
        words = text[word.start : word.end]
        strength = Strength.ONCE if word.needed else Strength.OPTIONAL
        if words.casefold() in _ORDERED:
            strength = Strength.PAIRED
        weeks = (
            language == "fr"
            and words.casefold() in ("quinze", "huit")
            and text[word.end + 1 :][:5] == "jours"
        )
        fact = Fact(
            kind=FactKind.NUMBER,
            value=("number", str(word.value)),
            words=words,
            start=word.start,
            strength=strength,
        )
        yield word.start, word.end, [fact._replace(also=(("number", "2"),)) if weeks else fact]
