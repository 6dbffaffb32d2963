"""Several assumed profiles: the plan of least regret against trying everything, and its proof checked."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import Hundredths
from besrour_cli.planning.solve.choose import PlanResult, choose
from besrour_cli.planning.verify.check import verify
from support.campaigns.thorough import a_few
from support.planning.profiles_oracle import oracle_of_regret
from support.planning.world import NOW, random_instance

PROFILES = ("clinic", "academic", "evenings")


def instance(seed: int) -> tuple[Programme, Plan]:
    """A small programme that assumes two or three profiles, in some order."""
    asked, plan = random_instance(seed)
    dice = random.Random(seed)
    profiles = tuple(dice.sample(PROFILES, dice.choice((2, 3))))
    return replace(asked, fairness=asked.fairness._replace(profile=profiles[0], profiles=profiles)), plan


@pytest.mark.parametrize("tens", a_few(range(12), 1))
def test_the_regret_is_the_least_there_is(tens: int) -> None:
    """Ten programmes a case: bests, least regrets and the plan are those of trying everything."""
    for seed in range(tens * 10, tens * 10 + 10):
        programme, plan = instance(seed)
        known = oracle_of_regret(programme, plan)
        if known is None:
            with pytest.raises(NegativeAnswer):
                choose(programme, plan, NOW)
            continue
        best, alone = known
        found = choose(programme, plan, NOW)
        assert {name: tuple(had.values()) for name, had in found.plan.best.items()} == alone, f"seed {seed}"
        steps = found.steps[1:-1]
        assert [step.least for step in steps] == [float(least) for least in best.least], f"seed {seed}"
        reached = {tuple(map(float, values)) for values in best.values}
        assert tuple(step.value for step in steps) in reached, f"seed {seed}"


def proven_plan(seed: int = 3) -> tuple[Programme, PlanResult]:
    """A plan whose proof the checker accepts."""
    programme, plan = instance(seed)
    return programme, choose(programme, plan, NOW)


@pytest.mark.parametrize("seed", [*range(20)])
def test_the_checker_comes_to_the_same(seed: int) -> None:
    """Worked out anew from the files: every value, every best, every refutation."""
    programme, plan = instance(seed)
    try:
        found = choose(programme, plan, NOW)
    except NegativeAnswer:
        return
    verdict = verify(programme, found.plan, json.loads(json.dumps(found.proof)), NOW)
    assert not verdict.faults and verdict.proven, (seed, verdict)


def _said(plan: Plan, step: str, hundredths: int) -> Plan:
    """The plan with something else said of what could be had under its first profile."""
    name = next(iter(plan.best))
    return replace(plan, best={**plan.best, name: {**plan.best[name], step: Hundredths(hundredths)}})


def _shifted(proof: dict[str, Any], plan: Plan, units: int) -> Plan:
    """The best of regions under a profile said to be so much more, in plan.yaml and proof alike."""
    name = next(iter(plan.best))
    step = proof["profiles"][name]["steps"][1]
    step["least"] = step["value"] = step["bound"] = str(Fraction(step["least"]) + units)
    return _said(plan, "regions", plan.best[name]["regions"] + 100 * units)


def _lower_best(proof: dict[str, Any], plan: Plan) -> Plan:
    """A best that nobody can have."""
    return _shifted(proof, plan, -1)


def _higher_best(proof: dict[str, Any], plan: Plan) -> Plan:
    """A best that hides regret."""
    return _shifted(proof, plan, 1)


def _best_of_another(proof: dict[str, Any], plan: Plan) -> Plan:
    """plan.yaml says something else than the proof."""
    return _said(plan, "people", 1)


def _profile_left_out(proof: dict[str, Any], plan: Plan) -> Plan:
    """One of the profiles is not proven at all."""
    del proof["profiles"][next(iter(plan.best))]
    return plan


def _witness_left_out(proof: dict[str, Any], plan: Plan) -> Plan:
    """Nothing shows that the best under a profile can be had."""
    for step in proof["profiles"][next(iter(plan.best))]["steps"]:
        step.pop("witness")
    return plan


@pytest.mark.parametrize(
    "forge", [_lower_best, _higher_best, _best_of_another, _profile_left_out, _witness_left_out]
)
def test_a_forged_best_is_refused(forge: Any) -> None:
    """Whatever a proof says of what could be had under a profile is looked at, not believed."""
    programme, found = proven_plan()
    proof = json.loads(json.dumps(found.proof))
    assert verify(programme, found.plan, copy.deepcopy(proof), NOW).proven
    plan = forge(proof, found.plan)
    assert not verify(programme, plan, proof, NOW).proven


def test_who_has_said_her_hours_is_not_in_doubt() -> None:
    """If everybody has a profile or hours of her own, there is nothing to regret."""
    programme, plan = instance(7)
    members = tuple(replace(m, profile=m.profile or "academic") for m in programme.members)
    programme = replace(programme, members=members)
    alone = replace(programme, fairness=programme.fairness._replace(profiles=()))
    both, one = choose(programme, plan, NOW), choose(alone, plan, NOW)
    assert {i: slot.start for i, slot in both.plan.slots.items()} == {
        i: slot.start for i, slot in one.plan.slots.items()
    }
    regions = next(step for step in both.steps if step.name == "regions")
    assert regions.least < 0.01
