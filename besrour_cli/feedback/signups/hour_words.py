"""The words in which people say when they can come, taken one after the other from a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from besrour_cli.clock.written_hours import DAY, hour_of_day, span_of_hours
from besrour_cli.clock.written_weekdays import DAY_WORDS


class TokenKind(StrEnum):
    """What a word or a few of them stand for."""

    DAYS = "days"
    SPAN = "span"
    NOT = "not"
    NOR = "nor"
    """What goes on with a not, and may link two good things: “ni”, “or”."""
    AND = "and"
    ONLY = "only"
    BREAK = "break"
    """A comma or the like, which may end a clause."""
    STOP = "stop"
    """A sign that ends a clause."""


class Token(NamedTuple):
    """One of them: the ``days`` (Monday 0), or the ``span`` in minutes after midnight."""

    kind: TokenKind
    days: tuple[int, ...] = ()
    span: tuple[int, int] = (0, 0)


_FURTHER_DAYS = {
    "week ends": (5, 6),
    "week end": (5, 6),
    "en fin de semaine": (5, 6),
    "la fin de semaine": (5, 6),
    "working days": (0, 1, 2, 3, 4),
    "week days": (0, 1, 2, 3, 4),
    "jours de semaine": (0, 1, 2, 3, 4),
    "la semaine": (0, 1, 2, 3, 4),
    "business days": (0, 1, 2, 3, 4),
    "any day": (0, 1, 2, 3, 4, 5, 6),
}
_AFTER = r"(?:after|from|as of|a partir de|a partir du|apres|des|past)"
_BEFORE = r"(?:before|until|till|up to|avant|jusqu'a|jusqu a)"
_TIME = (
    r"(?:noon|midi|midnight|minuit|\d{1,2}(?:[:.]\d{2})?(?: ?h(?:rs?|ours?|eures?)?(?![a-z])(?: ?\d{2})?)?"
    r"(?: ?(?:[ap]\.?m\b\.?|du (?:matin|soir)|de l'apres[- ]midi|in the (?:morning|afternoon|evening)))?)"
)
_TO = r" ?(?:-|\u2013|\u2014|\u2212|\bto\b|\ba\b|\buntil\b|\btill?\b|\bjusqu'a\b|\band\b|\bet\b) ?"
_NOT = (
    r"(?:not available|unavailable|not possible|impossible|indisponible|pas disponible|pas possible|"
    r"(?:i )?(?:can ?not|can't|cannot)(?: (?:come|attend|join|do|make it))?|"
    r"(?:je )?ne (?:peux|suis) pas(?: (?:disponible|libre|venir))?|never|not|no|jamais|"
    r"pas|sauf|except(?:e|ing)?|hormis|but not|a l'exception d[eu]s?|other than)"
)
_NOR, _AND = r"(?:ni|nor|or|ou)\b", r"(?:(?:and|et)\b|&)"
_FILLER = (
    r"(?:on|in|at|the|le|les|la|l'|de|du|des|d'|a|au|aux|en|i am|i'm|je suis|available|disponibles?|"
    r"free|libres?|entre|between|any ?time|any|all day|toute la journee|local time|my time|heure locale|"
    r"mon heure|good|best|ok|is|are|est|sont|c'est|works?|works for me|me convient|i can|je peux|i prefer|"
    r"je prefere|please|svp|s'il vous plait|every|each|chaque|tous|toutes|days?|jours?|hours?|hrs?|heures?|"
    r"during|pendant)"
)
_DAY_PART = (
    r"(?:early |late |tot |tard )?(?:mornings?|afternoons?|evenings?|lunch(?:time)?|noon|midday|nights?|"
    r"nuits?|matins?|matinees?|apres-midis?|soirs?|soirees?|midi|debut de|fin de|le|la)"
)
_BREAK = re.compile(r"[,:/|()+]+")
_STOP = re.compile(r"[;.\n\u2022*]+|but\b|mais\b")
_RANGE = r" ?(?:-|\u2013|\bto\b|\bau?\b|\bthrough\b|\bthru\b) ?"


def tokens(text: str) -> tuple[Token, ...] | None:
    """What a folded text says, word by word; None when one of its words is not known."""
    try:
        return tuple(_tokens(text.strip()))
    except ValueError:
        return None


def _tokens(text: str) -> Iterator[Token]:
    at, timed = 0, _pattern(_TIME_SPANS).search(text) is not None
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        token, end = _next(text, at, timed=timed)
        if token:
            yield token
        at = end


def _next(text: str, at: int, *, timed: bool) -> tuple[Token | None, int]:
    """The token at a place, none for a filler, and where it ends. Raises ValueError for another word."""
    if found := _span_at(text, at) or _days_at(text, at):
        return found
    for pattern, kind in ((_NOR, TokenKind.NOR), (_AND, TokenKind.AND), (_NOT + r"(?![a-z])", TokenKind.NOT)):
        if match := _pattern(pattern).match(text, at):
            return Token(kind), match.end()
    if match := _pattern(r"(?:only|seulement|uniquement|just|exclusivement)\b").match(text, at):
        return Token(TokenKind.ONLY), match.end()
    for sign, kind in ((_BREAK, TokenKind.BREAK), (_STOP, TokenKind.STOP)):
        if match := sign.match(text, at):
            return Token(kind), match.end()
    if timed and (match := _pattern(_DAY_PART + r"(?![a-z])").match(text, at)):
        return None, match.end()
    if match := _pattern(_FILLER + r"(?![a-z])").match(text, at):
        return None, match.end()
    raise ValueError(text[at:])


_TIME_SPANS = rf"{_TIME}{_TO}{_TIME}|{_AFTER} {_TIME}|{_BEFORE} {_TIME}"


def _span_at(text: str, at: int) -> tuple[Token, int] | None:
    """A span of hours, or all that is before or after one."""
    match = _pattern(rf"(?:from |de |between |entre )?{_TIME}{_TO}{_TIME}(?![\w:])").match(text, at)
    if match:
        span = span_of_hours(match[0])
        if span is None or span.first == span.last:
            raise ValueError(match[0])
        return Token(TokenKind.SPAN, span=(span.first, span.last)), match.end()
    for side in (_AFTER, _BEFORE):
        match = _pattern(rf"{side} (?P<hour>{_TIME})(?![\w:])").match(text, at)
        if match:
            minute = None if match[0] == "apres midi" else hour_of_day(match["hour"])  # “afternoon”
            if minute is None or minute in (0, DAY):
                raise ValueError(match[0])
            reach = (minute, DAY) if side == _AFTER else (0, minute)
            return Token(TokenKind.SPAN, span=reach), match.end()
    return None


def _days_at(text: str, at: int) -> tuple[Token, int] | None:
    """Days: one, several in a range, or a word for several."""
    day = _pattern(_day_words())
    first = day.match(text, at)
    if first is None:
        return None
    link = _pattern(_RANGE).match(text, first.end())
    last = day.match(text, link.end()) if link else None
    one, other = _days(first), _days(last) if last else ()
    if last and len(one) == 1 and len(other) == 1:
        count = (other[0] - one[0]) % 7 + 1
        return Token(TokenKind.DAYS, tuple((one[0] + n) % 7 for n in range(count))), last.end()
    return Token(TokenKind.DAYS, one), first.end()


def _days(match: re.Match[str]) -> tuple[int, ...]:
    word = match[1]
    return _FURTHER_DAYS.get(word) or DAY_WORDS[word]


@cache
def _day_words() -> str:
    words = sorted((*DAY_WORDS, *_FURTHER_DAYS), key=len, reverse=True)
    return rf"({'|'.join(words)})\.?(?![a-z])"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
