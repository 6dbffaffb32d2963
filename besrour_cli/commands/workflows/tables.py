"""``besrour tables``: who comes, what went before, the tables made of it, and the files that come of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from itertools import combinations
from time import monotonic
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.responses import invitations, session_responses
from besrour_cli.commands.views.tables import Expected, Seated
from besrour_cli.commands.workflows.table_lines import table_subject
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.people.tables import CafeTable, SessionTables
from besrour_cli.model.plan import SessionState
from besrour_cli.publishing.tables import texts
from besrour_cli.publishing.tables.sheet import host_sheet_pdf
from besrour_cli.seating.arrange import arrange
from besrour_cli.seating.impossible import Remedy, RemedyKind, remedies
from besrour_cli.seating.reseat import Reseating, reseat, values_of
from besrour_cli.seating.values import (
    Career,
    Company,
    Participant,
    Pool,
    Seating,
    TableSizes,
    TimeAllowed,
    allow,
)
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.state import replies_file, tables_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Member, Session

_CAREERS = {
    "early": Career.EARLY,
    "début": Career.EARLY,
    "mid": Career.EXPERIENCED,
    "milieu": Career.EXPERIENCED,
    "senior": Career.EXPERIENCED,
}
_AGAIN_SECONDS = 5.0
"""Seconds in which tables are changed at the door; a fraction of one is enough on an idle computer."""
_REMEDY_SECONDS = 5.0


def expected(workspace: Workspace, session: Session) -> Expected:
    """Those who said that they come, or perhaps; where nobody has answered, all who are invited.

    Raises NegativeAnswer for a session that is called off.
    """
    if workspace.slot(session).state == SessionState.CANCELLED:
        raise NegativeAnswer(msg("“{id}” is called off", id=session.id))
    invited = [i for i in invitations(workspace) if i.session == session.id]
    for responses in session_responses(workspace, replies_file.read(workspace.folder), invited):
        coming = responses.of("accepted", "tentative")
        if coming:
            return Expected(tuple(coming), replied=True)
    return Expected(workspace.programme.invited(session), replied=False)


def pool_of(
    workspace: Workspace, session: Session, members: Iterable[Member], stored: dict[str, SessionTables]
) -> Pool:
    """What tables are made of: those who are there, and the company of all earlier sessions."""
    programme, settings = workspace.programme, workspace.programme.tables
    start = workspace.slot(session).start
    slots = workspace.plan.slots
    earlier = sorted(
        (name for name in stored if name in slots and slots[name].start < start),
        key=lambda name: slots[name].start,
        reverse=True,
    )
    past: tuple[Company, ...] = tuple(tuple(t.people for t in stored[name].tables) for name in earlier)
    regions = {m.id: m.region for m in programme.members}
    met = {
        pair
        for company in past
        for table in company
        for pair in combinations(sorted({regions[p] for p in table if p in regions}), 2)
    }
    people = tuple(_participant(session, member, settings.hosts) for member in members)
    return Pool(people, TableSizes(settings.least, settings.most), past, frozenset(met))


def _participant(session: Session, member: Member, hosts: Collection[str]) -> Participant:
    """A member as tables see her; in the session's languages, or in her own where she has none."""
    spoken = tuple(str(code) for code in member.languages if code in session.languages)
    part = {*session.required.get("host", ()), *session.required.get("facilitator", ())}
    return Participant(
        id=member.id,
        languages=spoken or tuple(map(str, member.languages)),
        region=member.region,
        career=_CAREERS.get(member.career_stage.partition(" / ")[0].strip().casefold(), Career.UNKNOWN),
        willing=not hosts or member.id in {*hosts, *part} or not set(hosts).isdisjoint(member.groups),
        named=member.id in session.required.get("host", ()),
    )


def make_tables(pool: Pool, seconds: float) -> Seated:
    """The best tables that are found in so many seconds. Raises NegativeAnswer where there are none."""
    if not pool.people:
        raise NegativeAnswer(msg("nobody comes, so that there are no tables"))
    time = allow(monotonic, seconds)
    seating = arrange(pool, time)
    if seating is None:
        raise _impossible(pool, time)
    return Seated(pool, seating, (), searched=True)


def change_tables(pool: Pool, before: SessionTables, missing: Sequence[str]) -> Seated:
    """The tables with as few moves as possible. Raises NegativeAnswer where there are none."""
    time = allow(monotonic, _AGAIN_SECONDS)
    result: Reseating | None = reseat(pool, before.tables, time) if pool.people else None
    if result is None:
        raise _impossible(pool, time)
    return Seated(pool, result.seating, tuple(sorted(missing)), result.moved)


