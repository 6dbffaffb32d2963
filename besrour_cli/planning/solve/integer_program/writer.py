"""The writer of a linear system: rows and helpers are added to the columns of the open options."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.integer_program.columns import OptionColumns
from besrour_cli.planning.solve.integer_program.linear_system import (
    INTEGER_HELPERS,
    Key,
    LinearConstraint,
    LinearSystem,
    Objective,
    Terms,
)


class ConstraintWriter:
    """Collects the rows and helpers of one linear system over the ``columns`` of a problem's open options."""

    def __init__(self, problem: PlanningProblem, columns: OptionColumns) -> None:
        self.problem, self.columns = problem, columns
        self.low, self.high = [0] * columns.count, [1] * columns.count
        self.rows: list[LinearConstraint] = []
        self.helpers: dict[Key, int] = {}

    def add_row(self, key: Key, terms: Terms, most: int) -> None:
        """Add the row ``terms <= most``, under the name it has in a certificate."""
        self.add_sum(((key, 1),), terms, most)

    def add_sum(self, summed: tuple[tuple[Key, int], ...], terms: Terms, most: int) -> None:
        """Add a row that is the sum of several rows of the certificate, each with how many times."""
        self.rows.append(LinearConstraint(summed=summed, terms=terms, most=most, reached=most))

    def add_helper(self, key: Key, high: int) -> int:
        """Add a helper column between 0 and ``high``, and return the column."""
        self.low.append(0)
        self.high.append(high)
        self.helpers[key] = len(self.low) - 1
        return self.helpers[key]

    def add_objective(self, objective: Objective, value: Fraction, *, improve: bool) -> None:
        """Add the row of a step: no worse than ``value``, or better for the present step (``improve``)."""
        if not improve:
            self.add_row(objective.key, objective.terms, objective.bound_reached(value))
            return
        # Only rows of the present step have z: all others must hold, so that z of 0 or less is a better plan.
        row = LinearConstraint(
            summed=((objective.key, 1),),
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
        return LinearSystem(self.columns.x, integers, self.low, self.high, self.rows)


def nonzero_terms(row: NDArray[np.int64]) -> Terms:
    """Return the columns at which a row is not 0, with its values there."""
    there = np.flatnonzero(row)
    return dict(zip(there.tolist(), row[there].tolist(), strict=True))


def ones(row: NDArray[np.bool_]) -> Terms:
    """Return the columns at which a row is true, each with coefficient 1."""
    return dict.fromkeys(np.flatnonzero(row).tolist(), 1)
