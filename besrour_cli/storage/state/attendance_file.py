"""``attendance.yaml``: on which clock each meeting program writes, and who else was at a session.

Members who came stand in sessions/attendance.csv, and whose a name is in responses/identities.csv.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.person import Person
from besrour_cli.model.took_place import ExportClock, MeetingRecord, OtherConnection
from besrour_cli.storage.state.state_file import read_state, update_state
from besrour_cli.storage.state.yaml_values import (
    as_mapping,
    as_text,
    items_at,
    mapping_at,
    optional_at,
    parse_document,
    quote,
    text_at,
)
from besrour_cli.storage.yaml.nodes import Node

NAME = "attendance.yaml"
SCHEMA = 1
_HEAD = (
    "# Written by besrour attendance: clocks of downloads, and who else was there. Please do not edit.\n"
    "# Écrit par besrour attendance\u00a0: heures des fichiers, autres personnes. Ne pas modifier.\n"
)


class StoredMeetings(NamedTuple):
    """The clock of each meeting program by its name, and what is remembered of each session by its id."""

    clocks: Mapping[str, ExportClock] = {}
    sessions: Mapping[str, MeetingRecord] = {}


def read(folder: str) -> StoredMeetings:
    """What the file holds; nothing where there is none.

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def update(folder: str, change: Callable[[StoredMeetings], StoredMeetings]) -> None:
    """Change what the file holds at this moment, alone: what another terminal wrote stays."""

    def changed(data: bytes | None) -> bytes | None:
        stored = change(_parsed(data))
        return None if data is None and not any(stored) else _emitted(stored)

    update_state(folder, NAME, changed)


def rename_session(folder: str, old: str, new: str) -> None:
    """Keep what is remembered of a session under its new id."""

    def renamed(stored: StoredMeetings) -> StoredMeetings:
        sessions = {new if name == old else name: record for name, record in stored.sessions.items()}
        return stored._replace(sessions=sessions)

    update(folder, renamed)


def rename_member(folder: str, old: str, new: str) -> None:
    """Name a member of shared rooms by the new id."""

    def renamed(other: OtherConnection) -> OtherConnection:
        return other._replace(members=tuple(new if member == old else member for member in other.members))

    def changed(stored: StoredMeetings) -> StoredMeetings:
        records = stored.sessions.items()
        sessions = {
            name: record._replace(others=tuple(map(renamed, record.others))) for name, record in records
        }
        return stored._replace(sessions=sessions)

    update(folder, changed)


def without_person(data: bytes, person: Person) -> bytes:
    """The bytes of the file without a person; how many sat in a shared room stays true."""
    stored = _parsed(data)

    def without(other: OtherConnection) -> OtherConnection:
        members = tuple(member for member in other.members if member not in person.ids)
        return other._replace(seen_as=person.redacted(other.seen_as), members=members)

    records = stored.sessions.items()
    sessions = {
        name: record._replace(
            files=tuple(map(person.redacted, record.files)), others=tuple(map(without, record.others))
        )
        for name, record in records
    }
    return _emitted(stored._replace(sessions=sessions))


def without_sessions(data: bytes, sessions: Collection[str]) -> bytes:
    """The bytes of the file without what it says of some sessions."""
    stored = _parsed(data)
    rest = {name: record for name, record in stored.sessions.items() if name not in sessions}
    return _emitted(stored._replace(sessions=rest))


def _parsed(data: bytes | None) -> StoredMeetings:
    if data is None:
        return StoredMeetings()
    try:
        root = parse_document(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        if text_at(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        clocks = {name: _clock(node) for name, node in mapping_at(root, "clocks").items()}
        sessions = {name: _record(node) for name, node in mapping_at(root, "sessions").items()}
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("move it away, then read the downloads again with besrour attendance"),
        ) from error
    return StoredMeetings(clocks, sessions)


def _clock(node: Node) -> ExportClock:
    pairs = as_mapping(node)
    return ExportClock(text_at(pairs, "zone", ""), text_at(pairs, "order", ""))


def _record(node: Node) -> MeetingRecord:
    pairs = as_mapping(node)
    return MeetingRecord(
        tuple(as_text(item) for item in items_at(pairs, "files")),
        text_at(pairs, "read"),
        tuple(_other(item) for item in items_at(pairs, "others", optional=True)),
    )


def _other(node: Node) -> OtherConnection:
    pairs = as_mapping(node)
    return OtherConnection(
        seen_as=text_at(pairs, "seen_as"),
        minutes=optional_at(pairs, "minutes", int),
        people=int(text_at(pairs, "people", "0")),
        members=tuple(as_text(item) for item in items_at(pairs, "members", optional=True)),
        place=text_at(pairs, "place", ""),
        visitor="visitor" in pairs.pairs,
    )


def _emitted(stored: StoredMeetings) -> bytes:
    lines = [f"{_HEAD}schema: {SCHEMA}", "clocks:" if stored.clocks else "clocks: {}"]
    for name, clock in sorted(stored.clocks.items()):
        lines.append(f"  {quote(name)}: {{zone: {quote(clock.zone)}, order: {quote(clock.order)}}}")
    lines.append("sessions:" if stored.sessions else "sessions: {}")
    for name, record in sorted(stored.sessions.items()):
        files = ", ".join(map(quote, record.files))
        lines += [f"  {quote(name)}:", f"    files: [{files}]", f"    read: {quote(record.read)}"]
        if record.others:
            lines.append("    others:")
            lines += [f"      - {{{', '.join(_pairs(other))}}}" for other in record.others]
    return ("\n".join(lines) + "\n").encode()


def _pairs(other: OtherConnection) -> list[str]:
    pairs = [f"seen_as: {quote(other.seen_as)}"]
    if other.minutes is not None:
        pairs.append(f"minutes: {other.minutes}")
    if other.people:
        pairs.append(f"people: {other.people}")
    if other.members:
        pairs.append(f"members: [{', '.join(map(quote, other.members))}]")
    if other.place:
        pairs.append(f"place: {quote(other.place)}")
    return [*pairs, "visitor: yes"] if other.visitor else pairs
