"""Starts that stand although they break a demand of the files as they are now: kept by hand, or announced."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from besrour_cli.clock.instants import instant_text
from besrour_cli.model.diagnostic import Problem, Spot
from besrour_cli.model.errors import AnswerIsNo
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import FIXED, Plan, Slot
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.explain.violations import Placed, against_files, against_others, against_people
from besrour_cli.planning.problem.burden import minutes_of
from besrour_cli.planning.problem.constraint_text import clauses, met
from besrour_cli.planning.problem.infeasible_session import lines


def kept_wrong(
    programme: Programme, plan: Plan, now: datetime, keep: Collection[str], free: Collection[str]
) -> AnswerIsNo | None:
    """A refusal to keep proposed starts that break a demand, all of them at once; None: all may be kept."""
    broken = breaking(programme, plan, now, keep, free)
    if not broken:
        return None
    sentences = [
        msg("“{id}” cannot be kept at its start: {reasons}", id=session, reasons=clauses(reasons))
        for session, reasons in broken.items()
    ]
    remedy = msg("leave out --keep {id}, and besrour chooses another start", id=next(iter(broken)))
    if len(sentences) == 1:
        return AnswerIsNo(sentences[0], remedy)
    return AnswerIsNo(
        msgn(
            "{n} session cannot be kept at its start:{lines}",
            "{n} sessions cannot be kept at their starts:{lines}",
            len(sentences),
            lines=lines(sentences),
        ),
        msg("leave out --keep for them, and besrour chooses other starts"),
    )


def breaking(
    programme: Programme, plan: Plan, now: datetime, keep: Collection[str], free: Collection[str]
) -> dict[str, tuple[Message, ...]]:
    """Which of the proposed starts in ``keep`` break a demand, and which, in order of their names.

    Between sessions, those count that stand: announced and not in ``free``, or kept.
    """

    def counts(slot: Slot) -> bool:
        return slot.session not in free and (slot.session in keep or slot.state in FIXED)

    slots = [plan.slots[i] for i in sorted(keep) if i in plan.slots]
    found = {}
    for slot, placed, reasons in _told(programme, [s for s in slots if s.state not in FIXED]):
        other = placed.session.pinned is not None and not placed.by_hand
        all_of_it = (
            *([msg("it lies in the past")] if slot.start < now else ()),
            *([msg("its file asks for another start")] if other else reasons),
            *against_others(programme, plan, placed, counts),
        )
        if all_of_it:
            found[slot.session] = all_of_it
    return found


def told_wrong(
    programme: Programme, plan: Plan, now: datetime, only: Collection[str] | None = None
) -> list[Problem]:
    """A warning for every start still to come that breaks a demand of the files, where a plan keeps it.

    With ``only``, for these sessions alone, proposed ones too: they are about to be announced.
    """
    states = FIXED if only is None else FIXED | {"proposed"}
    slots = [
        slot
        for slot in sorted(plan.slots.values(), key=lambda s: s.session)
        if slot.state in states and slot.state not in ("held", "cancelled") and slot.end > now
        if only is None or slot.session in only
    ]
    found = []
    for slot, placed, reasons in _told(programme, slots):
        pinned = placed.session.pinned
        if pinned is not None and not placed.by_hand and slot.state not in FIXED:
            continue  # refused elsewhere: the plan is older than the file
        all_of_it = [*reasons, *against_others(programme, plan, placed)]
        if all_of_it:
            found.append(_warning(placed.session, slot, all_of_it))
    return found


def _warning(session: Session, slot: Slot, reasons: list[Message]) -> Problem:
    start = instant_text(slot.start)
    facts: dict[str, Fact] = {"id": session.id, "start": start, "reasons": clauses(reasons)}
    if slot.state == "proposed":
        what = msg("the planned start of “{id}”, {start}, breaks what the files ask now: {reasons}", **facts)
        remedy = msg("run besrour plan, then this again")
    else:
        what = msg(
            "the announced start of “{id}”, {start}, breaks what the files ask now: {reasons}", **facts
        )
        remedy = msg(
            "it stays, as people were told; to choose another: besrour plan --move {id}", id=session.id
        )
    return Problem("start-breaks", Spot(session.path), what, remedy, warning=True)


def _told(programme: Programme, slots: Iterable[Slot]) -> list[tuple[Slot, Placed, list[Message]]]:
    """Each slot that has a file, its session at its start, and what it breaks of the files and people."""
    known = {s.id: s for s in programme.sessions}
    mine = [slot for slot in slots if slot.session in known]
    placed = [_placed(known[slot.session], slot) for slot in mine]
    if not placed:
        return []
    people = against_people(programme, placed)
    names = {m.id: m.name for m in programme.members} if any(people) else {}
    return [
        (
            slot,
            each,
            [*(() if each.by_hand else against_files(programme, each)), *(met(d, names) for d in broken)],
        )
        for slot, each, broken in zip(mine, placed, people, strict=True)
    ]


def _placed(session: Session, slot: Slot) -> Placed:
    told = minutes_of(slot.end) - minutes_of(slot.start)
    return Placed(
        session, slot.start, told if slot.state in FIXED else session.minutes, session.pinned == slot.start
    )
