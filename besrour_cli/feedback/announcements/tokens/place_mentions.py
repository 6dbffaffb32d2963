"""Places in an announcement that say on whose clock an hour is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from besrour_cli.feedback.announcements.tokens.hours import HourMention
from besrour_cli.feedback.announcements.tokens.mentions import FILLER, ZoneKind, ZoneMention
from besrour_cli.places import resolve
from besrour_cli.places.answer import PlaceAnswer
from besrour_cli.places.demonyms import demonyms
from besrour_cli.places.gazetteer import country_names, country_of

MOST_CHOICES = 12
"""A name of so many zones at most still says something of a clock."""

_NAME = r"(?:(?:Ste?|Mt|Ft)\.|[A-ZÀ-ÖØ-ÞŒ][\w’'\-]{0,40})"
NAMES = rf"{_NAME}(?:[ \u00a0](?:(?:d[eu]s?|la|le|los|las|el|es|of|the)[ \u00a0]){{0,3}}{_NAME}){{0,6}}"
"""What matches a name of one or several words, with capitals."""
_RUN = re.compile(NAMES)
_IANA = re.compile(r"\b[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2}\b")
_CALLED_A_CLOCK = re.compile(
    rf"(?:(?P<name>{_NAME}(?:[ \u00a0]{_NAME}){{0,4}})[ \u00a0](?:local )?time\b"
    rf"|(?i:heure(?:s)?(?: locale)?|time in) (?:(?:de la |de l['’]|du |des |de |d['’]|à |au )?)"
    rf"(?P<nom>{_NAME}(?:[ \u00a0-]{_NAME}){{0,4}}))"
)
_NATIONAL = re.compile(
    r"\b(?P<name>[A-ZÀ-ÖØ-Þ][\w-]{3,}(?:[ \u00a0][A-ZÀ-ÖØ-Þ][\w-]{3,})?)[ \u00a0](?:local |standard )?time\b"
    r"|\b(?i:heures?(?: locales?)?)[ \u00a0](?P<nom>[\w-]{4,})"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_OPENING = re.compile(r"[ \u00a0\x00,(\[–—-]*")
_CHAIN = re.compile(r"(?: time)?\s*(?:/|,|&|\bet\b|\band\b|\bor\b|\bou\b)\s*", re.IGNORECASE)
_CHAINED_NAME = re.compile(rf"({_RUN.pattern})\s*/\s*$")
_NOT_OF_NAME = re.compile(r"[\s.,]+$|(?:\s+(?i:local|standard))?\s+(?i:time)\s*$")
_TIME_AFTER = re.compile(r"\s(?:local )?time\b")
_SHORTEST_LONE, _SHORTEST = 2, 3
_REACH = 100
"""Letters beside an hour or a clock in which its place is looked for."""
_LONGEST_ACRONYM = 3
"""Letters of a name all in capitals that is more often an acronym than a place, unless it is alone."""
NO_PLACE = frozenset(
    "zoom teams webex time heure heures date session meeting part day jour room hall salle welcome register "
    "monday tuesday wednesday thursday friday saturday sunday am pm gmt utc local the le la les online en "
    "ligne english french anglais français".split()
)
"""Words with a capital beside an hour that are no place."""
"""Words with a capital beside an hour that are no place."""


def place_mentions(
    text: str, hours: Sequence[HourMention], marks: Sequence[ZoneMention]
) -> Iterator[ZoneMention]:
    """Yield the places next to an hour or another clock, or called a clock (``Nairobi time``)."""
    spots = [m.span() for m in _IANA.finditer(text) if resolve.resolve(m[0]).outcome == "accept"]
    beside = sorted([(h.start, h.end) for h in hours] + [(m.start, m.end) for m in marks])
    spots += [m.span() for m in _countries().finditer(text) if _is_beside(text, m.span(), beside)]
    flags = [m for m in _FLAG.finditer(text) if _is_beside(text, m.span(), beside)]
    yield from (mark for flag in flags if (mark := _flag(flag)) is not None)
    yield from (mark for found in _NATIONAL.finditer(text) if (mark := _national(found)) is not None)
    spots += [match.span("name" if match["name"] else "nom") for match in _CALLED_A_CLOCK.finditer(text)]
    for start, end in beside:
        spots += _names_after(text, end)
        spots += _names_before(text, start)
    spots += [spot for start, _ in list(spots) for spot in _chained_before(text, start)]
    done = 0
    # of two names at one place the longer is tried first: New York, not York
    for start, end in sorted(set(spots), key=lambda spot: (spot[0], -spot[1])):
        mark = _place_at(text, start, end) if start >= done else None
        if mark is not None:
            done = mark.end
            yield mark


def _flag(match: re.Match[str]) -> ZoneMention | None:
    """Return the country whose flag is beside an hour; its letters are those of ISO 3166."""
    area = country_of("".join(chr(ord(sign) - ord("\U0001f1e6") + ord("A")) for sign in match[0]))
    answer = _resolved(area.names["en"]) if area else None
    zones = ((answer.place.zone,) if answer.place else answer.choices) if answer else ()
    if answer is None or not 0 < len(zones) <= MOST_CHOICES:
        return None
    return ZoneMention(
        start=match.start(),
        end=match.end(),
        text=match[0],
        kind=ZoneKind.PLACE,
        claims=None,
        zones=zones,
        place=answer.place,
    )


def _national(match: re.Match[str]) -> ZoneMention | None:
    """Return the country whose people a clock is called after: ``Nigerian time``, ``heure kényane``."""
    group = "name" if match["name"] else "nom"
    codes = [code for word, _at, codes in demonyms(match[group]) if word == match[group] for code in codes]
    areas = filter(None, map(country_of, sorted(codes)))
    answers = [_resolved(area.names["en"]) for area in areas]
    zones = tuple(z for each in answers for z in ((each.place.zone,) if each.place else each.choices))
    if not 0 < len(zones) <= MOST_CHOICES:
        return None
    return ZoneMention(
        start=match.start(group),
        end=match.end(group),
        text=match[group],
        kind=ZoneKind.PLACE,
        claims=None,
        zones=zones,
        place=answers[0].place if len(answers) == 1 else None,
    )


def _is_beside(text: str, name: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Whether only small words part a name from an hour or a clock."""
    at = bisect_left(others, name)
    gaps = (
        text[end : name[0]] if end <= name[0] else text[name[1] : start]
        for start, end in others[max(0, at - 1) : at + 1]
    )
    return any(len(gap) < _REACH and FILLER.fullmatch(gap) for gap in gaps)


