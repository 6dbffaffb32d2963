"""What a choice becomes: the slots of the new plan, its certificate, and what it costs every member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from besrour_cli.clock.instants import instant_text, zone_data_version
from besrour_cli.model.plan import FIXED, Burden, Plan, ScheduledSession
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.problem.build import PlanningInput
from besrour_cli.planning.problem.burden import costs_by_preference, from_epoch_minutes
from besrour_cli.planning.problem.equivalence_classes import ByMember, Index
from besrour_cli.planning.solve.certificate import StepProofs


def build_slots(
    programme: Programme, plan: Plan, now: datetime, starts: Mapping[str, int]
) -> dict[str, ScheduledSession]:
    """Return the slots of the new plan, by session id in order of start; ``starts`` are epoch minutes.

    A slot that stays as it was is the same value as before; ``close_past_sessions`` has closed those that are
    over. A session whose file is gone is cancelled if it was announced and is not over, else forgotten.
    """
    slots: list[ScheduledSession] = []
    for session_id, old in plan.slots.items():
        if session_id not in starts:
            slots += _without_start(programme, old, now)
    for session in programme.sessions:
        if session.id in starts:
            start = from_epoch_minutes(starts[session.id])
            slots.append(_with_start(programme, session, plan.slots.get(session.id), start, now))
    return {slot.session: slot for slot in sorted(slots, key=lambda s: (s.start, s.session))}


def _without_start(programme: Programme, old: ScheduledSession, now: datetime) -> list[ScheduledSession]:
    """Return what becomes of the slot of a session that was not to be placed: one slot or none."""
    if programme.session(old.session) is not None or old.state in ("held", "cancelled"):
        return [old]
    if old.state not in FIXED:
        return []
    if old.end <= now:
        return [old.with_state("held")]
    return [replace(old, state="cancelled", sequence=old.sequence + 1, revised=now)]


def _with_start(
    programme: Programme, session: Session, old: ScheduledSession | None, start: datetime, now: datetime
) -> ScheduledSession:
    """Return the slot of a session that was placed: the old one, a moved one, or a new proposal."""
    if old is not None and old.state in FIXED and old.start == start:
        return old
    end, zone = start + timedelta(minutes=session.minutes), programme.anchor.zone
    if old is not None and old.state in FIXED:
        # Calendars take a moved session for newer only by a higher SEQUENCE (RFC 5545, 3.8.7.4).
        return replace(
            old,
            start=start,
            end=end,
            state="moved",
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
        state="proposed",
        anchor=zone,
        tzdata=zone_data_version(),
        revised=now,
    )


def proof_of(
    inputs: PlanningInput, starts: Sequence[int], proofs: StepProofs | None, now: datetime
) -> dict[str, object]:
    """Return the certificate: premises, starts and the steps' proofs (``docs/reference/proof.md``)."""
    sessions = inputs.sessions
    return {
        "form": 1,
        "programme": inputs.programme.id,
        "made": instant_text(now),
        "stood": sorted(a.session.id for a in sessions if a.fixed),
        "told": {
            a.session.id: instant_text(from_epoch_minutes(a.announced_start))
            for a in sessions
            if a.announced_start is not None
        },
        "starts": {
            a.session.id: instant_text(from_epoch_minutes(start))
            for a, start in zip(sessions, starts, strict=True)
        },
        **(proofs.as_data() if proofs is not None else {}),
    }


def costs_of(
    inputs: PlanningInput, starts: Sequence[int], index: Index | None = None
) -> dict[str, Mapping[str, float]]:
    """Return session id to member id to burden, in units; ``index`` is the inputs', if there is one."""
    index = index or Index(inputs.people)
    found: dict[str, Mapping[str, float]] = {}
    for s, placing in enumerate(inputs.sessions):
        at = _grid_index(inputs, s, starts[s])
        by_preference = inputs.costs[s]
        costs = {k: int(by_preference[inputs.people[k].clock].burden[at]) / 100 for k in inputs.who[s]}
        found[placing.session.id] = ByMember(index, costs)
    return found


def costs_at(inputs: PlanningInput, session: int, start: int) -> dict[str, float]:
    """Return member id to burden of one session at any start (epoch minutes), in units."""
    people = [inputs.people[k] for k in inputs.who[session]]
    starts = np.array([start], np.int64)
    minutes = np.array([inputs.sessions[session].minutes], np.int64)
    rows = costs_by_preference([p.clock for p in people], inputs.programme.fairness.night, starts, minutes)
    found = {m: int(rows[p.clock].burden[0]) / 100 for p in people for m in p.members}
    return dict(sorted(found.items()))


def yearly_burdens(
    inputs: PlanningInput, starts: Sequence[int], ledger: Mapping[str, Burden], index: Index | None = None
) -> Mapping[str, Burden]:
    """Return what the planned year costs each member, what held sessions cost included (units, nights).

    ``index`` is that of the inputs, if there is one.
    """
    nothing = Burden(0.0, 0, 0)
    years: dict[int, Burden] = {}
    for k, person in enumerate(inputs.people):
        burden, nights, sessions = person.burden, person.nights, 0
        for s in person.sessions:
            if not inputs.sessions[s].counts:
                continue
            at = _grid_index(inputs, s, starts[s])
            row = inputs.costs[s][person.clock]
            burden += int(row.burden[at])
            nights += bool(row.night[at])
            sessions += 1
        years[k] = Burden(burden / 100, nights, sessions)

    def own(member: str, year: Burden) -> Burden:
        # a class shares past burden and nights, not how many sessions each of its members attended
        past = ledger.get(member, nothing)
        return year._replace(sessions=year.sessions + past.sessions) if past.sessions else year

    return ByMember(index or Index(inputs.people), years, own)


def _grid_index(inputs: PlanningInput, session: int, start: int) -> int:
    grid = inputs.sessions[session].grid
    return int(grid.starts.searchsorted(start))
