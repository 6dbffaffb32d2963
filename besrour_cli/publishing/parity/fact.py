"""One fact that a half states: what it is about, its value, the words it is written in."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class FactKind(StrEnum):
    """What a fact is about."""

    TIME = "times"
    DATE = "dates"
    OFFSET = "offsets from UTC"
    ADDRESS = "addresses"
    NUMBER = "numbers"
    CURRENCY = "currencies"
    LANGUAGE = "languages"
    PLACE = "places"
    PERSON = "people"
    INTERPRETATION = "interpretation"
    STATE = "states"


class Strength(StrEnum):
    """How strictly the other half must have a fact: as often, at all, or not (it may answer another one).

    A paired one must answer where the other half has a paired one that this half lacks: first, second.
    """

    COUNTED = "counted"
    ONCE = "once"
    PAIRED = "paired"
    OPTIONAL = "optional"


class Fact(NamedTuple):
    """One fact: its value, the words it is written in and where, and values that mean the same.

    Values are pairs of what is measured and the measure: ``("number", "12")``, ``("month", 1)``.
    """

    kind: FactKind
    value: tuple[str, int | str]
    words: str
    start: int
    strength: Strength = Strength.COUNTED
    also: tuple[tuple[str, int | str], ...] = ()


def fact_of(
    match: re.Match[str],
    kind: FactKind,
    value: tuple[str, int | str],
    strength: Strength = Strength.COUNTED,
    also: tuple[tuple[str, int | str], ...] = (),
) -> Fact:
    """The fact that a match states, in the words it matched."""
    return Fact(
        kind=kind, value=value, words=match.group(), start=match.start(), strength=strength, also=also
    )
