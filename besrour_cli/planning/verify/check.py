"""The verdict on a plan and its proof: everything is worked out anew from the programme's own files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.model.clock.instant import instant_of, instant_text
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.verify.facts import Claim, Facts, Start, gather, minute_of
from besrour_cli.planning.verify.sums import Rows, Unproven
from besrour_cli.planning.verify.tree import refutes
from besrour_cli.planning.verify.values import STEPS, hindering, values_of

FORM = 1
"""Version of the certificate's form."""


class Checked(NamedTuple):
    """One step: what the plan reaches, the bound that was claimed, whether the bound is proven."""

    name: str
    value: Fraction
    bound: Fraction
    proven: bool


class Verdict(NamedTuple):
    """``faults``: what is wrong with plan or proof; empty: nothing. ``stood``: proposed sessions that were
    kept where they are and not chosen, so that the proof holds given them.
    """

    steps: tuple[Checked, ...]
    faults: tuple[Message, ...]
    stood: tuple[str, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether nothing is wrong and every step is proven."""
        return not self.faults and len(self.steps) == len(STEPS) and all(s.proven for s in self.steps)


def verify(programme: Programme, plan: Plan, proof: object) -> Verdict:
    """Whether a plan reaches what its proof says, and whether nothing better exists."""
    if not isinstance(proof, dict) or proof.get("form") != FORM:
        return _refused(msg("the proof is not of a form this besrour knows"))
    if proof.get("programme") != programme.id:
        return _refused(
            msg("the proof belongs to the programme “{other}”", other=str(proof.get("programme")))
        )
    try:
        return _verify(programme, plan, proof)
    except (Unproven, KeyError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError):
        return _refused(msg("the proof is damaged: a part of it cannot be read"))


def _refused(fault: Message) -> Verdict:
    return Verdict((), (fault,))


def _verify(programme: Programme, plan: Plan, proof: Mapping[str, object]) -> Verdict:
    claim = Claim(
        _moment(proof["made"]),
        frozenset(_texts(proof["stood"])),
        {i: minute_of(_moment(at)) for i, at in _pairs(proof["told"])},
    )
    cancelled = {i for i, slot in plan.slots.items() if slot.state == "cancelled"}
    known = {s.id for s in programme.sessions} - cancelled
    starts = {i: minute_of(_moment(at)) for i, at in _pairs(proof["starts"])}
    if starts.keys() != known:
        odd = ", ".join(sorted(starts.keys() ^ known)[:5])
        return _refused(
            msg("the proof and the files do not have the same sessions: {sessions}", sessions=odd)
        )
    for name, at in sorted(starts.items()):
        slot = plan.slots.get(name)
        if slot is None or minute_of(slot.start) != at:
            shown = instant_text(slot.start) if slot else "-"
            return _refused(
                msg(
                    "{session} is at {start} in the plan, and the proof is of another plan",
                    session=name,
                    start=shown,
                )
            )
    facts = gather(programme, plan, claim)
    chosen: list[Start] = []
    for seen in facts.sessions:
        at = starts[seen.session.id]
        found = next((start for start in seen.starts if start.at == at), None)
        if found is None:
            return _refused(
                msg("the start of {session} breaks a demand of the files", session=seen.session.id)
            )
        chosen.append(found)
    fault = _together(facts, claim, chosen)
    if fault is not None:
        return _refused(fault)
    stood = tuple(sorted(i for i in claim.stood if i in plan.slots and plan.slots[i].state not in FIXED))
    steps, faults = _steps(facts, claim, plan, proof, values_of(facts, chosen))
    return Verdict(steps, faults, stood)


def _together(facts: Facts, claim: Claim, chosen: list[Start]) -> Message | None:
    for j in range(len(chosen)):
        for i in range(j):
            if hindering(facts, claim.stood, (i, chosen[i]), (j, chosen[j])):
                return msg(
                    "{first} and {second} are too close together, or overlap for someone",
                    first=facts.sessions[i].session.id,
                    second=facts.sessions[j].session.id,
                )
    return None


def _steps(
    facts: Facts, claim: Claim, plan: Plan, proof: Mapping[str, object], reached: Mapping[str, Fraction]
) -> tuple[tuple[Checked, ...], tuple[Message, ...]]:
    written = proof["steps"]
    if not isinstance(written, list) or [step["name"] for step in written] != list(STEPS):
        return (), (msg("the proof does not cover the steps of the rule in their order"),)
    told = {step.name: step.value for step in plan.steps}
    for name, value in reached.items():
        if told.get(name) != float(value):
            return (), (
                msg(
                    "step “{step}”: the plan reaches {found}, and plan.yaml says {said}",
                    step=name,
                    found=_number(value),
                    said=told.get(name, "-"),
                ),
            )
    for step in written:
        if Fraction(step["value"]) != reached[step["name"]]:
            return (), (
                msg(
                    "step “{step}”: the plan reaches {found}, and the proof says {said}",
                    step=step["name"],
                    found=_number(reached[step["name"]]),
                    said=_number(Fraction(step["value"])),
                ),
            )
    rows = Rows(facts, reached, claim.stood, proof.get("clashes"))
    box = rows.everything()
    checked: list[Checked] = []
    faults: list[Message] = []
    for step in written:
        name, bound = step["name"], Fraction(step["bound"])
        proven = False
        if bound > reached[name]:
            faults.append(msg("step “{step}”: its bound lies above what the plan reaches", step=name))
        elif step.get("tree") is not None:
            proven = bound == reached[name] and refutes(rows, name, step["tree"], box)
            if not proven:
                faults.append(msg("step “{step}”: the proof leaves a better plan open", step=name))
        before = all(each.proven for each in checked)
        checked.append(Checked(name, reached[name], bound, proven and before))
        if "drop" in step and not faults:
            box = rows.without(rows.summed(step["drop"], name, kept=True), box)
    return tuple(checked), tuple(faults)


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.4f}"


def _moment(text: object) -> datetime:
    moment = instant_of(text) if isinstance(text, str) else None
    if moment is None:
        raise ValueError("not an instant")
    return moment.astimezone(UTC)


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("not a list of texts")
    return value


def _pairs(value: object) -> list[tuple[str, object]]:
    if not isinstance(value, dict):
        raise ValueError("not a mapping")
    return list(value.items())
