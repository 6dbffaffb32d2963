"""The ledger of announcements: what people were told of each session, and who they then were.

``announced.ledger`` lies at the top of the programme folder: one JSON object a line, only ever appended to,
and on the disk before plan.yaml says that a session is announced. It holds names and addresses, and no link
to a room.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from besrour_cli.durable.journal import Journal, is_torn, parse_line, read_lines
from besrour_cli.model.announcement import Announcement, AnnouncementLog
from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Member
from besrour_cli.storage.state.announced_lines import (
    AnnouncementEvent,
    announcement_fields,
    announcement_of,
    known_member,
    member_fields,
    member_of,
)
from besrour_cli.storage.state.state_file import ledger_errors, locked_state

NAME = "announced.ledger"
VERSION = 1


def read(folder: str, programme: str) -> AnnouncementLog:
    """Everything people of a programme were told; nothing when there is no ledger yet.

    Raises :class:`PlanFileError` for a line that cannot be read, or another programme's ledger.
    """
    with _errors_in_words():
        lines = list(read_lines(os.path.join(folder, NAME)))
    found = _Reading()
    for number, fields in _numbered(lines, programme):
        try:
            found.take(fields)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _unreadable(number) from error
    return AnnouncementLog(
        of=found.of,
        members=found.members,
        departed=frozenset(found.departed),
        renames=found.renames,
        identities=found.identities,
    )


class _Reading:
    """What the lines read so far say."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[Announcement, ...]] = {}
        self.members: dict[str, Member] = {}
        self.departed: set[str] = set()
        self.renames: dict[str, str] = {}
        self.identities: dict[str, str] = {}

    def take(self, fields: Mapping[str, Any]) -> None:
        """Take the next line into account. Raises KeyError, TypeError or ValueError where it is no line."""
        match AnnouncementEvent(fields["event"]):
            case AnnouncementEvent.ANNOUNCED:
                made = announcement_of(fields)
                self.of[made.session] = (*self.of.get(made.session, ()), made)
                self.renames.pop(made.session, None)
            case AnnouncementEvent.MEMBER:
                member = member_of(fields)
                self.members[member.id] = member
                self.departed.discard(member.id)
                self.renames.pop(member.id, None)
            case AnnouncementEvent.RENAMED_SESSION:
                self._rename_session(fields["old"], fields["new"])
            case AnnouncementEvent.RENAMED_MEMBER:
                self._rename_member(fields["old"], fields["new"])
            case AnnouncementEvent.DEPARTED:
                self.departed.add(fields["member"])
            case AnnouncementEvent.WITHDRAWN:
                self.of[fields["session"]] = self.of.get(fields["session"], ())[:-1]

    def _rename_session(self, old: str, new: str) -> None:
        self.renames[old] = new
        known = tuple(replace(made, session=new) for made in self.of.pop(old, ()))
        if known:
            self.of[new] = (*known, *self.of.get(new, ()))

    def _rename_member(self, old: str, new: str) -> None:
        self.renames[old] = new
        self.identities[new] = self.identities.pop(old, old)
        if old in self.members:
            self.members.setdefault(new, replace(self.members.pop(old), id=new))
        self.of = {
            session: tuple(_with_member_renamed(made, old, new) for made in known)
            for session, known in self.of.items()
        }


def _with_member_renamed(made: Announcement, old: str, new: str) -> Announcement:
    def renamed(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new if i == old else i for i in ids))

    required = {role: renamed(ids) for role, ids in made.required.items()}
    return replace(made, required=required, invited=renamed(made.invited))


def note(
    folder: str, programme: str, announcements: Iterable[Announcement], people: Iterable[Member]
) -> AnnouncementLog:
    """Append what is told now, and the people it is told to; what the ledger says already is not repeated."""
    with locked_state(folder):
        log = read(folder, programme)
        lines = []
        for member in people:
            if log.members.get(member.id) != known_member(member) or member.id in log.departed:
                lines.append(member_fields(member))
        for made in announcements:
            known = log.latest(made.session)
            if known is None or replace(made, at=known.at) != known:
                lines.append(announcement_fields(made))
        _append(folder, programme, lines)
        return read(folder, programme) if lines else log


def note_rename(folder: str, programme: str, event: AnnouncementEvent, old: str, new: str) -> None:
    """Append that a session or a member has another id from now on."""
    _append(folder, programme, [{"event": event, "old": old, "new": new}])


def note_withdrawal(folder: str, programme: str, sessions: Iterable[str]) -> None:
    """Append that the last announcement of each of these sessions was taken back."""
    _append(folder, programme, [{"event": AnnouncementEvent.WITHDRAWN, "session": name} for name in sessions])


def note_departure(folder: str, programme: str, member: str) -> None:
    """Append that a member has left."""
    _append(folder, programme, [{"event": AnnouncementEvent.DEPARTED, "member": member}])


def _append(folder: str, programme: str, lines: Iterable[Mapping[str, object]]) -> None:
    data = b"".join(_line(line) for line in lines)
    if not data:
        return
    path = os.path.join(folder, NAME)
    with locked_state(folder), _errors_in_words(), Journal(path, lock=True) as journal:
        journal.end_torn_line(_line({"event": AnnouncementEvent.TORN}))
        if journal.is_empty:
            data = _line({"ledger": VERSION, "programme": programme}) + data
        journal.append(data)


def _line(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _numbered(lines: Iterable[bytes], programme: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the fields of every line but the head; a line that a crash cut short had not begun to count."""
    damaged = 0  # the number of a line that only a mark after it can explain
    for number, line in enumerate(lines, 1):
        fields = parse_line(line)
        if fields is None and is_torn(line):
            return
        is_mark = fields is not None and fields.get("event") == AnnouncementEvent.TORN
        if damaged and not is_mark:
            raise _unreadable(damaged)
        damaged = 0
        if fields is None:
            damaged = number
        elif number == 1:
            _check_head(fields, programme)
        elif not is_mark:
            yield number, fields
    if damaged:
        raise _unreadable(damaged)


def _check_head(fields: Mapping[str, object], programme: str) -> None:
    if fields.get("ledger") != VERSION:
        raise PlanFileError(
            msg("{path} comes from another edition of besrour", path=NAME), msg("install the newest besrour")
        )
    if fields.get("programme") != programme:
        raise PlanFileError(
            msg("{path} belongs to the programme “{id}”", path=NAME, id=str(fields.get("programme"))),
            msg("if you gave this programme a new id, move {path} away", path=NAME),
        )


def _unreadable(number: int) -> PlanFileError:
    return PlanFileError(
        msg("line {n} of {path} cannot be read: it was changed by hand or damaged", n=number, path=NAME),
        msg("bring {path} back from a backup: it says what people were told", path=NAME),
    )


def _errors_in_words() -> AbstractContextManager[None]:
    return ledger_errors(
        NAME,
        msg("another run of besrour is announcing from this folder"),
        msg("nothing is announced before it can be written to"),
    )
