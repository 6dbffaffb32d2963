"""Each step as a question with the answer no: is there a plan that keeps the steps before and betters this?

All in whole numbers, as rows ``terms <= most`` over the options, helpers of the steps, and ``z``, which says
by how much the row of the step in question is missed. Rows and helpers are named as in the certificate
(``docs/reference/proof.md``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.planning.problem import Problem
from besrour_cli.planning.rule import NIGHTS, ORDER, PEOPLE, REASONABLE, REGIONS, ROTA

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

Key = tuple[str | int, ...]
Clash = Sequence[tuple[int, int]]
"""Several (session, option) of which one at most can be chosen."""

Terms = dict[int, int]


class Row(NamedTuple):
    """``terms <= most + miss * z``; ``kept`` is ``most`` for a step that need only stay as good as reached.

    ``goal`` (scale, constant, grain) tells how ``most`` follows from a step's value; None: it does not.
    """

    key: Key
    terms: Terms
    most: int
    kept: int
    miss: int = 0
    goal: tuple[Fraction, int, int] | None = None

    def bettering(self, value: Fraction) -> Row:
        """The row that asks for better than a value."""
        if self.goal is None:
            return self
        scale, constant, grain = self.goal
        total = value * scale
        return self._replace(
            most=(math.ceil(total / grain) - 1) * grain - constant, kept=math.floor(total) - constant
        )


class System(NamedTuple):
    """Columns: the options of each session (``x``), then helpers; ``whole`` are those that must be whole."""

    x: tuple[Terms, ...]
    whole: dict[Key, int]
    low: list[int]
    high: list[int]
    rows: list[Row]


def system(
    problem: Problem,
    open_: Sequence[Sequence[int]],
    reached: Mapping[str, Fraction],
    step: str,
    clashes: Sequence[Clash] = (),
    order: Sequence[str] = ORDER,
) -> System:
    """The question of one step over the options still open; the steps before keep what they reached."""
    writer = _Writer(problem, open_)
    for name in order[: order.index(step) + 1]:
        writer.add(name, reached[name], name == step)
    return writer.system(clashes)


def ranking(
    problem: Problem,
    open_: Sequence[Sequence[int]],
    reached: Mapping[str, Fraction],
    ranks: Mapping[tuple[int, int], int],
    rank: int,
    clashes: Sequence[Clash] = (),
) -> System:
    """Whether some plan keeps all steps and has a lower rank, by ``ranks`` of (session, option)."""
    writer = _Writer(problem, open_)
    for name in ORDER:
        writer.add(name, reached[name], False)
    terms = {writer.x[s][o]: each for (s, o), each in ranks.items() if o in writer.x[s]}
    writer.rows.append(Row(("rank",), terms, rank - 1, rank, 1, (Fraction(1), 0, 1)))
    return writer.system(clashes)


class _Writer:
    def __init__(self, problem: Problem, open_: Sequence[Sequence[int]]) -> None:
        self.problem = problem
        self.low: list[int] = []
        self.high: list[int] = []
        self.rows: list[Row] = []
        self.helpers: dict[Key, int] = {}
        self.x: list[Terms] = []
        for options in open_:
            self.x.append({o: self._column(1) for o in options})
        self.names = [p.members[0] for p in problem.people]
        self.sizes = [len(p.members) for p in problem.people]
        self._totals()

    def system(self, clashes: Sequence[Clash]) -> System:
        """All that was written."""
        for index, clash in enumerate(clashes):
            terms = {self.x[s][o]: 1 for s, o in clash if o in self.x[s]}
            if len(terms) > 1:
                self.rows.append(Row(("clash", index), terms, 1, 1))
        whole = {k: c for k, c in self.helpers.items() if k[0] in ("hour", "most", "most nights")}
        return System(tuple(self.x), whole, self.low, self.high, self.rows)

    def add(self, name: str, value: Fraction, ours: bool) -> None:
        """The rows of one step."""
        if name == REGIONS:
            self._regions(value, ours)
            return
        terms, constant, scale, grain = {
            REASONABLE: self._reasonable,
            NIGHTS: self._nights,
            PEOPLE: self._people,
            ROTA: self._rota,
        }[name]()
        self._goal((name,), terms, (Fraction(scale), constant, grain), value, grain if ours else 0)

    def _goal(
        self, key: Key, terms: Terms, goal: tuple[Fraction, int, int], value: Fraction, miss: int
    ) -> None:
        if miss:
            self.rows.append(Row(key, terms, 0, 0, miss, goal).bettering(value))
            return
        most = math.floor(value * goal[0]) - goal[1]
        self.rows.append(Row(key, terms, most, most))

    def _row(self, key: Key, terms: Terms, most: int) -> None:
        self.rows.append(Row(key, terms, most, most))

    def _column(self, high: int) -> int:
        self.low.append(0)
        self.high.append(high)
        return len(self.low) - 1

    def _helper(self, key: Key, high: int) -> int:
        self.helpers[key] = self._column(high)
        return self.helpers[key]

    def _totals(self) -> None:
        problem = self.problem
        self.burden: list[Terms] = [{} for _ in problem.people]
        self.night: list[Terms] = [{} for _ in problem.people]
        grain = 0
        for asked, options, xs in zip(problem.asked, problem.options, self.x, strict=True):
            if not asked.counts:
                continue
            grain = math.gcd(grain, int(np.gcd.reduce(options.burden, axis=None)))
            who = options.who.tolist()
            for o, x in xs.items():
                for k, b, n in zip(who, options.burden[o].tolist(), options.night[o].tolist(), strict=True):
                    if b:
                        self.burden[k][x] = b
                    if n:
                        self.night[k][x] = 1
        self.grain = math.gcd(grain, *(p.burden for p in problem.people)) or 1
        self.highest = int(self._highest().max(initial=0))
        self.most_nights = max((p.nights + len(p.sessions) for p in problem.people), default=0)

    def _highest(self) -> NDArray[int64]:
        """What each class could bear at most, whatever is still open."""
        most = np.array([p.burden for p in self.problem.people], np.int64)
        for asked, options in zip(self.problem.asked, self.problem.options, strict=True):
            if asked.counts:
                most[options.who] += options.burden.max(axis=0)
        return most

    def _reasonable(self) -> tuple[Terms, int, int, int]:
        problem = self.problem
        runs: list[dict[str, list[int]]] = [{} for _ in problem.people]
        bad: list[dict[int, Terms]] = [{} for _ in problem.people]
        for s, (asked, options) in enumerate(zip(problem.asked, problem.options, strict=True)):
            who = options.who.tolist()
            for k in who:
                runs[k].setdefault(asked.session.series, []).append(s)
                bad[k][s] = {}
            for o, x in self.x[s].items():
                for column in np.flatnonzero(options.bad[o]).tolist():
                    bad[who[column]][s][x] = 1
        goal: Terms = {}
        for k, name in enumerate(self.names):
            wanted = min(problem.policy.good_sessions, len(bad[k]))
            if wanted:
                short = self._helper(("short", name), wanted)
                goal[short] = self.sizes[k]
                terms = {x: 1 for each in bad[k].values() for x in each}
                self._row(("short", name), {**terms, short: -1}, len(bad[k]) - wanted)
            for run in runs[k].values():
                for s, t in pairwise(run):
                    if bad[k][s] and bad[k][t]:
                        key = ("pair", name, problem.asked[s].session.id, problem.asked[t].session.id)
                        pair = self._helper(key, 1)
                        goal[pair] = self.sizes[k]
                        self._row(key, {**bad[k][s], **bad[k][t], pair: -1}, 1)
        return goal, 0, 1, 1

    def _nights(self) -> tuple[Terms, int, int, int]:
        policy, constant = self.problem.policy, 0
        goal: Terms = {}
        worst = self._helper(("most nights",), self.most_nights)
        for k, person in enumerate(self.problem.people):
            for x in self.night[k]:
                goal[x] = goal.get(x, 0) + policy.unit * self.sizes[k]
            constant += policy.unit * self.sizes[k] * person.nights
            if self.night[k] or person.nights:
                self._row(("most nights", self.names[k]), {**self.night[k], worst: -1}, -person.nights)
        goal[worst] = policy.weight
        return goal, constant, policy.unit, 1

    def _regions(self, value: Fraction, ours: bool) -> None:
        sums: dict[str, tuple[Terms, int, int]] = {}
        for k, person in enumerate(self.problem.people):
            terms, constant, size = sums.get(person.region, ({}, 0, 0))
            for x, b in self.burden[k].items():
                terms[x] = terms.get(x, 0) + b * self.sizes[k]
            constant += person.burden * self.sizes[k]
            sums[person.region] = terms, constant, size + self.sizes[k]
        for region, (terms, constant, size) in sums.items():
            goal = Fraction(100 * size), constant, self.grain
            self._goal(("region", region), terms, goal, value, size if ours else 0)
        if not sums:  # nobody takes part: nothing is below nothing
            self._goal(("region", ""), {}, (Fraction(1), 0, 1), value, int(ours))

    def _people(self) -> tuple[Terms, int, int, int]:
        policy, constant = self.problem.policy, 0
        goal: Terms = {}
        size = sum(self.sizes) or 1
        worst = self._helper(("most",), self.highest)
        for k, person in enumerate(self.problem.people):
            for x, b in self.burden[k].items():
                goal[x] = goal.get(x, 0) + b * policy.unit * self.sizes[k]
            constant += policy.unit * self.sizes[k] * person.burden
            self._row(("most", self.names[k]), {**self.burden[k], worst: -1}, -person.burden)
        goal[worst] = policy.weight * size
        grain = self.grain * math.gcd(policy.unit * math.gcd(*self.sizes), policy.weight * size)
        return goal, constant, 100 * policy.unit * size, grain or 1

    def _rota(self) -> tuple[Terms, int, int, int]:
        goal: Terms = {}
        for asked, options, xs in zip(self.problem.asked, self.problem.options, self.x, strict=True):
            by_clock: dict[int, Terms] = {}
            for o, x in xs.items():
                by_clock.setdefault(options.clock[o], {})[x] = 1
                if options.moves[o]:
                    goal[x] = 1
            for clock, terms in sorted(by_clock.items()):
                key = ("hour", asked.session.series, clock)
                if key not in self.helpers:
                    goal[self._helper(key, 1)] = 1
                self._row(("hour", asked.session.id, clock), {**terms, self.helpers[key]: -1}, 0)
        return goal, 0, 1, 1
