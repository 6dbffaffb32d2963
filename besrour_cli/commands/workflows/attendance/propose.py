"""What a session's downloads come to: the rows proposed for sessions/attendance.csv, and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.shared.arguments import resolve_place
from besrour_cli.commands.shared.attendance_proposal import AttendanceProposal
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import language
from besrour_cli.commands.workflows.attendance.answers import Decider, ask_all, given_answers
from besrour_cli.commands.workflows.attendance.clocks import settle, span_of
from besrour_cli.commands.workflows.attendance.downloads import Download, read_downloads
from besrour_cli.commands.workflows.attendance.options import AttendanceOptions, RoomOptions
from besrour_cli.feedback.attendance.connections import (
    LATE,
    Connection,
    Stay,
    connections_of,
    joins_together,
    minutes_together,
)
from besrour_cli.feedback.attendance.names import NameIndex
from besrour_cli.feedback.attendance.who import Identified, MatchedConnection, by_member, identify
from besrour_cli.model.language import fold_case
from besrour_cli.model.took_place import (
    ROOM,
    Attendance,
    IdentityDecision,
    MeetingRecord,
    OtherConnection,
)
from besrour_cli.storage.attendance import identities_csv
from besrour_cli.storage.attendance.session_rows import session_rows, write_session_rows
from besrour_cli.storage.state import attendance_file
from besrour_cli.storage.state.attendance_file import StoredMeetings
from besrour_cli.storage.state.state_file import locked_state

_MOST_MISSING = 0.9
"""Part of the people a download says there were that it should name; below it, some of it may be missing."""


def propose(
    workspace: Workspace, paths: Sequence[str], options: AttendanceOptions, moment: datetime
) -> AttendanceProposal:
    """Read the downloads and say whose each connection is, asking what is open; nothing is written."""
    stored = attendance_file.read(workspace.folder)
    downloads = read_downloads(paths)
    settled = settle(workspace, downloads, dict(stored.clocks), options, moment)
    session = settled.session.session.id
    pairs = [(download.export, clock) for download, clock in zip(downloads, settled.clocks, strict=True)]
    span = span_of(settled.session)
    connections = connections_of(pairs, span)
    waiting = tuple(c for c in connections if c.minutes == 0 and not c.stays)
    there = [c for c in connections if c not in waiting]
    decider = Decider(workspace, session, options.decided_by, moment)
    identified, added = _who_is_who(workspace, there, options, decider)
    length = (settled.session.end - settled.session.start + LATE) / timedelta(minutes=1)
    # one line for several stays anywhere in a download: it does not say of anybody how often she came in
    told_apart = all(one.stays for one in there)
    rows = _rows(identified.matched, length, span if told_apart else None)
    others = _others(identified, stored.sessions.get(session), options.room)
    record = MeetingRecord(tuple(d.name for d in downloads), instant_text(moment), others)
    return AttendanceProposal(
        session=session,
        record=record,
        rows=rows,
        change=session_rows(workspace.folder, session, rows),
        identified=identified,
        waiting=waiting,
        gone=_gone(workspace, session, rows),
        decisions=tuple(added),
        clocks={**stored.clocks, **settled.remembered},
        declared=_declared(downloads, connections),
        endless=tuple(download.name for download in downloads if download.table.endless),
    )


def _who_is_who(
    workspace: Workspace, there: Sequence[Connection], options: AttendanceOptions, decider: Decider
) -> tuple[Identified, list[IdentityDecision]]:
    """Whose each connection is, after the answers given and those asked for, which are returned as well."""
    earlier = identities_csv.read_identities(workspace.folder)
    index = NameIndex(workspace.programme.members)
    others = (rows for name, rows in workspace.programme.attendance.items() if name != decider.session)
    known = {row.member for rows in others for row in rows}
    added = [] if options.room is None else [_room_decision(options.room, there, decider)]

    def identified() -> Identified:
        return identify(there, index, [*earlier, *added], decider.session, known)

    added += given_answers(options.answers, there, identified(), decider)
    if options.asking and (now := identified()).questions:
        added += ask_all(now, decider)
    return identified(), added


def propose_room(
    workspace: Workspace, options: AttendanceOptions, room: RoomOptions, session: str, moment: datetime
) -> AttendanceProposal:
    """Take down who sat in a shared room, without its download: its minutes are those already remembered."""
    stored = attendance_file.read(workspace.folder)
    workspace.session(session)
    record = stored.sessions.get(session, MeetingRecord((), instant_text(moment)))
    known = next((o for o in record.others if fold_case(o.seen_as) == fold_case(room.name)), None)
    minutes = known.minutes if known else None
    decider = Decider(workspace, session, options.decided_by, moment)
    decision = _room_decision(room, (), decider)
    present = {a.member: a for a in workspace.programme.attendance.get(session, ())}
    for member in decision.members:
        longest = max(
            filter(None, (minutes, present[member].minutes if member in present else None)), default=None
        )
        joins = present[member].joins if member in present else None
        present[member] = Attendance(member, longest, joins=joins)
    rows = tuple(present.values())
    others = tuple(o for o in record.others if o is not known)
    entry = _room_entry(room, decision.members, minutes)
    return AttendanceProposal(
        session=session,
        record=record._replace(others=(*others, entry)),
        rows=rows,
        change=session_rows(workspace.folder, session, rows),
        identified=Identified((), (), ()),
        decisions=(decision,) if decision.members else (),
        clocks=dict(stored.clocks),
    )


def write(workspace: Workspace, proposal: AttendanceProposal) -> None:
    """Write the decisions, what is remembered of the meeting, and the rows; each file whole or not at all."""
    with locked_state(workspace.folder):
        write_session_rows(workspace.folder, proposal.change)
        identities_csv.add_identities(workspace.folder, proposal.decisions, language())

        def changed(stored: StoredMeetings) -> StoredMeetings:
            sessions = {**stored.sessions, proposal.session: proposal.record}
            return StoredMeetings({**stored.clocks, **proposal.clocks}, sessions)

        attendance_file.update(workspace.folder, changed)


def _room_decision(room: RoomOptions, there: Sequence[Connection], decider: Decider) -> IdentityDecision:
    """That these members sat in a room; with none named, that it is nobody's own connection."""
    one = next(
        (c for c in there if c.key[0] == fold_case(room.name)), Connection(name=room.name, email="", line=1)
    )
    decision = decider.decide(one, ",".join(room.members) or "-", passing=True, reason=ROOM)
    return decision._replace(address="")


