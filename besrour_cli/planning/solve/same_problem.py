"""The problem of the plan before, planned again: it begins where that plan began, and so ends where it ended.

A plan chosen beside what was proposed says so in its certificate. Planned again beside itself, it would stay,
yet its certificate would be another one. Where nothing changed since, nothing changes; and where every step
was proven then, nothing is searched for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from besrour_cli.clock.instants import instant_text, to_epoch_minutes
from besrour_cli.planning.problem.build_problem import PlanningInput
from besrour_cli.planning.problem.slots import monthly_series
from besrour_cli.planning.solve.result import FORM


def problem_digest(inputs: PlanningInput) -> str:
    """SHA-256 of everything that decides the choice, but for the starts proposed before."""
    monthly = sorted(monthly_series(each.session for each in inputs.sessions))
    found = sha256(repr((FORM, monthly)).encode())
    for each in (inputs, *inputs.others):
        invitations = sorted(each.invitations().items())
        found.update(repr((each.programme.fairness, each.people, each.who, invitations)).encode())
        for placing, costs, keep in zip(each.sessions, each.costs, each.keep, strict=True):
            given = (placing.session.id, placing.session.series, placing.minutes, placing.counts)
            fixed = (placing.fixed, placing.announced_start, placing.days_between)
            found.update(repr((given, fixed, placing.away is None)).encode())
            arrays = [*placing.grid, keep, *(array for row in costs.values() for array in row)]
            for array in arrays if placing.away is None else [*arrays, placing.away]:
                found.update(array.tobytes())
    return "sha256-" + found.hexdigest()


def is_of(proof: Mapping[str, object], inputs: PlanningInput, digest: str) -> bool:
    """Whether a certificate is of this problem (by its ``digest``) and of the plan there is, which is proven.

    A plan that was not proven begins with its own starts, and stays near them while more time is spent; so
    does one from which a session was freed, or changed since.
    """
    plan = inputs.given.plan
    if plan.freed or proof.get("problem") != digest or any(s.least != s.bound for s in plan.steps):
        return False
    return proof.get("starts") == {
        a.session.id: instant_text(plan.slots[a.session.id].start)
        for a in inputs.sessions
        if a.session.id in plan.slots
    }


def planned_before(inputs: PlanningInput, proof: Mapping[str, object]) -> PlanningInput:
    """The inputs with the proposals that ``proof``, which is of them, began with."""
    proposed = proof.get("proposed")
    if not isinstance(proposed, dict):
        return inputs
    try:
        near = {name: to_epoch_minutes(datetime.fromisoformat(at)) for name, at in proposed.items()}
    except (TypeError, ValueError):
        return inputs

    def begun(each: PlanningInput) -> PlanningInput:
        sessions = tuple(replace(a, proposed_start=near.get(a.session.id)) for a in each.sessions)
        return each._replace(sessions=sessions, others=tuple(map(begun, each.others)))

    return begun(inputs)


def sealed(proof: Mapping[str, object]) -> dict[str, object]:
    """A certificate with the digest of all that it says but when it was made."""
    return {**proof, "seal": _seal(proof)}


def is_whole(proof: Mapping[str, object]) -> bool:
    """Whether a certificate says what it said when it was made, and leaves nothing without proof.

    Planning the same problem again would end where it ended: there is nothing to search for.
    """
    in_order = proof.get("ordered") is True or "no_order" in proof
    return in_order and proof.get("seal") == _seal(proof) and '"tree": null' not in json.dumps(proof)


def _seal(proof: Mapping[str, object]) -> str:
    said = {name: value for name, value in proof.items() if name not in ("made", "seal")}
    return "sha256-" + sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
