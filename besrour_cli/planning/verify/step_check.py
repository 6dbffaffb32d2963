"""The steps of a certificate: their values against the plan's and the files', and their proofs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.model.message import Fact, Message, msg
from besrour_cli.model.plan import Plan
from besrour_cli.planning.verify.certificate_values import fraction, listed, mapped, text
from besrour_cli.planning.verify.integer_rows import CheckedConstraints
from besrour_cli.planning.verify.objectives import STEPS
from besrour_cli.planning.verify.problem import ProofClaims, VerificationProblem
from besrour_cli.planning.verify.refutation import NodeDomain, combine, drop_options, refutes, root_domain

_LEAST_DECIMALS, _MOST_DECIMALS = 2, 12
"""Decimals to which two numbers that differ are shown."""


class StepCheck(NamedTuple):
    """One step: the value the plan reaches, the dual bound that is claimed, and whether it is proven."""

    name: str
    value: Fraction
    bound: Fraction
    proven: bool


def check_steps(
    problem: VerificationProblem,
    claims: ProofClaims,
    plan: Plan,
    proof: Mapping[str, object],
    reached: Mapping[str, Fraction],
) -> tuple[tuple[StepCheck, ...], tuple[Message, ...]]:
    """Return the steps, as far as they were checked, and what is wrong; ``reached``: the plan's true values.

    Raises InvalidCertificate for a proof that is malformed.
    """
    written = [mapped(step) for step in listed(proof["steps"])]
    fault = _wrong_value(written, plan, reached)
    if fault is not None:
        return (), (fault,)
    rows = CheckedConstraints(problem, reached, claims.fixed, proof.get("clashes"))
    domain = root_domain(rows)
    checked: list[StepCheck] = []
    faults: list[Message] = []
    for step in written:
        name, bound = text(step["name"]), fraction(step["bound"])
        proven, fault = _check_step(rows, step, reached[name], domain)
        if fault is not None:
            faults.append(fault)
        # A step asks for plans that keep the steps before at what they reached. Unless these are optimal,
        # being the best of such plans is not being the fairest.
        before = all(each.proven for each in checked)
        checked.append(StepCheck(name, reached[name], bound, proven and before))
        if "drop" in step and not faults:
            domain = drop_options(rows, combine(rows, step["drop"], name, better=False), domain)
    return tuple(checked), tuple(faults)


def _check_step(
    rows: CheckedConstraints, step: Mapping[str, object], value: Fraction, domain: NodeDomain
) -> tuple[bool, Message | None]:
    """Return whether a step is proven over a domain, and what is wrong with its proof."""
    name, bound = text(step["name"]), fraction(step["bound"])
    if bound > value:
        return False, msg("step “{step}”: its bound lies above what the plan reaches", step=name)
    if step.get("tree") is None:
        return False, None
    if bound == value and refutes(rows, name, step["tree"], domain):
        return True, None
    return False, msg("step “{step}”: the proof leaves a better plan open", step=name)


def _wrong_value(
    written: Sequence[Mapping[str, object]], plan: Plan, reached: Mapping[str, Fraction]
) -> Message | None:
    """Return the first value or bound on which proof, plan.yaml and files differ; None: they agree."""
    if [step["name"] for step in written] != list(STEPS):
        return msg("the proof does not cover the steps of the rule in their order")
    planned = {step.name: step for step in plan.steps}
    for step in written:
        name, value, claimed = text(step["name"]), reached[text(step["name"])], fraction(step["value"])
        if name not in planned:
            return msg("plan.yaml lacks the step “{step}”", step=name)
        if planned[name].value != float(value):
            facts = _distinct(name, float(value), planned[name].value)
            return msg("step “{step}”: the plan reaches {found}, and plan.yaml says {said}", **facts)
        if claimed != value:
            facts = _distinct(name, float(value), float(claimed))
            return msg("step “{step}”: the plan reaches {found}, and the proof says {said}", **facts)
        if planned[name].bound != float(fraction(step["bound"])):
            return msg("step “{step}”: plan.yaml and the proof have different bounds", step=name)
    return None


def _distinct(step: str, found: float, said: float) -> dict[str, Fact]:
    """Return two numbers for a sentence on a step, with as few decimals as let them differ, two or more."""
    for decimals in range(_LEAST_DECIMALS, _MOST_DECIMALS):
        if round(found, decimals) != round(said, decimals):
            return {"step": step, "found": round(found, decimals), "said": round(said, decimals)}
    return {"step": step, "found": found, "said": said}
