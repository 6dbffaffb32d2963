"""Sessions people were told of against the files there are: gone, renamed, or exchanged (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from besrour_cli.clock import formatting, instants
from besrour_cli.model.announcement import Announcement, AnnouncementLog
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation, SourceText
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.schedule.announce import content_hash
from besrour_cli.schedule.occurrences import is_occurrence

KNOWN = (SessionState.ANNOUNCED, SessionState.MOVED)
"""States of sessions that people expect to take place."""


def check_files(
    programme: Programme,
    files: Collection[str],
    plan: Plan,
    log: AnnouncementLog,
    now: datetime,
    recurring: Mapping[str, SourceText | None] = MappingProxyType({}),
) -> Iterator[Diagnostic]:
    """Yield a mistake for each announced session to come whose file is gone, or is another's.

    ``files`` are the ids of all files of sessions, also of those that cannot be read, and of all sessions of
    series that repeat; ``recurring`` maps these series to the place of their last day (None: which sessions
    they have cannot be read, and nothing is said of them). A session that is over is only warned of: it took
    place as it was announced.
    """
    for slot in sorted(plan.slots.values(), key=lambda s: (s.start, s.session)):
        if slot.session not in files and slot.state in KNOWN:
            series = next((name for name in recurring if is_occurrence(slot.session, name)), "")
            until = recurring.get(series)
            if until is not None:
                yield _left_out(slot, series, until, log, is_over=slot.end <= now)
            elif not series:
                yield _gone(programme, plan, slot, log, is_over=slot.end <= now)
            yield from _series_gone(programme, slot, log)
    yield from _exchanged(programme, plan, log, now)


def start_words(slot: ScheduledSession) -> dict[str, str]:
    """The start of a session on the anchor's clock, in each language of the coordinator."""
    local = instants.local(slot.start, slot.anchor)
    return {
        code: f"{formatting.date_words(local.date(), code)}, {formatting.time_words(local, code)}"
        for code in ("en", "fr")
    }


def new_names(
    programme: Programme, plan: Plan, slot: ScheduledSession, announced: Announcement | None
) -> list[Session]:
    """Return the sessions that can be the one of a slot under another name, as people were told of it.

    Each is of the same series, has the same text or the same facts, was never announced itself, and its
    window holds the start.
    """
    return [
        session
        for session in nameless(programme, plan)
        if holds_start(session, slot)
        and (announced is None or session.series == announced.series)
        and (same_text(session, announced) or content_hash(programme, session, slot) == slot.hash)
    ]


def nameless(programme: Programme, plan: Plan) -> list[Session]:
    """Return the sessions that nobody was told of under their own name."""
    return [
        session
        for session in programme.sessions
        if (own := plan.slots.get(session.id)) is None or own.state == SessionState.PROPOSED
    ]


def holds_start(session: Session, slot: ScheduledSession) -> bool:
    """Whether the window of a session holds the day on which a slot starts at the anchor."""
    day = instants.local(slot.start, slot.anchor).date()
    return session.window.first <= day <= session.window.last


def same_text(session: Session, announced: Announcement | None) -> bool:
    """Whether a session's titles and descriptions are those that were announced."""
    return announced is not None and (dict(session.titles), dict(session.descriptions)) == (
        dict(announced.titles),
        dict(announced.descriptions),
    )


def _gone(
    programme: Programme, plan: Plan, slot: ScheduledSession, log: AnnouncementLog, *, is_over: bool
) -> Diagnostic:
    old = slot.session
    spot = SourceLocation(f"sessions/{old}.yaml")
    if is_over:
        return Diagnostic(
            "session-file-gone",
            spot,
            what=msg("“{id}” ({start}) is over, and its file is gone", id=old, start=start_words(slot)),
            remedy=msg(
                "besrour plan will count it as held, at no cost to anybody; if its cost is to count, put the "
                "file back first"
            ),
            warning=True,
        )
    return Diagnostic(
        "session-file-gone", spot, what=_what(slot, log), remedy=_remedy(programme, plan, slot, log)
    )


