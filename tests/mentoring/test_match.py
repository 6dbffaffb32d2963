"""Mentors and those who ask: no hard rule is ever broken, nothing better exists, and little changes."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random
from time import monotonic

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.mentoring.match import match, shared_topics, step_cost, unmet_wishes
from besrour_cli.mentoring.possible import possible_groups
from besrour_cli.mentoring.program import AtMost, ChosenColumns, cheapest_choice
from besrour_cli.mentoring.values import (
    MentoringPerson,
    MentoringProblem,
    MentoringResult,
    MentoringStep,
    NoMentorReason,
)
from besrour_cli.model.people.mentoring import MentoringGroup

TOPICS = ("teaching", "research", "leading")
IDS = tuple("abcdefg")


@st.composite
def problems(draw: st.DrawFn, most: int = 7, *, triads: bool | None = None) -> MentoringProblem:
    """A few people, some pairs without a reasonable hour, some paired before."""
    ids = IDS[: draw(st.integers(2, most))]
    topics = st.lists(st.sampled_from(TOPICS), max_size=2, unique=True).map(tuple)
    people = tuple(
        MentoringPerson(
            id=name,
            languages=draw(st.sampled_from((("en",), ("fr",), ("fr", "en")))),
            region=draw(st.sampled_from(("west", "east"))),
            stage=draw(st.integers(0, 3)),
            offers=draw(topics),
            asks=draw(topics),
            most=draw(st.integers(0, 2)),
            wish=draw(st.sampled_from(("", "other", "same"))),
        )
        for name in ids
    )
    costs = {frozenset(pair): draw(st.sampled_from((None, 50, 100, 250))) for pair in combinations(ids, 2)}
    past = draw(st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=2))

    def hour_cost(group: tuple[str, ...]) -> int | None:
        each = [costs[frozenset(pair)] for pair in combinations(group, 2)]
        return None if None in each else sum(cost for cost in each if cost is not None)

    return MentoringProblem(
        people=people,
        hour_cost=hour_cost,
        past=frozenset(past),
        triads=draw(st.booleans()) if triads is None else triads,
    )


def solved(problem: MentoringProblem) -> MentoringResult:
    """The groups, with all the time they need."""
    result = match(problem, monotonic, 60)
    assert result.proven
    return result


def is_allowed(problem: MentoringProblem, groups: tuple[MentoringGroup, ...]) -> bool:
    """Every hard rule, written from its meaning."""
    by_id = {person.id: person for person in problem.people}
    mentees = [mentee for group in groups for mentee in group.mentees]
    if len(set(mentees)) < len(mentees):
        return False
    if any(sum(g.mentor == p.id for g in groups) > p.most for p in problem.people):
        return False
    pairs = {(group.mentor, mentee) for group in groups for mentee in group.mentees}
    if any((mentee, mentor) in pairs for mentor, mentee in pairs):
        return False
    for group in groups:
        people = [by_id[name] for name in group.people]
        if not set.intersection(*(set(person.languages) for person in people)):
            return False
        if problem.hour_cost(group.people) is None or len(set(group.people)) < len(group.people):
            return False
        if len(group.mentees) > (2 if problem.triads else 1):
            return False
        for mentee in people[1:]:
            before = {(people[0].id, mentee.id), (mentee.id, people[0].id)} & problem.past
            earlier = people[0].stage and mentee.stage and people[0].stage < mentee.stage
            if before or earlier or not people[0].offers or not mentee.asks:
                return False
    return True


def values(problem: MentoringProblem, groups: tuple[MentoringGroup, ...]) -> tuple[int, ...]:
    """What groups reach in every step, from the meaning of each."""
    by_id = {person.id: person for person in problem.people}
    asking = sum(bool(person.asks) for person in problem.people)
    pairs = [(by_id[g.mentor], by_id[mentee]) for g in groups for mentee in g.mentees]
    before = {(g.mentor, mentee) for g in problem.before for mentee in g.mentees}
    return (
        asking - len(pairs),
        sum(len(group.mentees) == 2 for group in groups),
        len(before) - sum((one.id, other.id) in before for one, other in pairs),
        sum(not shared_topics(one, other) for one, other in pairs),
        sum(unmet_wishes(one, other) for one, other in pairs),
        sum(problem.hour_cost(group.people) or 0 for group in groups),
    )


def best_of_all(problem: MentoringProblem) -> tuple[int, ...]:
    """The least that any allowed groups reach, by trying all of them."""
    groups = possible_groups(problem)
    best: tuple[int, ...] | None = None

    def grow(at: int, chosen: tuple[MentoringGroup, ...], taken: frozenset[str]) -> None:
        nonlocal best
        if at == len(groups):
            if is_allowed(problem, chosen):
                reached = values(problem, chosen)
                best = reached if best is None else min(best, reached)
            return
        grow(at + 1, chosen, taken)
        if taken.isdisjoint(groups[at].mentees):
            grow(at + 1, (*chosen, groups[at]), taken | set(groups[at].mentees))

    grow(0, (), frozenset())
    assert best is not None
    return best


@settings(max_examples=120, deadline=None)
@given(problems())
def test_no_hard_rule_is_broken(problem: MentoringProblem) -> None:
    """Language, career, hours, no repeat, load, one mentor each, nobody her own mentor's mentor."""
    result = solved(problem)
    assert is_allowed(problem, result.groups)
    assert tuple(value for _, value in result.steps) == values(problem, result.groups)


