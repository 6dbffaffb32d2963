"""What a choice becomes: the slots of the new plan, its certificate, and what it costs every member."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from besrour_cli.clock.instants import from_epoch_minutes, instant_text, zone_data_version
from besrour_cli.model.plan import FIXED, Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.model.units import EpochMinute, to_units
from besrour_cli.planning.problem.build_problem import PlanningInput
from besrour_cli.planning.problem.burden import CandidateCosts, costs_by_preference
from besrour_cli.planning.problem.equivalence_classes import MemberClass, SessionIndex
from besrour_cli.planning.solve.certificate import StepProofs

FORM = 3
"""Of a certificate; another rule, or another way to write it, is another form."""


def build_slots(
    programme: Programme, plan: Plan, now: datetime, starts: Mapping[str, EpochMinute]
) -> dict[str, ScheduledSession]:
    """Return the slots of the new plan, by session id in order of start.

    A slot that stays as it was is the same value as before; ``close_past_sessions`` has closed those that are
    over. A session whose file is gone is forgotten if it was only proposed, else it stays: nothing but the
    coordinator's word cancels what people were told.
    """
    slots: list[ScheduledSession] = []
    for session_id, old in plan.slots.items():
        if session_id not in starts:
            slots += _without_start(programme, old, now)
    for session in programme.sessions:
        if session.id in starts:
            start = from_epoch_minutes(starts[session.id])
            slots.append(_with_start(programme, plan, session, start, now))
    return {slot.session: slot for slot in sorted(slots, key=lambda s: (s.start, s.session))}


def _without_start(programme: Programme, old: ScheduledSession, now: datetime) -> list[ScheduledSession]:
    """Return what becomes of the slot of a session that was not to be placed: one slot or none."""
    if programme.session(old.session) is not None:
        return [old]
    if old.state not in FIXED:
        return []
    is_over = old.state != SessionState.CANCELLED and old.end <= now
    return [old.with_state(SessionState.HELD) if is_over else old]


def _with_start(
    programme: Programme, plan: Plan, session: Session, start: datetime, now: datetime
) -> ScheduledSession:
    """Return the slot of a session that was placed: the old one, a moved one, or a new proposal."""
    old = plan.slots.get(session.id)
    if old is not None and old.state in FIXED and old.start == start:
        return old
    end, zone = start + timedelta(minutes=session.minutes), programme.anchor.zone
    if old is not None and old.state in FIXED:
        # Calendars take a moved session for newer only by a higher SEQUENCE (RFC 5545, 3.8.7.4).
        return replace(
            old,
            start=start,
            end=end,
            state=SessionState.MOVED,
            anchor=zone,
            tzdata=zone_data_version(),
            sequence=old.sequence + 1,
            printed=(),
            revised=now,
        )
    if old is not None and (old.start, old.end, old.anchor) == (start, end, zone):
        return old
    return ScheduledSession(
        session=session.id,
        start=start,
        end=end,
        state=SessionState.PROPOSED,
        anchor=zone,
        tzdata=zone_data_version(),
        revised=now,
        identity=plan.free_identity(session.id) if old is None else old.identity,
    )


def proof_of(
    inputs: PlanningInput, starts: Sequence[EpochMinute], proofs: StepProofs | None, now: datetime
) -> dict[str, object]:
    """Return the certificate: premises, starts and the steps' proofs (``docs/en/reference/proof.md``)."""
    sessions = inputs.sessions
    return {
        "form": FORM,
        "programme": inputs.programme.id,
        "made": instant_text(now),
        "stood": sorted(a.session.id for a in sessions if a.fixed),
        "told": {
            a.session.id: instant_text(from_epoch_minutes(a.announced_start))
            for a in sessions
            if a.announced_start is not None
        },
        "proposed": {
            a.session.id: instant_text(from_epoch_minutes(a.proposed_start))
            for a in sessions
            if a.proposed_start is not None
        },
        "starts": {
            a.session.id: instant_text(from_epoch_minutes(start))
            for a, start in zip(sessions, starts, strict=True)
        },
        **(proofs.as_data() if proofs is not None else {}),
    }


def costs_of(inputs: PlanningInput, starts: Sequence[EpochMinute]) -> dict[str, dict[str, float]]:
    """Return session id to member id to burden, in units, of a start for every session."""
    found: dict[str, dict[str, float]] = {each.session.id: {} for each in inputs.sessions}
    for session, person, costs, at in _charges(inputs, starts):
        found[session].update(dict.fromkeys(person.members, to_units(int(costs.burden[at]))))
    return {session: dict(sorted(costs.items())) for session, costs in found.items()}


def nights_of(inputs: PlanningInput, starts: Sequence[EpochMinute]) -> dict[str, frozenset[str]]:
    """Return session id to the members (ids) who have a night, of a start for every session."""
    found: dict[str, set[str]] = {each.session.id: set() for each in inputs.sessions}
    for session, person, costs, at in _charges(inputs, starts):
        if costs.nights[at]:
            found[session].update(person.members)
    return {session: frozenset(members) for session, members in found.items()}


def _charges(
    inputs: PlanningInput, starts: Sequence[EpochMinute]
) -> Iterator[tuple[str, MemberClass, CandidateCosts, int]]:
    """Yield each session (id) with each class invited, what its starts cost that, and which start it has."""
    for s, placing in enumerate(inputs.sessions):
        at = _grid_index(inputs, SessionIndex(s), starts[s])
        for k in inputs.who[s]:
            person = inputs.people[k]
            yield placing.session.id, person, inputs.costs[s][person.clock], at


def costs_at(inputs: PlanningInput, session: SessionIndex, start: EpochMinute) -> dict[str, float]:
    """Return member id to burden of one session at any start, in units."""
    people = [inputs.people[k] for k in inputs.who[session]]
    starts = np.array([start], np.int64)
    minutes = np.array([inputs.sessions[session].minutes], np.int64)
    rows = costs_by_preference([p.clock for p in people], inputs.programme.fairness.night, starts, minutes)
    found = {m: to_units(int(rows[p.clock].burden[0])) for p in people for m in p.members}
    return dict(sorted(found.items()))


def yearly_burdens(
    inputs: PlanningInput, starts: Sequence[EpochMinute], ledger: Mapping[str, Burden]
) -> dict[str, Burden]:
    """Return member id to what the planned year costs, earlier sessions in the ledger included."""
    nothing = Burden(0.0, 0, 0)
    found: dict[str, Burden] = {}
    for person in inputs.people:
        burden, nights, sessions = int(person.burden), person.nights, 0
        for s in person.sessions:
            if not inputs.sessions[s].counts:
                continue
            at = _grid_index(inputs, s, starts[s])
            row = inputs.costs[s][person.clock]
            burden += int(row.burden[at])
            nights += bool(row.nights[at])
            sessions += 1
        for member in person.members:
            # a class shares past burden and nights, but not how many sessions its members attended
            past = ledger.get(member, nothing).sessions
            found[member] = Burden(to_units(burden), nights, sessions + past)
    return dict(sorted(found.items()))


def _grid_index(inputs: PlanningInput, session: SessionIndex, start: EpochMinute) -> int:
    return int(inputs.sessions[session].grid.starts.searchsorted(start))
