"""The rule of fairness as a linear system over the open options: the step in question, and what it rests on.

A row that others imply is left out, and rows that several classes share are written once; in the certificate
every row has its name (``docs/reference/proof.md``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain

from besrour_cli.planning.problem.objectives import NIGHTS, ORDER, PEOPLE, REASONABLE, REGIONS, ROTA
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.integer_program.linear_system import ConflictKey, LinearSystem, Objective
from besrour_cli.planning.solve.integer_program.objectives import (
    nights_objective,
    people_objective,
    region_objectives,
    rota_objective,
)
from besrour_cli.planning.solve.integer_program.reasonable import (
    Shortfalls,
    forbid_shortfalls,
    link_compatible_starts,
    reasonable_objective,
    shortfalls_of,
)
from besrour_cli.planning.solve.integer_program.writer import NO_CAPS, ConstraintWriter, OptionColumns


def step_system(
    problem: PlanningProblem,
    open_: Sequence[Sequence[int]],
    reached: Mapping[str, Fraction],
    step: str,
    conflicts: Sequence[ConflictKey] = (),
    order: Sequence[str] = ORDER,
    caps: Mapping[str, int] = NO_CAPS,
) -> LinearSystem:
    """Return the system that asks for a plan better on ``step`` and no worse on the steps before.

    ``open_``: the open options of every session. ``conflicts``: sets of options of which at most one can be
    chosen. ``caps``: what the worst-off may bear at most: ``nights``, and hundredths of burden (``people``).
    """
    steps = _StepWriter(problem, OptionColumns(problem, open_, caps))
    for name in order[: order.index(step) + 1]:
        steps.add(name, reached[name], improve=name == step)
    return steps.finish(conflicts)


def rank_system(
    problem: PlanningProblem,
    open_: Sequence[Sequence[int]],
    reached: Mapping[str, Fraction],
    ranks: Mapping[tuple[int, int], int],
    rank: int,
    conflicts: Sequence[ConflictKey] = (),
) -> LinearSystem:
    """Return the system that asks for a plan of lower rank that is no worse than ``reached`` on any step.

    A plan's rank is the sum of the ``ranks`` of its (session, option), 0 where it has none.
    """
    steps = _StepWriter(problem, OptionColumns(problem, open_))
    for name in ORDER:
        steps.add(name, reached[name], improve=False)
    x = steps.writer.columns.x
    terms = {x[s][o]: each for (s, o), each in ranks.items() if o in x[s]}
    objective = Objective(key=("rank",), terms=terms, scale=Fraction(1), constant=0, grain=1, miss=1)
    steps.writer.add_objective(objective, Fraction(rank), improve=True)
    return steps.finish(conflicts)


class _StepWriter:
    """Writes one step of the rule after the other."""

    def __init__(self, problem: PlanningProblem, columns: OptionColumns) -> None:
        self.writer = ConstraintWriter(problem, columns)

    @cached_property
    def _shortfalls(self) -> Shortfalls:
        return shortfalls_of(self.writer.problem, self.writer.columns)

    def add(self, name: str, value: Fraction, *, improve: bool) -> None:
        """Add the rows of a step: no worse than ``value``, or better (``improve``)."""
        if name == REASONABLE and not improve:
            link_compatible_starts(self.writer, self._shortfalls, math.floor(value))
            if value == 0:
                forbid_shortfalls(self.writer, self._shortfalls)
                return
        for objective in self._objectives(name):
            self.writer.add_objective(objective, value, improve=improve)

    def _objectives(self, name: str) -> Iterable[Objective]:
        if name == REGIONS:
            return region_objectives(self.writer)
        if name == REASONABLE:
            return (reasonable_objective(self.writer, self._shortfalls),)
        single = {NIGHTS: nights_objective, PEOPLE: people_objective, ROTA: rota_objective}
        return (single[name](self.writer),)

    def finish(self, conflicts: Sequence[ConflictKey]) -> LinearSystem:
        """Add what belongs to every step, and return the system."""
        self._add_conflicts(conflicts)
        self._add_hour_counts()
        return self.writer.system()

    def _add_conflicts(self, conflicts: Sequence[ConflictKey]) -> None:
        x = self.writer.columns.x
        for index, conflict in enumerate(conflicts):
            terms = {x[s][o]: 1 for s, o in conflict if o in x[s]}
            if len(terms) > 1:
                self.writer.add_row(("clash", index), terms, 1)

    def _add_hour_counts(self) -> None:
        """Add an integer helper that counts a series' sessions at each hour of the day.

        Branching on the count breaks the symmetry between interchangeable sessions.
        """
        # Weekly sessions of a series mostly cost alike. To branch on "session 3 is at 14:00" leaves the same
        # optimum to session 4, 5, ... in turn, a tree of factorial size; "at most four sessions are at 14:00"
        # cuts off all of these at once. Both signs are needed, since the helper is an equation.
        problem, x = self.writer.problem, self.writer.columns.x
        found: dict[tuple[str, int], dict[int, list[int]]] = {}
        lengths = Counter(placing.session.series for placing in problem.sessions)
        for s, (placing, options) in enumerate(zip(problem.sessions, problem.options, strict=True)):
            for o, column in x[s].items():
                at: tuple[str, int] = (placing.session.series, options.clock[o])
                found.setdefault(at, {}).setdefault(s, []).append(column)
        for at, sessions in found.items():
            if len(sessions) > 1:
                helper = self.writer.add_helper(("count", *at), lengths[at[0]])
                columns = list(chain.from_iterable(sessions.values()))
                self.writer.add_row(("count", *at), {**dict.fromkeys(columns, 1), helper: -1}, 0)
                self.writer.add_row(("counted", *at), {**dict.fromkeys(columns, -1), helper: 1}, 0)
