"""What a plan reaches on every step, and whether its demands hold: counted person by person."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from besrour_cli.planning.verify.facts import Facts, Start

REASONABLE, NIGHTS, REGIONS, PEOPLE, ROTA = STEPS = ("reasonable", "nights", "regions", "people", "rota")
"""The steps a proof must cover, in order."""


def lambda_of(facts: Facts) -> Fraction:
    """The weight of the worst-off, to the hundredth."""
    return Fraction(round(facts.programme.fairness.lambda_ * 100), 100)


def good_of(facts: Facts) -> int:
    """Hundredths of a unit up to which a session is a good one."""
    return round(facts.programme.fairness.good * 100)


def runs_of(facts: Facts, kind: int) -> list[list[int]]:
    """The sessions one kind takes part in, series by series, in order."""
    runs: dict[str, list[int]] = {}
    for s in facts.kinds[kind].sessions:
        runs.setdefault(facts.sessions[s].session.series, []).append(s)
    return list(runs.values())


def values_of(facts: Facts, chosen: Sequence[Start]) -> dict[str, Fraction]:
    """The exact value of every step of a plan."""
    weight, good = lambda_of(facts), good_of(facts)
    lacking, burdens, nights = 0, [], []
    for k, kind in enumerate(facts.kinds):
        cost = {s: chosen[s].costs[facts.sessions[s].kinds.index(k)] for s in kind.sessions}
        counted = [s for s in kind.sessions if facts.sessions[s].counts]
        burdens.append(kind.burden + sum(cost[s].burden for s in counted))
        nights.append(kind.nights + sum(cost[s].night for s in counted))
        bad = {s for s in kind.sessions if cost[s].burden > good}
        wanted = min(facts.programme.fairness.good_sessions, len(kind.sessions))
        lacking += kind.size * max(0, wanted - (len(kind.sessions) - len(bad)))
        for run in runs_of(facts, k):
            lacking += kind.size * sum(a in bad and b in bad for a, b in pairwise(run))
    sizes = [kind.size for kind in facts.kinds]
    everyone = sum(sizes) or 1
    means = []
    for region in {kind.region for kind in facts.kinds}:
        of = [k for k, kind in enumerate(facts.kinds) if kind.region == region]
        means.append(Fraction(sum(sizes[k] * burdens[k] for k in of), 100 * sum(sizes[k] for k in of)))
    total = sum(n * b for n, b in zip(sizes, burdens, strict=True))
    hours = {(seen.session.series, start.clock) for seen, start in zip(facts.sessions, chosen, strict=True)}
    return {
        REASONABLE: Fraction(lacking),
        NIGHTS: sum(n * b for n, b in zip(sizes, nights, strict=True)) + weight * max(nights, default=0),
        REGIONS: max(means, default=Fraction(0)),
        PEOPLE: (Fraction(total, everyone) + weight * max(burdens, default=0)) / 100,
        ROTA: Fraction(len(hours) + sum(start.change for start in chosen)),
    }


def hindering(
    facts: Facts, stood: frozenset[str], first: tuple[int, Start], second: tuple[int, Start]
) -> bool:
    """Whether two sessions (index, start) cannot both be so: too close in days, or one person in both."""
    (i, a), (j, b) = sorted((first, second), key=lambda each: each[0])
    one, two = facts.sessions[i], facts.sessions[j]
    if one.session.id in stood and two.session.id in stood:
        return False
    days = facts.programme.series[one.session.series].days_between
    if one.session.series == two.session.series and abs(a.day - b.day) < days:
        return True
    shared = not set(one.kinds).isdisjoint(two.kinds)
    return shared and a.at < b.at + two.minutes and b.at < a.at + one.minutes
