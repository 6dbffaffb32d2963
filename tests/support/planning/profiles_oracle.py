"""Several assumed profiles, by trying everything: the best under each, and the plans of least regret."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from support.planning.oracle import Fairest, Rule, before, everything

Values = tuple[Fraction, ...]
_NIGHTS, _REGIONS, _PEOPLE, _SLOTS, _BURDEN = range(5)


def under(programme: Programme, profile: str) -> Programme:
    """The programme if one profile were true of everybody who has said neither a profile nor hours."""
    first = programme.fairness.profiles[0]
    members = tuple(
        replace(m, profile=m.profile or (first if m.hours else profile)) for m in programme.members
    )
    return replace(
        programme, members=members, fairness=programme.fairness._replace(profile=profile, profiles=())
    )


def oracle_of_regret(programme: Programme, plan: Plan) -> tuple[Fairest, dict[str, tuple[int, int]]] | None:
    """The plans of least regret, and the best of regions and people (hundredths) under each profile."""
    names = programme.fairness.profiles
    worlds = [under(programme, name) for name in names]
    found = [everything(world) for world in worlds]
    sessions = found[0][0]
    every = [
        list(map(Rule(world, plan, sessions).values, choices))
        for world, (_, choices) in zip(worlds, found, strict=True)
    ]
    if not every[0]:
        return None
    pasts = [before(world, plan, sessions) for world in worlds]
    best: list[tuple[int, int]] = []
    parts = _parts(programme)
    for values, past in zip(every, pasts, strict=True):
        _, regions, people = _least(values, past, parts[:3])
        best.append((_floor(regions), _floor(people)))
    regrets = [_regret(together, best) for together in zip(*every, strict=True)]
    past = _regret(pasts, best)
    left, least = set(regrets), list[Fraction]()
    for step, part in enumerate(parts):
        least.append(min(values[step] for values in left))
        limit = least[step] + part * (least[step] - past[step])
        left = {values for values in left if values[step] <= limit}
    return Fairest(tuple(least), frozenset(left)), dict(zip(names, best, strict=True))


def _parts(programme: Programme) -> tuple[Fraction, ...]:
    """What may be given away of each step."""
    nothing, part = Fraction(0), Fraction(programme.fairness.tolerance, 100)
    return nothing, part, part, nothing, nothing


def _floor(value: Fraction) -> int:
    return math.floor(100 * value)


def _least(every: Sequence[Values], past: Values, parts: Sequence[Fraction]) -> list[Fraction]:
    """The least of nights, regions and people under one profile."""
    left, least = set(every), list[Fraction]()
    for step, part in enumerate(parts):
        least.append(min(values[step] for values in left))
        limit = least[step] + part * (least[step] - past[step])
        left = {values for values in left if values[step] <= limit}
    return least


def _regret(together: Sequence[Values], best: Sequence[tuple[int, int]]) -> Values:
    """What one choice comes to on every step, from what it comes to under each profile."""
    pairs = list(zip(together, best, strict=True))
    return (
        together[0][_NIGHTS],
        max(values[_REGIONS] - Fraction(had[0], 100) for values, had in pairs),
        max(values[_PEOPLE] - Fraction(had[1], 100) for values, had in pairs),
        together[0][_SLOTS],
        sum((values[_BURDEN] for values in together), Fraction(0)) / len(together),
    )
