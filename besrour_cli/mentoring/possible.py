"""Which groups may be at all, and what stands against a pair: every hard rule is here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from besrour_cli.mentoring.values import MentoringPerson, MentoringProblem, NoMentorReason
from besrour_cli.model.people.mentoring import MentoringGroup

MOST_TRIADS = 40_000
"""Groups of three that are looked at; beyond, those of each mentor with the cheapest hours."""


def reason_against(
    problem: MentoringProblem, mentor: MentoringPerson, mentee: MentoringPerson
) -> NoMentorReason | None:
    """Why one cannot mentor the other; None where she can."""
    if set(mentor.languages).isdisjoint(mentee.languages):
        return NoMentorReason.LANGUAGE
    if mentor.stage and mentee.stage and mentor.stage < mentee.stage:
        return NoMentorReason.CAREER
    if {(mentor.id, mentee.id), (mentee.id, mentor.id)} & problem.past:
        return NoMentorReason.PAST
    if problem.hour_cost((mentor.id, mentee.id)) is None:
        return NoMentorReason.HOURS
    return None


def possible_pairs(problem: MentoringProblem) -> Iterator[tuple[MentoringPerson, MentoringPerson]]:
    """Every mentor with everybody whom she may mentor, in order of their ids."""
    people = sorted(problem.people)
    for mentor in people:
        if mentor.offers and mentor.most > 0:
            for mentee in people:
                if mentee.asks and mentee.id != mentor.id and not reason_against(problem, mentor, mentee):
                    yield mentor, mentee


def possible_groups(problem: MentoringProblem) -> list[MentoringGroup]:
    """Every pair and, where two may share a mentor, every group of three, in a fixed order."""
    pairs = list(possible_pairs(problem))
    groups = [MentoringGroup(mentor.id, (mentee.id,)) for mentor, mentee in pairs]
    if problem.triads:
        groups += _triads(problem, pairs)
    fixed = [group for group in problem.before if group.introduced]
    known = {(group.mentor, group.mentees) for group in groups}
    groups += [
        group._replace(introduced=False) for group in fixed if (group.mentor, group.mentees) not in known
    ]
    return sorted(groups)


def _triads(
    problem: MentoringProblem, pairs: list[tuple[MentoringPerson, MentoringPerson]]
) -> list[MentoringGroup]:
    """Two who ask, with a mentor and a language that all three speak, at an hour reasonable for all three."""
    found: list[tuple[int, MentoringGroup]] = []
    by_mentor: dict[MentoringPerson, list[MentoringPerson]] = {}
    for mentor, mentee in pairs:
        by_mentor.setdefault(mentor, []).append(mentee)
    for mentor, mentees in by_mentor.items():
        for one, other in combinations(mentees, 2):
            shared = set(mentor.languages) & set(one.languages) & set(other.languages)
            cost = problem.hour_cost((mentor.id, one.id, other.id)) if shared else None
            if cost is not None:
                found.append((cost, MentoringGroup(mentor.id, (one.id, other.id))))
    return [group for _, group in sorted(found)[:MOST_TRIADS]]
