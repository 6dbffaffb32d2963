"""What was proposed stays where it is as fair: a small change of the roster moves few sessions, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import PreferredStart, Programme, WeekSpan
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.fairness_rule import RHYTHM
from besrour_cli.planning.solve.budget import start_budget
from besrour_cli.planning.solve.choose import PlanResult, choose
from besrour_cli.planning.solve.same_problem import problem_digest
from besrour_cli.planning.verify.check import verify
from support.planning.certificates import written
from support.planning.world import NOW, member, programme, series, session

PLACES = ("Toronto", "Vancouver", "Accra", "Nairobi", "London", "Kathmandu")


def year() -> tuple[Programme, PlanResult]:
    """Four cafés a month apart for six places, planned from nothing."""
    run = series("cafe", 90, 14)
    days = [date(2027, 1, 11) + timedelta(days=28 * n) for n in range(4)]
    asked = programme(
        [member(f"m{i}", name) for i, name in enumerate(PLACES)],
        [run],
        [session(f"s{n}", day, day + timedelta(days=9), run) for n, day in enumerate(days)],
    )
    return asked, choose(asked, Plan("test", ""), NOW)


def starts(result: PlanResult) -> Mapping[str, datetime]:
    """Where the sessions of a plan are."""
    return {name: slot.start for name, slot in result.plan.slots.items()}


def checked(asked: Programme, result: PlanResult) -> bool:
    """Whether the checker finds the plan proven."""
    return verify(asked, result.plan, written(result)).proven


def test_somebody_more_from_a_place_that_is_there_moves_nothing() -> None:
    """A second person in every place in turn: no date changes, and that is proven."""
    asked, before = year()
    for where in PLACES:
        more = replace(asked, members=(*asked.members, member("newcomer", where)))
        now = choose(more, before.plan, NOW, near=True)
        assert starts(now) == starts(before), where
        assert checked(more, now)
        assert verify(more, now.plan, written(now)).proposed == 4


def test_only_what_has_to_move_moves() -> None:
    """Somebody says that she never can at the second café: the others stay, and it is counted as a change."""
    asked, before = year()
    at = starts(before)["s1"]
    minute = at.weekday() * 1440 + at.hour * 60 + at.minute
    here = WeekSpan(minute, minute + 60)
    first = replace(asked.members[2], never=(here,))  # in Accra the clock is UTC
    other = replace(asked, members=(*asked.members[:2], first, *asked.members[3:]))
    on_that_hour = {
        n for n, start in starts(before).items() if (start.weekday(), start.hour) == (at.weekday(), at.hour)
    }
    now = choose(other, before.plan, NOW, near=True)
    moved = {name for name, start in starts(now).items() if start != starts(before)[name]}
    assert moved == on_that_hour
    steps = {step.name: step.value for step in now.steps}
    slots = {step.name: step.value for step in choose(other, now.plan, NOW, near=True).steps}
    assert steps[RHYTHM] == slots[RHYTHM] + len(moved)
    assert checked(other, now)


def test_the_same_problem_planned_again_gives_the_same_proof() -> None:
    """Planned from nothing and again, or beside proposals and again: steps and proof as they were."""
    asked, before = year()
    newcomer = replace(asked, members=(*asked.members, member("newcomer", "Nairobi")))
    changed = choose(newcomer, before.plan, NOW, near=True, proof=before.proof)
    for those, first in ((asked, before), (newcomer, changed)):
        again = choose(those, first.plan, NOW + timedelta(days=1), near=True, proof=first.proof)
        assert (again.plan.slots, again.steps) == (first.plan.slots, first.steps)
        assert {**again.proof, "made": ""} == {**first.proof, "made": ""}


def test_the_same_problem_is_not_searched_again() -> None:
    """Without any time the proven plan is there at once; its proof as it was, to the byte."""
    asked, before = year()
    again = choose(
        asked, before.plan, NOW, near=True, proof=before.proof, budget=start_budget(lambda: 0.0, 0.0)
    )
    assert (again.plan.slots, again.steps, again.proof) == (before.plan.slots, before.steps, before.proof)
    assert (again.people, again.costs) == (before.people, before.costs)


def test_whatever_decides_makes_another_problem() -> None:
    """Rule, people, windows, series: each change is one; so is a month that becomes a week on equal days."""
    run = series("cafe", 90, 7, weekdays=(0,))
    days = [date(2027, 1, 11) + timedelta(days=21 * n) for n in range(2)]
    asked = programme(
        [member("m0", "Toronto"), member("m1", "Accra")],
        [run],
        [session(f"s{n}", day, day + timedelta(days=9), run) for n, day in enumerate(days)],
    )
    first, second = asked.sessions
    earlier = replace(second, window=second.window._replace(first=second.window.first - timedelta(days=3)))
    others = [
        replace(asked, fairness=asked.fairness._replace(tolerance=5)),
        replace(asked, fairness=asked.fairness._replace(profile="academic")),
        replace(asked, series={"cafe": replace(run, prefer=PreferredStart(10 * 60, None))}),
        replace(asked, series={"cafe": replace(run, days_between=14)}),
        replace(asked, sessions=(first, replace(second, minutes=60))),
        replace(asked, members=(*asked.members, member("m2", "Accra"))),
        replace(asked, members=(asked.members[0], replace(asked.members[1], region="Coast"))),
        replace(asked, sessions=(first, replace(second, required={"host": ("m1",)}))),
        replace(asked, sessions=(first, earlier)),
    ]
    digests = [
        problem_digest(build_input(each, Plan("test", ""), NOW, frozenset())) for each in (asked, *others)
    ]
    assert len(set(digests)) == len(digests)


@pytest.mark.parametrize("damaged", [{"steps": []}, {"clashes": [[["s0", 1], ["s1", 1]]]}, {"seal": ""}])
def test_a_proof_that_was_changed_is_made_again(damaged: Mapping[str, object]) -> None:
    """What it says is no longer what it said when it was made: every step is proven anew."""
    asked, before = year()
    again = choose(asked, before.plan, NOW, near=True, proof={**before.proof, **damaged})
    assert again.proof == before.proof
    assert checked(asked, again)


@pytest.mark.parametrize(
    "damaged", [{"problem": "sha256-0"}, {"starts": {}}, {"proposed": None}, {"proposed": {"s1": "soon"}}]
)
def test_a_proof_of_something_else_is_no_memory(damaged: Mapping[str, object]) -> None:
    """Where the proof in place is of another problem or plan, or damaged, the plan's own starts count."""
    asked, before = year()
    again = choose(asked, before.plan, NOW, near=True, proof={**before.proof, **damaged})
    assert starts(again) == starts(before)
    assert dict(again.proof)["proposed"] == dict(before.proof)["starts"]


def test_an_hour_that_is_preferred_since_is_taken() -> None:
    """The series prefers another hour now: what was proposed at the old one does not hold it back."""
    asked, before = year()
    hours = {(start.hour, start.minute) for start in starts(before).values()}
    run = replace(asked.series["cafe"], prefer=PreferredStart(10 * 60 + 30, None))
    other = replace(asked, series={"cafe": run})
    afresh = choose(other, Plan("test", ""), NOW)
    now = choose(other, before.plan, NOW, near=True)
    assert {(start.hour, start.minute) for start in starts(now).values()} != hours
    assert {step.name: step.value for step in now.steps} == {step.name: step.value for step in afresh.steps}
    assert checked(other, now)


def test_without_being_asked_to_stay_near_nothing_is_remembered() -> None:
    """Chosen afresh, the plan is that of the same files without a plan before."""
    asked, before = year()
    more = replace(asked, members=(*asked.members, member("newcomer", "Vancouver", region="Islands")))
    assert starts(choose(more, before.plan, NOW)) == starts(choose(more, Plan("test", ""), NOW))
