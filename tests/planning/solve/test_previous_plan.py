"""The plan there was: it stays where the time allowed was too short to find as fair a one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme, WeekSpan
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.solve.certificate import StepProof, StepProofs
from besrour_cli.planning.solve.choose import PlanResult, choose
from besrour_cli.planning.solve.previous_plan import previous_plan
from besrour_cli.planning.verify.check import verify
from support.planning.budgets import NO_TIME
from support.planning.certificates import written
from support.planning.certificates import year as certified_year
from support.planning.world import NOW, member, programme, series, session

EVERYWHERE = ("Toronto", "Vancouver", "Accra", "Nairobi", "Tokyo", "London", "Kathmandu")


def year() -> tuple[Programme, PlanResult]:
    """Six cafés for seven places that hardly share an hour, planned with time enough."""
    run = series("cafe", 90, 14)
    days = [date(2027, 1, 11) + timedelta(days=28 * n) for n in range(6)]
    asked = programme(
        [member(f"m{i}", name) for i, name in enumerate(EVERYWHERE)],
        [run],
        [session(f"s{n}", day, day + timedelta(days=9), run) for n, day in enumerate(days)],
    )
    return asked, choose(asked, Plan("test", ""), NOW)


def test_a_search_too_short_leaves_the_fairer_plan() -> None:
    """Without any time a far worse year would be found; nothing moves, and nothing is said to be proven."""
    asked, good = year()
    found = choose(asked, good.plan, NOW, budget=NO_TIME)
    assert found.plan.slots == good.plan.slots
    assert [step.value for step in found.steps[:-1]] == [step.value for step in good.steps[:-1]]
    assert found.steps[-1].value == len(asked.sessions)
    alone = choose(asked, Plan("test", ""), NOW, budget=NO_TIME)
    slots = [{step.name: step.value for step in each.steps}["rhythm"] for each in (alone, good)]
    assert slots[0] > slots[1], "it gives away no less of regions and people, and has more to remember"
    verdict = verify(asked, found.plan, written(found))
    assert not verdict.faults and not verdict.proven


def test_a_plan_that_breaks_a_demand_does_not_stay() -> None:
    """Somebody says since that she never can on that day and hour: however short the time, it moves."""
    asked, good = year()
    start = good.plan.slots["s0"].start
    minute = start.weekday() * 1440 + start.hour * 60 + start.minute
    first = replace(asked.members[2], never=(WeekSpan(minute, minute + 60),))  # in Accra the clock is UTC
    other = replace(asked, members=(*asked.members[:2], first, *asked.members[3:]))
    found = choose(other, good.plan, NOW, budget=NO_TIME)
    assert found.plan.slots["s0"].start != start


def test_with_time_enough_the_former_plan_changes_nothing() -> None:
    """The same files give the same plan, whatever was planned before."""
    asked, good = year()
    worse = choose(asked, Plan("test", ""), NOW, budget=NO_TIME)
    assert worse.plan.slots != good.plan.slots
    assert {i: s.start for i, s in choose(asked, worse.plan, NOW).plan.slots.items()} == {
        i: s.start for i, s in good.plan.slots.items()
    }


def test_a_plan_that_is_less_fair_gives_way() -> None:
    """The former plan stays where it is within the limits of all that was found; this one is not."""
    asked, good = certified_year()
    worse = choose(asked, Plan("test", ""), NOW, budget=NO_TIME)
    assert [step.value for step in worse.steps] > [step.value for step in good.steps]
    least = tuple(StepProof(name=step.name, least=str(step.least)) for step in good.steps[1:-1])
    found = StepProofs(least, [], ordered=True)
    decisive = []
    for plan in (worse.plan, good.plan):
        before = previous_plan(build_input(asked, plan, NOW, frozenset()))
        assert before is not None
        decisive.append(before.decisive(found))
    assert decisive == [None, ""]


def test_a_plan_in_which_somebody_would_be_in_two_places_does_not_stay() -> None:
    """She joins the second group: what was planned at one hour for two groups is possible no more."""
    runs = [series(name, 60, between=(9 * 60, 12 * 60)) for name in ("cafe", "team")]
    day = date(2027, 1, 12)
    sessions = [session("s0", day, day, runs[0]), session("s1", day, day, runs[1])]
    people = [member("ama", "Toronto", ("cafe",)), member("bo", "Toronto", ("team",))]
    before = choose(programme(people, runs, sessions), Plan("test", ""), NOW).plan
    assert before.slots["s0"].start == before.slots["s1"].start
    both = [replace(people[0], groups=("cafe", "team")), people[1]]
    after = choose(programme(both, runs, sessions), before, NOW, budget=NO_TIME).plan
    first, second = sorted((after.slots[name] for name in ("s0", "s1")), key=lambda slot: slot.start)
    assert first.end <= second.start
