"""What a choice becomes: the slots of the new plan, its certificate, and what it costs everyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from besrour_cli.clock.instants import instant_text, zone_data_version
from besrour_cli.model.plan import FIXED, Burden, Plan, ScheduledSession
from besrour_cli.model.programme import Programme
from besrour_cli.planning.problem.build import PlanningInput
from besrour_cli.planning.problem.burden import costs_by_preference, from_epoch_minutes
from besrour_cli.planning.problem.equivalence_classes import ByMember, Index


def build_slots(
    programme: Programme, plan: Plan, now: datetime, starts: Mapping[str, int]
) -> dict[str, ScheduledSession]:
    """The slots of the new plan, by session id in order of start.

    A slot that stays as it was is the same value as before (``ledger.settled`` has seen to those that are
    over). One whose file is gone is cancelled if people were told of it and it is not over, else forgotten.
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
    question: PlanningInput, starts: Sequence[int], proofs: Mapping[str, object], now: datetime
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


def costs_of(
    question: PlanningInput, starts: Sequence[int], index: Index | None = None
) -> dict[str, Mapping[str, float]]:
    """Session id to member id to burden, in units; ``index`` is the question's, if there is one already."""
    index = index or Index(question.people)
    found: dict[str, Mapping[str, float]] = {}
    for s, placing in enumerate(question.sessions):
        at = _at(question, s, starts[s])
        felt = question.costs[s]
        costs = {k: int(felt[question.people[k].clock].burden[at]) / 100 for k in question.who[s]}
        found[placing.session.id] = ByMember(index, costs)
    return found


def costs_at(question: PlanningInput, session: int, start: int) -> dict[str, float]:
    """Member id to burden of one session at any start (epoch minutes), in units."""
    import numpy as np

    people = [question.people[k] for k in question.who[session]]
    starts = np.array([start], np.int64)
    minutes = np.array([question.sessions[session].minutes], np.int64)
    rows = costs_by_preference([p.clock for p in people], question.programme.fairness.night, starts, minutes)
    found = {m: int(rows[p.clock].burden[0]) / 100 for p in people for m in p.members}
    return dict(sorted(found.items()))


def yearly_burdens(
    question: PlanningInput, starts: Sequence[int], ledger: Mapping[str, Burden], index: Index | None = None
) -> Mapping[str, Burden]:
    """What the planned year costs each person, what was held before included.

    ``index`` is the question's, if there is one already.
    """
    nothing = Burden(0.0, 0, 0)
    years: dict[int, Burden] = {}
    for k, person in enumerate(question.people):
        burden, nights, sessions = person.burden, person.nights, 0
        for s in person.sessions:
            if not question.sessions[s].counts:
                continue
            at = _at(question, s, starts[s])
            row = question.costs[s][person.clock]
            burden += int(row.burden[at])
            nights += bool(row.night[at])
            sessions += 1
        years[k] = Burden(burden / 100, nights, sessions)

    def own(member: str, year: Burden) -> Burden:
        past = ledger.get(member, nothing)  # a class shares past burden and nights, not how often they came
        return year._replace(sessions=year.sessions + past.sessions) if past.sessions else year

    return ByMember(index or Index(question.people), years, own)


def _at(question: PlanningInput, session: int, start: int) -> int:
    grid = question.sessions[session].grid
    return int(grid.starts.searchsorted(start))
