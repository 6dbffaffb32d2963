"""Answers that a member might give to a question, and what each would gain for everyone else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from besrour_cli.clock.instants import from_epoch_minutes, local
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import WEEK, Member, Programme, WeekSpan
from besrour_cli.planning.explain.prices.year_figures import (
    ReachedSteps,
    YearFigures,
    best_figures,
    reached_steps,
)
from besrour_cli.planning.problem.build_problem import PlanningInput, inputs_of_year
from besrour_cli.planning.problem.equivalence_classes import time_preferences
from besrour_cli.planning.problem.local_time import WeekSpans, minutes_inside
from besrour_cli.planning.solve.budget import Budget

_WIDER = 60
"""Minutes by which own hours are tried wider at either end."""
WORTH = 0.1
"""The part of the greatest burden, of a region or a person, that makes a question worth while."""


class AnswerKind(StrEnum):
    """Which constraint or cost an answer changes: never-hours lifted, own hours wider, an hour that suits."""

    NEVER = "never"
    WIDER = "wider"
    HOURS = "hours"


class Answer(NamedTuple):
    """A member as the roster has it, and as it would have it after the answer."""

    kind: AnswerKind
    member: Member
    changed: Member


def after_answers(programme: Programme, answers: Iterable[Answer]) -> Programme:
    """The programme after some answers, of each kind at most one a member."""
    changed = {(answer.member.id, answer.kind): answer.changed for answer in answers}
    members = []
    for member in programme.members:
        never = changed.get((member.id, AnswerKind.NEVER), member).never
        other = changed.get((member.id, AnswerKind.WIDER)) or changed.get((member.id, AnswerKind.HOURS))
        members.append(replace(other or member, never=never))
    return replace(programme, members=tuple(members))


class AnswerGain(NamedTuple):
    """What can be had before and after an answer.

    The burdens are of everybody, or where the answer is that an hour suits, of everybody else. ``at``: when
    sessions would then be at hours that were not open before, as the member's own clock reads them.
    """

    answer: Answer
    before: YearFigures
    after: YearFigures
    at: tuple[datetime, ...]

    @property
    def nights(self) -> int:
        """The nights that are spared, a deep one counted twice."""
        return self.before.nights - self.after.nights

    @property
    def region(self) -> float:
        """The part of its burden that the worst-off region is spared."""
        return _part(self.before.region_burden, self.after.region_burden)

    @property
    def person(self) -> float:
        """The part of a burden that whoever bears most is spared."""
        return _part(self.before.most, self.after.most)

    @property
    def worth(self) -> tuple[int, float]:
        """How much it gains, to compare: nights first, then the greater part of a burden."""
        return self.nights, round(max(self.region, self.person), 6)

    def worthwhile(self) -> bool:
        """Whether it spares a night or a tenth of a burden, and no night is had for it."""
        return bool(self.at) and (self.nights > 0 or (self.nights == 0 and self.worth[1] >= WORTH))


def _part(before: float, after: float) -> float:
    return (before - after) / before if before > 0 else 0.0


def without_never(member: Member) -> Answer:
    """The answer that the never-hours can be lifted."""
    return Answer(AnswerKind.NEVER, member, replace(member, never=()))


def with_wider_hours(member: Member) -> Answer:
    """The answer that own hours can begin an hour earlier and end an hour later."""
    wider = tuple(
        WeekSpan(max(0, span.start - _WIDER), min(span.end + _WIDER, span.start + WEEK))
        for span in member.hours
    )
    return Answer(AnswerKind.WIDER, member, replace(member, hours=wider))


def with_more_hours(member: Member, spans: tuple[WeekSpan, ...]) -> Answer:
    """The answer that some hours suit as well."""
    return Answer(AnswerKind.HOURS, member, replace(member, hours=(*member.hours, *spans)))


def gain_of(
    answer: Answer, programme: Programme, plan: Plan, now: datetime, base: ReachedSteps, budget: Budget
) -> AnswerGain | None:
    """What an answer gains; ``base``: what can be had before it. None: the time was too short."""
    changed = after_answers(programme, [answer])
    try:
        inputs = inputs_of_year(changed, plan, now)
    except NegativeAnswer:  # hours that suit somebody who is required exclude the others
        same = best_figures(base, plan.ledger)
        return AnswerGain(answer, same, same, ())
    reached = reached_steps(inputs.problem(), budget)
    if reached is None:
        return None
    apart = "" if answer.kind == AnswerKind.NEVER else answer.member.id
    return AnswerGain(
        answer,
        best_figures(base, plan.ledger, apart),
        best_figures(reached, plan.ledger, apart),
        _new_readings(answer, changed, inputs, reached),
    )


def _new_readings(
    answer: Answer, changed: Programme, inputs: PlanningInput, reached: ReachedSteps
) -> tuple[datetime, ...]:
    """When sessions would be at hours that the answer opens, as the first of the two choices has them."""
    before, after = time_preferences(answer.member, changed), time_preferences(answer.changed, changed)
    theirs = {s for person in inputs.people if answer.member.id in person.members for s in person.sessions}
    for choice in (reached.regions, reached.people):
        found = []
        for s in sorted(theirs):
            start, minutes = reached.problem.options[s].start(choice[s]), inputs.sessions[s].minutes

            def inside(spans: WeekSpans, at: int = start, length: int = minutes) -> int:
                return int(minutes_inside(spans, before.zone, np.array([at], np.int64), length)[0])

            if inside(before.never) > inside(after.never) or inside(after.hours) > inside(before.hours):
                found.append(local(from_epoch_minutes(start), before.zone))
        if found:
            return tuple(sorted(found))
    return ()
