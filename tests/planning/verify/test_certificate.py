"""The certificate: it holds for what the planner chose, and no forged one passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.planning.problem.burden_curve import TABLE, week_rates
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.verify.build_problem import build
from besrour_cli.planning.verify.burden import RATES, SINCE, CheckedOffsets, CheckedWeek
from besrour_cli.planning.verify.check import verify
from besrour_cli.planning.verify.constraints.of_members import CheckedNeverHours, CheckedOwnHours
from besrour_cli.planning.verify.integer_rows import CheckedConstraints
from besrour_cli.planning.verify.objectives import values_of
from besrour_cli.planning.verify.problem import ProofClaims
from besrour_cli.planning.verify.refutation import combine, drop_options, root_domain
from support.planning.forgeries import FORGERIES, Proof, minute_of_start, no_tree, written, year
from support.planning.world import (
    NOW,
    by_the_minute,
    member,
    oracle,
    random_instance,
)

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


@pytest.mark.parametrize("tens", range(6))
def test_random_years_are_proven_and_checked(tens: int) -> None:
    """On random small programmes with every kind of demand; all that can be planned at all are counted."""
    proven = 0
    for seed in range(tens * 10, tens * 10 + 10):
        asked, plan = random_instance(seed)
        best = oracle(asked, plan)
        if best is None:  # nothing is possible: there is nothing to prove, and the planner must say so
            with pytest.raises(NegativeAnswer):
                choose(asked, plan, NOW)
            continue
        proven += 1
        choice = choose(asked, plan, NOW)
        assert verify(asked, choice.plan, written(choice)).proven, f"seed {seed}"
    assert proven == PROVEN[tens]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda f: f.__name__)
def test_a_forged_proof_is_refused(forge: Callable[[Proof], None]) -> None:
    """Whatever is changed in the certificate, it proves nothing any more."""
    asked, choice = year()
    proof = written(choice)
    forge(proof)
    verdict = verify(asked, choice.plan, proof, NOW)
    assert not verdict.proven
    assert verdict.faults or forge in (no_tree,)


@pytest.mark.parametrize("times", [2, 1000, 10**12])
def test_a_drop_that_was_altered_never_drops_too_much(times: int) -> None:
    """What a step leaves out for those after it follows from the sum, whatever the sum: the plan stays."""
    asked, choice = year()
    for i, each in enumerate(written(choice)["steps"]):
        for n in range(len(each.get("drop", ()))):
            proof = written(choice)
            proof["steps"][i]["drop"][n][-1] *= times
            facts = build(asked, choice.plan, ProofClaims(NOW, frozenset(), {}))
            chosen = [
                next(s for s in seen.starts if s.at == minute_of_start(proof, seen.session.id))
                for seen in facts.sessions
            ]
            rows = CheckedConstraints(facts, values_of(facts, chosen), frozenset(), None)
            domain = root_domain(rows)
            for step in proof["steps"][: i + 1]:
                if "drop" in step:
                    total = combine(rows, step["drop"], step["name"], better=False)
                    domain = drop_options(rows, total, domain)
            for s, start in enumerate(chosen):
                assert rows.options.named[s][start.at] in domain.open[s], (i, n)


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


@pytest.mark.parametrize("text", [None, 7, [], {}, "x", {"form": 1}, {"form": 1, "programme": "test"}])
def test_anything_else_is_no_proof(text: object) -> None:
    """Whatever stands in the file, the answer is a sentence."""
    asked, choice = year()
    verdict = verify(asked, choice.plan, text)
    assert not verdict.proven and verdict.faults


@pytest.mark.parametrize("seed", range(8))
def test_burdens_are_those_of_a_reading_a_minute(seed: int) -> None:
    """The checker's own weeks agree with one local reading a minute, across midnight and clock changes."""
    asked, _ = random_instance(seed)
    for person in asked.members:
        first, last = (NOW.replace(year=year) for year in (2026, 2029))
        clock = CheckedOffsets(person.place.zone, to_epoch_minutes(first), to_epoch_minutes(last))
        week = CheckedWeek(asked, person, clock)
        for each in asked.sessions:
            day = each.window.first
            for hours in range(0, 24, 5):
                start = NOW.replace(year=day.year, month=day.month, day=day.day, hour=hours)
                burden, night, *broken = by_the_minute(asked, person, start, each.minutes)
                at, length = (np.array([n], np.int64) for n in (to_epoch_minutes(start), each.minutes))
                cost = week.costs(at, length)
                assert (int(cost.burden[0]), bool(cost.night[0])) == (burden, night)
                demands = [kind.of(person, week) for kind in (CheckedNeverHours, CheckedOwnHours)]
                assert [d is not None and bool(d.excludes(at, length)[0]) for d in demands] == broken


def test_both_authors_tell_the_same_curve() -> None:
    """The checker's table was written down anew; it must be the planner's."""
    for column, profile in enumerate(("clinic", "academic", "evenings"), 1):
        assert [*zip(SINCE, RATES[profile], strict=True)] == [(row[0], row[column]) for row in TABLE]
    assert week_rates("clinic", (), "CA")[12 * 60] == 50


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
    assume(oracle(asked, plan) is not None)
    try:
        found = choose(more, plan, NOW)
    except NegativeAnswer as no:
        assert "together" in str(no.what.id) or "overlap" in str(no.what.id)
        reject()
    assert len(found.plan.slots) == len(asked.sessions)
