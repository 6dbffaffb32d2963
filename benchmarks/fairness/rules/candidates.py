"""The candidate rules."""

from __future__ import annotations

from rule import Rule
from steps import (
    Step,
    few_slots,
    hours,
    nights,
    people,
    reasonable,
    regions,
    regions_per_head,
    rhythm,
    spread,
    total,
)

FIRST = Rule(
    "first rule",
    ((reasonable, 0.0), (nights, 0.0), (regions_per_head, 0.0), (people, 0.0), (hours, 0.0), (total, 0.0)),
)
BEGUN_FROM = Rule(
    "begun from: reasonable, 2 %",
    (
        (nights, 0.0),
        (reasonable, 0.0),
        (people, 0.02),
        (regions, 0.02),
        (rhythm, 0.0),
        (spread, 0.0),
        (total, 0.0),
    ),
)


def _plain(part: float, name: str) -> Rule:
    return Rule(name, ((nights, 0.0), (people, part), (regions, part), (rhythm, 0.0), (total, 0.0)))


def _regions_first(part: float, name: str, *between: tuple[Step, float]) -> Rule:
    return Rule(name, ((nights, 0.0), (regions, part), (people, part), (rhythm, 0.0), *between, (total, 0.0)))


CANDIDATES = (
    FIRST,
    BEGUN_FROM,
    _plain(0.02, "plain, 2 %"),
    _plain(0.05, "plain, 5 %"),
    _plain(0.10, "plain, 10 %"),
    _plain(0.20, "plain, 20 %"),
    Rule(
        "plain, 10 %, with spread",
        ((nights, 0.0), (people, 0.1), (regions, 0.1), (rhythm, 0.0), (spread, 0.02), (total, 0.0)),
    ),
    _regions_first(0.1, "regions before people, 10 %"),
    Rule(
        "two slots first, 10 %",
        ((nights, 0.0), (few_slots, 0.0), (people, 0.1), (regions, 0.1), (rhythm, 0.0), (total, 0.0)),
    ),
    Rule(
        "fewest slots first",
        ((nights, 0.0), (rhythm, 0.0), (people, 0.1), (regions, 0.1), (total, 0.0)),
    ),
    _regions_first(0.17, "regions before people, 17 %"),
    _regions_first(0.17, "regions before people, 17 %, with spread", (spread, 0.0)),
)
