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

from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, PEOPLE, REASONABLE, REGIONS, ROTA
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.integer_program import objective_rows
from besrour_cli.planning.solve.integer_program.linear_system import ConflictKey, LinearSystem, Objective
from besrour_cli.planning.solve.integer_program.writer import NO_CAPS, ConstraintWriter, OptionColumns

_OF_STEP = {
    NIGHTS: objective_rows.nights_objective,
    PEOPLE: objective_rows.people_objective,
    ROTA: objective_rows.rota_objective,
}
"""The steps that are one objective, which needs nothing but the columns."""


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
    writer = _StepWriter(problem, OptionColumns(problem, open_, caps))
    for name in order[: order.index(step) + 1]:
        writer.add_step(name, reached[name], improve=name == step)
    return writer.finish(conflicts)


def rank_system(
    problem: PlanningProblem,
    open_: Sequence[Sequence[int]],
    reached: Mapping[str, Fraction],
    ranks: Mapping[tuple[int, int], int],
    rank: int,
    conflicts: Sequence[ConflictKey] = (),
) -> LinearSystem:
    """Return the system that asks for a lower sum of ``ranks``, no worse than ``reached`` on any step."""
    writer = _StepWriter(problem, OptionColumns(problem, open_))
    for name in ORDER:
        writer.add_step(name, reached[name], improve=False)
    x = writer.columns.x
    terms = {x[s][o]: each for (s, o), each in ranks.items() if o in x[s]}
    objective = Objective(key=("rank",), terms=terms, scale=Fraction(1), constant=0, grain=1, miss=1)
    writer.add_objective(objective, Fraction(rank), improve=True)
    return writer.finish(conflicts)


class _StepWriter(ConstraintWriter):
    """Writes one step of the rule after the other."""

    @cached_property
    def _shortfalls(self) -> objective_rows.Shortfalls:
        return objective_rows.shortfalls_of(self.problem, self.columns)

    def add_step(self, name: str, value: Fraction, *, improve: bool) -> None:
        """Add the rows of a step: no worse than ``value``, or better (``improve``)."""
        if name == REASONABLE and not improve:
            objective_rows.link_compatible_starts(self, self._shortfalls, math.floor(value))
            if value == 0:
                objective_rows.forbid_shortfalls(self, self._shortfalls)
                return
        found: Iterable[Objective]
        if name == REGIONS:
            found = objective_rows.region_objectives(self)
        elif name == REASONABLE:
            found = (objective_rows.reasonable_objective(self, self._shortfalls),)
        else:
            found = (_OF_STEP[name](self),)
        for objective in found:
            self.add_objective(objective, value, improve=improve)

    def finish(self, conflicts: Sequence[ConflictKey]) -> LinearSystem:
        """Add what belongs to every step, and return the system."""
        x = self.columns.x
        for index, conflict in enumerate(conflicts):
            terms = {x[s][o]: 1 for s, o in conflict if o in x[s]}
            if len(terms) > 1:
                self.add_row(("clash", index), terms, 1)
        self._add_hour_counts()
        return self.system()

    def _add_hour_counts(self) -> None:
        """Add an integer helper that counts a series' sessions at each hour of the day, to branch on."""
        # Weekly sessions of a series mostly cost alike. To branch on "session 3 is at 14:00" leaves the same
        # optimum to session 4, 5, ... in turn, a tree of factorial size; "at most four sessions are at 14:00"
        # cuts off all of these at once. Both signs are needed, since the helper is an equation.
        found: dict[tuple[str, int], dict[int, list[int]]] = {}
        lengths = Counter(placing.session.series for placing in self.problem.sessions)
        for s, (placing, options) in enumerate(zip(self.problem.sessions, self.problem.options, strict=True)):
            for o, column in self.columns.x[s].items():
                at: tuple[str, int] = (placing.session.series, options.clock[o])
                found.setdefault(at, {}).setdefault(s, []).append(column)
        for at, sessions in found.items():
            if len(sessions) > 1:
                helper = self.add_helper(("count", *at), lengths[at[0]])
                columns = list(chain.from_iterable(sessions.values()))
                self.add_row(("count", *at), {**dict.fromkeys(columns, 1), helper: -1}, 0)
                self.add_row(("counted", *at), {**dict.fromkeys(columns, -1), helper: 1}, 0)
