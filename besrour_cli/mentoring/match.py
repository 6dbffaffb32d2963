"""Who is brought together with whom: step after step, each keeping what the former reached.

The order in which people are written does not matter: they are looked at in order of their ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from besrour_cli.mentoring.possible import possible_groups, reason_against
from besrour_cli.mentoring.program import AtMost, cheapest_choice
from besrour_cli.mentoring.values import (
    MentoringPerson,
    MentoringProblem,
    MentoringResult,
    MentoringStep,
    NoMentorReason,
    Unpaired,
)
from besrour_cli.model.people.mentoring import MentoringGroup


def match(problem: MentoringProblem, clock: Callable[[], float], seconds: float) -> MentoringResult:
    """The best groups that are found in so many seconds, as ``clock`` counts them."""
    problem = _still_there(problem)
    groups = possible_groups(problem)
    rows = _hard_rows(problem, groups)
    introduced = {(g.mentor, g.mentees) for g in problem.before if g.introduced}
    fixed = [n for n, group in enumerate(groups) if (group.mentor, group.mentees) in introduced]
    ends, proven, chosen = clock() + seconds, True, tuple(fixed)
    asking = sum(1 for person in problem.people if person.asks)
    steps = []
    for number, step in enumerate(MentoringStep):
        costs = np.array([step_cost(problem, group, step) for group in groups], np.float64)
        share = (ends - clock()) / (len(MentoringStep) - number)
        found = cheapest_choice(costs, rows, fixed, share)
        proven = proven and found.proven
        chosen = chosen if found.columns is None else found.columns
        value = int(costs[list(chosen)].sum()) if chosen else 0
        steps.append((step, value + (asking if step is MentoringStep.UNPAIRED else _lost(problem, step))))
        rows = [*rows, AtMost(range(len(groups)), costs.tolist(), value)]
    final = [groups[n] for n in chosen]
    return MentoringResult(
        groups=tuple(g._replace(introduced=(g.mentor, g.mentees) in introduced) for g in sorted(final)),
        unpaired=_unpaired(problem, final),
        steps=tuple(steps),
        proven=proven,
        free=_free(problem, final),
    )


def step_cost(problem: MentoringProblem, group: MentoringGroup, step: MentoringStep) -> int:
    """What a group costs in a step; below zero where it is worth having."""
    if step is MentoringStep.UNPAIRED:
        return -len(group.mentees)
    if step is MentoringStep.TRIADS:
        return len(group.mentees) - 1
    pairs = [(problem.person(group.mentor), problem.person(mentee)) for mentee in group.mentees]
    if step is MentoringStep.CHANGED:
        before = {(each.mentor, mentee) for each in problem.before for mentee in each.mentees}
        return -sum((group.mentor, mentee) in before for mentee in group.mentees)
    if step is MentoringStep.TOPICS:
        return sum(not shared_topics(mentor, mentee) for mentor, mentee in pairs)
    if step is MentoringStep.REGIONS:
        return sum(unmet_wishes(mentor, mentee) for mentor, mentee in pairs)
    return problem.hour_cost(group.people) or 0


def shared_topics(mentor: MentoringPerson | None, mentee: MentoringPerson | None) -> tuple[str, ...]:
    """The topics that one asks and the other offers, in the order in which they are asked."""
    if mentor is None or mentee is None:
        return ()
    return tuple(topic for topic in mentee.asks if topic in mentor.offers)


def unmet_wishes(mentor: MentoringPerson | None, mentee: MentoringPerson | None) -> int:
    """How many of a pair's two wishes for a region are not met."""
    if mentor is None or mentee is None:
        return 0
    met = "same" if mentor.region == mentee.region else "other"
    return sum(bool(person.wish) and person.wish != met for person in (mentor, mentee))


def _still_there(problem: MentoringProblem) -> MentoringProblem:
    """The problem without groups of people who take part no more."""
    ids = {person.id for person in problem.people}
    left = tuple(
        group._replace(mentees=tuple(sorted(set(group.mentees) & ids)))
        for group in problem.before
        if group.mentor in ids and ids.intersection(group.mentees)
    )
    return problem._replace(before=left, people=tuple(sorted(problem.people)))


def _hard_rows(problem: MentoringProblem, groups: list[MentoringGroup]) -> list[AtMost]:
    """Nobody has two mentors, no mentor more groups than she would, and nobody mentors her own mentor."""
    rows: list[AtMost] = []
    by_mentee: dict[str, list[int]] = {}
    by_mentor: dict[str, list[int]] = {}
    by_two: dict[frozenset[str], list[int]] = {}
    for number, group in enumerate(groups):
        by_mentor.setdefault(group.mentor, []).append(number)
        for mentee in group.mentees:
            by_mentee.setdefault(mentee, []).append(number)
            by_two.setdefault(frozenset((group.mentor, mentee)), []).append(number)
    introduced = Counter(group.mentor for group in problem.before if group.introduced)
    for mentor, numbers in sorted(by_mentor.items()):
        person = problem.person(mentor)
        most = max(person.most if person else 0, introduced[mentor])  # who was introduced stays
        rows.append(AtMost(numbers, [1.0] * len(numbers), most))
    for numbers in (*(by_mentee[name] for name in sorted(by_mentee)), *by_two.values()):
        if len(numbers) > 1:
            rows.append(AtMost(numbers, [1.0] * len(numbers), 1))
    return rows


def _lost(problem: MentoringProblem, step: MentoringStep) -> int:
    """What a step counts from: pairs that there were, of which those kept are taken away."""
    return sum(len(group.mentees) for group in problem.before) if step is MentoringStep.CHANGED else 0


def _unpaired(problem: MentoringProblem, groups: list[MentoringGroup]) -> tuple[Unpaired, ...]:
    """Everybody who asks and is in no group as somebody who asks, with why."""
    paired = {mentee for group in groups for mentee in group.mentees}
    mentors = [person for person in problem.people if person.offers and person.most > 0]
    found = []
    for mentee in problem.people:
        if mentee.asks and mentee.id not in paired:
            others = [mentor for mentor in mentors if mentor.id != mentee.id]
            reasons = Counter(
                reason_against(problem, mentor, mentee) or NoMentorReason.FULL for mentor in others
            )
            found.append(Unpaired(mentee.id, tuple((r, reasons[r]) for r in NoMentorReason if reasons[r])))
    return tuple(found)


def _free(problem: MentoringProblem, groups: list[MentoringGroup]) -> tuple[str, ...]:
    """The mentors who have no group."""
    busy = {group.mentor for group in groups}
    return tuple(p.id for p in problem.people if p.offers and p.most > 0 and p.id not in busy)
