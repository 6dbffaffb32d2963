"""What if: other starts for one session, and what each would change in the whole year for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import from_epoch_minutes, to_epoch_minutes
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Burden, Plan, SessionState
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.explain.violations import violations
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.candidates import differs_from_preferred, fixed_grid
from besrour_cli.planning.problem.fairness_rule import RHYTHM, STEPS, StepMargin, worst_region
from besrour_cli.planning.problem.local_time import offsets_of
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.spacing import fits, pairs_with
from besrour_cli.planning.solve.result import costs_at, yearly_burdens

_SAME = 1e-9
"""Values of a step closer than this are the same: they are exact fractions turned into floats."""


@dataclass(frozen=True)
class YearTotals:
    """A year with one session at one start.

    ``values``: step to what it reaches; ``margins`` and ``least``: what the steps leave open, and the least
    of each in the plan. ``people``: member id to the year's burden; ``worst``: the member who bears most,
    ``worst_region`` the region whose invitations cost most ("" if nobody takes part). ``costs``: member id
    to the session's own burden, in units; ``nights``: for how many people the session is a night.
    ``slots``: how many slots each series has; ``moved``: whether people were told of another start;
    ``away``: whether a proposed start is not at the hour that its series prefers.
    """

    start: datetime
    values: Mapping[str, float]
    margins: Mapping[str, StepMargin]
    least: Mapping[str, float]
    people: Mapping[str, Burden]
    worst: str
    worst_region: str
    costs: Mapping[str, float]
    nights: int
    slots: Mapping[str, int]
    moved: bool
    away: bool


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

    def change(self) -> tuple[str, float]:
        """The first step of the rule that decides between the two, and by how much; "" and 0 if none does."""
        return first_change(self.planned, self.proposed)

    def first_worse(self) -> str:
        """The step that decides, if it would be worse; else ""."""
        name, change = self.change()
        return name if change > 0 else ""

    def better(self) -> bool:
        """Whether the rule ranks the proposal above the plan, were it possible."""
        return self.change()[1] < 0


def first_change(now: YearTotals, then: YearTotals) -> tuple[str, float]:
    """The first step of the rule that decides between two years, and by how much; "" and 0 if none does.

    What is within a step's limit is the same to it. With a session fixed by hand a year may have less than
    the plan's least: then that is the least.
    """
    for name, value in now.values.items():
        pair = value, then.values[name]
        if name in now.margins:
            least = min(now.least.get(name, value), *pair)
            limit = float(now.margins[name].limit(Fraction(least)))
            pair = max(pair[0], limit), max(pair[1], limit)
        if abs(pair[1] - pair[0]) > _SAME:
            return name, pair[1] - pair[0]
    return "", 0.0


def compare(programme: Programme, plan: Plan, now: datetime, session_id: str, start: datetime) -> WhatIf:
    """The year as planned, and with another start of one session; it may violate any constraint.

    Raises :class:`NotFoundError` when the session is not in the plan.
    """
    session, slot = programme.session(session_id), plan.slots.get(session_id)
    if session is None or slot is None:
        raise _not_planned(session_id)
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
    planned = planned_only(programme, plan)
    inputs = build_input(planned, replace(plan, slots=slots), now, frozenset(), frozenset(slots))
    at = inputs.index_of(session.id)
    problem = inputs.problem()
    values = _values(problem, [0] * len(problem.options))
    moved = slot.state in FIXED and slot.start != start
    # all are held fixed here, so that the rule does not ask for the hour that a series prefers
    away = slot.state not in FIXED and is_away(programme, session, start)
    values[RHYTHM] += moved + away
    firsts = (a.grid.starts[keep.argmax()] for a, keep in zip(inputs.sessions, inputs.keep, strict=True))
    people = yearly_burdens(inputs, [EpochMinute(int(start)) for start in firsts], plan.ledger)
    options = problem.options[at]
    nights = sum(
        len(problem.people[k].members)
        for k, night in zip(options.who.tolist(), options.nights[0].tolist(), strict=True)
        if night
    )
    return YearTotals(
        start=start,
        values=values,
        margins=problem.margins(),
        least={step.name: step.least for step in plan.steps},
        people=people,
        worst=max(people, key=lambda i: (people[i].burden, i)) if people else "",
        worst_region=worst_region(problem.burdens([0] * len(problem.options)), problem.policy),
        costs=costs_at(inputs, at, to_epoch_minutes(start)),
        nights=nights,
        slots=Counter(slot.series for slot in {each.slots[0] for each in problem.options}),
        moved=moved,
        away=away,
    )


def is_away(programme: Programme, session: Session, start: datetime) -> bool:
    """Whether a start, unless the file fixes it, is not at the hour that the session's series prefers."""
    if session.pinned == start:
        return False
    minute = to_epoch_minutes(start)
    anchor = offsets_of(programme.anchor.zone, EpochMinute(minute - DAY), EpochMinute(minute + DAY))
    away = differs_from_preferred(programme, session, fixed_grid(minute, anchor))
    return away is not None and bool(away[0])


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
    if session not in plan.slots or programme.session(session) is None:
        raise _not_planned(session)
    free = frozenset((session,))
    planned_again = planned_only(without_pin(programme, session), plan)
    inputs = build_input(planned_again, plan, now, free, frozenset(plan.slots))
    at = inputs.index_of(session)
    problem = inputs.problem()
    choice = [0] * len(problem.options)
    planned = to_epoch_minutes(plan.slots[session].start)
    options = problem.options[at]
    years = []
    for choice[at] in range(len(options.slots)):
        years.append(_values(problem, choice))
    here = options.at(planned)
    seen = set() if here is None else {options.slots[here].minute}
    found: list[Alternative] = []
    pairs = pairs_with(problem, at)
    for o in _ranked(years, problem.margins(), plan):
        minute = options.slots[o].minute
        if minute in seen or len(found) == count:
            continue
        choice[at] = o
        if fits(problem, choice, pairs):
            seen.add(minute)
            start = options.start(o)
            gains, losses = gains_and_losses(costs_at(inputs, at, planned), costs_at(inputs, at, start))
            found.append(Alternative(from_epoch_minutes(start), tuple(years[o].values()), gains, losses))
    return tuple(found)


