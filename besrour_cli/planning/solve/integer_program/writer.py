"""What a linear system is written with: the columns of the open options, rows and helpers over them.

Rows that others imply are recognised with whole numbers alone; leaving them out only saves time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.fairness_rule import NIGHTS, PEOPLE
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.integer_program.linear_system import (
    INTEGER_HELPERS,
    Key,
    LinearConstraint,
    LinearSystem,
    Objective,
    Terms,
)

NO_CAPS: Mapping[str, int] = {}
"""No limit on what the worst-off class bears."""


class OptionColumns:
    """The columns of the open options, session after session.

    ``x``: option to column, for each session. ``parts``: the slice of each session's columns, ``starts``: its
    first column. ``sizes``: members of each class; ``names``: the member after whom its rows are named.

    Arrays have a row for each class and a column for each option: ``burden`` (hundredths of a unit) and
    ``nights`` are 0 for a session whose cost the ledger has already.

    ``grain`` divides every burden and every past burden. ``most_burden`` and ``most_nights`` bound what the
    worst-off class can come to, or may (``caps``: burden under ``people``, nights under ``nights``).
    """

    def __init__(
        self, problem: PlanningProblem, open_: Sequence[Sequence[int]], caps: Mapping[str, int] = NO_CAPS
    ) -> None:
        people = problem.people
        ends = np.cumsum([0, *(len(options) for options in open_)]).tolist()
        self.count: int = ends[-1]
        self.starts: list[int] = ends[:-1]
        self.parts = [slice(a, b) for a, b in pairwise(ends)]
        self.x = tuple(
            {o: part.start + i for i, o in enumerate(here)}
            for part, here in zip(self.parts, open_, strict=True)
        )
        self.names = [person.members[0] for person in people]
        self.sizes: NDArray[np.int64] = np.array([len(person.members) for person in people], np.int64)
        self.burden, self.nights = np.zeros((2, len(people), self.count), np.int64)
        most = np.array([person.burden for person in people], np.int64)
        most_nights = np.array([person.nights for person in people], np.int64)
        grain = math.gcd(*(person.burden for person in people))
        for placing, options, here, part in zip(
            problem.sessions, problem.options, open_, self.parts, strict=True
        ):
            if placing.counts:
                self.burden[options.who, part] = options.burden[list(here)].T
                self.nights[options.who, part] = options.nights[list(here)].T
                # Bounds and grain are taken over all options, also those no longer open: the checker knows
                # the files alone, not what earlier steps left out, and must come to the same numbers.
                most[options.who] += options.burden.max(axis=0)
                most_nights[options.who] += 2
                grain = math.gcd(grain, int(np.gcd.reduce(options.burden, axis=None)))
        self.grain = grain or 1
        highest = int(most.max(initial=0))
        self.most_burden = min(highest, caps.get(PEOPLE, highest))
        all_nights = int(most_nights.max(initial=0))
        self.most_nights = min(all_nights, caps.get(NIGHTS, all_nights))
        self.first, self.alike = self._alike()

    def _alike(self) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
        """Return the columns of each session in groups that cost everybody the same, and their firsts."""
        session = np.repeat(np.arange(len(self.parts)), [part.stop - part.start for part in self.parts])
        keys = np.ascontiguousarray(np.vstack((session[None, :], self.burden, self.nights)).T)
        groups: dict[bytes, list[int]] = {}
        for column, key in enumerate(keys):
            groups.setdefault(key.tobytes(), []).append(column)
        return np.array([each[0] for each in groups.values()], np.int64), [
            np.array(each, np.int64) for each in groups.values()
        ]


class ConstraintWriter:
    """Collects the rows and helpers of one linear system over the ``columns`` of a problem's open options."""

    def __init__(self, problem: PlanningProblem, columns: OptionColumns) -> None:
        self.problem, self.columns = problem, columns
        self.low, self.high = [0] * columns.count, [1] * columns.count
        self.rows: list[LinearConstraint] = []
        self.helpers: dict[Key, int] = {}
        self.sums: list[tuple[int, list[int]]] = []
        self._group = columns.first.copy()
        for n, alike in enumerate(columns.alike):
            if len(alike) > 1:
                self._group[n] = self.add_sum(alike.tolist())

    def add_row(self, key: Key, terms: Terms, most: int) -> None:
        """Add the row ``terms <= most``, under the name it has in a certificate."""
        self.rows.append(LinearConstraint(key=key, terms=terms, most=most, reached=most))

    def add_sum(self, columns: list[int]) -> int:
        """Add a column that stands for the sum of others, of which at most one is chosen; return it."""
        self.low.append(0)
        self.high.append(1)
        self.sums.append((len(self.low) - 1, columns))
        return len(self.low) - 1

    def borne(self, row: NDArray[np.int64]) -> Terms:
        """Return the terms of a row over options whose coefficients are the same for options alike."""
        values = row[self.columns.first]
        there = np.flatnonzero(values)
        return dict(zip(self._group[there].tolist(), values[there].tolist(), strict=True))

    def add_helper(self, key: Key, high: int) -> int:
        """Add a helper column between 0 and ``high``, and return the column."""
        self.low.append(0)
        self.high.append(high)
        self.helpers[key] = len(self.low) - 1
        return self.helpers[key]

    def add_objective(self, objective: Objective, value: Fraction, *, improve: bool) -> None:
        """Add the row of a step: no worse than ``value``, or better for the present step (``improve``)."""
        if not improve:
            self.add_row(objective.key, objective.terms, objective.bound_limit(value))
            return
        # Only rows of the present step have z: all others must hold, so that z of 0 or less is a better plan.
        row = LinearConstraint(
            key=objective.key,
            terms=objective.terms,
            most=0,
            reached=0,
            miss=objective.miss,
            objective=objective,
        )
        self.rows.append(row.tightened(value))

    def system(self) -> LinearSystem:
        """Return the linear system that was written."""
        integers = {key: column for key, column in self.helpers.items() if key[0] in INTEGER_HELPERS}
        return LinearSystem(
            x=self.columns.x,
            integers=integers,
            low=self.low,
            high=self.high,
            rows=self.rows,
            sums=self.sums,
        )


_WORK = 100_000_000
"""Comparisons that take less time than the rows they save would (about a tenth of a second)."""


def drop_dominated(rows: NDArray[np.int64], past: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Return the rows of which one is the greatest whatever is chosen; of equal rows the first.

    ``rows``: what every option adds to each, of which one in every part is chosen; ``starts``: where the
    parts begin; ``past``: what each row has before anything is chosen.
    """
    first: dict[tuple[int, bytes], int] = {}
    for k, row in enumerate(rows):
        first.setdefault((past[k], row.tobytes()), k)
    different = list(first.values())
    if len(different) * len(different) * rows.shape[1] > _WORK or not rows.shape[1]:
        return different
    each, before = rows[different], np.array([past[k] for k in different], np.int64)
    # Row i can only exceed row k if the parts' greatest differences sum up to more than 0. This maximum is
    # exact because the parts choose independently; conflicts between sessions could only lower it.
    above = np.empty((len(different), len(different)), np.bool_)
    for i in range(len(different)):
        most = np.maximum.reduceat(each[i] - each, starts, axis=1).sum(axis=1)
        above[i] = most + before[i] - before > 0
    # Of two rows neither of which ever exceeds the other, the later one goes, so that one of them stays.
    dominated = (~above & (above.T | np.tri(len(different), k=-1, dtype=np.bool_))).any(axis=1)
    return [different[i] for i in np.flatnonzero(~dominated).tolist()]
