"""Other starts for one session, compared by the rule while everything else stays: why this hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.instants import from_epoch_minutes, to_epoch_minutes
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute, MinuteOfDay
from besrour_cli.planning.explain.what_if import gains_and_losses
from besrour_cli.planning.problem.build import PlanningInput, build_input
from besrour_cli.planning.problem.indices import OptionIndex, SessionIndex
from besrour_cli.planning.problem.objectives import STEPS
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.spacing import first_fit
from besrour_cli.planning.solve.result import costs_at


class Alternative(NamedTuple):
    """A start, what the steps would reach with it, and who would gain or lose against the plan.

    ``values`` are in the order of the rule's steps, without the tie-break. ``gains`` and ``losses``: member
    id to the difference of burden, in units, the greatest first.
    """

    start: datetime
    values: tuple[float, ...]
    gains: dict[str, float]
    losses: dict[str, float]


def alternatives(
    programme: Programme, plan: Plan, now: datetime, session: str, count: int = 3
) -> tuple[Alternative, ...]:
    """The best starts at other hours for a planned session, the best first, one for an hour of the day.

    They meet all constraints, those between sessions as well. A start fixed by hand is set aside, so
    that one sees what it costs. Raises :class:`NotFoundError` when the session is not in the plan.
    """
    inputs = _only(without_pin(programme, session), plan, now, session)
    at = inputs.index_of(session)
    problem = inputs.problem(prune=False)
    choice = [OptionIndex(0)] * len(problem.options)
    planned = to_epoch_minutes(plan.slots[session].start)
    ranked = []
    for o in map(OptionIndex, range(len(problem.options[at].starts))):
        choice[at] = o
        ranked.append((_values(problem, choice), o, problem.options[at].clock[o]))
    seen = {_clock_of(problem, at, planned)}
    found: list[Alternative] = []
    for values, o, clock in sorted(ranked):
        if clock in seen or len(found) == count:
            continue
        start = first_fit(problem, at, o)
        if start is not None:
            seen.add(clock)
            gains, losses = gains_and_losses(costs_at(inputs, at, planned), costs_at(inputs, at, start))
            found.append(Alternative(from_epoch_minutes(start), values, gains, losses))
    return tuple(found)


def without_pin(programme: Programme, session: str) -> Programme:
    """The programme as if the start of a session (id) were not fixed by hand."""
    pinned = programme.session(session)
    return programme if pinned is None else programme.with_session(replace(pinned, pinned=None))


def _only(programme: Programme, plan: Plan, now: datetime, session: str) -> PlanningInput:
    """The planning input in which every session but one is fixed."""
    if session not in plan.slots or programme.session(session) is None:
        raise NotFoundError(
            msg("{session} is not in the plan", session=session),
            msg("run besrour plan first, or give the name of a session’s file"),
        )
    return build_input(programme, plan, now, frozenset((session,)), frozenset(plan.slots))


def _values(problem: PlanningProblem, choice: Sequence[OptionIndex]) -> tuple[float, ...]:
    reached = problem.evaluate(choice)
    return tuple(float(reached[name]) for name in STEPS if name in reached)


def _clock_of(problem: PlanningProblem, at: SessionIndex, start: EpochMinute) -> MinuteOfDay | None:
    """The anchor's hour of a start; None: it is in none of the session's options."""
    options = problem.options[at]
    return next((c for c, starts in zip(options.clock, options.starts, strict=True) if start in starts), None)
