"""What a change does to the plan, a line a session: day and hour before and after, state, who was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import IN_LINE, truncate
from besrour_cli.commands.terminal.translation import language, translate
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.commands.shared.workspace import Workspace


class SlotChange(NamedTuple):
    """One session before and after; None: it has no start there. ``held``: its start is held then."""

    session: str
    before: ScheduledSession | None
    after: ScheduledSession | None
    hold_before: bool
    hold_after: bool


def changes(before: Plan, after: Plan) -> list[SlotChange]:
    """Every session of which the two plans say something else, by id."""
    found = []
    for name in sorted({*before.slots, *after.slots}):
        each = SlotChange(
            name,
            before.slots.get(name),
            after.slots.get(name),
            name in before.holds,
            name in after.holds,
        )
        if each.after is not None and each.after.state == SessionState.HELD:
            continue  # that it is over by now is nobody's change
        if _meaning(each.before) != _meaning(each.after) or each.hold_before != each.hold_after:
            found.append(each)
    return found


def _meaning(slot: ScheduledSession | None) -> tuple[object, ...]:
    """What a change must touch to be one for people: start, end, state."""
    return (slot.start, slot.end, slot.state) if slot else ()


def lines(workspace: Workspace, every: Sequence[SlotChange], people: Sequence[str]) -> list[str]:
    """A line a session, then who was told of any of them."""
    found = [translate(_line(workspace, each)) for each in every]
    if people:
        shown, more = truncate(people, IN_LINE)
        others = [translate(msgn("{n} other", "{n} others", more))] if more else []
        n, names = len(people), join_and([*shown, *others], language())
        line = msgn("{n} person was told: {names}.", "{n} people were told: {names}.", n, names=names)
        found.append(translate(line))
    elif every:
        found.append(translate(msg("Nobody was told yet.")))
    return found


def _line(workspace: Workspace, each: SlotChange) -> Message:
    before, after = each.before, each.after
    if after is None:
        return msg("{session}: its start is given up", session=each.session)
    new = moment(workspace, after.start)
    if before is None:
        return msg("{session}: {new}", session=each.session, new=new)
    facts = {"session": each.session, "new": new, "old": moment(workspace, before.start)}
    if after.state == SessionState.CANCELLED != before.state:
        return msg("{session}, {old}: called off", **facts)
    if before.state == SessionState.CANCELLED != after.state:
        return msg("{session}: called off no longer, planned for {new}", **facts)
    if before.start != after.start:
        return msg("{session}: {old} → {new}", **facts)
    if each.hold_after and not each.hold_before:
        return msg("{session}, {new}: stays at this start until it is freed", **facts)
    if each.hold_before and not each.hold_after:
        return msg("{session}, {new}: may be chosen anew", **facts)
    if before.state == SessionState.ANNOUNCED and after.state == SessionState.PROPOSED:
        return msg("{session}, {new}: not announced any more", **facts)
    if after.state == SessionState.ANNOUNCED:
        return msg("{session}, {new}: announced", **facts)
    return msg("{session}, {new}: changed", **facts)


def moment(workspace: Workspace, at: datetime) -> str:
    """The day and the hour at the anchor, which is named."""
    anchor = workspace.programme.anchor
    local = instants.local(at, anchor.zone)
    words = msg(
        "{day}, {hour} ({place})",
        day=formatting.date_words(local.date(), language()),
        hour=formatting.time_words(local, language()),
        place=anchor.name(language()),
    )
    return translate(words)


def as_data(each: SlotChange) -> dict[str, object]:
    """A change for ``--json``; starts and states are null where there is none."""
    before, after = each.before, each.after
    return {
        "session": each.session,
        "before": instants.instant_text(before.start) if before else None,
        "start": instants.instant_text(after.start) if after else None,
        "state_before": before.state if before else None,
        "state": after.state if after else None,
        "hold": each.hold_after,
    }
