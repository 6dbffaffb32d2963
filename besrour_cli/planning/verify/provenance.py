"""What a proof says of how the plan came about, against plan.yaml: made when, what stood, who was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from besrour_cli.clock.instants import instant_text
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession
from besrour_cli.planning.verify.problem import ProofClaims
from besrour_cli.planning.verify.starts import minute_of

_NAMES = 5


def check_claims(
    plan: Plan, claim: ProofClaims, starts: Mapping[str, int], now: datetime | None
) -> list[Message]:
    """What cannot be so; ``starts`` are those of the proof, one for each session in question."""
    if now is not None and claim.made > now:
        return [msg("the proof was made at {made}, which is still to come", made=instant_text(claim.made))]
    odd = sorted((claim.stood | claim.announced_starts.keys()) - starts.keys())
    if odd:
        return [
            msg("the proof speaks of sessions that are not to be planned: {sessions}", sessions=_some(odd))
        ]
    found = list(_elsewhere(plan, starts))
    if found:
        return found
    proposed = {i for i in starts if plan.slots[i].state not in FIXED}
    odd = sorted((claim.stood ^ frozenset(plan.retained)) & proposed)
    if odd:
        found.append(
            msg(
                "plan.yaml and the proof do not agree on which sessions were kept: {sessions}",
                sessions=_some(odd),
            )
        )
    for name in sorted(starts):
        slot = plan.slots[name]
        fault = _impossible(slot, now) or _announced(slot, claim, starts[name], kept=name in plan.retained)
        if fault is not None:
            found.append(fault)
    return found


def _elsewhere(plan: Plan, starts: Mapping[str, int]) -> Iterator[Message]:
    for name, at in sorted(starts.items()):
        slot = plan.slots.get(name)
        if slot is None or minute_of(slot.start) != at:
            yield msg(
                "{session} is at {start} in the plan, and the proof is of another plan",
                session=name,
                start=instant_text(slot.start) if slot else "-",
            )


def _impossible(slot: ScheduledSession, now: datetime | None) -> Message | None:
    """What plan.yaml says of one session and cannot be."""
    if slot.state in ("announced", "moved") and slot.announced is None:
        return msg("plan.yaml says that {session} was announced, and not when", session=slot.session)
    ends = slot.end if slot.state == "held" else None
    moments = [at for at in (slot.announced, ends) if at is not None]
    if now is not None and max(moments, default=now) > now:
        return msg("plan.yaml says of {session} what is still to come", session=slot.session)
    return None


def _announced(slot: ScheduledSession, claim: ProofClaims, at: int, *, kept: bool) -> Message | None:
    """What is wrong with what a proof says of one session's announcement.

    ``announced`` is when people were last told of it, ``edition`` how often that said something new.
    """
    stood, told = slot.session in claim.stood, claim.announced_starts.get(slot.session)
    once = slot.edition == 1 and slot.sequence == 0
    later = slot.announced is not None and once and slot.announced > claim.made
    if told is not None and (
        stood or slot.state not in FIXED or later or (told != at and slot.sequence == 0)
    ):
        return msg("the proof says that {session} was set free, and plan.yaml does not", session=slot.session)
    if stood and later and not kept:
        return msg(
            "the proof says that {session} stood, which was announced only after the plan was made",
            session=slot.session,
        )
    before = slot.state in FIXED and slot.announced is not None and slot.announced < claim.made
    if before and not stood and told is None:
        return msg(
            "the proof says that {session} was free, which people had been told of", session=slot.session
        )
    return None


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMES]) + (", ..." if len(names) > _NAMES else "")
