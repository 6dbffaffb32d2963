"""Places and people that one half names and the other does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from besrour_cli.places.demonyms import demonyms
from besrour_cli.publishing.parity.fact import Fact, FactKind, Strength

_WORD = re.compile(r"(?:[dlDL][’'](?=[A-ZÀ-Þ]))|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LONGEST = 6
"""Words of the longest name of a place: Democratic Republic of the Congo."""
_SHORTEST = 4
"""A shorter name may be anything."""
_NAME = r"[A-ZÀ-Þ][\w’-]+(?:[ \u00a0](?:de |van |el |ben )?[A-ZÀ-Þ][\w’-]+){0,3}"
_TITLED = re.compile(
    r"\b(?:Dre?|Pre?|Prof|[Pp]rofessor|[Pp]rofesseure?|[Dd]octeure?|Mme|Mlle|M|Mr|Mrs|Ms)\.?[ \u00a0]"
    rf"(?P<name>{_NAME})"
    rf"|\b(?:Dre?s|Pre?s|Profs|[Pp]rofessors|[Pp]rofesseure?s|Mmes|MM)\.?[ \u00a0]"
    rf"(?P<names>{_NAME}(?:(?:, | and | et |, and )(?:{_NAME}))*)"
)
_INSTITUTION = re.compile(r"univers|college|collège|school|école|hospital|hôpital|hub|réseau|network", re.I)


class _Place(NamedTuple):
    """A place that a text names: its words, where, and the names it has in both languages."""

    words: str
    start: int
    identities: frozenset[tuple[str, str]]
    names: frozenset[str]
    sure: bool


def missing_names(text: str, other: str, roster: Iterable[str] = ()) -> Iterator[Fact]:
    """Places and titled or listed people of a text that the other half does not name."""
    titled = [words for _, words in _titled(other)]
    for match, words in _titled(text):
        if not _is_named(words, titled, other):
            yield _fact(FactKind.PERSON, " ".join(words) if match["names"] else match.group(), match.start())
    for name in roster:
        at = text.find(name)
        if at >= 0 and " " in name and name.split()[-1] not in other and not _INSTITUTION.search(name):
            yield _fact(FactKind.PERSON, name, at)
    yield from _missing_places(text, other)


def _titled(text: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Every person with a title before the name, or one title before several names; the name’s words."""
    for match in _TITLED.finditer(text):
        for name in re.split(r",? (?:and|et) |, ", match["name"] or match["names"]):
            yield match, name.split()


def _is_named(name: Sequence[str], titled: Sequence[Sequence[str]], other: str) -> bool:
    """Whether the other half names a person: by the last name, and by no other first name alone."""
    same = [each for each in titled if each[-1] == name[-1]]
    if len(name) > 1 and same and all(len(each) > 1 for each in same):
        return any(each[0] == name[0] for each in same)
    return name[-1] in other


def _fact(kind: FactKind, words: str, start: int) -> Fact:
    return Fact(kind=kind, value=(str(kind), words), words=words, start=start, strength=Strength.ONCE)


def _missing_places(text: str, other: str) -> Iterator[Fact]:
    here = [place for place in _places(text, other) if place.sure]
    here += _peoples(text, other)
    if not here:
        return
    there = list(_places(other, ""))
    known = frozenset().union(*(place.identities for place in there))
    known |= {_identity(code) for _, _, codes in demonyms(other) for code in codes}
    from besrour_cli.places.gazetteer import fold  # noqa: PLC0415 - three tables, for texts with strange names

    bare = re.sub(r"[^\w’-]+", " ", re.sub(r"\b[dlDL]’", "", other))
    folded = re.sub(r" (a|d)(?:u|es) ", r" \1 le ", f" {fold(bare)} ").replace(" d le ", " de le ")
    taken = {name for place in there for name in place.names}
    rest = " ".join(["", *(word for word in folded.split() if word not in taken)])
    for place in here:
        if place.identities & known or any(f" {name} " in folded for name in place.names):
            continue
        stems = {name[: max(_SHORTEST, len(name) - 3)] for name in place.names if len(name) >= _SHORTEST}
        if not any(f" {stem}" in rest for stem in stems):
            yield _fact(FactKind.PLACE, place.words, place.start)


def _peoples(text: str, other: str) -> Iterator[_Place]:
    """Peoples of a text, by their country; but for words that the other half has too."""
    from besrour_cli.places.gazetteer import country_of, fold  # noqa: PLC0415

    for words, start, codes in demonyms(text):
        end = start + len(words)
        if words in other or _follows(text, end) or text[start - 1 : start] in ("-", "’"):
            continue  # British Columbia, Canadian Journal
        countries = filter(None, map(country_of, codes))
        names = frozenset(fold(name) for country in countries for name in country.names.values())
        yield _Place(words, start, frozenset(map(_identity, codes)), names, sure=True)


def _identity(code: str) -> tuple[str, str]:
    country, _, province = code.partition("-")
    return country, province


def _places(text: str, other: str) -> Iterator[_Place]:
    """Places a text names with a capital, but for those whose very words the other half has."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        size = 1
        if words[at].group()[0].isupper() and words[at].group()[-1] not in "’'":
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                place = _place(text, words[at : at + length], words[at - 1] if at else None, other)
                if place:
                    size = length
                    if place.words:
                        yield place
                    break
        at += size


def _place(text: str, words: list[re.Match[str]], before: re.Match[str] | None, other: str) -> _Place | None:
    start, end = words[0].start(), words[-1].end()
    name = text[start:end]
    if not words[-1].group()[0].isupper() or re.search(r"[^\w\s’'-]", name):
        return None
    if other and name in other:
        return _Place("", start, frozenset(), frozenset(), sure=False)
    from besrour_cli.places.gazetteer import areas_named, cities_named, fold  # noqa: PLC0415

    key = fold(name)
    areas, towns = areas_named(key), [city for city, alone in cities_named(key) if alone]
    if not areas and not towns:
        return None
    identities = {(area.country, area.province) for area in areas}
    identities |= {(city.country, city.names["en"]) for city in towns}
    named = [*(area.names for area in areas), *(city.names for city in towns)]
    names = {fold(each) for found in named for each in found.values()}
    single = not (_follows(text, end) or _joined(text, start, before))
    sure = len(key) >= _SHORTEST and not name.isupper() and single
    sure = sure and (bool(areas) or not _begins(text, start))
    return _Place(name, start, frozenset(identities), frozenset(names), sure)


def _follows(text: str, end: int) -> bool:
    """Whether a word with a capital follows at once: the place is a part of a longer name."""
    return text[end : end + 1] in (" ", "\u00a0") and text[end + 1 : end + 2].isupper()


def _joined(text: str, start: int, before: re.Match[str] | None) -> bool:
    """Whether a word with a capital of its own stands right before."""
    if before is None or not before.group()[0].isupper() or _begins(text, before.start()):
        return False
    return text[before.end() : start] in (" ", "\u00a0")


def _begins(text: str, start: int) -> bool:
    """Whether a word begins a sentence, which gives it a capital."""
    earlier = text[:start].rstrip()
    return not earlier or earlier[-1] in ".!?:"
