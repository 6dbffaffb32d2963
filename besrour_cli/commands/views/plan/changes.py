"""What changed since the last plan, one line a session, with the reason as far as it can be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import IN_PARAGRAPH, truncate
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views.plan.reasons import reason_words
from besrour_cli.commands.views.session_states import WORDS
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.planning.explain.plan_changes import ChangeKind

if TYPE_CHECKING:
    from besrour_cli.model.plan import Plan, ScheduledSession
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.plan_changes import SessionChange


def as_data(programme: Programme, changes: Sequence[SessionChange]) -> list[dict[str, object]]:
    """Every change with its starts and its reason, for ``--json``."""
    return [
        {
            "session": change.session,
            "kind": change.kind,
            "before": instants.instant_text(change.before.start) if change.before else None,
            "after": instants.instant_text(change.after.start) if change.after else None,
            "reason": _reason_as_data(programme, change),
        }
        for change in changes
    ]


def _reason_as_data(programme: Programme, change: SessionChange) -> dict[str, object] | None:
    reason = change.reason
    if reason is None:
        return None
    return {
        "kind": reason.kind,
        "demands": [translate(sentence) for sentence in reason.demands],
        "room_for": list(reason.room_for),
        "step": reason.step,
        "sentence": translate(reason_words(programme, reason)),
    }


def lines(programme: Programme, before: Plan, changes: Sequence[SessionChange]) -> Iterator[Message]:
    """A heading with a line a session, or that nothing changed, or that there was no plan before."""
    if not before.slots:
        yield msg("This is the first plan: there is none to compare it with.")
        return
    if not changes:
        yield msg("Nothing has changed since the last plan.")
        return
    yield msg("Changed since the last plan (days and hours in {place}):", place=programme.anchor.names)
    held = [each.session for each in changes if each.kind == ChangeKind.HELD and _on_time(each)]
    if held:
        shown, more = truncate(held, IN_PARAGRAPH)
        yield (
            msgn(
                "  over since, and counted as held: {sessions} and {n} more",
                "  over since, and counted as held: {sessions} and {n} more",
                more,
                sessions=", ".join(shown),
            )
            if more
            else msg("  over since, and counted as held: {sessions}", sessions=", ".join(shown))
        )
    for change in changes:
        if change.session not in held:
            yield msg("  {session}: {change}", session=change.session, change=_words(programme, change))


def _on_time(change: SessionChange) -> bool:
    """Whether a session took place when it was planned to."""
    return (
        change.before is not None and change.after is not None and change.before.start == change.after.start
    )


def _words(programme: Programme, change: SessionChange) -> Message:
    """What happened to one session."""
    old, new = change.before, change.after
    if old is not None and new is not None:
        return _of_known(programme, change, old, new)
    if new is not None:
        new_words = msg("new, {moment}", moment=_moment(programme, new.start))
        return new_words if change.kind == ChangeKind.NEW else _held(programme, new)
    facts: dict[str, Fact] = {"moment": _moment(programme, old.start)} if old is not None else {"moment": ""}
    return msg("no longer in the plan; nobody had been told ({moment})", **facts)


def _held(programme: Programme, new: ScheduledSession) -> Message:
    return msg("counted as held, as its file says: {moment}", moment=_moment(programme, new.start))


def _of_known(
    programme: Programme, change: SessionChange, old: ScheduledSession, new: ScheduledSession
) -> Message:
    """What happened to a session that both plans have."""
    if change.kind == ChangeKind.START:
        move = _move(programme, old.start, new.start)
        if change.reason is None:
            return move
        return msg("{move}, {reason}", move=move, reason=reason_words(programme, change.reason))
    if change.kind == ChangeKind.LENGTH:
        return msg(
            "lasts {now} minutes instead of {then}, as its file says",
            now=new.minutes,
            then=old.minutes,
        )
    simple: Mapping[ChangeKind, Message] = {
        ChangeKind.HELD: _held(programme, new),
        ChangeKind.UNMET: msg("nobody met, as its file says; it costs nobody anything"),
        ChangeKind.CANCELLED: msg("called off"),
        ChangeKind.RECORD: msg("over, and worked out again, as the files say more of it now"),
    }
    return simple.get(change.kind) or msg("it is {state} now", state=WORDS[new.state])


def _move(programme: Programme, old: datetime, new: datetime) -> Message:
    """A start and the one after it: what is the same of both is written once."""
    zone = programme.anchor.zone
    then, now = instants.local(old, zone), instants.local(new, zone)
    if then.date() == now.date():
        return msg("{day}, {then} → {now}", day=_day(then), then=_hour(then), now=_hour(now))
    if then.time() == now.time():
        return msg("{then} → {now}", then=_day(then), now=_day(now))
    return msg("{then} → {now}", then=_moment(programme, old), now=_moment(programme, new))


def _moment(programme: Programme, start: datetime) -> Text:
    local = instants.local(start, programme.anchor.zone)
    day, hour = _day(local), _hour(local)
    return {code: f"{day[code]}, {hour[code]}" for code in LANGUAGES}


def _day(local: datetime) -> dict[str, str]:
    return {code: formatting.date_words(local.date(), code, weekday=False, year=False) for code in LANGUAGES}


def _hour(local: datetime) -> dict[str, str]:
    return {code: formatting.clock_face(local, code) for code in LANGUAGES}
