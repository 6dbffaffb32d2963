"""What an answer promises: sums over single sessions, quick, and seldom less than what it then gains.

A start is weighed by its nights and by what it costs the regions that carry most; each session is taken by
itself, at its best start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.programme import WEEK, WeekSpan
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.equivalence_classes import ClassIndex
from besrour_cli.planning.problem.local_time import offsets_of
from besrour_cli.planning.problem.options import PlanningProblem

_NIGHT = 100.0
"""What a night weighs beside the whole burden of the worst-off region, which is 1."""
_ROUNDS, _RATE = 120, 1.0
"""How often the weights of the regions are set anew, and how quickly they change."""
_DEEP = 2
"""Nights that a deep night counts for."""
_MONDAY = 3 * 1440
"""Minutes from Monday 00:00 to the beginning of 1970, which was a Thursday."""


class HoursPromise(NamedTuple):
    """What the others would gain if an hour of a series suited one person of a class as well.

    ``gain``: 1 is the burden of the worst-off region; ``minute``: of the day, on the anchor's clock.
    """

    gain: float
    person: ClassIndex
    series: str
    minute: int


def region_weights(problem: PlanningProblem, worst: float) -> dict[str, float]:
    """What a hundredth of burden weighs in each region, so that the sum over the best starts is greatest.

    These are multiplicative weights: regions that would bear more than others weigh more in the next round.
    ``worst``: what an invitation costs in the worst-off region, in hundredths; it comes to 1.
    """
    names = sorted({person.region for person in problem.people})
    past = np.zeros(len(names))
    for borne in problem.burdens(None):
        past[names.index(borne.region)] += borne.size * borne.burden
    profiles = len({person.under for person in problem.people}) or 1
    invited = np.array([max(1, problem.policy.invitations[name]) for name in names])
    scale = invited * max(worst, 1e-9) * profiles
    tables = []
    ones = dict.fromkeys(names, 1.0)
    for options, weighed in zip(problem.options, _weighed(problem, ones), strict=True):
        member_of = np.array([names.index(problem.people[k].region) for k in options.who.tolist()])
        light = (options.nights.sum(axis=1) == options.nights.sum(axis=1).min()) if len(member_of) else None
        table = np.zeros((len(weighed), len(names)))
        np.add.at(table.T, member_of, weighed.T)
        tables.append(table[light] / scale if light is not None else table)
    weights, best, greatest = np.full(len(names), 1 / max(1, len(names))), None, -1.0
    for _ in range(_ROUNDS):
        chosen = past / scale + sum(table[(table @ weights).argmin()] for table in tables)
        if (reached := float(weights @ chosen)) > greatest:
            best, greatest = weights, reached
        weights = weights * np.exp(_RATE * chosen)
        weights = weights / weights.sum()
    return {} if best is None else dict(zip(names, (best / scale).tolist(), strict=True))


def promise_of_starts(before: PlanningProblem, after: PlanningProblem, weights: Mapping[str, float]) -> float:
    """What more starts promise: ``after`` has those of ``before`` and others."""
    pairs = zip(_weighed(before, weights), _weighed(after, weights), strict=True)
    return sum(max(0.0, float(a.sum(axis=1).min() - b.sum(axis=1).min())) for a, b in pairs)


def promises_of_hours(problem: PlanningProblem, weights: Mapping[str, float]) -> list[HoursPromise]:
    """What each hour of a series promises if it suits one person of a class, the greatest first.

    Only hours that are no deep night there; 1 is the burden of the worst-off region.
    """
    gains: dict[tuple[int, str, int], float] = {}
    lead: dict[str, int] = {}  # the first class of those that are alike but for the assumed profile
    for k, person in enumerate(problem.people):
        lead.setdefault(person.members[0], k)
    for s, weighed in enumerate(_weighed(problem, weights)):
        options = problem.options[s]
        series = problem.sessions[s].session.series
        sizes = np.array([len(problem.people[k].members) for k in options.who], np.int64)
        others = weighed.sum(axis=1, keepdims=True) - weighed / np.maximum(1, sizes)
        now = others[weighed.sum(axis=1).argmin()]
        spared = np.where(options.nights >= _DEEP, 0.0, np.maximum(0.0, now - others))
        minutes = np.array([slot.minute for slot in options.slots])
        order = np.argsort(minutes, kind="stable")
        each, begins = np.unique(minutes[order], return_index=True)
        best = np.maximum.reduceat(spared[order], begins, axis=0)
        for at, column in zip(*(side.tolist() for side in np.nonzero(best > 0)), strict=True):
            key = (lead[problem.people[options.who[column]].members[0]], series, int(each[at]))
            gains[key] = gains.get(key, 0.0) + float(best[at, column])
    ranked = sorted(gains.items(), key=lambda one: (-round(one[1], 9), one[0]))
    return [HoursPromise(gain, ClassIndex(k), series, minute) for (k, series, minute), gain in ranked]


def spans_of(problem: PlanningProblem, promise: HoursPromise) -> tuple[WeekSpan, ...]:
    """The hours of a promise on the local week of the class, where they are no deep night."""
    zone = problem.people[promise.person].clock.zone
    found = set()
    for placing, options in zip(problem.sessions, problem.options, strict=True):
        if placing.session.series != promise.series or promise.person not in options.who:
            continue
        column = options.who.tolist().index(promise.person)
        those = [
            start
            for start, slot, night in zip(
                options.starts.tolist(), options.slots, options.nights[:, column].tolist(), strict=True
            )
            if slot.minute == promise.minute and night < _DEEP
        ]
        if those:
            stretches = offsets_of(zone, EpochMinute(those[0]), EpochMinute(those[-1]))
        for start in those:
            offset = next((o for begin, o in reversed(stretches) if start >= begin), stretches[0][1])
            of_week = (start + offset + _MONDAY) % WEEK
            found.add(WeekSpan(of_week, of_week + placing.minutes))
    return tuple(sorted(found))


def _weighed(problem: PlanningProblem, weights: Mapping[str, float]) -> Iterator[NDArray[np.float64]]:
    """What each option of each session costs each class invited, weighed; shape options x classes."""
    for placing, options in zip(problem.sessions, problem.options, strict=True):
        people = [problem.people[k] for k in options.who.tolist()]
        sizes = np.array([len(person.members) for person in people])
        rates = np.array([weights.get(person.region, 0.0) for person in people])
        weighed = (options.burden * rates + options.nights * _NIGHT) * sizes
        yield weighed if placing.counts else np.zeros(weighed.shape)
