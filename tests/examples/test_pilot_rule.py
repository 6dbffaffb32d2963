"""What the rule shows on the pilot's year: few days and hours to remember, and a calendar that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from time import process_time

import pytest

from besrour_cli.commands.views.plan import staying
from besrour_cli.commands.views.plan.sentences import sentences
from besrour_cli.model.fairness import TOLERANCE_OF_REGRET
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import PROFILES, Programme
from besrour_cli.observances.blocked_time import observed
from besrour_cli.planning.explain.price_of_fairness import regret_of_curves
from besrour_cli.planning.explain.year_summary import year_summary
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.solve.budget import start_budget
from besrour_cli.planning.solve.choose import PlanResult, choose
from besrour_cli.planning.verify.check import verify
from besrour_cli.storage.programme.load import load
from support.checkout import ROOT
from support.planning.certificates import written
from support.planning.properties.over_the_year import rhythms
from support.planning.properties.perturbations import Perturbation, additions, copies, removals
from support.planning.world import NOW


@pytest.fixture(scope="module")
def pilot() -> Programme:
    """The pilot as it ships."""
    asked = load(str(ROOT)).programme
    assert asked is not None
    return observed(asked, Plan(asked.id, ""))


@pytest.fixture(scope="module")
def planned(pilot: Programme) -> PlanResult:
    """Its year, planned from nothing."""
    return choose(pilot, Plan(pilot.id, ""), NOW, budget=start_budget(process_time, 60))


def starts(result: PlanResult) -> dict[str, datetime]:
    """Where the sessions of a plan are."""
    return {name: slot.start for name, slot in result.plan.slots.items()}


def slots(asked: Programme, result: PlanResult) -> dict[str, int]:
    """How many days and hours each series has."""
    return {name: len(each.patterns) for name, each in rhythms(asked, starts(result)).items()}


@pytest.mark.campaign
def test_of_several_profiles_none_costs_the_region_that_carries_most_more_than_six_units(
    pilot: Programme,
) -> None:
    """Whichever is true: what an invitation costs above the least, times the invitations of its year."""
    fairness = pilot.fairness._replace(profiles=PROFILES, tolerance=TOLERANCE_OF_REGRET)
    unsure = replace(pilot, fairness=fairness)
    found = choose(unsure, Plan(pilot.id, ""), NOW, budget=start_budget(process_time, 300))
    assert all(step.least == step.bound for step in found.steps)
    inputs = build_input(unsure, Plan(pilot.id, ""), NOW, frozenset())
    invitations, people = inputs.invitations(), Counter[str]()
    for each in inputs.people:
        people[each.region] += len(each.members)
    for curve in regret_of_curves(unsure, found.plan, NOW, start_budget(process_time, 120)):
        year = (curve.burden - curve.least) * invitations[curve.region] / people[curve.region]
        assert year < 6, curve


def test_there_is_little_to_remember(pilot: Programme, planned: PlanResult) -> None:
    """Two days and hours for the cafés, and one for each group."""
    assert slots(pilot, planned) == {"cafe": 2, "working-group": 1, "advisory": 1}


@pytest.mark.thorough
def test_a_group_may_give_less_away(pilot: Programme, planned: PlanResult) -> None:
    """A tenth gives the cafés three days and hours, and spares the region that carries most."""
    closer = replace(pilot, fairness=pilot.fairness._replace(tolerance=10))
    found = choose(closer, Plan(pilot.id, ""), NOW, budget=start_budget(process_time, 60))
    assert slots(pilot, found) == {"cafe": 3, "working-group": 1, "advisory": 1}
    regions = [{step.name: step.value for step in each.steps}["regions"] for each in (found, planned)]
    assert regions[0] < 0.92 * regions[1]


def some_changes(asked: Programme) -> Iterator[Perturbation]:
    """Somebody more in fewer groups, a copy, and one fewer: of each kind the second."""
    for kind in (additions, copies, removals):
        yield from islice(kind(asked), 1, 2)


def test_who_comes_and_goes_moves_nothing(pilot: Programme, planned: PlanResult) -> None:
    """The calendar is as it was; benchmarks/planning/fairness.py tries all 180 such changes."""
    for change in some_changes(pilot):
        now = choose(change.programme, planned.plan, NOW, budget=start_budget(process_time, 60), near=True)
        assert starts(now) == starts(planned), change.words


@pytest.mark.thorough
def test_a_calendar_stays_up_to_twice_the_tolerance_and_plan_says_so(
    pilot: Programme, planned: PlanResult
) -> None:
    """The member in St. John's leaves: the year stays, over its tolerance, and verify accepts that.

    Without what was proposed the year is another one, and fairer.
    """
    (change,) = (each for each in removals(pilot) if each.member == "ca-memorial")
    stays, afresh = (
        choose(change.programme, planned.plan, NOW, budget=start_budget(process_time, 60), near=near)
        for near in (True, False)
    )
    assert starts(stays) == starts(planned) != starts(afresh)
    assert verify(change.programme, stays.plan, written(stays)).proven
    (sentence,) = staying.lines(stays.steps, pilot.fairness)
    assert "the people who carry most could carry 17% less" in str(sentence)
    assert not list(staying.lines(afresh.steps, pilot.fairness))
    for result, words in (
        (stays, "as long as the year stays close to what was proposed"),
        (afresh, "fairer exists."),
    ):
        said = list(sentences(change.programme, result.plan, year_summary(change.programme, result)))
        assert words in str(said[-1])
    (several,) = staying.lines(stays.steps, pilot.fairness._replace(profiles=("clinic", "academic")))
    assert "could be fairer; to see that: besrour plan --afresh" in str(several)
