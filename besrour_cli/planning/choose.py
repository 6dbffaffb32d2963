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
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.clock.instant import zone_data_version
from besrour_cli.model.fault import AnswerIsNo
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Burden, Plan, Step
from besrour_cli.model.programme import Programme
from besrour_cli.planning.ask import Question, question
from besrour_cli.planning.clash import too_close
from besrour_cli.planning.dates import cliques, earliest
from besrour_cli.planning.outcome import costs_of, ledger_of, people_of, planned
from besrour_cli.planning.problem import Problem
from besrour_cli.planning.rule import POSSIBLE, ROTA, STEPS, TIE, evaluate

if TYPE_CHECKING:
    from besrour_cli.planning.milp import Clique


class Choice(NamedTuple):
    """The new plan, what its year costs everyone, each step's value and proven bound, and every cost.

    ``costs``: session id to member id to burden, in units (an ordinary clinic hour is 1).
    """

    plan: Plan
    people: Mapping[str, Burden]
    steps: tuple[Step, ...]
    costs: Mapping[str, Mapping[str, float]]


class Answer(NamedTuple):
    """A start (epoch minute) for every session asked for, and the steps."""

    starts: tuple[int, ...]
    steps: tuple[Step, ...]


def choose(
    programme: Programme,
    plan: Plan,
    now: datetime,
    *,
    seconds: float = 20.0,
    free: frozenset[str] = frozenset(),
    keep: frozenset[str] = frozenset(),
) -> Choice:
    """A start for every session of the year, by the rule of fairness.

    Sessions people were told of keep their start unless they are in ``free``; held ones always do, and
    so do those in ``keep``, proposed or not.
    ``seconds`` limits the proof: a step whose value and bound differ is not proven. Raises
    :class:`AnswerIsNo` when the demands leave a session, or several together, without a start.
    """
    from time import monotonic

    until = monotonic() + seconds
    asked = question(programme, plan, now, free, keep)
    answer = solve(asked, until)
    chosen = {a.session.id: start for a, start in zip(asked.asked, answer.starts, strict=True)}
    new = Plan(
        programme.id,
        zone_data_version(),
        planned(programme, plan, now, chosen),
        ledger_of(asked, plan, now),
        answer.steps,
    )
    people = people_of(asked, answer.starts, plan.ledger)
    return Choice(new, people, answer.steps, costs_of(asked, answer.starts))


def solve(asked: Question, until: float) -> Answer:
    """The optimum of a question, sought until a moment of ``time.monotonic``.

    Merged first, with every date an option of its own only if it must be.
    """
    if not asked.asked:
        return Answer((), tuple(Step(name, 0.0, 0.0) for name in STEPS))
    merged = asked.problem()
    found = _optimum(merged, until, ())
    if found is not None:
        starts = earliest(merged, found[0])
        if starts is not None:
            return Answer(starts, found[1])
    whole = asked.problem(prune=False, by_day=True)
    conflicts = cliques(whole)
    found = _optimum(whole, until, conflicts)
    if found is None:
        raise _clash(whole)
    return Answer(tuple(o.starts[c][0] for o, c in zip(whole.options, found[0], strict=True)), found[1])


def _optimum(
    problem: Problem, until: float, conflicts: Sequence[Clique]
) -> tuple[tuple[int, ...], tuple[Step, ...]] | None:
    """Step after step, then the tie-break; None when the conflicts leave nothing."""
    from time import monotonic

    from besrour_cli.planning.milp import Program
    from besrour_cli.planning.ties import break_ties

    program = Program(problem, conflicts)
    choice: tuple[int, ...] | None = None if conflicts else (0,) * len(problem.options)
    near = None
    steps = [Step(POSSIBLE, 0.0, 0.0)]
    names = tuple(program.goals)
    for position, name in enumerate(names):
        left = until - monotonic()
        solved = program.least(name, left * 0.6, near)
        if solved.impossible and choice is None:
            return None
        if solved.values is not None:
            found = program.choice(solved.values)
            if choice is None or _values(problem, found, names) <= _values(problem, choice, names):
                choice, near = found, solved.values
        if choice is None:
            raise AnswerIsNo(
                msg("the time allowed was too short to find any plan"), msg("allow more seconds (--seconds)")
            )
        reached = _values(problem, choice, names)[position]
        steps.append(Step(name, float(reached), float(program.bound(name, solved.bound, reached))))
        if name != ROTA:
            program.narrow(name, reached, (until - monotonic()) * 0.3)
        program.keep(name, reached)
    assert choice is not None
    tied, left_open = break_ties(program, choice, near, until)
    # the evaluator has the last word: what the solver's tolerances let through is not taken
    if _values(problem, tied, names) == _values(problem, choice, names):
        choice = tied
    else:
        left_open = len(problem.options)
    steps.append(Step(TIE, float(left_open), 0.0))
    return choice, tuple(steps)


def _values(problem: Problem, choice: Sequence[int], names: Sequence[str]) -> tuple[Fraction, ...]:
    """What a choice reaches on the steps, by the evaluator that knows no solver."""
    reached = evaluate(problem.lives(choice), problem.hours(choice), problem.changes(choice), problem.policy)
    return tuple(reached[name] for name in names)


def _clash(problem: Problem) -> AnswerIsNo:
    """Which sessions cannot be placed together: the fewest that still clash, by leaving one out at a time."""
    from besrour_cli.planning.dates import placeable

    left = list(range(len(problem.asked)))
    for s in range(len(problem.asked)):
        without = [t for t in left if t != s]
        if not placeable(problem, without):
            left = without
    return too_close([problem.asked[s].session.id for s in left])
