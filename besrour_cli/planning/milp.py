"""The rule as integer programs: one column an option, one goal a step, each goal kept by the next.

All coefficients are whole. A goal's values lie on a lattice (multiples of ``unit``), so a bound within
less than one unit of what was reached proves that nothing better exists.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.highs import INF, Columns, Solved, Terms
from besrour_cli.planning.problem import Problem
from besrour_cli.planning.rule import NIGHTS, PEOPLE, REASONABLE, REGIONS, ROTA

_PART = 0.9  # of a unit: less than one, and far above the solver's tolerances


Clique = tuple[tuple[int, int], ...]
"""Several (session, option) of which one at most can be chosen."""


class Goal(NamedTuple):
    """A step as the solver sees it: ``scale * value = terms + constant``; ``unit`` parts two such sums."""

    name: str
    terms: Terms
    constant: int
    scale: Fraction
    unit: Fraction


class Program:
    """The integer program of one problem."""

    def __init__(self, problem: Problem, conflicts: Sequence[Clique] = ()) -> None:
        self.problem = problem
        self.columns = Columns()
        self.x: list[list[int]] = []
        for options in problem.options:
            xs = [self.columns.add() for _ in options.clock]
            self.columns.row(dict.fromkeys(xs, 1), 1, 1)
            self.x.append(xs)
        self.open = list(self.x)
        self._pairs: dict[tuple[int, ...], int] = {}
        for clique in conflicts:
            self.columns.row({self.x[s][o]: 1 for s, o in clique}, upper=1)
        self._totals()
        self.goals = {
            goal.name: goal
            for goal in (self._reasonable(), self._nights(), self._regions(), self._people(), self._rota())
        }

    def choice(self, values: NDArray[np.float64]) -> tuple[int, ...]:
        """The option of every session in a solution."""
        return tuple(int(np.argmax(values[xs])) for xs in self.x)

    def keep(self, name: str, reached: Fraction) -> None:
        """From now on the step may not be worse than what it reached."""
        goal = self.goals[name]
        if name == REGIONS:
            for terms, constant, size in self._sums:
                # the terms are multiples of the grain: the last one allowed, and less than one more
                most = math.floor((reached * 100 * size - constant) / self._grain) * self._grain
                self.columns.row(terms, upper=most + 0.4 * self._grain)
            return
        upper = reached * goal.scale - goal.constant + goal.unit * Fraction(2, 5)
        self.columns.row(goal.terms, upper=float(upper))

    def least(self, name: str, seconds: float, near: NDArray[np.float64] | None) -> Solved:
        """Make one step least; ``near`` is a known solution to begin from."""
        goal = self.goals[name]
        if not goal.terms and near is not None:
            return Solved(near, 0.0, False)
        return self.columns.least(goal.terms, float(goal.unit) * _PART, seconds, near)

    def narrow(self, name: str, reached: Fraction, seconds: float) -> None:
        """Leave out for good the options with which the step cannot be what it reached.

        By reduced costs: with an option chosen, even the relaxed goal would exceed what was reached.
        """
        goal = self.goals[name]
        if not goal.terms:
            return
        found = self.columns.dearness(goal.terms, seconds)
        if found is None:
            return
        most = float(reached * goal.scale - goal.constant)
        room = most - found[0] + max(float(goal.unit) / 2, 1e-6 * max(1.0, abs(most)))
        out = [x for xs in self.open for x in xs if found[1][x] > room]
        if out:
            self.columns.fix(out, [0.0] * len(out))
            gone = set(out)
            self.open = [[x for x in xs if x not in gone] for xs in self.open]

    def bound(self, name: str, found: float, reached: Fraction) -> Fraction:
        """A solver's bound in the step's own units; what was reached, when the bound proves it least."""
        goal = self.goals[name]
        exact = (Fraction(found) if math.isfinite(found) else Fraction(0)) + goal.constant
        if exact > reached * goal.scale - goal.unit * Fraction(95, 100):
            return reached
        return min(exact / goal.scale, reached)

    def _totals(self) -> None:
        """Per class: burden and nights as terms over the options, and what is settled already."""
        problem = self.problem
        self.burdens: list[Terms] = [{} for _ in problem.people]
        self.nights: list[Terms] = [{} for _ in problem.people]
        self.settled = [p.burden for p in problem.people]
        self.settled_nights = [p.nights for p in problem.people]
        for asked, options, xs in zip(problem.asked, problem.options, self.x, strict=True):
            if not asked.counts:
                continue
            least = options.burden.min(axis=0)
            over = options.burden - least
            for column, k in enumerate(options.who.tolist()):
                self.settled[k] += int(least[column])
                for o in np.flatnonzero(over[:, column]).tolist():
                    self.burdens[k][xs[o]] = int(over[o, column])
                nights = options.night[:, column]
                if nights.all():
                    self.settled_nights[k] += 1
                    continue
                for o in np.flatnonzero(nights).tolist():
                    self.nights[k][xs[o]] = 1
        self._grain = math.gcd(*(v for terms in self.burdens for v in terms.values())) or 1

    def _reasonable(self) -> Goal:
        problem, columns, goal, constant = self.problem, self.columns, Terms(), 0
        runs: list[dict[str, list[tuple[int, int]]]] = [{} for _ in problem.people]
        for s, (asked, options) in enumerate(zip(problem.asked, problem.options, strict=True)):
            for column, k in enumerate(options.who.tolist()):
                runs[k].setdefault(asked.session.series, []).append((s, column))
        for k, person in enumerate(problem.people):
            size = len(person.members)
            seats = [seat for run in runs[k].values() for seat in run]
            wanted = min(problem.policy.good_sessions, len(seats))
            surely = 0
            good: Terms = {}
            for s, column in seats:
                bad = problem.options[s].bad[:, column]
                if not bad.any():
                    surely += 1
                elif not bad.all():
                    good.update({self.x[s][o]: 1 for o in np.flatnonzero(~bad).tolist()})
            if wanted > surely:
                short = columns.add(0, wanted - surely, whole=False)
                goal[short] = size
                columns.row({**good, short: 1}, lower=wanted - surely)
            for run in runs[k].values():
                for first, second in pairwise(run):
                    constant += self._in_a_row(first, second, size, goal)
        unit = math.gcd(*goal.values()) or 1
        return Goal(REASONABLE, goal, constant, Fraction(1), Fraction(unit))

    def _in_a_row(self, first: tuple[int, int], second: tuple[int, int], size: int, goal: Terms) -> int:
        """A pair of sessions of one run that may both be bad; returns what is certain, adds what is not."""
        bads = [(s, self.problem.options[s].bad[:, column]) for s, column in (first, second)]
        if not all(bad.any() for _, bad in bads):
            return 0
        open_ = [(s, bad) for s, bad in bads if not bad.all()]
        if not open_:
            return size
        terms = {self.x[s][o]: 1 for s, bad in open_ for o in np.flatnonzero(bad).tolist()}
        pair = self._pairs.get(tuple(terms))
        if pair is None:  # classes that find the same options bad share the row
            pair = self._pairs[tuple(terms)] = self.columns.add(0, 1, whole=False)
            self.columns.row({**terms, pair: -1}, upper=len(open_) - 1)
        goal[pair] = goal.get(pair, 0) + size
        return 0

    def _nights(self) -> Goal:
        policy, people = self.problem.policy, self.problem.people
        worst = self.columns.add(max(self.settled_nights, default=0), INF)
        goal: Terms = {}
        rows: set[tuple[int, ...]] = set()
        for terms, settled, person in zip(self.nights, self.settled_nights, people, strict=True):
            for x, one in terms.items():
                goal[x] = goal.get(x, 0) + one * policy.unit * len(person.members)
            if terms and (settled, *terms) not in rows:
                rows.add((settled, *terms))
                self.columns.row({**terms, worst: -1}, upper=-settled)
        goal[worst] = policy.weight
        surely = sum(n * len(p.members) for n, p in zip(self.settled_nights, people, strict=True))
        unit = math.gcd(*goal.values()) or 1
        return Goal(NIGHTS, goal, policy.unit * surely, Fraction(policy.unit), Fraction(unit))

    def _regions(self) -> Goal:
        sums: dict[str, tuple[Terms, int, int]] = {}
        for terms, settled, person in zip(self.burdens, self.settled, self.problem.people, strict=True):
            whole, constant, size = sums.get(person.region, ({}, 0, 0))
            n = len(person.members)
            for x, v in terms.items():
                whole[x] = whole.get(x, 0) + n * v
            sums[person.region] = whole, constant + n * settled, size + n
        self._sums = list(sums.values())
        worst = self.columns.add(0, INF, whole=False)
        for terms, constant, size in self._sums:
            self.columns.row({**terms, worst: -size}, upper=-constant)
        sizes = [size for _, _, size in self._sums]
        apart = max((math.lcm(a, b) for a in sizes for b in sizes), default=1)
        grain = math.gcd(self._grain, *(constant for _, constant, _ in self._sums))
        return Goal(REGIONS, {worst: 1}, 0, Fraction(100), Fraction(grain, apart))

    def _people(self) -> Goal:
        policy, people = self.problem.policy, self.problem.people
        size = sum(len(p.members) for p in people) or 1
        worst = self.columns.add(max(self.settled, default=0), INF, whole=False)
        goal: Terms = {}
        for terms, settled, person in zip(self.burdens, self.settled, people, strict=True):
            for x, v in terms.items():
                goal[x] = goal.get(x, 0) + v * policy.unit * len(person.members)
            if terms:
                self.columns.row({**terms, worst: -1}, upper=-settled)
        goal[worst] = policy.weight * size
        constant = policy.unit * sum(b * len(p.members) for b, p in zip(self.settled, people, strict=True))
        grain = math.gcd(self._grain, *(settled for settled in self.settled))
        unit = math.gcd(*(v for x, v in goal.items() if x != worst), goal[worst] * grain) or 1
        return Goal(PEOPLE, goal, constant, Fraction(100 * policy.unit * size), Fraction(unit))

    def _rota(self) -> Goal:
        hours: dict[tuple[str, int], int] = {}
        goal: Terms = {}
        for asked, options, xs in zip(self.problem.asked, self.problem.options, self.x, strict=True):
            by_clock: dict[int, Terms] = {}
            for x, clock, moves in zip(xs, options.clock, options.moves, strict=True):
                by_clock.setdefault(clock, {})[x] = 1
                if moves:
                    goal[x] = 1
            for clock, terms in sorted(by_clock.items()):
                key = (asked.session.series, clock)
                if key not in hours:
                    hours[key] = self.columns.add()
                    goal[hours[key]] = 1
                self.columns.row({**terms, hours[key]: -1}, upper=0)
        return Goal(ROTA, goal, 0, Fraction(1), Fraction(1))
