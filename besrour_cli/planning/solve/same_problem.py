"""The problem of the plan before, planned again: it begins where that plan began, and so ends where it ended.

A plan chosen beside what was proposed says so in its certificate. Planned again beside itself, it would stay,
yet its certificate would be another one. Where nothing changed since, nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from besrour_cli.clock.instants import instant_text, to_epoch_minutes
from besrour_cli.planning.problem.build_problem import PlanningInput


def problem_digest(inputs: PlanningInput) -> str:
    """SHA-256 of everything that decides the choice, but for the starts proposed before."""
    found = sha256()
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


def planned_before(inputs: PlanningInput, digest: str, proof: Mapping[str, object]) -> PlanningInput:
    """The inputs with the proposals that ``proof`` began with, where it is of this problem and this plan.

    ``digest`` is the problem's. A plan that was not proven begins with its own starts, and stays near them
    while more time is spent; so does one from which a session was freed, or changed since.
    """
    plan = inputs.given.plan
    proposed, starts = proof.get("proposed"), proof.get("starts")
    if plan.freed or proof.get("problem") != digest or any(s.least != s.bound for s in plan.steps):
        return inputs
    if not isinstance(proposed, dict) or starts != {
        a.session.id: instant_text(plan.slots[a.session.id].start)
        for a in inputs.sessions
        if a.session.id in plan.slots
    }:
        return inputs
    try:
        near = {name: to_epoch_minutes(datetime.fromisoformat(at)) for name, at in proposed.items()}
    except (TypeError, ValueError):
        return inputs

    def begun(each: PlanningInput) -> PlanningInput:
        sessions = tuple(replace(a, proposed_start=near.get(a.session.id)) for a in each.sessions)
        return each._replace(sessions=sessions, others=tuple(map(begun, each.others)))

    return begun(inputs)
