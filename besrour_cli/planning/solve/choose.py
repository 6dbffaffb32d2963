"""The choice: the exact lexicographic optimum of the rule over all series at once, with its proof.

First the sessions' options are merged (dates forgotten) and beaten ones left out; that is a relaxation,
so its bounds hold for the whole problem. If dates can then be given that keep the days between sessions
and let nobody be in two places, the choice is optimal for the whole problem too. If they cannot, the
problem is solved again with every start an option of its own and those demands as rows.

Leaving out beaten options is sound: in a relaxed optimum a beaten option could be exchanged for the one
that beats it, which no step before ``people`` would feel and ``people`` would gain by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.instants import zone_data_version
from besrour_cli.model.plan import FIXED, Burden, ObjectiveValue, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from besrour_cli.planning.problem.build import PlanningInput, build_input
from besrour_cli.planning.problem.conflict_cliques import cliques
from besrour_cli.planning.problem.indices import OptionIndex
from besrour_cli.planning.problem.objectives import ORDER, POSSIBLE, STEPS, TIE
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.spacing import earliest
from besrour_cli.planning.solve.result import build_slots, costs_of, proof_of, yearly_burdens

if TYPE_CHECKING:
    from besrour_cli.planning.problem.conflict_cliques import Clique


class PlanResult(NamedTuple):
    """The new plan, what its year costs everyone, each step's value and proven bound, and every cost.

    ``costs``: session id to member id to burden, in units (an ordinary clinic hour is 1). ``proof``: the
    certificate that ``besrour verify`` checks, as plain values for JSON (``docs/reference/proof.md``).
    """

    plan: Plan
    people: Mapping[str, Burden]
    steps: tuple[ObjectiveValue, ...]
    costs: Mapping[str, Mapping[str, float]]
    proof: Mapping[str, object]


class Solution(NamedTuple):
    """A start (epoch minute) for every session asked for, the steps, and their proofs."""

    starts: tuple[EpochMinute, ...]
    steps: tuple[ObjectiveValue, ...]
    proofs: Mapping[str, object]


def choose(
    programme: Programme,
    plan: Plan,
    now: datetime,
    *,
    seconds: float = 20.0,
    free: frozenset[str] = frozenset(),
    keep: frozenset[str] = frozenset(),
) -> PlanResult:
    """A start for every session of the year, by the rule of fairness.

    Sessions people were told of keep their start unless they are in ``free``; held ones always do, and
    so do those in ``keep``, proposed or not. What is over is first settled (``ledger.settled``).
    ``seconds`` limits the proof: a step whose value and bound differ is not proven. Raises
    :class:`NegativeAnswer` when the demands leave a session, or several together, without a start. When the time
    was too short to find as fair a plan as there was, that one stays.
    """
    from time import monotonic

    until = monotonic() + seconds
    plan = close_past_sessions(programme, plan, now)
    placing = build_input(programme, plan, now, free, keep)
    answer = _no_worse(placing, solve(placing, until))
    chosen = {a.session.id: start for a, start in zip(placing.sessions, answer.starts, strict=True)}
    new = Plan(
        programme.id,
        zone_data_version(),
        build_slots(programme, plan, now, chosen),
        plan.ledger,
        answer.steps,
        _fixed(placing, plan),
    )
    people = yearly_burdens(placing, answer.starts, plan.ledger)
    costs = costs_of(placing, answer.starts)
    return PlanResult(new, people, answer.steps, costs, proof_of(placing, answer.starts, answer.proofs, now))


def _no_worse(inputs: PlanningInput, answer: Solution) -> Solution:
    """The answer, or the plan there was if the time was too short to find as fair a one."""
    if all(step.value == step.bound for step in answer.steps):
        return answer
    from besrour_cli.planning.solve.previous_plan import previous_plan

    was = previous_plan(inputs)
    if was is None or not was.as_fair(answer.steps):
        return answer
    steps = was.steps(answer.steps)
    return Solution(was.starts, steps, was.proofs(answer.proofs, steps))


def _fixed(inputs: PlanningInput, plan: Plan) -> tuple[str, ...]:
    """The sessions that stood though nobody had been told of them when they were first kept."""
    stood = [a.session.id for a in inputs.sessions if a.fixed]
    return tuple(sorted(i for i in stood if plan.slots[i].state not in FIXED or i in plan.retained))


def solve(inputs: PlanningInput, until: float) -> Solution:
    """The optimum of a question, sought until a moment of ``time.monotonic``.

    Merged first, with every date an option of its own only if it must be.
    """
    if not inputs.sessions:
        return Solution((), tuple(ObjectiveValue(name, 0.0, 0.0) for name in STEPS), {})
    merged = inputs.problem()
    found = _optimum(merged, until, ())
    if found is not None:
        starts = earliest(merged, found.choice)
        if starts is not None:
            return Solution(starts, found.steps, found.proofs)
    whole = inputs.problem(prune=False, by_day=True)
    conflicts = cliques(whole)
    near = [o.starts[c] for o, c in zip(merged.options, found.choice, strict=True)] if found else []
    found = _optimum(whole, until, conflicts, near)
    if found is None:
        from besrour_cli.planning.solve.infeasible_set import infeasible_set_error

        raise infeasible_set_error(inputs, whole)
    chosen = tuple(o.starts[c][0] for o, c in zip(whole.options, found.choice, strict=True))
    return Solution(chosen, found.steps, found.proofs)


class _SolverResult(NamedTuple):
    """The best choice of a problem, the steps, and the certificate's part that is the solver's to give."""

    choice: tuple[OptionIndex, ...]
    steps: tuple[ObjectiveValue, ...]
    proofs: Mapping[str, object]


def _optimum(
    problem: PlanningProblem, until: float, conflicts: Sequence[Clique], near: Sequence[Sequence[int]] = ()
) -> _SolverResult | None:
    """Step after step, then the tie-break; None when the conflicts leave nothing.

    ``near``: starts of every session that would be best if there were no conflicts.
    """
    from besrour_cli.planning.problem.spacing import any_feasible
    from besrour_cli.planning.solve.certificate import CertificateBuilder
    from besrour_cli.planning.solve.lexicographic import LexicographicSolver
    from besrour_cli.planning.solve.tie_break import break_ties

    first = any_feasible(problem, near) if conflicts else (OptionIndex(0),) * len(problem.options)
    climb = LexicographicSolver(problem, CertificateBuilder(problem, conflicts), first, until)
    steps = [ObjectiveValue(POSSIBLE, 0.0, 0.0)]
    proofs = []
    for name in ORDER:
        proof = climb.step(name)
        if proof is None:
            return None
        steps.append(ObjectiveValue(name, float(climb.reached[name]), float(climb.bounds[name])))
        proofs.append({**proof, "value": str(climb.reached[name]), "bound": str(climb.bounds[name])})
    tied, left_open = break_ties(climb.prover, climb.choice, climb.reached, climb.equal, until)
    steps.append(ObjectiveValue(TIE, float(left_open), 0.0))
    written: dict[str, object] = {"steps": proofs}
    if conflicts:
        written["clashes"] = climb.prover.clashes_used()
    return _SolverResult(tied, tuple(steps), written)
