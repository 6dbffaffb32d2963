"""Stale starts: kept by hand or announced, although they violate a constraint of the files now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from besrour_cli.clock.formatting import instant_words
from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.place import Place
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.explain import violations
from besrour_cli.planning.explain.violations import PlacedSession
from besrour_cli.planning.problem.infeasible_session import bullet_list
from besrour_cli.planning.problem.sentences import join_semicolon


def check_fixed_starts(
    programme: Programme, plan: Plan, now: datetime, keep: Collection[str], free: Collection[str]
) -> NegativeAnswer | None:
    """A refusal to keep proposed starts that violate a constraint, of all of them; None: all may be kept.

    ``keep`` and ``free``: ids of the sessions that keep their start, and of those that may move.
    """
    broken = violations_of_fixed(programme, plan, now, keep, free)
    if not broken:
        return None
    sentences = [
        msg("“{id}” cannot be kept at its start: {reasons}", id=session, reasons=join_semicolon(reasons))
        for session, reasons in broken.items()
    ]
    if len(sentences) == 1:
        return NegativeAnswer(sentences[0], _remedy(plan.slots[next(iter(broken))], now))
    return NegativeAnswer(
        msgn(
            "{n} session cannot be kept at its start:{lines}",
            "{n} sessions cannot be kept at their starts:{lines}",
            len(sentences),
            lines=bullet_list(sentences),
        ),
        msg("let them go with besrour free, one by one, then besrour plan"),
    )


def _remedy(slot: ScheduledSession, now: datetime) -> Message:
    if slot.end <= now:
        return msg(
            "if people met then, write took_place: yes in its file; if not, let it go: besrour free {id}, "
            "then besrour plan",
            id=slot.session,
        )
    return msg("let it go: besrour free {id}, then besrour plan", id=slot.session)


def violations_of_fixed(
    programme: Programme, plan: Plan, now: datetime, keep: Collection[str], free: Collection[str]
) -> dict[str, tuple[Message, ...]]:
    """The violations of each proposed start in ``keep`` that violates a constraint, by session id.

    Between sessions, only those count that are fixed: announced and not in ``free``, or in ``keep``.
    """

    def counts(slot: ScheduledSession) -> bool:
        return slot.session not in free and (slot.session in keep or slot.state in FIXED)

    slots = [plan.slots[i] for i in sorted(keep) if i in plan.slots]
    found = {}
    for slot, placed, reasons in _with_violations(programme, [s for s in slots if s.state not in FIXED]):
        other = placed.session.pinned is not None and not placed.by_hand
        violated = (
            *violations.past_violation(slot.start, now),
            *([msg("its file asks for another start")] if other else reasons),
            *violations.violated_session_constraints(programme, plan, placed, counts),
        )
        if violated:
            found[slot.session] = violated
    return found


def check_announced_starts(
    programme: Programme, plan: Plan, now: datetime, only: Collection[str] | None = None
) -> list[Diagnostic]:
    """A warning for every announced start still to come that violates a constraint.

    With ``only`` (ids), for these sessions alone, also for proposed ones: they are about to be announced.
    """
    states = FIXED if only is None else FIXED | {SessionState.PROPOSED}
    slots = [
        slot
        for slot in sorted(plan.slots.values(), key=lambda s: s.session)
        if slot.state in states
        and slot.state not in (SessionState.HELD, SessionState.CANCELLED)
        and slot.end > now
        if only is None or slot.session in only
    ]
    found = []
    for slot, placed, reasons in _with_violations(programme, slots):
        pinned = placed.session.pinned
        if pinned is not None and not placed.by_hand and slot.state not in FIXED:
            continue  # refused elsewhere: the plan is older than the file
        violated = [*reasons, *violations.violated_session_constraints(programme, plan, placed)]
        if violated:
            found.append(_warning(programme.anchor, placed.session, slot, violated))
    return found


def _warning(anchor: Place, session: Session, slot: ScheduledSession, reasons: list[Message]) -> Diagnostic:
    start = instant_words(slot.start, anchor)
    facts: dict[str, Fact] = {"id": session.id, "start": start, "reasons": join_semicolon(reasons)}
    if slot.state == SessionState.PROPOSED:
        what = msg("the planned start of “{id}”, {start}, breaks what the files ask now: {reasons}", **facts)
        remedy = msg("run besrour plan, then this again")
    else:
        what = msg(
            "the announced start of “{id}”, {start}, breaks what the files ask now: {reasons}", **facts
        )
        remedy = msg("it stays, as people were told; to choose another: besrour move {id}", id=session.id)
    return Diagnostic("start-breaks", SourceLocation(session.path), what=what, remedy=remedy, warning=True)


def _with_violations(
    programme: Programme, slots: Iterable[ScheduledSession]
) -> list[tuple[ScheduledSession, PlacedSession, list[Message]]]:
    """Each slot that has a file, its session at its start, and the constraints on the start it violates."""
    known = {s.id: s for s in programme.sessions}
    mine = [slot for slot in slots if slot.session in known]
    placed = [_placed(known[slot.session], slot) for slot in mine]
    if not placed:
        return []
    found = []
    people = violations.violated_member_constraints(programme, placed)
    for slot, each, broken in zip(mine, placed, people, strict=True):
        reasons = [] if each.by_hand else list(violations.violated_file_constraints(programme, each))
        reasons += [constraint.describe_violated(names) for constraint, names in broken]
        found.append((slot, each, reasons))
    return found


def _placed(session: Session, slot: ScheduledSession) -> PlacedSession:
    minutes = session.minutes
    if slot.state in FIXED:
        minutes = to_epoch_minutes(slot.end) - to_epoch_minutes(slot.start)
    return PlacedSession(session, slot.start, minutes, session.pinned == slot.start)