@settings(max_examples=60, deadline=None)
@given(problems(4))
def test_nothing_better_exists(problem: MentoringProblem) -> None:
    """Of all groups that are allowed none reach less, step after step."""
    assert values(problem, solved(problem).groups) == best_of_all(problem)


@settings(max_examples=40, deadline=None)
@given(problems(5), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(problem: MentoringProblem, random: Random) -> None:
    """Whoever stands first in the sheet is not served first."""
    shuffled = list(problem.people)
    random.shuffle(shuffled)
    assert solved(problem._replace(people=tuple(shuffled))) == solved(problem)


@settings(max_examples=40, deadline=None)
@given(problems(6, triads=False))
def test_what_is_done_is_done_again_alike(problem: MentoringProblem) -> None:
    """The same files once more: the same groups, and nobody changes."""
    first = solved(problem)
    again = solved(problem._replace(before=first.groups))
    assert again.groups == first.groups and dict(again.steps)[MentoringStep.CHANGED] == 0


@settings(max_examples=60, deadline=None)
@given(problems(7, triads=False), st.data())
def test_who_leaves_moves_nobody_else(problem: MentoringProblem, data: st.DataObject) -> None:
    """All other pairs stay, unless somebody who had nobody finds a mentor by a change."""
    first = solved(problem)
    gone = data.draw(st.sampled_from([person.id for person in problem.people]))
    left = tuple(person for person in problem.people if person.id != gone)
    rest = {g for g in first.groups if gone not in g.people}
    after = solved(problem._replace(people=left, before=first.groups))
    paired = {mentee for group in after.groups for mentee in group.mentees}
    kept = {mentee for group in rest for mentee in group.mentees}
    assert rest <= set(after.groups) or len(paired) > len(kept)


@settings(max_examples=60, deadline=None)
@given(problems(6), st.data())
def test_who_is_introduced_stays(problem: MentoringProblem, data: st.DataObject) -> None:
    """Letters have told them: whatever else changes, they stay together."""
    first = solved(problem)
    told = tuple(group._replace(introduced=data.draw(st.booleans())) for group in first.groups)
    changed = tuple(
        MentoringPerson(**{**person.__dict__, "offers": ("teaching",), "most": max(person.most, 1)})
        for person in problem.people
    )
    after = solved(problem._replace(people=changed, before=told))
    assert {g for g in told if g.introduced} <= set(after.groups)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_everybody_without_a_mentor_is_told_why(problem: MentoringProblem) -> None:
    """One reason for each mentor there is; who could be hers has as many as she would take."""
    result = solved(problem)
    paired = {mentee for group in result.groups for mentee in group.mentees}
    asking = {person.id for person in problem.people if person.asks}
    assert {each.person for each in result.unpaired} == asking - paired
    for each in result.unpaired:
        mentors = [p for p in problem.people if p.offers and p.most > 0 and p.id != each.person]
        assert sum(n for _, n in each.reasons) == len(mentors)
        assert [reason for reason, _ in each.reasons] == [
            r for r in NoMentorReason if r in dict(each.reasons)
        ]


def test_two_share_a_mentor_only_where_there_are_too_few() -> None:
    """One mentor, two who ask: one of them has nobody, or both meet her together if that may be."""
    people = (
        MentoringPerson("m", ("en",), offers=("teaching",)),
        *(MentoringPerson(name, ("en",), asks=("teaching",)) for name in "ab"),
    )
    problem = MentoringProblem(people, lambda _: 100)
    alone = solved(problem)
    assert alone.groups == (MentoringGroup("m", ("a",)),)
    assert alone.unpaired[0].reasons == ((NoMentorReason.FULL, 1),)
    assert solved(problem._replace(triads=True)).groups == (MentoringGroup("m", ("a", "b")),)
    two = (*people, MentoringPerson("n", ("en",), offers=("teaching",)))
    assert len(solved(problem._replace(people=two, triads=True)).groups) == 2


def test_a_hundred_people_are_brought_together_in_time() -> None:
    """Fifty who ask, thirty mentors, with triads: proven well within the time that is allowed."""
    random = Random(1)
    people = [
        MentoringPerson(
            id=f"p{n:03}",
            languages=random.choice((("en",), ("fr",), ("fr", "en"))),
            region=random.choice(("a", "b", "c")),
            offers=(random.choice(TOPICS),) if n < 30 else (),
            asks=(random.choice(TOPICS),) if n >= 30 else (),
            most=random.choice((1, 2)),
            wish=random.choice(("", "other")),
        )
        for n in range(80)
    ]
    costs = {
        pair: Random(str(pair)).choice((None, 50, 100, 150))
        for pair in permutations([p.id for p in people], 2)
    }
    problem = MentoringProblem(tuple(people), lambda group: costs[group[0], group[1]])
    result = solved(problem)
    assert is_allowed(problem, result.groups)
    assert step_cost(problem, result.groups[0], MentoringStep.UNPAIRED) == -1


def test_a_group_with_somebody_who_has_left_shares_no_topic_and_has_no_wishes() -> None:
    """Ama's mentor is not on the roster any more: her old group is worth no more than none."""
    ama = MentoringPerson("ama", ("en",), region="west", asks=("teaching",), wish="same")
    problem = MentoringProblem((ama,), lambda _: 100)
    gone = MentoringGroup("gone", ("ama",))
    assert shared_topics(None, ama) == () == shared_topics(ama, None)
    assert step_cost(problem, gone, MentoringStep.TOPICS) == 1
    assert step_cost(problem, gone, MentoringStep.REGIONS) == 0
    there = problem._replace(
        people=(ama, MentoringPerson("gone", ("en",), region="east", offers=("teaching",)))
    )
    assert step_cost(there, gone, MentoringStep.TOPICS) == 0
    assert step_cost(there, gone, MentoringStep.REGIONS) == 1


def test_groups_that_exclude_each_other_cannot_both_be_kept() -> None:
    """Two columns that are fixed, of which one at most may be taken: nothing is chosen, nothing proven."""
    costs, either = np.array([1.0, 1.0]), AtMost((0, 1), (1.0, 1.0), 1.0)
    assert cheapest_choice(costs, [either], (0, 1), 10.0) == ChosenColumns(None, False)
    assert cheapest_choice(costs, [either], (1,), 10.0) == ChosenColumns((1,), True)
