"""The cheapest question to ask: the one answer of one member that would gain most for everyone else.

What promises little is left out by sums over single sessions; what is left is planned again, the most
promising first. The same search finds what each member's never-hours cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from besrour_cli.planning.explain.prices.year_figures import choice_of, reached_steps, year_figures
from besrour_cli.planning.problem.build_problem import PlanningInput, inputs_of_year
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


class _Year(NamedTuple):
    """A planned year, before any answer; ``weights``: what a hundredth of burden weighs in each region.

    ``choice``: the options that the plan has (None: some start is not possible any more).
    """

    programme: Programme
    plan: Plan
    now: datetime
    problem: PlanningProblem
    choice: OptionKey | None
    weights: Mapping[str, float]


def _year(programme: Programme, plan: Plan, now: datetime, inputs: PlanningInput | None = None) -> _Year:
    problem = (inputs or inputs_of_year(programme, plan, now)).problem()
    choice = choice_of(problem, {i: to_epoch_minutes(slot.start) for i, slot in plan.slots.items()})
    weights: Mapping[str, float] = {}
    if choice is not None:
        weights = region_weights(problem, 100 * year_figures(problem, choice, plan.ledger).region_burden)
    return _Year(
        programme=programme,
        plan=plan,
        now=now,
        problem=problem,
        choice=choice,
        weights=weights,
    )


def never_prices(programme: Programme, plan: Plan, now: datetime, budget: Budget) -> AnswerPrices:
    """What can be had without the never-hours of each member who has some, where that is anything."""
    answers = [without_never(member) for member in programme.members if member.never]
    if not answers:
        return AnswerPrices((), ())
    year = _year(programme, plan, now)
    promises, missing = _promises(year, answers, budget)
    prices = _prices(year, [each for each in promises if each.gain > 0], budget)
    dear = tuple(each for each in prices.gains if each.at and each.worth > (0, 0.0))
    return AnswerPrices(dear, (*missing, *prices.missing))


def cheapest_question(
    programme: Programme,
    plan: Plan,
    now: datetime,
    budget: Budget,
    *,
    everybody: bool,
    inputs: PlanningInput | None = None,
) -> AnswerPrices:
    """The answers that would spare a night or a tenth of the greatest burden, of a region or a person.

    Never-hours and the own hours of those who are required are tried where they stand in the way; other
    hours of everybody where somebody has a night, or for ``everybody`` in any case. ``inputs``: what the plan
    was chosen from, if they are at hand.
    """
    required = {i for session in programme.sessions for i in session.required_ids}
    answers = [without_never(member) for member in programme.members if member.never]
    answers += [with_wider_hours(m) for m in programme.members if m.hours and m.id in required]
    year = _year(programme, plan, now, inputs)
    promises: list[_Promise] = []
    missing: list[Answer] = []
    # mostly all of them together promise too little, so that they need not be tried one by one
    if answers and _promise(year, answers) >= WORTH:
        promises, missing = _promises(year, answers, budget)
    if everybody or _has_nights(year):
        promises += _hours(year)
    prices = _prices(year, [each for each in promises if each.gain >= WORTH], budget)
    useful = tuple(each for each in prices.gains if each.worthwhile())
    return AnswerPrices(useful, (*missing, *prices.missing))


def _promises(year: _Year, answers: Sequence[Answer], budget: Budget) -> tuple[list[_Promise], list[Answer]]:
    """What each of some answers promises, and for which there was no time."""
    promises: list[_Promise] = []
    for at, answer in enumerate(answers):
        if budget.expired():
            return promises, list(answers[at:])
        promises.append(_Promise(_promise(year, [answer]), answer))
    return promises, []


def _promise(year: _Year, answers: Sequence[Answer]) -> float:
    """What some answers promise together."""
    after = after_answers(year.programme, answers)
    problem = inputs_of_year(after, year.plan, year.now).problem()
    return promise_of_starts(year.problem, problem, year.weights)


def _has_nights(year: _Year) -> bool:
    if year.choice is None:
        return False
    before, burdens = year.problem.burdens(None), year.problem.burdens(year.choice)
    return any(a.nights != b.nights for a, b in zip(before, burdens, strict=True))


def _hours(year: _Year) -> Iterator[_Promise]:
    """What hours promise that might suit somebody as well; not of those required, whom they would bind."""
    members = {member.id: member for member in year.programme.members}
    for each in promises_of_hours(year.problem, year.weights)[:_HOURS_TRIED]:
        person = year.problem.people[each.person]
        if not person.required:
            answer = with_more_hours(members[person.members[0]], spans_of(year.problem, each))
            yield _Promise(each.gain, answer)


def _prices(year: _Year, promises: Sequence[_Promise], budget: Budget) -> AnswerPrices:
    """Plan again after each answer, the most promising first."""
    order = sorted(promises, key=lambda one: (-round(one.gain, 9), one.answer.member.id, one.answer.kind))
    answers = [promise.answer for promise in order]
    base = reached_steps(year.problem, budget) if answers else None
    gains, missing = [], []
    for answer in answers:
        gain = None
        if base is not None and not budget.expired():
            gain = gain_of(answer, year.programme, year.plan, year.now, base, budget)
        if gain is None:
            missing.append(answer)
        else:
            gains.append(gain)
    gains.sort(key=lambda gain: (-gain.nights, -gain.worth[1], gain.answer.member.id, gain.answer.kind))
    return AnswerPrices(tuple(gains), tuple(missing))
