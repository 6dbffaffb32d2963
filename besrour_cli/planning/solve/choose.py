"""The choice: the exact lexicographic optimum of the rule over all series at once, with its proof.

First the sessions' options are merged (dates forgotten) and dominated ones left out; that is a relaxation,
so its dual bounds hold for the whole problem. If dates can then be given that keep the days between sessions
and let nobody be in two places, the choice is optimal for the whole problem too. If they cannot, the
problem is solved again with every start an option of its own and those constraints as rows.

Leaving out dominated options is sound: in a relaxed optimum a dominated option could be exchanged for the one
that dominates it, which would worsen no step before ``people`` and improve ``people``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.instants import zone_data_version
from besrour_cli.model.plan import FIXED, Burden, ObjectiveValue, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.conflict_cliques import Clique, cliques
from besrour_cli.planning.problem.fairness_rule import ORDER, POSSIBLE, STEPS, TIE
from besrour_cli.planning.problem.options import OptionIndex, PlanningProblem
from besrour_cli.planning.problem.spacing import any_feasible, earliest
from besrour_cli.planning.solve.budget import DEFAULT_LIMITS, UNLIMITED, Budget, SearchLimits
from besrour_cli.planning.solve.certificate import CertificateBuilder, StepProof, StepProofs
from besrour_cli.planning.solve.infeasible_set import infeasible_set_error
from besrour_cli.planning.solve.lexicographic import LexicographicSolver
from besrour_cli.planning.solve.previous_plan import previous_plan
from besrour_cli.planning.solve.result import build_slots, costs_of, proof_of, yearly_burdens
from besrour_cli.planning.solve.tie_break import break_ties


class PlanResult(NamedTuple):
    """The new plan, what its year costs every member, each step's value and dual bound, and every cost.

    ``costs``: session id to member id to burden, in units (an ordinary clinic hour is 1). ``proof``: the
    certificate that ``besrour verify`` checks, as plain values for JSON (``docs/reference/proof.md``).
    """

    plan: Plan
    people: Mapping[str, Burden]
    steps: tuple[ObjectiveValue, ...]
    costs: Mapping[str, Mapping[str, float]]
    proof: Mapping[str, object]


class _SolverResult(NamedTuple):
    """The best choice of a problem, the steps, and their proofs."""

    choice: tuple[OptionIndex, ...]
    steps: tuple[ObjectiveValue, ...]
    proofs: StepProofs


class Solution(NamedTuple):
    """A start for every session, the steps, and their proofs (None: there is no session)."""

    starts: tuple[EpochMinute, ...]
    steps: tuple[ObjectiveValue, ...]
    proofs: StepProofs | None


def choose(
    programme: Programme,
    plan: Plan,
    now: datetime,
    *,
    budget: Budget = UNLIMITED,
    limits: SearchLimits = DEFAULT_LIMITS,
    free: frozenset[str] = frozenset(),
    keep: frozenset[str] = frozenset(),
) -> PlanResult:
    """Choose a start for every session of the year, by the rule of fairness.

    Announced sessions keep their start unless they are in ``free``; held ones always do, and so do those in
    ``keep``, proposed or not. Sessions that are over are closed first (``close_past_sessions``).

    ``budget`` limits the search: a step whose value and bound differ is not proven. When the time was too
    short to find a plan as fair as the one there was, that one stays. Raises :class:`NegativeAnswer` when the
    constraints leave a session, or several together, without a start, or the time was too short for any plan.
    """
    plan = close_past_sessions(programme, plan, now)
    placing = build_input(programme, plan, now, free, keep)
    answer = _no_worse(placing, solve(placing, budget, limits))
    chosen = {a.session.id: start for a, start in zip(placing.sessions, answer.starts, strict=True)}
    new = Plan(
        programme=programme.id,
        tzdata=zone_data_version(),
        slots=build_slots(programme, plan, now, chosen),
        ledger=plan.ledger,
        steps=answer.steps,
        retained=_retained(placing, plan),
        holds=tuple(sorted(plan.holds)),
    )
    people = yearly_burdens(placing, answer.starts, plan.ledger)
    costs = costs_of(placing, answer.starts)
    return PlanResult(new, people, answer.steps, costs, proof_of(placing, answer.starts, answer.proofs, now))


def _no_worse(inputs: PlanningInput, answer: Solution) -> Solution:
    """Return the answer, or the plan there was if the time was too short to find one as fair."""
    if answer.proofs is None or all(step.value == step.bound for step in answer.steps):
        return answer
    previous = previous_plan(inputs)
    if previous is None or not previous.as_fair(answer.steps):
        return answer
    steps = previous.steps(answer.steps)
    return Solution(previous.starts, steps, previous.proofs(answer.proofs, steps))


def _retained(inputs: PlanningInput, plan: Plan) -> tuple[str, ...]:
    """Return the sessions whose start was fixed although it was not announced when it was first retained."""
    fixed = [a.session.id for a in inputs.sessions if a.fixed]
    return tuple(sorted(i for i in fixed if plan.slots[i].state not in FIXED or i in plan.retained))


def solve(inputs: PlanningInput, budget: Budget, limits: SearchLimits) -> Solution:
    """Return the optimum of a planning problem. Raises :class:`NegativeAnswer` when there is no plan."""
    if not inputs.sessions:
        return Solution((), tuple(ObjectiveValue(name, 0.0, 0.0) for name in STEPS), None)
    # Merging is what makes a year small: starts of one hour that differ by the date alone become one option.
    # It forgets the dates, which seldom bind: windows are mostly further apart than sessions must be.
    merged = inputs.problem()
    found = _optimum(merged, budget, limits, ())
    starts = earliest(merged, found.choice) if found is not None else None
    if found is not None and starts is not None:
        return Solution(starts, found.steps, found.proofs)
    # Dates bind. Dominated options come back too: the one that dominates may be in conflict with another
    # session.
    whole = inputs.problem(prune=False, by_day=True)
    near = [o.starts[c] for o, c in zip(merged.options, found.choice, strict=True)] if found else []
    found = _optimum(whole, budget, limits, cliques(whole), near)
    if found is None:
        raise infeasible_set_error(inputs, whole)
    chosen = tuple(o.starts[c][0] for o, c in zip(whole.options, found.choice, strict=True))
    return Solution(chosen, found.steps, found.proofs)


def _optimum(
    problem: PlanningProblem,
    budget: Budget,
    limits: SearchLimits,
    conflicts: Sequence[Clique],
    near: Sequence[Sequence[int]] = (),
) -> _SolverResult | None:
    """Take every step and break ties, trying starts ``near`` first; None: the conflicts leave no plan."""
    first = any_feasible(problem, near) if conflicts else (OptionIndex(0),) * len(problem.options)
    prover = CertificateBuilder(problem, conflicts)
    solver = LexicographicSolver(problem, prover, first, budget, limits)
    steps = [ObjectiveValue(POSSIBLE, 0.0, 0.0)]
    proofs: list[StepProof] = []
    for name in ORDER:
        proof = solver.step(name)
        if proof is None:
            return None
        value, bound = solver.reached[name], solver.bounds[name]
        steps.append(ObjectiveValue(name, float(value), float(bound)))
        proofs.append({**proof, "value": str(value), "bound": str(bound)})
    choice, undecided = break_ties(
        prover, solver.choice, solver.reached, solver.is_equal, budget, limits.tie_nodes
    )
    steps.append(ObjectiveValue(TIE, float(undecided), 0.0))
    used = prover.used_conflicts() if conflicts else None
    return _SolverResult(choice, tuple(steps), StepProofs(tuple(proofs), used))
