"""The rule of fairness as a linear system over the open options: the step in question, and what it rests on.

A row that others imply is left out, and rows that several classes share are written once; in the certificate
every row has its name (``docs/en/reference/proof.md``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from besrour_cli.planning.problem.equivalence_classes import SessionIndex
from besrour_cli.planning.problem.fairness_rule import StepMargin
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.integer_program.linear_system import ConflictKey, LinearSystem, Objective
from besrour_cli.planning.solve.integer_program.objective_rows import OBJECTIVES
from besrour_cli.planning.solve.integer_program.writer import NO_CAPS, ConstraintWriter, OptionColumns


class SystemFrame(NamedTuple):
    """What every system of a problem has in common.

    ``margins``: what each step leaves open. ``conflicts``: sets of options of which at most one can be
    chosen; ``chains``: sessions whose dates must come in this order; ``caps``: what the worst-off may bear at
    most: ``nights``, and hundredths of burden (``people``).
    """

    problem: PlanningProblem
    margins: Mapping[str, StepMargin]
    conflicts: Sequence[ConflictKey]
    chains: Sequence[Sequence[SessionIndex]]
    caps: Mapping[str, int] = NO_CAPS


def step_system(
    frame: SystemFrame,
    open_: Sequence[Sequence[int]],
    least: Mapping[str, Fraction],
    step: str,
    value: Fraction,
) -> LinearSystem:
    """Return the system that asks for a plan better than ``value`` on a step.

    ``open_``: the open options of every session. ``least``: the least of every step before, within whose
    limits the plan must be.
    """
    writer = ConstraintWriter(frame.problem, OptionColumns(frame.problem, open_, frame.caps))
    _add_steps(writer, frame, least)
    for objective in OBJECTIVES[step](writer, frame.margins[step]):
        writer.add_objective(objective, value, improve=True)
    return _finish(writer, frame)


def rank_system(
    frame: SystemFrame,
    open_: Sequence[Sequence[int]],
    least: Mapping[str, Fraction],
    ranks: Mapping[tuple[int, int], int],
    rank: int,
) -> LinearSystem:
    """Return the system that asks for a sum of ``ranks`` lower than ``rank``, within the limits of all steps.

    With ``least`` empty and no ranks it asks for any plan at all.
    """
    writer = ConstraintWriter(frame.problem, OptionColumns(frame.problem, open_, frame.caps))
    _add_steps(writer, frame, least)
    x = writer.columns.x
    terms = {x[s][o]: each for (s, o), each in ranks.items() if o in x[s]}
    exact = StepMargin(Fraction(0), Fraction(0), Fraction(0))
    objective = Objective(("rank",), terms, scale=Fraction(1), constant=0, grain=1, miss=1, margin=exact)
    writer.add_objective(objective, Fraction(rank), improve=True)
    return _finish(writer, frame)


def order_system(frame: SystemFrame, open_: Sequence[Sequence[int]]) -> LinearSystem:
    """Return the system that asks for sessions in order; ``z`` is by how much the rows are missed."""
    system = _finish(ConstraintWriter(frame.problem, OptionColumns(frame.problem, open_, frame.caps)), frame)
    return system._replace(rows=[row._replace(miss=1.0) for row in system.rows])


def _add_steps(writer: ConstraintWriter, frame: SystemFrame, least: Mapping[str, Fraction]) -> None:
    for name, value in least.items():
        for objective in OBJECTIVES[name](writer, frame.margins[name]):
            writer.add_objective(objective, value, improve=False)


def _finish(writer: ConstraintWriter, frame: SystemFrame) -> LinearSystem:
    """Add what belongs to every step, and return the system."""
    x = writer.columns.x
    for index, conflict in enumerate(frame.conflicts):
        terms = {x[s][o]: 1 for s, o in conflict if o in x[s]}
        if len(terms) > 1:
            writer.add_row(("clash", index), terms, 1)
    for chain in frame.chains:
        _add_chain(writer, chain)
    return writer.system()


def _add_chain(writer: ConstraintWriter, chain: Sequence[SessionIndex]) -> None:
    """Add the rows that keep sessions in their order and the days between them."""
    begun: dict[int, _Begun] = {}
    sessions = writer.problem.sessions
    for s, t in pairwise(chain):
        if sessions[s].fixed and sessions[t].fixed:
            continue
        for each in (s, t):
            if each not in begun:
                begun[each] = _Begun(writer, each)
        before, after = begun[s], begun[t]
        # How many starts of the first session go with each start of the second: more, the later it is.
        ends = before.starts + sessions[s].minutes
        going = np.minimum(
            np.searchsorted(ends, after.starts, side="right"),
            np.searchsorted(before.days + sessions[s].days_between, after.days, side="right"),
        )
        for n in np.flatnonzero(np.append(going[1:] != going[:-1], True)).tolist():
            count = int(going[n])
            if count == len(before.starts):
                break
            # the second has begun by this start only if the first has by the last start that goes with it
            terms = {after.column(n + 1): 1} | ({before.column(count): -1} if count else {})
            ids = sessions[s].session.id, sessions[t].session.id
            writer.add_row(("after", *ids, int(after.starts[n])), terms, 0)


class _Begun:
    """Whether a session is at one of its first so many open starts: a column, made when it is asked for."""

    def __init__(self, writer: ConstraintWriter, session: SessionIndex) -> None:
        self.writer, options = writer, writer.problem.options[session]
        self.x = [*writer.columns.x[session].values()]
        here = [*writer.columns.x[session]]
        self.starts, self.days = options.starts[here], options.days[here]
        self.columns: dict[int, int] = {}

    def column(self, count: int) -> int:
        """Return the column of the first ``count`` starts."""
        if count not in self.columns:
            last = max((n for n in self.columns if n < count), default=0)
            earlier = [self.columns[last]] if last else []
            self.columns[count] = self.writer.add_sum([*self.x[last:count], *earlier])
        return self.columns[count]
