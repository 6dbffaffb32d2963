"""What a step may give away to later ones: a part at most, of a least that some plan reaches."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Burden, Plan
from besrour_cli.model.programme import Programme, WeekSpan
from besrour_cli.planning.verify.objectives import STEPS, limit_of, values_of
from besrour_cli.planning.verify.spacing import CheckedSpacing
from besrour_cli.planning.verify.step_check import check_steps
from support.planning.unproven import Choice, all_choices, plans, spacing_of, unproven
from support.planning.world import member, programme, random_instance, series, session

A_TENTH = Fairness(tolerance=10)
PAST = Plan("test", "", {}, {"ama": Burden(40.0, 1, 6), "nia": Burden(2.0, 0, 1)})


def pair(days_between: int = 0) -> Programme:
    """Two cafés in one window of three days, for Accra, Toronto and Nairobi; Ama keeps her Tuesdays free."""
    run = series("cafe", 60, days_between, between=(6 * 60, 23 * 60))
    tuesday = WeekSpan(1440, 2 * 1440)
    people = [member("ama", "Accra", hours=[tuesday]), member("bo", "Toronto"), member("nia", "Nairobi")]
    window = date(2027, 1, 11), date(2027, 1, 13)
    sessions = [session(f"s{n}", *window, run) for n in range(2)]
    return programme(people, [run], sessions, Fairness(step=120))


def spaced(asked: Programme, given: Plan) -> CheckedSpacing:
    """The programme as the checker has it, which has starts for every session."""
    found = spacing_of(asked, given)
    assert found is not None
    return found


def said(spacing: CheckedSpacing, choice: Choice, given: Plan, **witnesses: Choice) -> list[str]:
    """What the checker finds wrong with a choice whose steps have these witnesses of their least."""
    plan, proof = unproven(spacing, choice, given, witnesses)
    steps, faults = check_steps(spacing, plan, proof, values_of(spacing.options, choice))
    assert not any(step.proven for step in steps)
    return [str(fault) for fault in faults]


def allowed(before: dict[str, Fraction], least: dict[str, Fraction], reached: dict[str, Fraction]) -> bool:
    """Whether a plan may reach so much, in the words of the rule; ``before``: what the past comes to."""
    part = {"regions": Fraction(17, 100), "people": Fraction(17, 100)}
    more = {name: reached[name] - least[name] for name in least}
    return all(0 <= more[name] <= part.get(name, 0) * (least[name] - before[name]) for name in least)


@pytest.mark.parametrize("given", [Plan("test", ""), PAST], ids=["new", "after-a-year"])
def test_the_tolerance_is_a_part_of_what_the_sessions_cost(given: Plan) -> None:
    """Of regions and people 17 per cent may be given away, the past left out; of the others nothing."""
    spacing = spaced(pair(), given)
    every = {choice: values_of(spacing.options, choice) for choice in plans(spacing)}
    past, dice, seen = values_of(spacing.options, ()), random.Random(7), set()
    best = min(every, key=lambda choice: [every[choice][name] for name in STEPS])
    near = sorted(every, key=lambda choice: [abs(every[choice][n] - every[best][n]) for n in STEPS])[:100]
    for choice in (*dice.sample(sorted(every), 40), *near):
        wrong = [
            name
            for name in STEPS
            if not allowed(past, {name: every[best][name]}, {name: every[choice][name]})
        ]
        faults = said(spacing, choice, given, **dict.fromkeys(STEPS, best))
        assert len(faults) == len(wrong[:1])
        assert all(f"“{name}”" in fault for name, fault in zip(wrong, faults, strict=False))
        seen.update(wrong[:1] or ["fair"])
    assert seen >= {"nights", "regions", "fair"}


def test_a_limit_is_of_what_comes_after_the_past() -> None:
    """A least of 5 units after a past of 4: a tenth of one unit may be given away."""
    assert limit_of(A_TENTH, "regions", Fraction(5), Fraction(4)) == Fraction(51, 10)
    assert limit_of(A_TENTH, "people", Fraction(5), Fraction(0)) == Fraction(11, 2)
    assert {limit_of(A_TENTH, name, Fraction(5), Fraction(4)) for name in ("nights", "rhythm", "burden")} == {
        5
    }


def test_a_calendar_that_was_proposed_is_the_limit_up_to_twice_the_tolerance() -> None:
    """A tenth is 0.1 units here: 5.15 stays, 7 comes down to 5.2, and below 5.1 it makes no difference."""
    for proposed, limit in (("103/20", "103/20"), ("7", "26/5"), ("101/20", "51/10"), ("4", "51/10")):
        given = (Fraction(5), Fraction(4), Fraction(proposed))
        assert limit_of(A_TENTH, "regions", *given) == Fraction(limit), proposed
    assert limit_of(A_TENTH, "nights", *given) == 5
    assert limit_of(Fairness()._replace(tolerance=0), "regions", Fraction(5), Fraction(4), Fraction(6)) == 5


@pytest.mark.parametrize("seed", [4, 12, 20])
def test_a_witness_keeps_the_limits_of_the_steps_before(seed: int) -> None:
    """A plan that reaches less on a step, and more than allowed on an earlier one, shows nothing."""
    asked, given = random_instance(seed)
    spacing = spaced(asked, given)
    every, dice = plans(spacing), random.Random(seed)
    past, seen = values_of(spacing.options, ()), set()
    for _ in range(60):
        choice, witness = dice.choice(every), dice.choice(every)
        reached, other = (values_of(spacing.options, each) for each in (choice, witness))
        for at, name in enumerate(STEPS):
            within = allowed(past, {name: other[name]}, {name: reached[name]})
            if other[name] == reached[name] or not within:
                continue
            before = {each: reached[each] for each in STEPS[:at]}
            shows = all(
                other[each] <= limit_of(Fairness(), each, least, past[each]) for each, least in before.items()
            )
            faults = said(spacing, choice, given, **{name: witness})
            assert (faults == []) is shows, (name, faults)
            seen.add(shows)
    assert seen == {True, False}


def test_a_witness_is_a_plan() -> None:
    """Two starts too close together, or out of order, may reach what no plan does: no least."""
    given = Plan("test", "")
    spacing = spaced(pair(days_between=1), given)
    values = {choice: values_of(spacing.options, choice) for choice in all_choices(spacing)}
    past, wrong = values_of(spacing.options, ()), 0
    for choice, witness in random.Random(3).sample([*product(values, values)], 20_000):
        reached, other = values[choice], values[witness]
        better = other["nights"] == reached["nights"] and other["regions"] < reached["regions"]
        within = reached["regions"] <= limit_of(Fairness(), "regions", other["regions"], past["regions"])
        if better and within and not any(spacing.conflicts(choice)):
            faults = said(spacing, choice, given, regions=witness)
            assert bool(faults) is any(spacing.conflicts(witness))
            wrong += bool(faults)
    assert wrong
