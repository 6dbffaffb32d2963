"""HiGHS, the solver of a linear system: of its relaxation, within changing bounds, or with whole columns.

This is the only module that imports ``highspy``. It knows nothing of fairness.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.solve.integer_program.column_sums import ColumnSums
from besrour_cli.planning.solve.integer_program.linear_system import LinearSystem

_INF = highspy.kHighsInf
_REFINEMENTS = 2
"""Rounds of refinement: each takes many digits off the error of the duals, and two reach the last bits."""
_IMPROVES = 0.01
"""``z`` up to which a plan may be better: it is 0 or below for a better one, 1 or above for any other."""
_MIP_GAP = 1e-6
_SMALL = 1000
"""Columns below which a program begins by interior points; of larger ones the simplex method finds more."""
_PROBING = 1 << 15
"""HiGHS's number of probing, which takes minutes where there are many starts, and finds little."""


class MipResult(NamedTuple):
    """What an integer program found.

    ``values``: the best solution's columns, ``z`` last (None: no solution was found). ``bound``: the dual
    bound of ``z``. ``infeasible``: whether it is proven that there is no solution at all; ``is_optimal``:
    that there is no better one.
    """

    values: NDArray[np.float64] | None
    bound: float
    infeasible: bool
    is_optimal: bool = False

    @property
    def nothing_better(self) -> bool:
        """Return whether it is proven that no plan is better than the incumbent."""
        return self.bound > _IMPROVES


def solve_mip(
    system: LinearSystem, seconds: float, start: Sequence[int] = (), most: Sequence[float] | None = None
) -> MipResult:
    """Minimise ``z`` with options and integer helpers whole, for at most some seconds.

    ``start``: the columns of options that a solution to begin with has. ``most``: other upper bounds of the
    rows. Without any time nothing is found: HiGHS refuses a negative limit, and would run without one.
    """
    if seconds <= 0.0:
        return MipResult(None, -np.inf, infeasible=False)
    program = _program(system, _matrix(system), most)
    kinds = [highspy.HighsVarType.kContinuous] * program.num_col_
    for column in (*chain.from_iterable(xs.values() for xs in system.x), *system.integers.values()):
        kinds[column] = highspy.HighsVarType.kInteger
    program.integrality_ = kinds
    # No relative gap: with z near 0 HiGHS would take any solution within its default for optimal. Begun by
    # interior points, many a small program is done at its root. A first solution is mostly given, or found
    # there: the feasibility jump, which looks for one before, costs more than it finds.
    highs = _highs(
        program,
        mip_abs_gap=_MIP_GAP,
        mip_rel_gap=0.0,
        time_limit=seconds,
        presolve_rule_off=_PROBING,
        mip_heuristic_run_feasibility_jump=False,
        mip_lp_solver="ipm" if len(system.low) < _SMALL else "choose",
    )
    if len(start) == len(system.x):
        ones = np.array(start, np.int32)
        highs.setSolution(len(ones), ones, np.ones(len(ones)))
    highs.run()
    info, status = highs.getInfo(), highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return MipResult(None, np.inf, infeasible=True)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    # Any other status (an error, an unbounded ray) says nothing about the bound.
    proves = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit}
    values = np.array(highs.getSolution().col_value) if found else None
    bound = info.mip_dual_bound if proves else -np.inf
    return MipResult(values, bound, infeasible=False, is_optimal=status == highspy.HighsModelStatus.kOptimal)