def _left_out(
    slot: ScheduledSession, series: str, until: SourceText, log: AnnouncementLog, *, is_over: bool
) -> Diagnostic:
    """The mistake of a session that its series had, and no longer has: it was made shorter."""
    old, announced, start = slot.session, log.latest(slot.session), start_words(slot)
    facts: dict[str, Fact] = {"id": old, "start": start, "series": series}
    if is_over:
        what = msg("“{id}” ({start}) is over, and the series “{series}” no longer has it", **facts)
        remedy = msg(
            "besrour plan will count it as held, at no cost to anybody; if its cost is to count, make the "
            "series longer again first"
        )
    else:
        what = (
            msgn(
                "“{id}” ({start}) was announced to {n} person, and the series “{series}” no longer has it",
                "“{id}” ({start}) was announced to {n} people, and the series “{series}” no longer has it",
                len(announced.invited),
                **facts,
            )
            if announced is not None and announced.invited
            else msg("“{id}” ({start}) was announced, and the series “{series}” no longer has it", **facts)
        )
        remedy = msg(
            "make the series longer again (until:, except:), write {path}, or besrour cancel {id}; if it has "
            "another name by now: besrour rename {id} NAME",
            id=old,
            path=f"sessions/{old}.yaml",
        )
    place = until.find()
    return Diagnostic(
        "session-left-out",
        place.spot,
        what=what,
        remedy=remedy,
        text=place.line,
        width=place.width,
        warning=is_over,
    )


def _series_gone(programme: Programme, slot: ScheduledSession, log: AnnouncementLog) -> Iterator[Diagnostic]:
    """Yield a warning where the series of a session without a file is gone, too."""
    announced = log.latest(slot.session)
    if announced is not None and announced.series not in programme.series:
        yield Diagnostic(
            "series-gone",
            SourceLocation("sessions/programme.yaml"),
            what=msg(
                "the series “{series}” of “{id}” is gone as well: the session goes by that id, and nobody is "
                "invited to it",
                series=announced.series,
                id=slot.session,
            ),
            remedy=msg("put the series back, and keep it until the last of its sessions is over"),
            warning=True,
        )


def _what(slot: ScheduledSession, log: AnnouncementLog) -> Message:
    announced, start = log.latest(slot.session), start_words(slot)
    if announced is None or not announced.invited:
        return msg("“{id}” ({start}) was announced, and its file is gone", id=slot.session, start=start)
    return msgn(
        "“{id}” ({start}) was announced to {n} person, and its file is gone",
        "“{id}” ({start}) was announced to {n} people, and its file is gone",
        len(announced.invited),
        id=slot.session,
        start=start,
    )


def _remedy(programme: Programme, plan: Plan, slot: ScheduledSession, log: AnnouncementLog) -> Message:
    old = slot.session
    begun = log.renames.get(old)
    if begun is not None and log.latest(old) is None:
        return msg(
            "its renaming was interrupted; run it again: besrour rename {old} {new}", old=old, new=begun
        )
    names = [session.id for session in new_names(programme, plan, slot, log.latest(old))]
    if len(names) == 1:
        return msg(
            "is {new} its new name? besrour rename {old} {new}; otherwise put the file back, or besrour "
            "cancel {old}",
            old=old,
            new=names[0],
        )
    if names:
        return msg(
            "put it back, or say which is its new name ({names}): besrour rename {old} NAME; to call it off: "
            "besrour cancel {old}",
            old=old,
            names=", ".join(names),
        )
    if nameless(programme, plan):
        return msg(
            "put it back, or besrour cancel {old}; if its file has another name by now: besrour rename {old} "
            "NAME",
            old=old,
        )
    return msg("put it back, or besrour cancel {old}", old=old)


def _exchanged(programme: Programme, plan: Plan, log: AnnouncementLog, now: datetime) -> Iterator[Diagnostic]:
    """Yield a mistake for each file that has the text and the window of what another one announced."""
    known = [slot for slot in plan.slots.values() if slot.state in KNOWN and slot.end > now]
    for session in programme.sessions:
        own, announced = plan.slots.get(session.id), log.latest(session.id)
        if own not in known or own is None or announced is None or same_text(session, announced):
            continue
        others = [
            slot
            for slot in known
            if slot is not own
            and same_text(session, log.latest(slot.session))
            and holds_start(session, slot)
            and not holds_start(session, own)
        ]
        if others:
            yield Diagnostic(
                "session-files-exchanged",
                SourceLocation(session.path),
                what=msg(
                    "this file has the text and the window that were announced as “{other}”",
                    other=others[0].session,
                ),
                remedy=msg(
                    "people know “{id}” as “{title}” ({start}): put its own file back under this name",
                    id=session.id,
                    title=announced.titles,
                    start=start_words(own),
                ),
            )