@cache
def _countries() -> re.Pattern[str]:
    """Return what finds the countries whose names hold small words, such as ``Côte d'Ivoire``."""
    hard = sorted((n for n in country_names() if not _RUN.fullmatch(n)), key=len, reverse=True)
    words = (re.sub("['’]", "['’]", re.escape(name).replace(r"\ ", r"[ \u00a0]")) for name in hard)
    return re.compile(rf"(?<![\w]){'(?:' + '|'.join(words) + ')'}(?![\w])")


def _names_after(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names that follow an hour or a clock on its line, and those chained to them."""
    if (opening := _OPENING.match(text, end)) and (run := _RUN.match(text, opening.end())):
        yield run.span()  # The Hague: what is filler elsewhere
    ahead = FILLER.match(text, end, end + _REACH)
    at = ahead.end() if ahead else end
    while (run := _RUN.match(text, at)) and "\n" not in text[end : run.start()]:
        yield run.span()
        chain = _CHAIN.match(text, run.end())
        if not chain:
            break
        at = chain.end()


def _names_before(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the names on an hour's or a clock's line that only filler parts from it."""
    line = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    for run in _RUN.finditer(text, line, start):
        if FILLER.fullmatch(text, run.end(), start):
            yield run.span()


def _chained_before(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the name chained to one that was found: ``Brazzaville/Kinshasa: 12:00``."""
    line = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    if chain := _CHAINED_NAME.search(text[line:start]):
        yield line + chain.start(1), line + chain.end(1)


@lru_cache(maxsize=4096)
def _resolved(name: str) -> PlaceAnswer:
    return resolve.resolve(name)


def _place_at(text: str, start: int, end: int) -> ZoneMention | None:
    """Return the place a stretch of text names; two letters count only alone in brackets."""
    name = _NOT_OF_NAME.sub("", text[start:end]).rstrip(" .,’'")
    after = start + len(name)
    lone = text[start - 1 : start] == "(" and text[after : after + 1] == ")"
    lone = lone or _TIME_AFTER.match(text[after:]) is not None
    if len(name) < (_SHORTEST_LONE if lone else _SHORTEST) or name.lower() in NO_PLACE:
        return None
    if len(name) <= _LONGEST_ACRONYM and name.isupper() and not lone:
        return None
    answer = _resolved(name)
    if answer.outcome in ("accept", "note") and answer.place is not None:
        return ZoneMention(
            start=start,
            end=after,
            text=name,
            kind=ZoneKind.PLACE,
            claims=None,
            zones=(answer.place.zone,),
            place=answer.place,
        )
    if answer.outcome == "ask" and 1 < len(answer.choices) <= MOST_CHOICES:
        return ZoneMention(
            start=start, end=after, text=name, kind=ZoneKind.PLACE, claims=None, zones=answer.choices
        )
    return None


def places_within(text: str, start: int, end: int) -> Iterator[ZoneMention]:
    """Yield the places that a stretch of text names anywhere."""
    for run in _RUN.finditer(text, start, end):
        if (mark := _place_at(text, *run.span())) is not None:
            yield mark


def names_place(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text names a place anywhere."""
    return next(places_within(text, start, end), None) is not None