class LpRelaxation:
    """The relaxation: minimises ``z`` with no column needing to be whole.

    HiGHS keeps its basis, so that each solution begins where the last one ended. Presolve is off, since after
    it neither the basis nor the dual ray would be those of these rows. ``columns``: how many there are
    without ``z``; ``count``: how many rows, equations not counted; ``most``: their upper bounds;
    ``rows_with``: in how many each column stands; ``sums``: those of the system.
    """

    def __init__(self, system: LinearSystem) -> None:
        self.columns, self.count = len(system.low), len(system.rows)
        self.most = np.array([row.most for row in system.rows], np.float64)
        self._rigid = [r for r, row in enumerate(system.rows) if not row.miss]
        self._matrix, self.sums = _matrix(system), ColumnSums(system.sums)
        self.rows_with = np.bincount(self._matrix.columns, minlength=self.columns)
        self._highs = _highs(_program(system, self._matrix), presolve="off", solver="simplex")

    def set_bounds(self, columns: Sequence[int], low: Sequence[float], high: Sequence[float]) -> None:
        """Set the bounds of some columns, for all solutions from now on."""
        self._highs.changeColsBounds(
            len(columns), np.array(columns, np.int32), np.array(low, np.float64), np.array(high, np.float64)
        )

    def set_upper_bounds(self, most: Sequence[int]) -> None:
        """Set the rows' upper bounds, for all solutions from now on."""
        new = np.array(most, np.float64)
        for r in np.flatnonzero(new != self.most).tolist():
            self._highs.changeRowBounds(r, -_INF, float(new[r]))
        self.most = new

    def solve(self) -> tuple[NDArray[np.float64] | None, NDArray[np.float64]]:
        """Return the columns' values, ``z`` last (None: infeasible), and the rows' duals, or a dual ray.

        Duals are signed so that a binding upper bound has one above 0.
        """
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            solution = self._highs.getSolution()
            return np.array(solution.col_value), -np.array(solution.row_dual)[: self.count]
        _, there, ray = self._highs.getDualRay()  # type: ignore[attr-defined]  # not in highspy's stubs
        return None, np.array(ray)[: self.count] if there else np.zeros(self.count)

    def phase_one_duals(self) -> NDArray[np.float64]:
        """Return duals that refute an infeasible relaxation: of the least ``z`` that every row misses."""
        # The dual ray of an infeasible program comes unscaled and is often too inexact to be made whole. With
        # z in every row the program becomes feasible (phase one of the simplex method), and its duals can be
        # refined.
        for r in self._rigid:
            self._highs.changeCoeff(r, self.columns, -1.0)
        self._highs.run()
        duals = self.refined(self._rigid)
        for r in self._rigid:
            self._highs.changeCoeff(r, self.columns, 0.0)
        return duals

    def refined(self, missing: Sequence[int] = ()) -> NDArray[np.float64]:
        """Return the last duals, exact to the last bits; ``missing``: the rows that have ``z`` as well."""
        # Where one row must weigh millions of times another, HiGHS's tolerance of 1e-7 on the large one hides
        # the small refutation. So the residual of the dual equations is solved for with the factorised basis
        # (B^T d = c_B - A_B^T y) and added, as in iterative refinement.
        basic = np.array(self._highs.getBasicVariables()[1])  # type: ignore[attr-defined]
        slack = basic < 0  # HiGHS writes the slack of row r as -1 - r
        duals = np.array(self._highs.getSolution().row_dual)
        for _ in range(_REFINEMENTS):
            costs = -self._summed(duals)
            costs[self.columns] += 1.0 + float(duals[list(missing)].sum())
            lacking = np.empty(len(basic))
            lacking[slack] = -duals[-basic[slack] - 1]
            lacking[~slack] = costs[basic[~slack]]
            duals += self._highs.getBasisTransposeSolve(lacking)[1]  # type: ignore[attr-defined]
        return -duals[: self.count]

    def combined_costs(self, multipliers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each column's coefficient, but for ``z``, in the sum of the rows times multipliers."""
        costs = self._summed(np.append(multipliers, np.zeros(len(self._matrix.lengths) - self.count)))[:-1]
        self.sums.fold(costs)
        return costs

    def _summed(self, multipliers: NDArray[np.float64]) -> NDArray[np.float64]:
        lengths, columns, values = self._matrix
        sums = np.bincount(columns, values * np.repeat(multipliers, lengths), self.columns + 1)
        return sums.astype(np.float64)


class _Matrix(NamedTuple):
    """A sparse matrix, row after row: how many columns each has, which, and their coefficients."""

    lengths: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: NDArray[np.float64]


def _matrix(system: LinearSystem) -> _Matrix:
    """Return the rows, ``z`` the last column, then a row a session (exactly one option), then the sums."""
    terms = [{**row.terms, len(system.low): -row.miss} if row.miss else row.terms for row in system.rows]
    terms += [dict.fromkeys(xs.values(), 1) for xs in system.x]
    terms += [{**dict.fromkeys(summed, 1), column: -1} for column, summed in system.sums]
    lengths = np.array([len(each) for each in terms], np.int32)
    count = int(lengths.sum())
    return _Matrix(
        lengths,
        np.fromiter(chain.from_iterable(terms), np.int32, count),
        np.fromiter(chain.from_iterable(each.values() for each in terms), np.float64, count),
    )


def _program(system: LinearSystem, matrix: _Matrix, most: Sequence[float] | None = None) -> highspy.HighsLp:
    """Return the program that minimises ``z`` under the rows of a system."""
    rows, upper = len(system.rows), most if most is not None else [row.most for row in system.rows]
    equal = np.append(np.ones(len(system.x)), np.zeros(len(system.sums)))
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(system.low) + 1, rows + len(equal)
    program.col_cost_ = np.append(np.zeros(len(system.low)), 1.0)
    program.col_lower_ = np.array([*system.low, -_INF], np.float64)
    program.col_upper_ = np.array([*system.high, _INF], np.float64)
    program.row_lower_ = np.append(np.full(rows, -_INF), equal)
    program.row_upper_ = np.append(np.array(upper, np.float64), equal)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.append(0, np.cumsum(matrix.lengths)).astype(np.int32)
    program.a_matrix_.index_, program.a_matrix_.value_ = matrix.columns, matrix.values
    return program


def _highs(program: highspy.HighsLp, **options: str | float) -> highspy.Highs:
    """Return a solver with one thread and one seed, so that a program always has the same solution."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    fixed: dict[str, str | float] = {"output_flag": False, "threads": 1, "random_seed": 0}
    for name, setting in {**fixed, **options}.items():
        highs.setOptionValue(name, setting)
    highs.passModel(program)
    return highs
