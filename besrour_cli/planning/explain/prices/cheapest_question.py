"""The cheapest question to ask: the one answer of one member that would gain most for everyone else.

What promises little is left out by sums over single sessions; what is left is planned again, the most
promising first. The same search finds what each member's never-hours cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.prices.answers import (
    WORTH,
    Answer,
    AnswerGain,
    after_answers,
    gain_of,
    with_more_hours,
    with_wider_hours,
    without_never,
)
from besrour_cli.planning.explain.prices.promise import (
    promise_of_starts,
    promises_of_hours,
    region_weights,
    spans_of,
)
from besrour_cli.planning.explain.prices.year_figures import choice_of, reached_steps
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.fairness_rule import regions
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.budget import Budget
from besrour_cli.planning.solve.integer_program.linear_system import OptionKey

_HOURS_TRIED = 6
"""So many hours that might suit are planned with, the most promising first."""


class AnswerPrices(NamedTuple):
    """What answers would gain, the most first; ``missing``: those for which there was no time."""

    gains: tuple[AnswerGain, ...]
    missing: tuple[Answer, ...]


class _Promise(NamedTuple):
    gain: float
    answer: Answer


def never_prices(programme: Programme, plan: Plan, now: datetime, budget: Budget) -> AnswerPrices:
    """What can be had without the never-hours of each member who has some, where that is anything."""
    inputs = _inputs(programme, plan, now)
    promises, missing = _promises(
        programme, plan, now, inputs, [without_never(m) for m in programme.members if m.never], budget
    )
    prices = _prices(programme, plan, now, inputs, [each for each in promises if each.gain > 0], budget)
    dear = tuple(each for each in prices.gains if each.at and each.worth > (0, 0.0))
    return AnswerPrices(dear, (*missing, *prices.missing))


def cheapest_question(
    programme: Programme, plan: Plan, now: datetime, budget: Budget, *, everybody: bool
) -> AnswerPrices:
    """The answers that would spare a night or a tenth of the greatest burden, of a region or a person.

    Never-hours and the own hours of those who are required are tried where they stand in the way; other
    hours of everybody where somebody has a night, or for ``everybody`` in any case.
    """
    inputs = _inputs(programme, plan, now)
    required = {i for session in programme.sessions for i in session.required_ids}
    answers = [without_never(member) for member in programme.members if member.never]
    answers += [with_wider_hours(m) for m in programme.members if m.hours and m.id in required]
    promises: list[_Promise] = []
    missing: list[Answer] = []
    # mostly all of them together promise too little, so that they need not be tried one by one
    if answers and _promise(programme, plan, now, inputs, answers) >= WORTH:
        promises, missing = _promises(programme, plan, now, inputs, answers, budget)
    promises += _hours(programme, plan, inputs, everybody)
    worth = [each for each in promises if each.gain >= WORTH]
    prices = _prices(programme, plan, now, inputs, worth, budget)
    useful = tuple(each for each in prices.gains if each.worthwhile())
    return AnswerPrices(useful, (*missing, *prices.missing))


def _inputs(programme: Programme, plan: Plan, now: datetime) -> PlanningInput:
    return build_input(programme, plan, now, frozenset(), frozenset(plan.holds))


def _promises(
    programme: Programme,
    plan: Plan,
    now: datetime,
    inputs: PlanningInput,
    answers: Sequence[Answer],
    budget: Budget,
) -> tuple[list[_Promise], list[Answer]]:
    """What each of some answers promises, and for which there was no time."""
    promises: list[_Promise] = []
    for at, answer in enumerate(answers):
        if budget.expired():
            return promises, list(answers[at:])
        promises.append(_Promise(_promise(programme, plan, now, inputs, [answer]), answer))
    return promises, []


def _promise(
    programme: Programme,
    plan: Plan,
    now: datetime,
    inputs: PlanningInput,
    answers: Sequence[Answer],
) -> float:
    """What some answers promise together."""
    before = inputs.problem()
    after = _inputs(after_answers(programme, answers), plan, now).problem()
    return promise_of_starts(before, after, _weights(plan, before))


def _weights(plan: Plan, problem: PlanningProblem) -> dict[str, float]:
    choice = _planned(plan, problem)
    if choice is None:
        return {}
    worst = regions(problem.burdens(choice), problem.policy)
    return region_weights(problem, 100 * float(worst))


def _planned(plan: Plan, problem: PlanningProblem) -> OptionKey | None:
    return choice_of(problem, {i: to_epoch_minutes(slot.start) for i, slot in plan.slots.items()})


def _hours(programme: Programme, plan: Plan, inputs: PlanningInput, everybody: bool) -> Iterator[_Promise]:
    """What hours promise that might suit somebody as well; not of those required, whom they would bind."""
    problem = inputs.problem()
    choice = _planned(plan, problem)
    if choice is None:
        return
    before, burdens = problem.burdens(None), problem.burdens(choice)
    if not everybody and all(a.nights == b.nights for a, b in zip(before, burdens, strict=True)):
        return
    members = {member.id: member for member in programme.members}
    for each in promises_of_hours(problem, _weights(plan, problem))[:_HOURS_TRIED]:
        person = problem.people[each.person]
        if not person.required:
            answer = with_more_hours(members[person.members[0]], spans_of(problem, each))
            yield _Promise(each.gain, answer)


def _prices(
    programme: Programme,
    plan: Plan,
    now: datetime,
    inputs: PlanningInput,
    promises: list[_Promise],
    budget: Budget,
) -> AnswerPrices:
    """Plan again after each answer, the most promising first."""
    order = sorted(promises, key=lambda one: (-round(one.gain, 9), one.answer.member.id, one.answer.kind))
    answers = [promise.answer for promise in order]
    base = reached_steps(inputs, budget) if answers else None
    gains, missing = [], []
    for answer in answers:
        gain = None if base is None else gain_of(answer, programme, plan, now, base, budget)
        if gain is None:
            missing.append(answer)
        else:
            gains.append(gain)
    gains.sort(key=lambda gain: (-gain.nights, -gain.worth[1], gain.answer.member.id, gain.answer.kind))
    return AnswerPrices(tuple(gains), tuple(missing))
