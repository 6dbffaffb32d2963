"""Other starts for one session, weighed by the rule while everything else stays: why this hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.errors import NothingThere
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.problem.build import Question, question
from besrour_cli.planning.problem.burden import minutes_of, moment_of
from besrour_cli.planning.problem.objectives import STEPS
from besrour_cli.planning.problem.options import Problem
from besrour_cli.planning.problem.spacing import first_fit


class Weighed(NamedTuple):
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
) -> tuple[Weighed, ...]:
    """The best starts at other hours for a planned session, best first, one an hour of the day.

    All demands hold for them, those between sessions as well. A start fixed by hand is set aside, so
    that one sees what it costs.
    """
    asked, at = _only(unpinned(programme, session), plan, now, session)
    problem = asked.problem(prune=False)
    choice = [0] * len(problem.options)
    planned_clock = _clock_of(asked, problem, at, plan.slots[session].start)
    ranked = []
    seen: set[int] = set()
    for o, clock in enumerate(problem.options[at].clock):
        ranked.append((_values(problem, [*choice[:at], o, *choice[at + 1 :]]), o, clock))
    found: list[Weighed] = []
    for values, o, clock in sorted(ranked):
        if clock == planned_clock or clock in seen or len(found) == count:
            continue
        start = first_fit(problem, at, o)
        if start is not None:
            seen.add(clock)
            found.append(_weighed(asked, at, start, plan.slots[session].start, values))
    return tuple(found)


def unpinned(programme: Programme, session: str) -> Programme:
    """The programme as if a session's start were not fixed by hand."""
    return replace(
        programme,
        sessions=tuple(replace(s, pinned=None) if s.id == session else s for s in programme.sessions),
    )


def _only(programme: Programme, plan: Plan, now: datetime, session: str) -> tuple[Question, int]:
    """The question in which everything but one session stands."""
    if session not in plan.slots or programme.session(session) is None:
        raise NothingThere(
            msg("{session} is not in the plan", session=session),
            msg("run besrour plan first, or give the name of a session’s file"),
        )
    asked = question(programme, plan, now, frozenset((session,)), frozenset(plan.slots))
    return asked, next(i for i, a in enumerate(asked.asked) if a.session.id == session)


def _values(problem: Problem, choice: Sequence[int]) -> tuple[float, ...]:
    reached = problem.reached(choice)
    return tuple(float(reached[name]) for name in STEPS if name in reached)


def _clock_of(asked: Question, problem: Problem, at: int, start: datetime) -> int | None:
    options = problem.options[at]
    minute = minutes_of(start)
    return next(
        (c for c, starts in zip(options.clock, options.starts, strict=True) if minute in starts), None
    )


def _weighed(asked: Question, at: int, start: int, planned: datetime, values: tuple[float, ...]) -> Weighed:
    from besrour_cli.planning.solve.result import costs_at

    now, then = costs_at(asked, at, minutes_of(planned)), costs_at(asked, at, start)
    change = {i: round(then[i] - now[i], 2) for i in then}
    order = sorted(change, key=lambda i: (-abs(change[i]), i))
    return Weighed(
        moment_of(start),
        values,
        {i: -change[i] for i in order if change[i] < 0},
        {i: change[i] for i in order if change[i] > 0},
    )
