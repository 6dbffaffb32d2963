"""The rule of fairness written as rows over the options still open: each step's goal, and what it rests on.

A row that others imply is left out, and what several classes have alike is written once; in the certificate
every row has its name (``docs/reference/proof.md``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.planning.problem.indices import SessionIndex
from besrour_cli.planning.problem.objectives import NIGHTS, ORDER, PEOPLE, REASONABLE, REGIONS, ROTA
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.linear_system import (
    WHOLE,
    ConflictKey,
    Key,
    LinearConstraint,
    LinearSystem,
    Objective,
    Terms,
)
from besrour_cli.planning.solve.redundant_rows import drop_dominated, drop_subsets

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

NO_CAPS: Mapping[str, int] = {}


def system(
    problem: PlanningProblem,
    open_: Sequence[Sequence[int]],
    reached: Mapping[str, Fraction],
    step: str,
    clashes: Sequence[ConflictKey] = (),
    order: Sequence[str] = ORDER,
    caps: Mapping[str, int] = NO_CAPS,
) -> LinearSystem:
    """The question of one step over the options still open; the steps before keep what they reached.

    ``caps``: what the worst-off may bear at most: nights, burden in hundredths (``people``).
    """
    writer = _Writer(problem, open_, caps)
    for name in order[: order.index(step) + 1]:
        writer.add(name, reached[name], name == step)
    return writer.system(clashes)


def ranking(
    problem: PlanningProblem,
    open_: Sequence[Sequence[int]],
    reached: Mapping[str, Fraction],
    ranks: Mapping[tuple[int, int], int],
    rank: int,
    clashes: Sequence[ConflictKey] = (),
) -> LinearSystem:
    """Whether some plan keeps all steps and has a lower rank, by ``ranks`` of (session, option)."""
    writer = _Writer(problem, open_)
    for name in ORDER:
        writer.add(name, reached[name], False)
    terms = {writer.x[s][o]: each for (s, o), each in ranks.items() if o in writer.x[s]}
    writer.goal(Objective(("rank",), terms, Fraction(1), 0, 1, 1), Fraction(rank), True)
    return writer.system(clashes)


class _Shortfall(NamedTuple):
    """``size`` people who have bad starts in ``columns``: more than ``most`` of them are too many, by ``top``
    at most. ``keys``: the certificate's rows, one for each of the classes they are, and how many people."""

    keys: tuple[tuple[Key, int], ...]
    size: int
    most: int
    top: int
    columns: NDArray[bool_]


