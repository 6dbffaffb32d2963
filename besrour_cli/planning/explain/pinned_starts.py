"""Starts fixed by hand, checked against the moment, the constraints of the files, and what was announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from besrour_cli.clock.formatting import instant_words
from besrour_cli.model.diagnostic import Diagnostic, QuotedWords, SourceLocation
from besrour_cli.model.message import Fact, msg
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.history.took_place import actual_outcome
from besrour_cli.planning.problem.sentences import join_semicolon


def check_pins(programme: Programme, plan: Plan, now: datetime) -> tuple[Diagnostic, ...]:
    """Diagnostics of the starts fixed by hand.

    A start in the past is a mistake. One that violates a constraint of the files, or that was announced
    otherwise, is warned of. A session that is over, called off or announced at its start is not checked.
    """
    found: list[Diagnostic] = []
    for session in programme.sessions:
        if session.pinned is not None:
            found += _of(programme, session, session.pinned, plan.slots.get(session.id), now)
    return tuple(sorted(found, key=lambda p: (p.spot, p.code)))


def _of(
    programme: Programme, session: Session, pinned: datetime, slot: ScheduledSession | None, now: datetime
) -> Iterator[Diagnostic]:
    if slot is not None and slot.state in (SessionState.HELD, SessionState.CANCELLED):
        return
    told = slot is not None and slot.state in FIXED
    taken = slot is not None and slot.start == pinned
    if slot is not None and told and (slot.end <= now or (taken and slot.state == SessionState.ANNOUNCED)):
        return
    if session.took_place is not None and actual_outcome(programme, session, slot, now) is not None:
        return
    source = session.sources.get("start")
    spot = source.spot if source else SourceLocation(session.path)
    facts: dict[str, Fact] = {"id": session.id, "start": instant_words(pinned, programme.anchor)}
    if pinned < now and not (told and taken):
        what = msg("the start given for “{id}”, {start}, lies in the past", **facts)
        yield Diagnostic("start-past", spot, what=what, remedy=msg("correct its date, or remove the line"))
        return
    if slot is not None and told and not taken:
        yield _other(session, slot, spot, {**facts, "told": instant_words(slot.start, programme.anchor)})
        return
    # it loads numpy, which `besrour check` can mostly do without
    from besrour_cli.planning.explain.violations import PlacedSession, violated_file_constraints  # noqa: PLC0415

    reasons = list(
        violated_file_constraints(programme, PlacedSession(session, pinned, session.minutes, True))
    )
    if reasons:
        yield Diagnostic(
            "start-outside",
            spot,
            what=msg(
                "the start given for “{id}”, {start}: {reasons}", reasons=join_semicolon(reasons), **facts
            ),
            remedy=msg("if that is meant, nothing is to be done: a start given by hand is taken as it is"),
            warning=True,
        )


def older_than_file(session: Session) -> Diagnostic:
    """A warning of a proposed start that is not the one its file fixes by now."""
    source = session.sources.get("start")
    found = source.find() if source else QuotedWords(SourceLocation(session.path), "", 1)
    return Diagnostic(
        "plan-older",
        found.spot,
        what=msg("plan.yaml is older than the file of “{id}”: it asks for another start", id=session.id),
        remedy=msg("run besrour plan, then this again"),
        text=found.line,
        width=found.width,
        warning=True,
    )


def _other(
    session: Session, slot: ScheduledSession, spot: SourceLocation, facts: dict[str, Fact]
) -> Diagnostic:
    """The file of a session asks for another start than the announced one."""
    if slot.state == SessionState.MOVED:
        what = msg("“{id}” was moved to {told}, and its file now asks for {start}", **facts)
    else:
        what = msg("people were told that “{id}” starts on {told}, and its file asks for {start}", **facts)
    remedy = msg(
        "it stays as it is; to take the start of the file: besrour move {id}, else remove the line",
        id=session.id,
    )
    return Diagnostic("start-other", spot, what=what, remedy=remedy, warning=True)
