"""What a choice becomes: the slots of the new plan, its certificate, and what it costs everyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from besrour_cli.clock.instants import from_epoch_minutes, instant_text, zone_data_version
from besrour_cli.model.plan import FIXED, Burden, Plan, ScheduledSession
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute, to_units
from besrour_cli.planning.problem.build import PlanningInput
from besrour_cli.planning.problem.burden import costs_by_preference
from besrour_cli.planning.problem.indices import SessionIndex


def build_slots(
    programme: Programme, plan: Plan, now: datetime, starts: Mapping[str, EpochMinute]
) -> dict[str, ScheduledSession]:
    """The slots of the new plan, by session id in order of start.

    A slot that stays as it was is the same value as before; :func:`close_past_sessions` has closed those that
    are over. One whose file is gone is cancelled if it was announced and is not over, else forgotten.
    """
    slots: list[ScheduledSession] = []
    version = zone_data_version()
    for session_id, slot in plan.slots.items():
        if session_id in starts:
            continue
        if programme.session(session_id) is not None or slot.state in ("held", "cancelled"):
            slots.append(slot)
        elif slot.state in FIXED:
            over = slot.end <= now
            gone = replace(slot, state="cancelled", sequence=slot.sequence + 1, revised=now)
            slots.append(slot.with_state("held") if over else gone)
    for session in programme.sessions:
        if session.id not in starts:
            continue
        start = from_epoch_minutes(starts[session.id])
        old = plan.slots.get(session.id)
        if old is not None and old.state in FIXED and old.start == start:
            slots.append(old)
            continue
        end = start + timedelta(minutes=session.minutes)
        zone = programme.anchor.zone
        if old is None or old.state not in FIXED:
            same = old is not None and (old.start, old.end, old.anchor) == (start, end, zone)
            new = ScheduledSession(session.id, start, end, "proposed", zone, version, revised=now)
            slots.append(old if same and old is not None else new)
            continue
        slots.append(
            replace(
                old,
                start=start,
                end=end,
                state="moved",
                anchor=zone,
                tzdata=version,
                sequence=old.sequence + 1,
                printed=(),
                revised=now,
            )
        )
    return {slot.session: slot for slot in sorted(slots, key=lambda s: (s.start, s.session))}


def proof_of(
    question: PlanningInput, starts: Sequence[EpochMinute], proofs: Mapping[str, object], now: datetime
) -> dict[str, object]:
    """What a proof says of its circumstances, and the proofs of the steps (``docs/reference/proof.md``)."""
    placing = question.sessions
    return {
        "form": 1,
        "programme": question.programme.id,
        "made": instant_text(now),
        "stood": sorted(a.session.id for a in placing if a.fixed),
        "told": {
            a.session.id: instant_text(from_epoch_minutes(a.announced_start))
            for a in placing
            if a.announced_start is not None
        },
        "starts": {
            a.session.id: instant_text(from_epoch_minutes(start))
            for a, start in zip(placing, starts, strict=True)
        },
        **proofs,
    }


def costs_of(question: PlanningInput, starts: Sequence[EpochMinute]) -> dict[str, dict[str, float]]:
    """Session id to member id to burden, in units, with a start for every session."""
    found: dict[str, dict[str, float]] = {}
    for s, placing in enumerate(question.sessions):
        at = _position(question, SessionIndex(s), starts[s])
        costs: dict[str, float] = {}
        for k in question.who[s]:
            person = question.people[k]
            costs.update(
                dict.fromkeys(person.members, to_units(int(question.costs[s][person.clock].burden[at])))
            )
        found[placing.session.id] = dict(sorted(costs.items()))
    return found


def costs_at(question: PlanningInput, session: SessionIndex, start: EpochMinute) -> dict[str, float]:
    """Member id to burden of one session at any start, in units."""
    people = [question.people[k] for k in question.who[session]]
    starts = np.array([start], np.int64)
    minutes = np.array([question.sessions[session].minutes], np.int64)
    rows = costs_by_preference([p.clock for p in people], question.programme.fairness.night, starts, minutes)
    found = {m: to_units(int(rows[p.clock].burden[0])) for p in people for m in p.members}
    return dict(sorted(found.items()))


def yearly_burdens(
    question: PlanningInput, starts: Sequence[EpochMinute], ledger: Mapping[str, Burden]
) -> dict[str, Burden]:
    """Member id to what the planned year costs, earlier sessions in the ledger included."""
    nothing = Burden(0.0, 0, 0)
    found: dict[str, Burden] = {}
    for person in question.people:
        burden, nights, sessions = int(person.burden), person.nights, 0
        for s in person.sessions:
            if not question.sessions[s].counts:
                continue
            at = _position(question, s, starts[s])
            row = question.costs[s][person.clock]
            burden += int(row.burden[at])
            nights += bool(row.night[at])
            sessions += 1
        for member in person.members:
            # a class shares past burden and nights, but not how often its members came
            past = ledger.get(member, nothing).sessions
            found[member] = Burden(to_units(burden), nights, sessions + past)
    return dict(sorted(found.items()))


def _position(question: PlanningInput, session: SessionIndex, start: EpochMinute) -> int:
    """The position of a start in its session's grid."""
    return int(question.sessions[session].grid.starts.searchsorted(start))