class _Writer:
    """Writes rows over the open options; of the arrays each row is a class, each column an option."""

    def __init__(
        self, problem: PlanningProblem, open_: Sequence[Sequence[int]], caps: Mapping[str, int] = NO_CAPS
    ) -> None:
        self.problem, people = problem, problem.people
        ends = np.cumsum([0, *(len(options) for options in open_)]).tolist()
        self.starts = ends[:-1]
        parts = [slice(a, b) for a, b in pairwise(ends)]
        self.parts = parts
        self.x = tuple(
            {o: part.start + i for i, o in enumerate(here)} for part, here in zip(parts, open_, strict=True)
        )
        self.low, self.high = [0] * ends[-1], [1] * ends[-1]
        self.rows: list[LinearConstraint] = []
        self.helpers: dict[Key, int] = {}
        self.names = [p.members[0] for p in people]
        self.sizes = np.array([len(p.members) for p in people], np.int64)
        self.burden = np.zeros((len(people), ends[-1]), np.int64)
        self.night, self.bad = np.zeros((2, *self.burden.shape), np.bool_)
        most = np.array([p.burden for p in people], np.int64)
        grain = math.gcd(*(p.burden for p in people))
        for placing, options, here, part in zip(problem.sessions, problem.options, open_, parts, strict=True):
            self.bad[options.who, part] = options.bad[list(here)].T
            if placing.counts:
                self.burden[options.who, part] = options.burden[list(here)].T
                self.night[options.who, part] = options.night[list(here)].T
                most[options.who] += options.burden.max(axis=0)
                grain = math.gcd(grain, int(np.gcd.reduce(options.burden, axis=None)))
        self.grain = grain or 1
        self.highest = int(most.max(initial=0))
        self.highest = min(self.highest, caps.get(PEOPLE, self.highest))
        self.most_nights = max((p.nights + len(p.sessions) for p in people), default=0)
        self.most_nights = min(self.most_nights, caps.get(NIGHTS, self.most_nights))

    def system(self, clashes: Sequence[ConflictKey]) -> LinearSystem:
        """All that was written."""
        for index, clash in enumerate(clashes):
            terms = {self.x[s][o]: 1 for s, o in clash if o in self.x[s]}
            if len(terms) > 1:
                self._row(("clash", index), terms, 1)
        self._counts()
        whole = {k: c for k, c in self.helpers.items() if k[0] in WHOLE}
        return LinearSystem(self.x, whole, self.low, self.high, self.rows)

    def _counts(self) -> None:
        """How many sessions of a series are at an hour of the day: sessions alike are told apart by nothing
        else, and to branch on one of them after the other would lead nowhere."""
        found: dict[tuple[str, int], dict[int, list[int]]] = {}
        lengths = Counter(placing.session.series for placing in self.problem.sessions)
        for s, (placing, options) in enumerate(zip(self.problem.sessions, self.problem.options, strict=True)):
            for o, x in self.x[s].items():
                at: tuple[str, int] = (placing.session.series, options.clock[o])
                found.setdefault(at, {}).setdefault(s, []).append(x)
        for at, sessions in found.items():
            if len(sessions) > 1:
                helper = self._helper(("count", *at), lengths[at[0]])
                columns = list(chain.from_iterable(sessions.values()))
                self._row(("count", *at), {**dict.fromkeys(columns, 1), helper: -1}, 0)
                self._row(("counted", *at), {**dict.fromkeys(columns, -1), helper: 1}, 0)

    def add(self, name: str, value: Fraction, ours: bool) -> None:
        """The rows of one step."""
        if name == REASONABLE and not ours:
            self._together(math.floor(value))
            if value == 0:
                self._nothing_lacks()
                return
        goals: dict[str, Callable[[], Iterator[Objective]]] = {
            REASONABLE: self._reasonable,
            NIGHTS: self._nights,
            REGIONS: self._regions,
            PEOPLE: self._people,
            ROTA: self._rota,
        }
        for goal in goals[name]():
            self.goal(goal, value, ours)

    def goal(self, goal: Objective, value: Fraction, ours: bool) -> None:
        """The row of a step: kept, or of the step in question."""
        if ours:
            self.rows.append(
                LinearConstraint(((goal.key, 1),), goal.terms, 0, 0, goal.miss, goal).tightened(value)
            )
        else:
            self._row(goal.key, goal.terms, goal.bound_reached(value))

    def _row(self, key: Key, terms: Terms, most: int) -> None:
        self.rows.append(LinearConstraint(((key, 1),), terms, most, most))

    def _helper(self, key: Key, high: int) -> int:
        self.low.append(0)
        self.high.append(high)
        self.helpers[key] = len(self.low) - 1
        return self.helpers[key]

    @cached_property
    def _lacks(self) -> dict[tuple[str | int | bytes, ...], list[_Shortfall]]:
        """All that can be lacking, whatever is lacking under the same conditions together."""
        problem = self.problem
        found: dict[tuple[str | int | bytes, ...], list[_Shortfall]] = {}
        ever = np.logical_or.reduceat(self.bad, self.starts, axis=1)
        for k, person in enumerate(problem.people):
            size, count, bad = len(person.members), len(person.sessions), self.bad[k]
            wanted = min(problem.policy.good_sessions, count)
            if wanted:
                short: tuple[tuple[Key, int], ...] = tuple((("short", i), n) for i, n in person.named())
                lack = _Shortfall(short, size, count - wanted, wanted, bad)
                found.setdefault(("short", count, wanted, bad.tobytes()), []).append(lack)
            runs: dict[str, list[SessionIndex]] = {}
            for s in person.sessions:
                runs.setdefault(problem.sessions[s].session.series, []).append(s)
            for s, t in (pair for run in runs.values() for pair in pairwise(run)):
                if not (ever[k, s] and ever[k, t]):
                    continue
                one, two = bad[self.parts[s]], bad[self.parts[t]]
                ids = problem.sessions[s].session.id, problem.sessions[t].session.id
                keys = tuple((("pair", i, *ids), n) for i, n in person.named())
                alike = found.setdefault(("pair", s, t, one.tobytes(), two.tobytes()), [])
                if alike:
                    both = alike[0].columns
                else:
                    both = np.zeros_like(bad)
                    both[self.parts[s]], both[self.parts[t]] = one, two
                alike.append(_Shortfall(keys, size, 1, 1, both))
        return found

    def _together(self, most: int) -> None:
        """A start goes only with starts of the next session that leave few enough two bad ones in a row."""
        placing = self.problem.sessions
        pairs: dict[tuple[int, int], list[tuple[int, NDArray[bool_]]]] = {}
        for same, lacks in self._lacks.items():
            if same[0] == "pair":
                size = sum(lack.size for lack in lacks)
                pairs.setdefault((int(same[1]), int(same[2])), []).append((size, lacks[0].columns))
        for (s, t), bad in pairs.items():
            sizes = np.array([size for size, _ in bad], np.int64)
            columns = np.array([each for _, each in bad])
            first, second = columns[:, self.parts[s]], columns[:, self.parts[t]]
            lacking = (first.T * sizes) @ second.astype(np.int64)
            fitting = lacking <= most
            for one, two, fits in ((s, t, fitting), (t, s, fitting.T)):
                options = [*self.x[two].values()]
                for (o, x), mates in zip(self.x[one].items(), fits, strict=True):
                    if mates.all():
                        continue
                    start = self.problem.options[one].starts[o][0]
                    terms = {x: 1, **{options[i]: -1 for i in np.flatnonzero(mates).tolist()}}
                    self._row(("together", placing[one].session.id, start, placing[two].session.id), terms, 0)

    def _nothing_lacks(self) -> None:
        """The rows of ``reasonable`` where it reached nothing at all: no helper can be above zero."""
        alike: dict[tuple[str | int | bytes, ...], list[_Shortfall]] = {}
        for same, (lack, *_) in self._lacks.items():
            alike.setdefault(same[:3], []).append(lack)
        for lacks in alike.values():
            for i in drop_subsets(np.array([lack.columns for lack in lacks])):
                lack = lacks[i]
                stands = ((lack.keys[0][0], 1), ((REASONABLE,), 1))
                self.rows.append(LinearConstraint(stands, _ones(lack.columns), lack.most, lack.most))

    def _reasonable(self) -> Iterator[Objective]:
        goal: Terms = {}
        for lacks in self._lacks.values():
            lack, keys = lacks[0], [key for lack in lacks for key in lack.keys]
            each = math.gcd(*(size for _, size in keys))
            together = sum(size for _, size in keys) // each
            helper = self._helper(keys[0][0], lack.top * together)
            goal[helper] = each
            terms = dict.fromkeys(_ones(lack.columns), together)
            most = lack.most * together
            stands = tuple((key, size // each) for key, size in keys)
            self.rows.append(LinearConstraint(stands, {**terms, helper: -1}, most, most))
        yield Objective((REASONABLE,), goal, Fraction(1), 0, 1, 1)

    def _nights(self) -> Iterator[Objective]:
        policy, past = self.problem.policy, [p.nights for p in self.problem.people]
        worst = self._helper(("most nights",), self.most_nights)
        for k in drop_dominated(self.night.astype(np.int64), past, self.starts):
            if past[k] or self.night[k].any():
                terms = _ones(self.night[k])
                self._row(("most nights", self.names[k]), {**terms, worst: -1}, -past[k])
        goal = {**_sparse(policy.unit * (self.sizes @ self.night)), worst: policy.weight}
        constant = policy.unit * int(self.sizes @ np.array(past, np.int64))
        yield Objective((NIGHTS,), goal, Fraction(policy.unit), constant, 1, 1)

    def _regions(self) -> Iterator[Objective]:
        people = self.problem.people
        regions: dict[str, list[int]] = {}
        for k, person in enumerate(people):
            regions.setdefault(person.region, []).append(k)
        largest = max((int(self.sizes[mine].sum()) for mine in regions.values()), default=1)
        for region, mine in regions.items():
            size, terms = int(self.sizes[mine].sum()), _sparse(self.sizes[mine] @ self.burden[mine])
            constant = sum(people[k].burden * len(people[k].members) for k in mine)
            miss = self.grain * size / largest
            yield Objective(("region", region), terms, Fraction(100 * size), constant, self.grain, miss)
        if not people:  # nobody takes part: nothing is below nothing
            yield Objective(("region", ""), {}, Fraction(1), 0, 1, 1)

    def _people(self) -> Iterator[Objective]:
        policy, past = self.problem.policy, [p.burden for p in self.problem.people]
        size = int(self.sizes.sum()) or 1
        worst = self._helper(("most",), self.highest)
        for k in drop_dominated(self.burden, past, self.starts):
            self._row(("most", self.names[k]), {**_sparse(self.burden[k]), worst: -1}, -past[k])
        goal = {**_sparse(policy.unit * (self.sizes @ self.burden)), worst: policy.weight * size}
        constant = policy.unit * int(self.sizes @ np.array(past, np.int64))
        apart = math.gcd(*(n for person in self.problem.people for _, n in person.named()))
        grain = self.grain * math.gcd(policy.unit * apart, policy.weight * size)
        yield Objective((PEOPLE,), goal, Fraction(100 * policy.unit * size), constant, grain or 1, grain or 1)

    def _rota(self) -> Iterator[Objective]:
        goal: Terms = {}
        for placing, options, xs in zip(self.problem.sessions, self.problem.options, self.x, strict=True):
            by_clock: dict[int, Terms] = {}
            for o, x in xs.items():
                by_clock.setdefault(options.clock[o], {})[x] = 1
                if options.moves[o]:
                    goal[x] = 1
            for clock, terms in sorted(by_clock.items()):
                key = ("hour", placing.session.series, clock)
                if key not in self.helpers:
                    goal[self._helper(key, 1)] = 1
                self._row(("hour", placing.session.id, clock), {**terms, self.helpers[key]: -1}, 0)
        yield Objective((ROTA,), goal, Fraction(1), 0, 1, 1)


def _sparse(row: NDArray[int64]) -> Terms:
    there = np.flatnonzero(row)
    return dict(zip(there.tolist(), row[there].tolist(), strict=True))


def _ones(row: NDArray[bool_]) -> Terms:
    return dict.fromkeys(np.flatnonzero(row).tolist(), 1)
