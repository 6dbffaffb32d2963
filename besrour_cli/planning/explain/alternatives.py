"""Other starts for one session, weighed by the rule while everything else stays: why this hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.problem.build import PlanningInput, build_input
from besrour_cli.planning.problem.burden import from_epoch_minutes, to_epoch_minutes
from besrour_cli.planning.problem.objectives import STEPS
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.spacing import first_fit


class Alternative(NamedTuple):
    """A start, what the steps would reach with it, and who gains or loses against the plan.

    ``values`` in the order of the rule's steps, without the tie-break; ``gains`` and ``losses``: member
    id to the difference of burden, in units, greatest first.
    """

    start: datetime
    values: tuple[float, ...]
    gains: dict[str, float]
    losses: dict[str, float]


def alternatives(
    programme: Programme, plan: Plan, now: datetime, session: str, count: int = 3
) -> tuple[Alternative, ...]:
    """The best starts at other hours for a planned session, best first, one an hour of the day.

    All demands hold for them, those between sessions as well. A start fixed by hand is set aside, so
    that one sees what it costs.
    """
    placing, at = _only(without_pin(programme, session), plan, now, session)
    problem = placing.problem(prune=False)
    choice = [0] * len(problem.options)
    planned_clock = _clock_of(placing, problem, at, plan.slots[session].start)
    ranked = []
    seen: set[int] = set()
    for o, clock in enumerate(problem.options[at].clock):
        ranked.append((_values(problem, [*choice[:at], o, *choice[at + 1 :]]), o, clock))
    found: list[Alternative] = []
    for values, o, clock in sorted(ranked):
        if clock == planned_clock or clock in seen or len(found) == count:
            continue
        start = first_fit(problem, at, o)
        if start is not None:
            seen.add(clock)
            found.append(_alternative(placing, at, start, plan.slots[session].start, values))
    return tuple(found)


def without_pin(programme: Programme, session: str) -> Programme:
    """The programme as if a session's start were not fixed by hand."""
    return replace(
        programme,
        sessions=tuple(replace(s, pinned=None) if s.id == session else s for s in programme.sessions),
    )


def _only(programme: Programme, plan: Plan, now: datetime, session: str) -> tuple[PlanningInput, int]:
    """The question in which everything but one session stands."""
    if session not in plan.slots or programme.session(session) is None:
        raise NotFoundError(
            msg("{session} is not in the plan", session=session),
            msg("run besrour plan first, or give the name of a session’s file"),
        )
    placing = build_input(programme, plan, now, frozenset((session,)), frozenset(plan.slots))
    return placing, next(i for i, a in enumerate(placing.sessions) if a.session.id == session)


def _values(problem: PlanningProblem, choice: Sequence[int]) -> tuple[float, ...]:
    reached = problem.evaluate(choice)
    return tuple(float(reached[name]) for name in STEPS if name in reached)


def _clock_of(inputs: PlanningInput, problem: PlanningProblem, at: int, start: datetime) -> int | None:
    options = problem.options[at]
    minute = to_epoch_minutes(start)
    return next(
        (c for c, starts in zip(options.clock, options.starts, strict=True) if minute in starts), None
    )


def _alternative(
    inputs: PlanningInput, at: int, start: int, planned: datetime, values: tuple[float, ...]
) -> Alternative:
    from besrour_cli.planning.solve.result import costs_at

    now, then = costs_at(inputs, at, to_epoch_minutes(planned)), costs_at(inputs, at, start)
    change = {i: round(then[i] - now[i], 2) for i in then}
    order = sorted(change, key=lambda i: (-abs(change[i]), i))
    return Alternative(
        from_epoch_minutes(start),
        values,
        {i: -change[i] for i in order if change[i] < 0},
        {i: change[i] for i in order if change[i] > 0},
    )
