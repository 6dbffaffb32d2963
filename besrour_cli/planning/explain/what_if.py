"""What if: one other start for one session, and what it would change in the whole year for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Burden, Plan, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.explain.violations import violations
from besrour_cli.planning.problem.build import build_input
from besrour_cli.planning.problem.indices import OptionIndex
from besrour_cli.planning.problem.objectives import ROTA, STEPS
from besrour_cli.planning.solve.result import costs_at, yearly_burdens

_SAME = 1e-9
"""Values of a step closer than this are the same: they are exact fractions turned into floats."""


@dataclass(frozen=True)
class YearTotals:
    """A year with one session at one start.

    ``values``: step to what it reaches. ``people``: member id to the year's burden; ``worst``: the member who
    bears most ("" if nobody takes part). ``costs``: member id to the session's own burden, in units;
    ``nights``: for how many people the session is a night.
    """

    start: datetime
    values: Mapping[str, float]
    people: Mapping[str, Burden]
    worst: str
    costs: Mapping[str, float]
    nights: int


@dataclass(frozen=True)
class WhatIf:
    """Two years compared: as planned, and with the start proposed.

    ``gains`` and ``losses``: member id to the difference of the session's burden, in units, the greatest
    first. ``against``: the constraints that the start violates; none when it is possible.
    """

    session: Session
    planned: YearTotals
    proposed: YearTotals
    gains: Mapping[str, float]
    losses: Mapping[str, float]
    against: tuple[Message, ...]

    def first_worse(self) -> str:
        """The first step that would change, if it would be worse; else ""."""
        for name, value in self.planned.values.items():
            other = self.proposed.values[name]
            if abs(other - value) > _SAME:
                return name if other > value else ""
        return ""

    def better(self) -> bool:
        """Whether the rule ranks the proposal above the plan, were it possible."""
        differing = [n for n, v in self.planned.values.items() if abs(self.proposed.values[n] - v) > _SAME]
        return bool(differing) and not self.first_worse()


def compare(programme: Programme, plan: Plan, now: datetime, session_id: str, start: datetime) -> WhatIf:
    """The year as planned, and with another start of one session; it may violate any constraint.

    Raises :class:`NotFoundError` when the session is not in the plan.
    """
    session, slot = programme.session(session_id), plan.slots.get(session_id)
    if session is None or slot is None:
        raise NotFoundError(
            msg("{session} is not in the plan", session=session_id),
            msg("run besrour plan first, or give the name of a session’s file"),
        )
    planned = evaluate_with(programme, plan, now, session, slot.start)
    proposed = evaluate_with(programme, plan, now, session, start)
    gains, losses = gains_and_losses(planned.costs, proposed.costs)
    return WhatIf(
        session=session,
        planned=planned,
        proposed=proposed,
        gains=gains,
        losses=losses,
        against=() if start == slot.start else violations(programme, plan, now, session, start),
    )


def gains_and_losses(
    before: Mapping[str, float], after: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """How much less, and how much more, members bear: id to units, the greatest first."""
    change = {member: round(after[member] - cost, 2) for member, cost in before.items()}
    order = sorted(change, key=lambda member: (-abs(change[member]), member))
    return {i: -change[i] for i in order if change[i] < 0}, {i: change[i] for i in order if change[i] > 0}


def evaluate_with(
    programme: Programme, plan: Plan, now: datetime, session: Session, start: datetime
) -> YearTotals:
    """The planned year with one session at a given start, whatever constraints that violates."""
    slot = plan.slots[session.id]
    end = start + timedelta(minutes=session.minutes)
    held = slot.state == SessionState.HELD
    there = slot if held else replace(slot, start=start, end=end, state=SessionState.ANNOUNCED)
    slots = {**plan.slots, session.id: there}
    inputs = build_input(programme, replace(plan, slots=slots), now, frozenset(), frozenset(slots))
    at = inputs.index_of(session.id)
    problem = inputs.problem(prune=False)
    reached = problem.evaluate([OptionIndex(0)] * len(problem.options))
    values = {name: float(reached[name]) for name in STEPS if name in reached}
    if slot.state in FIXED and slot.start != start:
        values[ROTA] += 1  # an announced start would move
    firsts = (a.grid.starts[keep.argmax()] for a, keep in zip(inputs.sessions, inputs.keep, strict=True))
    people = yearly_burdens(inputs, [EpochMinute(int(start)) for start in firsts], plan.ledger)
    worst = max(people, key=lambda i: (people[i].burden, i)) if people else ""
    column = {int(k): n for n, k in enumerate(problem.options[at].who)}
    nights = sum(
        len(person.members)
        for k, person in enumerate(problem.people)
        if k in column and bool(problem.options[at].night[0, column[k]])
    )
    return YearTotals(
        start=start,
        values=values,
        people=people,
        worst=worst,
        costs=costs_at(inputs, at, to_epoch_minutes(start)),
        nights=nights,
    )
