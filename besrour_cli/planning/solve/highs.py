"""A system of rows given to HiGHS: relaxed, and solved again and again within other bounds; or whole, once.

Nothing of fairness.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import highspy
import numpy as np

from besrour_cli.planning.solve.linear_system import LinearSystem

if TYPE_CHECKING:
    from numpy import float64, int32
    from numpy.typing import NDArray

_INF = highspy.kHighsInf
_ROUNDS = 2
_NOTHING = 0.01  # of z, and far above the solver's tolerances


class MipResult(NamedTuple):
    """What an integer program found: values of the columns (``z`` last; None: nothing was found), a proven
    lower ``bound`` of ``z``, and whether it is proven that nothing at all fits.
    """

    values: NDArray[float64] | None
    bound: float
    impossible: bool

    @property
    def nothing_better(self) -> bool:
        """Whether nothing is better than what was to be bettered: whatever is not misses by one or more."""
        return self.bound > _NOTHING


def solve_mip(system: LinearSystem, seconds: float) -> MipResult:
    """Make ``z`` least, all that must be whole being so."""
    program = _program(system, _matrix(system))
    kinds = [highspy.HighsVarType.kContinuous] * program.num_col_
    for column in (*chain.from_iterable(xs.values() for xs in system.x), *system.whole.values()):
        kinds[column] = highspy.HighsVarType.kInteger
    program.integrality_ = kinds
    highs = _highs(program, mip_abs_gap=1e-6, mip_rel_gap=0.0, time_limit=max(seconds, 0.01))
    highs.run()
    info, status = highs.getInfo(), highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return MipResult(None, np.inf, True)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    proves = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit}
    values = np.array(highs.getSolution().col_value) if found else None
    return MipResult(values, info.mip_dual_bound if proves else -np.inf, False)


class LpRelaxation:
    """Make ``z`` least, nothing needing to be whole; each solution begins where the last one ended."""

    def __init__(self, system: LinearSystem) -> None:
        self.columns, self.count = len(system.low), len(system.rows)
        self._most = np.array([row.most for row in system.rows], np.float64)
        self._rigid = [r for r, row in enumerate(system.rows) if not row.miss]
        self._matrix = _matrix(system)
        self._highs = _highs(_program(system, self._matrix), presolve="off", solver="simplex")

    def bound(self, columns: Sequence[int], low: Sequence[float], high: Sequence[float]) -> None:
        """Hold columns within other bounds from now on."""
        self._highs.changeColsBounds(
            len(columns), np.array(columns, np.int32), np.array(low, np.float64), np.array(high, np.float64)
        )

    def ask(self, most: Sequence[int]) -> None:
        """Ask for better: other upper bounds of the rows."""
        new = np.array(most, np.float64)
        for r in np.flatnonzero(new != self._most).tolist():
            self._highs.changeRowBounds(r, -_INF, float(new[r]))
        self._most = new

    def solve(self) -> tuple[NDArray[float64] | None, NDArray[float64]]:
        """The columns' values (``z`` last; None: nothing fits) and the rows' multipliers."""
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            solution = self._highs.getSolution()
            return np.array(solution.col_value), -np.array(solution.row_dual)[: self.count]
        _, there, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        return None, np.array(ray)[: self.count] if there else np.zeros(self.count)

    def missing(self) -> NDArray[float64]:
        """Where nothing fits: multipliers for missing every row, by as little as can be."""
        for r in self._rigid:
            self._highs.changeCoeff(r, self.columns, -1.0)
        self._highs.run()
        found = self.refined(self._rigid)
        for r in self._rigid:
            self._highs.changeCoeff(r, self.columns, 0.0)
        return found

    def refined(self, missing: Sequence[int] = ()) -> NDArray[float64]:
        """The last solution's multipliers, and what they lacked of its basis added; ``missing`` are rows
        that ``z`` could miss as well.

        Where a row must be weighed millions of times another, rounding would else hide a small refutation.
        """
        basic = np.array(self._highs.getBasicVariables()[1])  # type: ignore[attr-defined]
        slack = basic < 0
        duals = np.array(self._highs.getSolution().row_dual)
        for _ in range(_ROUNDS):
            costs = -self._summed(duals)
            costs[self.columns] += 1.0 + float(duals[list(missing)].sum())
            lacking = np.empty(len(basic))
            lacking[slack] = -duals[-basic[slack] - 1]
            lacking[~slack] = costs[basic[~slack]]
            duals += self._highs.getBasisTransposeSolve(lacking)[1]  # type: ignore[attr-defined]
        return -duals[: self.count]

    def costs(self, multipliers: NDArray[float64]) -> NDArray[float64]:
        """What each column adds to the rows' sum."""
        return self._summed(np.append(multipliers, np.zeros(len(self._matrix.lengths) - self.count)))[:-1]

    def _summed(self, multipliers: NDArray[float64]) -> NDArray[float64]:
        lengths, columns, values = self._matrix
        found = np.bincount(columns, values * np.repeat(multipliers, lengths), self.columns + 1)
        return found.astype(np.float64)


class _Matrix(NamedTuple):
    """Row after row: how many columns it has, which, and how many times each counts."""

    lengths: NDArray[int32]
    columns: NDArray[int32]
    values: NDArray[float64]


def _matrix(system: LinearSystem) -> _Matrix:
    """The rows, ``z`` the last column; then one for each session: exactly one of its options."""
    terms = [{**row.terms, len(system.low): -row.miss} if row.miss else row.terms for row in system.rows]
    terms += [dict.fromkeys(xs.values(), 1) for xs in system.x]
    lengths = np.array([len(each) for each in terms], np.int32)
    count = int(lengths.sum())
    return _Matrix(
        lengths,
        np.fromiter(chain.from_iterable(terms), np.int32, count),
        np.fromiter(chain.from_iterable(each.values() for each in terms), np.float64, count),
    )


def _program(system: LinearSystem, matrix: _Matrix) -> highspy.HighsLp:
    rows, sessions = len(system.rows), len(system.x)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(system.low) + 1, rows + sessions
    program.col_cost_ = np.append(np.zeros(len(system.low)), 1.0)
    program.col_lower_ = np.array([*system.low, -_INF], np.float64)
    program.col_upper_ = np.array([*system.high, _INF], np.float64)
    program.row_lower_ = np.append(np.full(rows, -_INF), np.ones(sessions))
    program.row_upper_ = np.append(np.array([row.most for row in system.rows]), np.ones(sessions))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.append(0, np.cumsum(matrix.lengths)).astype(np.int32)
    program.a_matrix_.index_, program.a_matrix_.value_ = matrix.columns, matrix.values
    return program


def _highs(program: highspy.HighsLp, **options: str | float) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    fixed: dict[str, str | float] = {"output_flag": False, "threads": 1, "random_seed": 0}
    for name, setting in {**fixed, **options}.items():
        highs.setOptionValue(name, setting)
    highs.passModel(program)
    return highs
