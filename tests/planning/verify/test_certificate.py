"""The certificate: it holds for what the planner chose, and no forged one passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.verify.check import verify
from besrour_cli.planning.verify.integer_rows import CheckedConstraints
from besrour_cli.planning.verify.objectives import limit_of, values_of
from besrour_cli.planning.verify.refutation import combine, drop_options, root_domain
from besrour_cli.planning.verify.spacing import CheckedSpacing
from besrour_cli.planning.verify.step_check import StepCheck
from support.campaigns.thorough import a_few
from support.planning.certificates import Proof, agreeing, minute_of, written, year
from support.planning.forged_steps import UNREADABLE
from support.planning.forgeries import FORGERIES, no_tree
from support.planning.unproven import plans, possible, spacing_of
from support.planning.world import NOW, member, random_instance

PROVEN = (8, 6, 9, 10, 6, 6)
"""Of each ten random programmes those that can be planned at all."""


def test_an_honest_proof_holds() -> None:
    """Every step is proven from the files alone."""
    asked, choice = year()
    verdict = verify(asked, choice.plan, written(choice), NOW)
    assert verdict.proven, verdict
    assert not verdict.given and not verdict.notes
    assert {s.name: float(s.value) for s in verdict.steps}.items() <= {
        s.name: s.value for s in choice.steps
    }.items()


@pytest.mark.parametrize("tens", a_few(range(6), 2))
def test_random_years_are_proven_and_nothing_that_was_tried_is_fairer(tens: int) -> None:
    """On random small programmes with every kind of demand; all that can be planned at all are counted."""
    proven = 0
    for seed in range(tens * 10, tens * 10 + 10):
        asked, before = random_instance(seed)
        if not possible(asked, before):
            with pytest.raises(NegativeAnswer):  # there is nothing to prove, and the planner must say so
                choose(asked, before, NOW)
            continue
        proven += 1
        choice = choose(asked, before, NOW)
        verdict = verify(asked, choice.plan, written(choice))
        assert verdict.proven, f"seed {seed}"
        spacing = spacing_of(asked, before, ordered=written(choice)["ordered"])
        assert spacing is not None
        assert_none_is_fairer(spacing, verdict.steps)
    assert proven == PROVEN[tens]


def assert_none_is_fairer(spacing: CheckedSpacing, steps: Sequence[StepCheck]) -> None:
    """Every plan there is: none is below the least of a step and within the limits of those before."""
    past = values_of(spacing.options, ())
    left = [values_of(spacing.options, each) for each in plans(spacing)]
    for step in steps:
        least = min(values[step.name] for values in left)
        assert least <= step.least <= least + (step.least - past[step.name]) / 100, step
        if step.name not in ("regions", "people"):
            assert least == step.least == step.value
        limit = limit_of(Fairness(), step.name, step.least, past[step.name])
        assert step.value <= limit
        left = [values for values in left if values[step.name] <= limit]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda f: f.__name__)
def test_a_forged_proof_is_refused(forge: Callable[[Proof], None]) -> None:
    """Whatever is changed in the certificate, it proves nothing, whether or not plan.yaml says the same."""
    asked, choice = year()
    proof = written(choice)
    forge(proof)
    for plan in (choice.plan, agreeing(choice.plan, proof)):
        verdict = verify(asked, plan, proof, NOW)
        assert not verdict.proven
        assert verdict.faults or forge in (no_tree,)


@pytest.mark.parametrize("forge", UNREADABLE, ids=lambda f: f.__name__)
def test_a_proof_with_a_part_that_cannot_be_is_called_damaged(forge: Callable[[Proof], None]) -> None:
    """A row that does not exist proves nothing, and neither does a text or a list in another's place."""
    asked, choice = year()
    proof = written(choice)
    forge(proof)
    verdict = verify(asked, choice.plan, proof, NOW)
    assert [str(fault) for fault in verdict.faults] == ["the proof is damaged: a part of it cannot be read"]


@pytest.mark.parametrize("times", [2, 1000, 10**12])
def test_a_drop_that_was_altered_never_drops_too_much(times: int) -> None:
    """What a step leaves out for those after it follows from the sum, whatever the sum: the plan stays."""
    asked, choice = year()
    proof, spacing = written(choice), spacing_of(asked, Plan("test", ""))
    assert spacing is not None
    mine = spacing.options.choice({name: EpochMinute(minute_of(proof, name)) for name in proof["starts"]})
    rows = CheckedConstraints(spacing, {s["name"]: Fraction(s["least"]) for s in proof["steps"]}, [])
    domain, seen = root_domain(rows), 0
    for step in proof["steps"]:
        drop = step.get("drop", [])
        for n in range(len(drop)):
            altered = [[*row[:-1], row[-1] * (times if at == n else 1)] for at, row in enumerate(drop)]
            total = combine(rows, altered, step["name"], better=False)
            left = drop_options(rows, total, domain)
            assert all(o in here for o, here in zip(mine, left.open, strict=True)), (step["name"], n)
            seen += 1
        domain = drop_options(rows, combine(rows, drop, step["name"], better=False), domain)
    assert seen


def test_a_step_without_its_drop_proves_less() -> None:
    """The later steps of this year rest on what the earlier ones leave out."""
    asked, choice = year()
    proof = written(choice)
    assert any(step.pop("drop", None) for step in proof["steps"])
    verdict = verify(asked, choice.plan, proof, NOW)
    assert not verdict.proven and verdict.steps[0].proven


def test_a_worse_plan_is_refused() -> None:
    """Another start in plan and proof, with its own true values: the sums leave the better plan open."""
    asked, choice = year()
    proof = written(choice)
    slots = dict(choice.plan.slots)
    for hours in range(1, 9):
        slot = choice.plan.slots["s1"]
        moved = replace(
            slot, start=slot.start + timedelta(hours=hours), end=slot.end + timedelta(hours=hours)
        )
        slots["s1"] = moved
        proof["starts"]["s1"] = moved.start.strftime("%Y-%m-%dT%H:%MZ")
        assert not verify(asked, replace(choice.plan, slots=slots), proof).proven


def test_a_change_of_the_roster_is_noticed() -> None:
    """One person more, somewhere else: the proof is of another year."""
    asked, choice = year()
    more = replace(asked, members=(*asked.members, member("new", "Kathmandu")))
    assert not verify(more, choice.plan, written(choice)).proven


@pytest.mark.parametrize("text", [None, 7, [], {}, "x", {"form": 3}, {"form": 3, "programme": "test"}])
def test_anything_else_is_no_proof(text: object) -> None:
    """Whatever stands in the file, the answer is a sentence."""
    asked, choice = year()
    verdict = verify(asked, choice.plan, text)
    assert not verdict.proven and verdict.faults


@given(seed=st.integers(0, 400), place=st.sampled_from(("Tokyo", "Vancouver", "Lord Howe")))
@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)
def test_a_member_added_with_no_constraint_never_makes_the_plan_fail(seed: int, place: str) -> None:
    """Someone with no hours, no never-hours, required nowhere: whoever could plan before still can.

    Two sessions at once are possible only while nobody takes part in both: such years are left aside.
    """
    asked, plan = random_instance(seed)
    more = replace(asked, members=(*asked.members, member("new", place, ("cafe", "team"))))
    assume(possible(asked, plan))
    try:
        found = choose(more, plan, NOW)
    except NegativeAnswer as no:
        assert "together" in str(no.what.id) or "overlap" in str(no.what.id)
        reject()
    assert len(found.plan.slots) == len(asked.sessions)
