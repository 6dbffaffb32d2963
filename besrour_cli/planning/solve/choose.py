"""The choice: the exact lexicographic optimum of the rule over all series at once, with its proof.

Every start is an option of its own. Slots that another slot of their series beats are left out, and after
each step the starts that no plan within its limit can have; both are in the certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.instants import (
    from_epoch_minutes,
    instant_text,
    to_epoch_minutes,
    zone_data_version,
)
from besrour_cli.model.plan import FIXED, Burden, ObjectiveValue, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.fairness_rule import NIGHTS, ORDER, POSSIBLE, STEPS, TIE
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.budget import DEFAULT_LIMITS, UNLIMITED, Budget, SearchLimits
from besrour_cli.planning.solve.certificate import CertificateBuilder, StepProof, StepProofs, starts_of
from besrour_cli.planning.solve.infeasible_set import infeasible_set_error
from besrour_cli.planning.solve.lexicographic import LexicographicSolver, take_steps
from besrour_cli.planning.solve.previous_plan import previous_plan
from besrour_cli.planning.solve.profile_bests import profile_bests
from besrour_cli.planning.solve.result import build_slots, costs_of, nights_of, proof_of, yearly_burdens
from besrour_cli.planning.solve.same_problem import (
    is_of,
    is_whole,
    planned_before,
    problem_digest,
    sealed,
)
from besrour_cli.planning.solve.tie_break import break_ties

_ORDER_SHARE = 0.05
"""The part of the remaining time that the proof may take that no plan has its sessions in order."""


@dataclass(frozen=True)
class PlanResult:
    """The new plan, what its year costs every member, each step's value and dual bound, and every cost.

    ``costs``: session id to member id to burden, in units (an ordinary clinic hour is 1). ``nights``: session
    id to the members (ids) who have a night then. ``proof``: the certificate that ``besrour verify`` checks,
    as plain values for JSON (``docs/en/reference/proof.md``). ``inputs``: what was chosen from.
    """

    plan: Plan
    people: Mapping[str, Burden]
    steps: tuple[ObjectiveValue, ...]
    costs: Mapping[str, Mapping[str, float]]
    nights: Mapping[str, frozenset[str]]
    proof: Mapping[str, object]
    inputs: PlanningInput = field(compare=False, repr=False)


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
    near: bool = False,
    proof: Mapping[str, object] | None = None,
) -> PlanResult:
    """Choose a start for every session of the year, by the rule of fairness.

    Announced sessions keep their start unless they are in ``free``; held ones always do, and so do those in
    ``keep``, proposed or not. ``near``: of plans as fair and as simple one is chosen in which as many of the
    others as can be stay where ``plan`` proposed them; ``proof`` is the certificate of ``plan``, by which the
    same problem gives the same plan, without a search where it proves every step. Sessions that are over are
    closed first (``close_past_sessions``).

    ``budget`` limits the search: a step whose value and bound differ is not proven. When the time was too
    short to find a plan as fair as the one there was, that one stays. Raises :class:`NegativeAnswer` when the
    constraints leave a session, or several together, without a start, or the time was too short for any plan.
    """
    plan = close_past_sessions(programme, plan, now)
    placing = build_input(programme, plan, now, free, keep, near=near)
    placing, answer, certificate = _answered(placing, now, proof if near else None, budget, limits)
    chosen = {a.session.id: start for a, start in zip(placing.sessions, answer.starts, strict=True)}
    new = Plan(
        programme=programme.id,
        tzdata=zone_data_version(),
        slots=build_slots(programme, plan, now, chosen),
        ledger=plan.ledger,
        steps=answer.steps,
        retained=_retained(placing, plan),
        holds=tuple(sorted(plan.holds)),
        freed=tuple(name for name in plan.freed if name in keep),
        rules=plan.rules,
        best=placing.best,
    )
    return PlanResult(
        plan=new,
        people=yearly_burdens(placing, answer.starts, plan.ledger),
        steps=answer.steps,
        costs=costs_of(placing, answer.starts),
        nights=nights_of(placing, answer.starts),
        proof=certificate,
        inputs=placing,
    )


def _answered(
    inputs: PlanningInput,
    now: datetime,
    proof: Mapping[str, object] | None,
    budget: Budget,
    limits: SearchLimits,
) -> tuple[PlanningInput, Solution, Mapping[str, object]]:
    """Return the inputs as they were judged, the answer, and its certificate.

    Where ``proof`` is of the same problem, it is that one, or at least begins where it began.
    """
    digest = problem_digest(inputs)
    if proof is not None and is_of(proof, inputs, digest):
        inputs = planned_before(inputs, proof)
        if is_whole(proof):
            return inputs, _planned(inputs), proof
    inputs, answer = _best(inputs, budget, limits)
    answer = _no_worse(inputs, answer)
    proven = {"problem": digest, **proof_of(inputs, answer.starts, answer.proofs, now)}
    return inputs, answer, sealed(proven)


def _planned(inputs: PlanningInput) -> Solution:
    """Return the plan there is, which is of this problem and proven."""
    plan = inputs.given.plan
    starts = tuple(to_epoch_minutes(plan.slots[each.session.id].start) for each in inputs.sessions)
    return Solution(starts, plan.steps, None)


def _best(inputs: PlanningInput, budget: Budget, limits: SearchLimits) -> tuple[PlanningInput, Solution]:
    """Return the optimum; where several profiles are assumed, what could be had under each comes first."""
    if not (inputs.others and inputs.sessions):
        return inputs, solve(inputs, budget, limits)
    found = profile_bests(inputs, budget, limits)
    if found is None:
        raise infeasible_set_error(inputs, inputs.problem())
    inputs = inputs._replace(best=found.best)
    answer = solve(inputs, budget, limits, measured=found.proven)
    assert answer.proofs is not None
    return inputs, answer._replace(proofs=answer.proofs._replace(profiles=found.proofs))


def _no_worse(inputs: PlanningInput, answer: Solution) -> Solution:
    """Return the answer, or the plan there was if the time was too short to find one as fair."""
    if answer.proofs is None or all(step.least == step.bound for step in answer.steps):
        return answer
    previous = previous_plan(inputs)
    decisive = previous.decisive(answer.proofs) if previous is not None else None
    if previous is None or decisive is None:
        return answer
    steps = previous.steps(answer.steps, decisive)
    starts = {
        each.session.id: instant_text(from_epoch_minutes(start))
        for each, start in zip(inputs.sessions, answer.starts, strict=True)
    }
    return Solution(previous.starts, steps, previous.proofs(answer.proofs, steps, decisive, starts))


def _retained(inputs: PlanningInput, plan: Plan) -> tuple[str, ...]:
    """Return the sessions whose start was fixed although it was not announced when it was first retained."""
    fixed = [a.session.id for a in inputs.sessions if a.fixed]
    return tuple(sorted(i for i in fixed if plan.slots[i].state not in FIXED or i in plan.retained))


def solve(
    inputs: PlanningInput, budget: Budget, limits: SearchLimits = DEFAULT_LIMITS, *, measured: bool = True
) -> Solution:
    """Return the optimum of a planning problem. Raises :class:`NegativeAnswer` when there is no plan.

    ``measured``: whether what burdens are compared with under several profiles is proven.
    """
    if not inputs.sessions:
        return Solution((), tuple(ObjectiveValue(name, 0.0, 0.0, 0.0) for name in STEPS), None)
    problem = inputs.problem()
    found = optimum(problem, budget, limits, measured=measured)
    if found is None:
        # Hardly ever do sessions fit in another order only than the one of their dates; then any will do.
        part = budget.part(min(budget.remaining() * _ORDER_SHARE, limits.seconds))
        no_order = CertificateBuilder(problem).prove_no_order(limits.nodes, part)
        found = optimum(problem._replace(ordered=False), budget, limits, measured=measured)
        if found is None:
            raise infeasible_set_error(inputs, problem)
        assert found.proofs is not None
        found = found._replace(proofs=found.proofs._replace(no_order=no_order))
    return found


def optimum(
    problem: PlanningProblem,
    budget: Budget,
    limits: SearchLimits = DEFAULT_LIMITS,
    *,
    measured: bool = True,
) -> Solution | None:
    """Take every step and break ties; None: the constraints between sessions leave no plan."""
    solver = LexicographicSolver(problem, CertificateBuilder(problem), budget, limits)
    taken = take_steps(solver)
    if taken is None:
        return None
    choice, undecided = break_ties(solver)
    values = problem.evaluate(choice)
    steps = [ObjectiveValue(POSSIBLE, 0.0, 0.0, 0.0)]
    proofs: list[StepProof] = []
    surpassed = False
    for name, proof in zip(ORDER, taken, strict=True):
        value, least, bound = values[name], solver.least[name], solver.bounds[name]
        # A step that was left open may turn out to reach less than was found then; what followed from the
        # former least is no longer so.
        surpassed = surpassed or value < least
        if surpassed:
            least = value
        unproven = surpassed or not (measured or name == NIGHTS)
        if unproven:
            bound = min(solver.margins[name].past, least)
        steps.append(ObjectiveValue(name, float(value), float(bound), float(least)))
        kept: StepProof = {"name": name, "tree": None} if unproven else proof
        whole: StepProof = {**kept, "value": str(value), "least": str(least), "bound": str(bound)}
        if value != least:
            whole["witness"] = starts_of(problem, solver.witnesses[name])
        proofs.append(whole)
    steps.append(ObjectiveValue(TIE, float(undecided), 0.0, float(undecided)))
    starts = tuple(options.start(o) for options, o in zip(problem.options, choice, strict=True))
    certificate = StepProofs(tuple(proofs), solver.prover.used_conflicts(), problem.ordered)
    return Solution(starts, tuple(steps), certificate)
