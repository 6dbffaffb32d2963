"""The steps of a certificate: their values against the plan's and the files', and their proofs.

Besides, that no plan has its sessions in order, where a certificate says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.message import Fact, Message, msg
from besrour_cli.model.plan import Plan
from besrour_cli.planning.verify.beaten import all_beaten, read_pairs, without
from besrour_cli.planning.verify.certificate_values import fraction, listed, mapped, moment, text
from besrour_cli.planning.verify.integer_rows import NO_STEP, CheckedConstraints
from besrour_cli.planning.verify.objectives import NIGHTS, STEPS, values_of
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.refutation import combine, drop_options, refutes, root_domain
from besrour_cli.planning.verify.spacing import CheckedSpacing

_LEAST_DECIMALS, _MOST_DECIMALS = 2, 12
"""Decimals to which two numbers that differ are shown."""


class StepCheck(NamedTuple):
    """One step: the value the plan reaches, the least there is, and whether that is proven.

    ``bound``: what is claimed to be no more than the least of any plan.
    """

    name: str
    value: Fraction
    least: Fraction
    bound: Fraction
    proven: bool


class _Step(NamedTuple):
    """One step as the certificate has it."""

    name: str
    value: Fraction
    least: Fraction
    bound: Fraction
    written: Mapping[str, object]


def check_steps(
    spacing: CheckedSpacing,
    plan: Plan | None,
    proof: Mapping[str, object],
    reached: Mapping[str, Fraction],
    *,
    expected: Sequence[str] = STEPS,
    measured: bool = True,
    in_order: bool = True,
) -> tuple[tuple[StepCheck, ...], tuple[Message, ...]]:
    """Return the steps, as far as they were checked, and what is wrong; ``reached``: the plan's true values.

    ``plan`` is None where the proof is of what could be had, and not of a plan: every least has a witness.
    ``measured``: whether what burdens are compared with is proven; ``in_order``: whether sessions are in
    order, or it is proven that they cannot be. Raises InvalidCertificate for a proof that is malformed.
    """
    steps = [_read(mapped(step)) for step in listed(proof["steps"])]
    if [step.name for step in steps] != list(expected):
        return (), (msg("the proof does not cover the steps of the rule in their order"),)
    rows = CheckedConstraints(spacing, {step.name: step.least for step in steps}, proof["clashes"])
    domain = root_domain(rows)
    checked: list[StepCheck] = []
    for step in steps:
        fault = _wrong_value(step, plan, reached[step.name]) if plan is not None else None
        fault = fault or _wrong_least(rows, step, shown=plan is not None)
        if fault is not None:
            return tuple(checked), (fault,)
        pairs = read_pairs(step.written.get("beaten", []))
        if not all_beaten(spacing, pairs, domain.open):
            fault = msg("step “{step}”: starts are left out that no others beat", step=step.name)
            return tuple(checked), (fault,)
        domain = domain._replace(open=without(spacing, pairs, domain.open))
        tree = step.written.get("tree")
        proven = tree is not None
        if proven and not (step.bound == step.least and refutes(rows, step.name, tree, domain)):
            fault = msg("step “{step}”: the proof leaves a better plan open", step=step.name)
            return tuple(checked), (fault,)
        # A step asks for plans within the limits of the steps before. Unless their least is proven, being the
        # best of such plans is not being the fairest.
        before = in_order and all(each.proven for each in checked) and (measured or step.name == NIGHTS)
        checked.append(StepCheck(step.name, step.value, step.least, step.bound, proven and before))
        if "drop" in step.written:
            domain = drop_options(rows, combine(rows, step.written["drop"], step.name, better=False), domain)
    return tuple(checked), ()


def no_order_is_possible(options: CheckedOptions, proof: Mapping[str, object]) -> bool | None:
    """Return whether the certificate shows that no plan is in order; None: it says nothing of it.

    Where the series have no order there is nothing to be shown. Raises InvalidCertificate for a proof that is
    malformed.
    """
    spacing = CheckedSpacing(options, ordered=True)
    if not spacing.has_order:
        return True
    if "no_order" not in proof:
        return None
    written = mapped(proof["no_order"])
    rows = CheckedConstraints(spacing, {}, listed(written["clashes"]))
    return refutes(rows, NO_STEP, written["tree"], root_domain(rows))


def _read(written: Mapping[str, object]) -> _Step:
    value, least, bound = (fraction(written[key]) for key in ("value", "least", "bound"))
    return _Step(text(written["name"]), value, least, bound, written)


def _wrong_value(step: _Step, plan: Plan, reached: Fraction) -> Message | None:
    """Return where proof, plan.yaml and files differ on a step; None: they agree."""
    planned = {each.name: each for each in plan.steps}.get(step.name)
    if planned is None:
        return msg("plan.yaml lacks the step “{step}”", step=step.name)
    if planned.value != float(reached):
        facts = _distinct(step.name, float(reached), planned.value)
        return msg("step “{step}”: the plan reaches {found}, and plan.yaml says {said}", **facts)
    if step.value != reached:
        facts = _distinct(step.name, float(reached), float(step.value))
        return msg("step “{step}”: the plan reaches {found}, and the proof says {said}", **facts)
    if planned.bound != float(step.bound):
        return msg("step “{step}”: plan.yaml and the proof have different bounds", step=step.name)
    if planned.least != float(step.least):
        return msg("step “{step}”: plan.yaml and the proof differ on the least there is", step=step.name)
    return None


def _wrong_least(rows: CheckedConstraints, step: _Step, *, shown: bool) -> Message | None:
    """Return what is wrong with the least of a step, before its proof is looked at; None: nothing.

    ``shown``: whether the plan itself shows a least that it reaches.
    """
    if step.bound > step.least:
        return msg("step “{step}”: its bound lies above the least there is", step=step.name)
    if step.value < step.least:
        return msg("step “{step}”: the plan reaches less than the least there is said to be", step=step.name)
    if step.value > rows.limit(step.name, step.least):
        return msg("step “{step}”: the plan gives away more than the rule allows", step=step.name)
    if not (shown and step.value == step.least) and not _is_reached(rows, step):
        return msg("step “{step}”: no plan is shown that reaches the least there is", step=step.name)
    return None


def _is_reached(rows: CheckedConstraints, step: _Step) -> bool:
    """Return whether the witness is a plan within the limits of all steps before that reaches the least."""
    starts = {i: to_epoch_minutes(moment(at)) for i, at in mapped(step.written["witness"]).items()}
    if starts.keys() != rows.index.keys():
        return False
    witness = rows.options.choice(starts)
    spacing = rows.spacing
    if any(not spacing.both_fixed(s, t) for s, t in spacing.conflicts(witness)):
        return False
    values = values_of(rows.options, witness)
    before = STEPS[: STEPS.index(step.name)]
    within = all(values[each] <= rows.limit(each, rows.least[each]) for each in before)
    return values[step.name] == step.least and within


def _distinct(step: str, found: float, said: float) -> dict[str, Fact]:
    """Return two numbers for a sentence on a step, with as few decimals as let them differ, two or more."""
    for decimals in range(_LEAST_DECIMALS, _MOST_DECIMALS):
        if round(found, decimals) != round(said, decimals):
            return {"step": step, "found": round(found, decimals), "said": round(said, decimals)}
    return {"step": step, "found": found, "said": said}
