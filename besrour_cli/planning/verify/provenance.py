"""The premises of a proof against plan.yaml: when it was made, what was fixed, what was announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from besrour_cli.clock.instants import instant_text, to_epoch_minutes
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.problem import ProofClaims

_NAMES = 5
"""Sessions that a sentence names before it ends in dots."""


def check_claims(
    plan: Plan, claims: ProofClaims, starts: Mapping[str, EpochMinute], now: datetime | None
) -> list[Message]:
    """Return what contradicts plan.yaml; ``starts`` are those of the proof, one for each session."""
    if now is not None and claims.made > now:
        return [msg("the proof was made at {made}, which is still to come", made=instant_text(claims.made))]
    premises = claims.fixed | claims.announced_starts.keys() | claims.proposed_starts.keys()
    odd = sorted(premises - starts.keys())
    if odd:
        return [
            msg("the proof speaks of sessions that are not to be planned: {sessions}", sessions=_some(odd))
        ]
    found = list(_elsewhere(plan, starts))
    if found:
        return found
    proposed = {i for i in starts if plan.slots[i].state not in FIXED}
    odd = sorted((claims.fixed ^ frozenset(plan.retained)) & proposed)
    if odd:
        found.append(
            msg(
                "plan.yaml and the proof do not agree on which sessions were kept: {sessions}",
                sessions=_some(odd),
            )
        )
    odd = sorted(claims.proposed_starts.keys() & (claims.fixed | claims.announced_starts.keys()))
    if odd:
        found.append(
            msg(
                "the proof says of sessions that were not free what was proposed for them: {sessions}",
                sessions=_some(odd),
            )
        )
    for name in sorted(starts):
        slot = plan.slots[name]
        fault = _impossible(slot, now)
        fault = fault or _announced(slot, claims, starts[name], retained=name in plan.retained)
        if fault is not None:
            found.append(fault)
    return found


def _elsewhere(plan: Plan, starts: Mapping[str, EpochMinute]) -> Iterator[Message]:
    """Yield a sentence for each session that is at another start in the plan."""
    for name, at in sorted(starts.items()):
        slot = plan.slots.get(name)
        if slot is None or to_epoch_minutes(slot.start) != at:
            yield msg(
                "{session} is at {start} in the plan, and the proof is of another plan",
                session=name,
                start=instant_text(slot.start) if slot else "-",
            )


def _impossible(slot: ScheduledSession, now: datetime | None) -> Message | None:
    """Return what plan.yaml says of one session and cannot be so."""
    if slot.state in (SessionState.ANNOUNCED, SessionState.MOVED) and slot.announced is None:
        return msg("plan.yaml says that {session} was announced, and not when", session=slot.session)
    ends = slot.end if slot.state == SessionState.HELD else None
    moments = [at for at in (slot.announced, ends) if at is not None]
    if now is not None and max(moments, default=now) > now:
        return msg("plan.yaml says of {session} what is still to come", session=slot.session)
    return None


def _announced(
    slot: ScheduledSession, claims: ProofClaims, at: EpochMinute, *, retained: bool
) -> Message | None:
    """Return what is wrong with the proof's premises on one session, whose start it puts ``at``.

    ``slot.announced`` is when it was last announced, ``slot.edition`` how many announcements said something
    new.
    """
    fixed, announced_start = slot.session in claims.fixed, claims.announced_starts.get(slot.session)
    once = slot.edition == 1 and slot.sequence == 0
    # Only a first announcement proves that there was none before: after a second one, the first may be older
    # than the proof.
    later = slot.announced is not None and once and slot.announced > claims.made
    if announced_start is not None and (
        fixed or slot.state not in FIXED or later or (announced_start != at and slot.sequence == 0)
    ):
        return msg("the proof says that {session} was set free, and plan.yaml does not", session=slot.session)
    if fixed and later and not retained:
        return msg(
            "the proof says that {session} stood, which was announced only after the plan was made",
            session=slot.session,
        )
    before = slot.state in FIXED and slot.announced is not None and slot.announced < claims.made
    if before and not fixed and announced_start is None:
        return msg(
            "the proof says that {session} was free, which people had been told of", session=slot.session
        )
    return None


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMES]) + (", ..." if len(names) > _NAMES else "")