def _ranked(years: Sequence[Mapping[str, float]], margins: Mapping[str, StepMargin], plan: Plan) -> list[int]:
    """The positions of some years, the fairest first; of those as fair in the order given."""
    least = {step.name: step.least for step in plan.steps}
    keys: list[list[float]] = [[] for _ in years]
    rest = list(range(len(years)))
    for name, margin in margins.items():
        found = [years[n][name] for n in rest]
        best = min([least[name], *found] if name in least else found, default=0.0)
        limit = float(margin.limit(Fraction(best)))
        for n, year in enumerate(years):
            keys[n].append(max(year[name], limit))
        rest = [n for n in rest if years[n][name] <= limit + _SAME]
    return sorted(range(len(years)), key=keys.__getitem__)


def planned_only(programme: Programme, plan: Plan) -> Programme:
    """The programme without sessions that are not in a plan, which may have no possible start."""
    return replace(programme, sessions=tuple(s for s in programme.sessions if s.id in plan.slots))


def without_pin(programme: Programme, session: str) -> Programme:
    """The programme as if the start of a session (id) were not fixed by hand."""
    pinned = programme.session(session)
    return programme if pinned is None else programme.with_session(replace(pinned, pinned=None))


def _not_planned(session: str) -> NotFoundError:
    return NotFoundError(
        msg("{session} is not in the plan", session=session),
        msg("run besrour plan first, or give the name of a session’s file"),
    )


def _values(problem: PlanningProblem, choice: Sequence[int]) -> dict[str, float]:
    reached = problem.evaluate(choice)
    return {name: float(reached[name]) for name in STEPS if name in reached}