def as_they_are(
    workspace: Workspace, session: Session, before: SessionTables, stored: dict[str, SessionTables]
) -> Seated:
    """The tables as they are stored, with what they reach."""
    pool = _pool_at(workspace, session, before.tables, stored)
    return Seated(pool, Seating(before.tables, values_of(pool, before.tables)), before.missing)


def changed(
    workspace: Workspace,
    session: Session,
    before: SessionTables,
    stored: dict[str, SessionTables],
    absent: Collection[str],
    arrived: Collection[str],
) -> Seated:
    """The tables once some are missing and others have come, with as few moves as possible."""
    seated = {person for table in before.tables for person in table.people}
    here = (seated | set(arrived)) - set(absent)
    members = [m for m in workspace.programme.members if m.id in here]
    missing = (set(before.missing) | set(absent)) - here
    return change_tables(pool_of(workspace, session, members, stored), before, sorted(missing))


def _pool_at(
    workspace: Workspace,
    session: Session,
    tables: Sequence[CafeTable],
    stored: dict[str, SessionTables],
) -> Pool:
    seated = {person for table in tables for person in table.people}
    members = [m for m in workspace.programme.members if m.id in seated]
    if gone := seated - {m.id for m in members}:
        raise NegativeAnswer(
            msg("at the tables sit people who are no members any more: {ids}", ids=", ".join(sorted(gone))),
            msg("make the tables anew: besrour tables {id} --again", id=session.id),
        )
    return pool_of(workspace, session, members, stored)


def _impossible(pool: Pool, time: TimeAllowed) -> NegativeAnswer:
    if time.remaining() <= 0:  # whether there are any is not known
        return NegativeAnswer(
            msg("the time allowed was too short to seat everybody"), msg("give more of it, with --seconds")
        )
    what = msg("there are no tables at which all speak one language and somebody would host")
    ways = [_way(way) for way in remedies(pool, allow(time.clock, _REMEDY_SECONDS))] if pool.people else []
    return NegativeAnswer(what, reduce(_either, ways) if ways else None)


def _either(one: Message, other: Message) -> Message:
    return msg("{one}; {other}", one=one, other=other)


def _way(way: Remedy) -> Message:
    ids = ", ".join(way.people)
    if way.kind is RemedyKind.INTERPRETERS:
        return msgn(
            "{n} person who speaks all the languages would make it possible",
            "{n} people who speak all the languages would make it possible",
            way.number,
        )
    if way.kind is RemedyKind.SMALLER:
        return msg(
            "tables of {n} would make it possible, with size: below tables: in programme.yaml", n=way.number
        )
    if way.number == 1:
        return msg("one more host would make it possible, such as one of these: {ids}", ids=ids)
    return msg("it would be possible if these people hosted a table: {ids}", ids=ids)


def store(workspace: Workspace, session: Session, seated: Seated) -> None:
    """Keep who sits with whom."""
    tables = SessionTables(seated.seating.tables, seated.missing)
    tables_file.update(workspace.folder, lambda stored: {**stored, session.id: tables})


def files_of(workspace: Workspace, session: Session, seated: Seated) -> dict[str, bytes]:
    """All that comes of the tables, by its path below the programme folder."""
    templates = resources.templates(workspace.folder)
    subject = table_subject(workspace, session, seated.seating.tables, templates)
    lines = texts.member_lines(subject)
    made = {
        "host.txt": texts.host_sheet(subject).encode(),
        "host.pdf": host_sheet_pdf(subject, templates),
        "rooms.txt": texts.rooms(subject).encode(),
        "zoom.csv": texts.zoom_rooms(subject),
        "lines.txt": "".join(f"{person}: {line}\n" for person, line in lines.items()).encode(),
        "notes.md": texts.notes_sheet(subject).encode(),
    }
    return {f"{folder_of(session)}/{name}": data for name, data in made.items()}


def write_files(workspace: Workspace, session: Session, files: dict[str, bytes]) -> None:
    """Write the files, which name people: their owner alone may read them."""
    for path in files:
        atomic_files.check_inside(workspace.folder, path)
    atomic_files.write_each(
        workspace.folder, sorted(files.items()), [folder_of(session)], private="out/tables"
    )


def folder_of(session: Session) -> str:
    """The folder of a session's tables, below the programme folder."""
    return f"out/tables/{session.id}"


def named_members(workspace: Workspace, words: Sequence[str]) -> tuple[str, ...]:
    """The ids of members named one by one, or several with commas between. Raises UsageError."""
    names = [name for word in words for name in word.split(",") if name.strip()]
    if words and not names:
        raise UsageError(msg("nobody is named"), msg("write a name, an address or an id"))
    return tuple(workspace.member(name).id for name in names)
