"""If the year stopped after a quarter: what an invitation would have cost, and what could have been had."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme, Window
from besrour_cli.planning.explain.price_of_fairness import best_of, chosen_by, planned_in
from besrour_cli.planning.problem.build_problem import inputs_of_year
from besrour_cli.planning.problem.fairness_rule import REGIONS, RHYTHM, worst_region
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.profiles import NO_BESTS
from besrour_cli.planning.solve.budget import Budget

_MONTHS = 3


class QuarterBurden(NamedTuple):
    """What an invitation costs up to a quarter's ``last`` day in the ``region`` where it costs most.

    ``alone``: what it would cost at most in a calendar that is chosen for the sessions until then, by the
    same rule. ``slots`` and ``slots_alone``: the days and hours to remember in both, and changes.
    """

    last: date
    region: str
    burden: float
    alone: float
    slots: int
    slots_alone: int


class QuarterBurdens(NamedTuple):
    """The quarters after which the year could stop.

    ``complete``: whether there was time for all of them, and to prove what they could have had.
    """

    quarters: tuple[QuarterBurden, ...]
    complete: bool


def after_quarters(programme: Programme, plan: Plan, now: datetime, budget: Budget) -> QuarterBurdens:
    """Judge a plan after each quarter that has sessions to come, but for the last.

    Each of them may take as long as the whole ``budget``; of several assumed profiles the first counts.
    ``plan``: one that ``planned_year`` gave.
    """
    problem = _problem(programme, plan, now)
    found, complete = [], True
    for last in _ends(programme, problem, plan):
        problem = _problem(_until(programme, plan, last), plan, now)
        solution = best_of(problem, budget.renewed())
        if solution is None:
            complete = False
            continue
        complete = complete and all(step.least == step.bound for step in solution.steps)
        here, there = planned_in(problem, plan), chosen_by(problem, solution)
        ours, others = problem.evaluate(here), problem.evaluate(there)
        found.append(
            QuarterBurden(
                last=last,
                region=worst_region(problem.burdens(here), problem.policy),
                burden=float(ours[REGIONS]),
                alone=float(others[REGIONS]),
                slots=int(ours[RHYTHM]),
                slots_alone=int(others[RHYTHM]),
            )
        )
    return QuarterBurdens(tuple(found), complete)


def _problem(programme: Programme, plan: Plan, now: datetime) -> PlanningProblem:
    """The problem under the first profile: what could be had under each is known of a whole year only."""
    return inputs_of_year(programme, plan, now)._replace(best=NO_BESTS).problem()


def _ends(programme: Programme, problem: PlanningProblem, plan: Plan) -> list[date]:
    """The last days of the quarters in which sessions are to come, but for the last of them."""
    ids = [placing.session.id for placing in problem.sessions if placing.counts]
    days = (local(plan.slots[each].start, programme.anchor.zone).date() for each in ids)
    return sorted({_quarter_end(day) for day in days})[:-1]


def _quarter_end(day: date) -> date:
    month = (day.month - 1) // _MONTHS * _MONTHS + _MONTHS
    return date(day.year, month, monthrange(day.year, month)[1])


def _until(programme: Programme, plan: Plan, last: date) -> Programme:
    """The programme without the sessions that the plan has later; windows end with the quarter."""
    sessions = []
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        if slot is None or local(slot.start, programme.anchor.zone).date() <= last:
            window = session.window
            first = window.first
            sessions.append(replace(session, window=Window(first, max(first, min(window.last, last)))))
    return replace(programme, sessions=tuple(sessions))
