"""A counter-proposal: one start for one session, and what it would change in the whole year for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Burden, Plan
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.explain.violations import violations
from besrour_cli.planning.problem.build import build_input
from besrour_cli.planning.problem.burden import to_epoch_minutes
from besrour_cli.planning.problem.objectives import ROTA, STEPS
from besrour_cli.planning.solve.result import costs_at, yearly_burdens


class YearTotals(NamedTuple):
    """A year with one session at one start: each step's value, what everyone bears, and who bears most.

    ``costs`` is the session's own burden, member id to units; ``nights`` how many have a night in it.
    """

    start: datetime
    values: Mapping[str, float]
    people: Mapping[str, Burden]
    worst: str
    costs: Mapping[str, float]
    nights: int


class WhatIf(NamedTuple):
    """Two years compared: as planned, and with the start proposed.

    ``gains`` and ``losses``: member id to the difference of the session's burden, in units, greatest
    first; ``against``: the demands the start breaks, none when it is possible.
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
            if abs(other - value) > 1e-9:
                return name if other > value else ""
        return ""

    def better(self) -> bool:
        """Whether the rule ranks the proposal above the plan, were it possible."""
        differing = [n for n, v in self.planned.values.items() if abs(self.proposed.values[n] - v) > 1e-9]
        return bool(differing) and not self.first_worse()


def compare(programme: Programme, plan: Plan, now: datetime, session_id: str, start: datetime) -> WhatIf:
    """A start proposed for a planned session, everything else staying; it may break any demand."""
    session, slot = programme.session(session_id), plan.slots.get(session_id)
    if session is None or slot is None:
        raise NotFoundError(
            msg("{session} is not in the plan", session=session_id),
            msg("run besrour plan first, or give the name of a session’s file"),
        )
    planned = evaluate_with(programme, plan, now, session, slot.start)
    proposed = evaluate_with(programme, plan, now, session, start)
    change = {i: round(proposed.costs[i] - cost, 2) for i, cost in planned.costs.items()}
    order = sorted(change, key=lambda i: (-abs(change[i]), i))
    return WhatIf(
        session,
        planned,
        proposed,
        {i: -change[i] for i in order if change[i] < 0},
        {i: change[i] for i in order if change[i] > 0},
        () if start == slot.start else violations(programme, plan, now, session, start),
    )


def evaluate_with(
    programme: Programme, plan: Plan, now: datetime, session: Session, start: datetime
) -> YearTotals:
    """The planned year with one session at a given start, whatever demands that breaks."""
    slot = plan.slots[session.id]
    end = start + timedelta(minutes=session.minutes)
    held = slot.state == "held"
    there = slot if held else replace(slot, start=start, end=end, state="announced")
    slots = {**plan.slots, session.id: there}
    placing = build_input(programme, replace(plan, slots=slots), now, frozenset(), frozenset(slots))
    at = next(i for i, a in enumerate(placing.sessions) if a.session.id == session.id)
    problem = placing.problem(prune=False)
    choice = [0] * len(problem.options)
    reached = problem.evaluate(choice)
    values = {name: float(reached[name]) for name in STEPS if name in reached}
    if slot.state in FIXED and slot.start != start:
        values[ROTA] += 1  # people were told of another start
    starts = [int(a.grid.starts[k.argmax()]) for a, k in zip(placing.sessions, placing.keep, strict=True)]
    people = yearly_burdens(placing, starts, plan.ledger)
    worst = max(people, key=lambda i: (people[i].burden, i)) if people else ""
    column = {int(k): n for n, k in enumerate(problem.options[at].who)}
    nights = sum(
        len(person.members)
        for k, person in enumerate(problem.people)
        if k in column and bool(problem.options[at].night[0, column[k]])
    )
    return YearTotals(start, values, people, worst, costs_at(placing, at, to_epoch_minutes(start)), nights)
