"""Proofs out of a relaxation: whole numbers of rows that no choice meets, however far apart their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from besrour_cli.model.plan import Plan
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.spacing import fits
from besrour_cli.planning.solve import lexicographic, tie_break
from besrour_cli.planning.solve.branch_and_bound import BranchAndBound
from besrour_cli.planning.solve.budget import UNLIMITED, SearchLimits
from besrour_cli.planning.solve.certificate import CertificateBuilder
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.solve.infeasibility import VariableBounds
from besrour_cli.planning.solve.integer_program.highs import LpRelaxation
from besrour_cli.planning.solve.integer_program.linear_system import LinearConstraint, LinearSystem, OptionKey
from besrour_cli.planning.verify.check import verify
from support.planning.budgets import NOTHING_FOUND
from support.planning.certificates import leaves, written, year
from support.planning.world import NOW

SESSIONS = ({0: 0, 1: 1}, {0: 2, 1: 3})
"""Two sessions of two options each; a helper, where there is one, is column 4."""
HUGE = 10**13


def row(most: int, *terms: int, miss: float = 0.0) -> LinearConstraint:
    """A row over the columns in their order."""
    return LinearConstraint(("row",), {n: each for n, each in enumerate(terms) if each}, most, most, miss)


def system(*rows: LinearConstraint, helper: tuple[int, int] | None = None) -> LinearSystem:
    """These rows over the two sessions, and a helper between two bounds."""
    low, high = ([helper[0]], [helper[1]]) if helper is not None else ([], [])
    return LinearSystem(SESSIONS, {}, [0] * 4 + low, [1] * 4 + high, list(rows), [])


def refuses_all(asked: LinearSystem, multipliers: Mapping[int, int]) -> bool:
    """Whether rows times whole multipliers add up to a row that no choice meets, counted choice by choice."""
    helpers = product(*(range(asked.low[n], asked.high[n] + 1) for n in range(4, len(asked.low))))
    total = {
        column: sum(y * asked.rows[r].terms.get(column, 0) for r, y in multipliers.items())
        for column in range(len(asked.low))
    }
    most = sum(y * asked.rows[r].most for r, y in multipliers.items())
    choices = [
        total[one] + total[other] + sum(total[4 + n] * value for n, value in enumerate(values))
        for one, other, values in product((0, 1), (2, 3), list(helpers))
    ]
    return all(y > 0 for y in multipliers.values()) and all(value > most for value in choices)


@pytest.mark.parametrize(
    "asked",
    [
        system(row(6, 3, 5, 4, 7)),
        system(row(HUGE, HUGE, HUGE + 1, 1, 3), row(0, 1, 0, 1, 0)),
        system(row(7, 3, 5, 4, 7, 1), helper=(1, 3)),
        system(row(4, 3, 5, 4, 7, -1), helper=(0, 2)),
    ],
    ids=["one row", "a row of trillions beside one of ones", "a helper that adds", "a helper that spares"],
)
def test_what_has_no_solution_is_refused_in_whole_numbers(asked: LinearSystem) -> None:
    """By short multipliers where they are enough, and exactly where one row weighs trillions of another."""
    relaxed = LpRelaxation(asked)
    values, _ray = relaxed.solve()
    assert values is None
    duals = relaxed.phase_one_duals()
    assert relaxed.solve()[0] is None, "the rows are again what they were"
    bounds = VariableBounds(asked, relaxed)
    exact = bounds.exact_refutation(duals)
    assert exact is not None and refuses_all(asked, exact.rows)
    short = bounds.refutation(duals)
    assert short is None or refuses_all(asked, short.rows)


def test_what_has_a_solution_is_refused_by_nothing() -> None:
    """Three and four are seven: as long as seven may be, no multipliers leave no choice."""
    asked = system(row(7, 3, 5, 4, 7))
    bounds = VariableBounds(asked, LpRelaxation(asked))
    assert bounds.refutation(np.ones(1)) is None
    assert bounds.exact_refutation(np.ones(1)) is None
    assert bounds.exact_refutation(np.zeros(1)) is None
    assert bounds.short_multipliers(np.zeros(1)) is None


def test_a_tighter_row_is_missed_by_more() -> None:
    """z says by how much the row is missed: at most six, then nine, then four."""
    asked = system(row(6, 3, 5, 4, 7, miss=2.0))
    relaxed = LpRelaxation(asked)
    for most, missed in ((6, 0.5), (9, -1.0), (4, 1.5)):
        relaxed.set_upper_bounds([most])
        values, duals = relaxed.solve()
        assert values is not None and values.tolist() == [1.0, 0.0, 1.0, 0.0, missed]
        assert duals.tolist() == relaxed.refined().tolist() == [0.5]


def test_a_search_that_begins_with_a_bad_plan_ends_with_the_best() -> None:
    """Every better plan found on the way is asked to be beaten in its turn; the last one is proven."""
    asked, choice = year()
    problem = build_input(asked, Plan("test", ""), NOW, frozenset()).problem()
    prover = CertificateBuilder(problem)
    best: list[Fraction] = [problem.evaluate((0,) * len(problem.options))["nights"]]

    def improve(found: Sequence[int]) -> Fraction | None:
        value = problem.evaluate(found)["nights"]
        if value >= best[-1] or not fits(problem, found, prover.pairs):
            return None
        best.append(value)
        return value

    proof = prover.prove_step("nights", best[0], improve, 2_000, UNLIMITED)
    least = next(step.least for step in choice.steps if step.name == "nights")
    assert len(best) > 1 and best[-1] == least
    assert proof["tree"] is not None and all(leaf["sum"] for leaf in leaves(proof["tree"]))


def test_a_search_that_may_look_at_nothing_proves_and_drops_nothing() -> None:
    """No node is allowed: there is no tree, and no start is left out for later steps."""
    asked, _choice = year()
    problem = build_input(asked, Plan("test", ""), NOW, frozenset()).problem()
    prover = CertificateBuilder(problem)

    def improve(_found: OptionKey) -> Fraction | None:
        raise AssertionError("nothing is looked at")

    search = BranchAndBound(
        problem,
        prover.step_system("nights", Fraction(100)),
        improve,
        list,
        rounds=True,
        nodes=0,
        budget=UNLIMITED,
    )
    assert search.refute() is None
    assert search.fix_options() == (None, [])


def test_without_the_integer_program_the_search_finds_and_proves_the_same_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """HiGHS finds nothing in its seconds: the first plan that fits is improved until nothing is better."""
    asked, choice = year()
    for module in (lexicographic, tie_break):
        monkeypatch.setattr(module, "solve_mip", lambda *_: NOTHING_FOUND)
    found = choose(asked, Plan("test", ""), NOW)
    assert found.plan.slots == choice.plan.slots and found.steps == choice.steps
    assert verify(asked, found.plan, written(found), NOW).proven


@pytest.mark.parametrize("infeasible", [False, True])
def test_ties_that_nobody_could_break_are_counted(infeasible: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an answer in time the choice stays, and is not called settled; where nothing else is, it is."""
    asked, _choice = year()
    problem = build_input(asked, Plan("test", ""), NOW, frozenset()).problem()
    prover = CertificateBuilder(problem)
    no_search = SearchLimits(nodes=0)
    solver = lexicographic.LexicographicSolver(problem, prover, UNLIMITED, no_search)
    assert solver.step("nights") is not None
    monkeypatch.setattr(tie_break, "solve_mip", lambda *_: NOTHING_FOUND._replace(infeasible=infeasible))
    choice, open_ties = tie_break.break_ties(solver)
    assert choice == solver.choice
    assert open_ties == (0 if infeasible else sum(len(here) > 1 for here in prover.open))