def _room_entry(room: RoomOptions, members: Sequence[str], minutes: int | None) -> OtherConnection:
    place = resolve_place(room.place).name(language()) if room.place else ""
    return OtherConnection(
        seen_as=room.name, minutes=minutes, people=room.people, members=tuple(members), place=place
    )


def _rows(matched: Sequence[MatchedConnection], longest: float, span: Stay | None) -> tuple[Attendance, ...]:
    """A row for each member; whoever came for less than a minute was there for one.

    How often she came in is noted within the ``span`` of the session (None: the downloads do not say).
    """
    rows = []
    for member, connections in by_member(matched).items():
        minutes = minutes_together(connections, longest)
        joins = None if span is None else joins_together(connections, span)
        rows.append(Attendance(member, minutes if minutes is None else max(1, minutes), joins=joins))
    return tuple(rows)


def _others(
    identified: Identified, record: MeetingRecord | None, room: RoomOptions | None
) -> tuple[OtherConnection, ...]:
    """Who else was there: shared rooms, visitors, and connections not known yet."""
    rooms = {fold_case(o.seen_as): o for o in (record.others if record else ()) if o.people}
    if room is not None:
        rooms[fold_case(room.name)] = _room_entry(room, (), None)
    others = []
    for one, members, is_visitor in (
        *((m.connection, m.members, False) for m in identified.matched),
        *((q.connection, (), False) for q in identified.questions),
        *((c, (), True) for c in identified.visitors),
    ):
        known = rooms.pop(one.key[0], None)
        minutes = minutes_together([one], 0)
        if known is not None:
            others.append(known._replace(members=tuple(members), minutes=minutes))
        elif len(members) != 1:
            address = one.email if is_visitor else ""
            others.append(
                OtherConnection(one.name, minutes, members=members, visitor=is_visitor, address=address)
            )
    return (*others, *rooms.values())


def _gone(workspace: Workspace, session: str, rows: Sequence[Attendance]) -> tuple[str, ...]:
    """Members whose rows of this session would go."""
    there = {row.member for row in rows}
    before = workspace.programme.attendance.get(session, ())
    return tuple(a.member for a in before if a.member not in there)


def _declared(downloads: Sequence[Download], connections: Sequence[Connection]) -> int:
    people = max((d.export.people for d in downloads), default=0)
    return people if len(downloads) == 1 and len(connections) < people * _MOST_MISSING else 0
