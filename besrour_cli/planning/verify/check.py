"""The verdict on a plan and its proof: everything is worked out anew from the programme's own files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.clock.instants import instant_text
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.verify.certificate_values import (
    InvalidCertificate,
    fraction,
    listed,
    mapped,
    moment,
    text,
)
from besrour_cli.planning.verify.combinations import combine, full_box, remove
from besrour_cli.planning.verify.constraints import CheckedConstraints
from besrour_cli.planning.verify.objectives import STEPS, conflicting, values_of
from besrour_cli.planning.verify.problem import (
    CheckedStart,
    ProofClaims,
    SessionDomain,
    VerificationProblem,
    build,
    in_question,
)
from besrour_cli.planning.verify.provenance import check_claims
from besrour_cli.planning.verify.refutation import refutes
from besrour_cli.planning.verify.starts import minute_of, moment_of
from besrour_cli.planning.verify.violations import violations

FORM = 1
"""Version of the certificate's form."""


class PlanCheck(NamedTuple):
    """One step: what the plan reaches, the bound that was claimed, whether the bound is proven."""

    name: str
    value: Fraction
    bound: Fraction
    proven: bool


class CheckVerdict(NamedTuple):
    """``faults``: what is wrong with plan or proof; empty: nothing. ``stood``: proposed sessions that were
    kept where they are and not chosen, so that the proof holds given them. ``notes``: demands of the files
    that starts break which people were told of.
    """

    steps: tuple[PlanCheck, ...]
    faults: tuple[Message, ...]
    stood: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether nothing is wrong and every step is proven."""
        return not self.faults and len(self.steps) == len(STEPS) and all(s.proven for s in self.steps)


def verify(programme: Programme, plan: Plan, proof: object, now: datetime | None = None) -> CheckVerdict:
    """Whether a plan reaches what its proof says, and whether nothing better exists.

    ``now``: a proof cannot have been made later (None: that is not asked).
    """
    if not isinstance(proof, dict) or proof.get("form") != FORM:
        return _refused(msg("the proof is not of a form this besrour knows"))
    if proof.get("programme") != programme.id:
        return _refused(
            msg("the proof belongs to the programme “{other}”", other=str(proof.get("programme"))[:80])
        )
    try:
        return _verify(programme, plan, proof, now)
    except (InvalidCertificate, LookupError, ValueError, TypeError, AttributeError, ArithmeticError):
        return _refused(msg("the proof is damaged: a part of it cannot be read"))


def _refused(*faults: Message) -> CheckVerdict:
    return CheckVerdict((), faults)


def _verify(
    programme: Programme, plan: Plan, proof: Mapping[str, object], now: datetime | None
) -> CheckVerdict:
    claim = ProofClaims(
        moment(proof["made"]),
        frozenset(map(text, listed(proof["stood"]))),
        {i: minute_of(moment(at)) for i, at in mapped(proof["told"]).items()},
    )
    starts = {i: minute_of(moment(at)) for i, at in mapped(proof["starts"]).items()}
    known = {session.id for session in in_question(programme, plan)}
    if starts.keys() != known:
        odd = ", ".join(sorted(starts.keys() ^ known)[:5])
        return _refused(
            msg("the proof and the files do not have the same sessions: {sessions}", sessions=odd)
        )
    faults = check_claims(plan, claim, starts, now)
    if faults:
        return _refused(*faults)
    facts = build(programme, plan, claim)
    chosen: list[CheckedStart] = []
    notes: list[Message] = []
    for seen in facts.sessions:
        at = starts[seen.session.id]
        found = next((start for start in seen.starts if start.at == at), None)
        slot = plan.slots[seen.session.id]
        if found is not None:
            chosen.append(found)
        if seen.session.id not in claim.stood:
            faults += _unfit(facts, seen, at, claim.made) if found is None else ()
            if slot.state not in FIXED and minute_of(slot.end) != at + seen.minutes:
                faults.append(
                    msg(
                        "{session} does not last in the plan as long as in the files", session=seen.session.id
                    )
                )
        elif slot.state not in FIXED:
            faults += _demands(seen, violations(facts, seen, at, claim.made))
        elif slot.state != "held" and (now is None or slot.end > now):
            notes += _demands(seen, violations(facts, seen, at, None))
    if faults:
        return _refused(*faults)
    for i, j in _too_close(facts, chosen):
        both = facts.sessions[i].session.id, facts.sessions[j].session.id
        told = all(name in claim.stood and plan.slots[name].state in FIXED for name in both)
        (notes if told else faults).append(
            msg(
                "{first} and {second} are too close together, or overlap for someone",
                first=both[0],
                second=both[1],
            )
        )
    if faults:
        return _refused(*faults)
    stood = tuple(sorted(i for i in claim.stood if plan.slots[i].state not in FIXED))
    steps, faults_ = _steps(facts, claim, plan, proof, values_of(facts, chosen))
    return CheckVerdict(steps, faults_, stood, tuple(notes))


def _demands(seen: SessionDomain, demands: Sequence[Message]) -> list[Message]:
    return [
        msg("the start of {session} breaks a demand: {demand}", session=seen.session.id, demand=demand)
        for demand in demands
    ]


def _unfit(facts: VerificationProblem, seen: SessionDomain, at: int, made: datetime) -> list[Message]:
    """Why a start is none of those a session may have."""
    return _demands(seen, violations(facts, seen, at, made)) or [
        msg(
            "{start} is none of the starts that {session} may have in steps of {step} min",
            start=instant_text(moment_of(at)),
            session=seen.session.id,
            step=facts.programme.fairness.step,
        )
    ]


def _too_close(facts: VerificationProblem, chosen: list[CheckedStart]) -> list[tuple[int, int]]:
    """The pairs of sessions that cannot both be where they are."""
    return [
        (i, j)
        for j in range(len(chosen))
        for i in range(j)
        if conflicting(facts, (i, [chosen[i]]), (j, [chosen[j]])).any()
    ]


def _steps(
    facts: VerificationProblem,
    claim: ProofClaims,
    plan: Plan,
    proof: Mapping[str, object],
    reached: Mapping[str, Fraction],
) -> tuple[tuple[PlanCheck, ...], tuple[Message, ...]]:
    written = [mapped(step) for step in listed(proof["steps"])]
    if [step["name"] for step in written] != list(STEPS):
        return (), (msg("the proof does not cover the steps of the rule in their order"),)
    said = {step.name: step for step in plan.steps}
    for step in written:
        name, value = text(step["name"]), reached[text(step["name"])]
        if name not in said:
            return (), (msg("plan.yaml lacks the step “{step}”", step=name),)
        if said[name].value != float(value):
            found, other = _apart(float(value), said[name].value)
            return (), (
                msg(
                    "step “{step}”: the plan reaches {found}, and plan.yaml says {said}",
                    step=name,
                    found=found,
                    said=other,
                ),
            )
        if fraction(step["value"]) != value:
            found, other = _apart(float(value), float(fraction(step["value"])))
            return (), (
                msg(
                    "step “{step}”: the plan reaches {found}, and the proof says {said}",
                    step=name,
                    found=found,
                    said=other,
                ),
            )
        if said[name].bound != float(fraction(step["bound"])):
            return (), (msg("step “{step}”: plan.yaml and the proof have different bounds", step=name),)
    rows = CheckedConstraints(facts, reached, claim.stood, proof.get("clashes"))
    box = full_box(rows)
    checked: list[PlanCheck] = []
    faults: list[Message] = []
    for step in written:
        name, bound = text(step["name"]), fraction(step["bound"])
        proven = False
        if bound > reached[name]:
            faults.append(msg("step “{step}”: its bound lies above what the plan reaches", step=name))
        elif step.get("tree") is not None:
            proven = bound == reached[name] and refutes(rows, name, step["tree"], box)
            if not proven:
                faults.append(msg("step “{step}”: the proof leaves a better plan open", step=name))
        before = all(each.proven for each in checked)
        checked.append(PlanCheck(name, reached[name], bound, proven and before))
        if "drop" in step and not faults:
            box = remove(rows, combine(rows, step["drop"], name, kept=True), box)
    return tuple(checked), tuple(faults)


def _apart(one: float, other: float) -> tuple[float, float]:
    """Two numbers to as few decimals as tell them apart, two at least."""
    for decimals in range(2, 12):
        if round(one, decimals) != round(other, decimals):
            return round(one, decimals), round(other, decimals)
    return one, other
