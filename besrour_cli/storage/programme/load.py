"""The whole programme folder, read into one value with every mistake of every file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.storage.folder import SESSIONS
from besrour_cli.storage.programme.members_csv import Roster, read_members
from besrour_cli.storage.programme.programme_yaml import ProgrammeSettings, read_head
from besrour_cli.storage.programme.session_yaml import read_session
from besrour_cli.storage.text.page import (
    LIMIT,
    ROSTER_LIMIT,
    SourceFile,
    file_error,
    printable_path,
    read_page,
)
from besrour_cli.storage.text.scalars import similar, slug
from besrour_cli.storage.yaml.fields import report
from besrour_cli.storage.yaml.nodes import compose

if TYPE_CHECKING:
    from besrour_cli.model.took_place import Attendance

PROGRAMME, MEMBERS, ATTENDANCE = "programme.yaml", "members.csv", "attendance.csv"
_SESSION_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


class LoadedProgramme(NamedTuple):
    """What the folder holds; ``programme`` is None when a problem is more than a warning."""

    programme: Programme | None
    problems: tuple[Diagnostic, ...]
    files: int


def load(folder: str) -> LoadedProgramme:
    """Read ``sessions/`` of a programme folder.

    Every mistake is gathered as a :class:`Diagnostic`; only what no file can be blamed for (no folder,
    no rights, a failing disk) is raised as a Fault.
    """
    sessions = os.path.join(folder, SESSIONS)
    names = _names(sessions)
    problems: list[Diagnostic] = []
    files = 0

    def page_of(name: str) -> SourceFile:
        nonlocal files
        files += 1
        path = os.path.join(sessions, name)
        table, limit = name in (MEMBERS, ATTENDANCE), ROSTER_LIMIT if name == MEMBERS else LIMIT
        return read_page(path, f"{SESSIONS}/{printable_path(name)}", table=table, limit=limit)

    for name in (PROGRAMME, MEMBERS):
        if name not in names:
            problems.append(
                Diagnostic(
                    "file-missing",
                    SourceLocation(f"{SESSIONS}/{name}"),
                    msg("the file {name} is missing", name=name),
                    msg("write it, or copy the one that besrour init makes"),
                )
            )
    head, roster = None, None
    if PROGRAMME in names:
        page = page_of(PROGRAMME)
        head = read_head(page, compose(page))
        head_page = page
    if MEMBERS in names:
        page = page_of(MEMBERS)
        roster = read_members(page, head.languages if head else ("en", "fr"))
        problems += page.problems
    if head:
        if roster and roster.complete:
            _groups_in_use(head_page, head, roster)
            if head.observances:
                from besrour_cli.storage.programme.observances import note_unmatched

                note_unmatched(head_page, head.observances, roster.members)
        problems += head_page.problems
        if len(head.languages) > len(LANGUAGES):
            from besrour_cli.storage.programme.languages import add_languages

            problems += add_languages(folder, head.languages, f"{SESSIONS}/{PROGRAMME}")
    found = _sessions(names, page_of, head, roster, problems)
    attendance = _attendance(names, page_of, found, roster, problems) if ATTENDANCE in names else {}
    problems.sort(key=lambda p: (p.spot, p.warning, p.code, str(p.what)))
    if head is None or roster is None or any(not p.warning for p in problems):
        return LoadedProgramme(None, tuple(problems), files)
    members = _with_busy(folder, roster.members)
    programme = Programme(
        id=head.id,
        names=head.names,
        contact=head.contact,
        languages=head.languages,
        anchor=head.anchor,
        platform=head.platform,
        series=head.series,
        sessions=tuple(sorted(found, key=lambda s: (s.window.first, s.id))),
        members=members,
        fairness=head.fairness,
        blackouts=head.blackouts,
        mail=head.mail,
        publish=head.publish,
        review=head.review,
        regions=roster.regions,
        inbox=head.inbox,
        observances=tuple(rule.observances for rule in head.observances),
        attendance=attendance,
    )
    return LoadedProgramme(programme, tuple(problems), files)


def _with_busy(folder: str, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """The roster with the hours that members' own calendars have taken, where any were read."""
    if not os.path.lexists(os.path.join(folder, "busy.yaml")):
        return members
    from dataclasses import replace

    from besrour_cli.storage.state.busy_file import read

    busy = read(folder)
    return tuple(replace(m, busy=busy[m.id]) if m.id in busy else m for m in members)


def _attendance(
    names: list[str],
    page_of: Callable[[str], SourceFile],
    found: list[Session],
    roster: Roster | None,
    problems: list[Diagnostic],
) -> dict[str, tuple[Attendance, ...]]:
    """Who was at which session, as the file says; every session that has a file is known."""
    from besrour_cli.storage.programme.attendance_csv import read_attendance

    page = page_of(ATTENDANCE)
    known = [name.removesuffix(".yaml") for name in names if name.endswith(".yaml") and name != PROGRAMME]
    unmet = {s.id for s in found if s.took_place is not None and not s.took_place.met}
    members = roster.members if roster and roster.complete else None
    attendance = read_attendance(page, known, unmet, members)
    problems += page.problems
    return attendance


def _names(sessions: str) -> list[str]:
    try:
        names = os.listdir(sessions)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFoundError(
            msg(
                "{path} holds no programme (a subfolder sessions)",
                path=printable_path(os.path.dirname(sessions)),
            ),
            msg("make one: besrour init my-cafe"),
        ) from error
    except OSError as error:
        raise file_error(error, sessions) from error
    return sorted(name for name in names if not name.startswith((".", "~")))


def _sessions(
    names: list[str],
    page_of: Callable[[str], SourceFile],
    head: ProgrammeSettings | None,
    roster: Roster | None,
    problems: list[Diagnostic],
) -> list[Session]:
    """Every session file read; a name that cannot be an id, or a file of another ending, is noted."""
    from besrour_cli.storage.programme.programme_yaml import NOTHING_KNOWN

    found = []
    ids = roster.ids if roster and roster.complete else None
    seen = False
    for name in names:
        stem, ending = os.path.splitext(name)
        if name in (PROGRAMME, MEMBERS) or ending.lower() not in (".yaml", ".yml"):
            continue
        spot = SourceLocation(f"{SESSIONS}/{printable_path(name)}")
        seen = True
        if ending != ".yaml":
            problems.append(
                Diagnostic(
                    "file-ending",
                    spot,
                    msg("files of sessions end in .yaml, and this one is not read"),
                    msg("rename it to {name}", name=f"{printable_path(stem)}.yaml"),
                    warning=True,
                )
            )
            continue
        if not _SESSION_ID.fullmatch(stem):
            better = slug(printable_path(stem))
            problems.append(
                Diagnostic(
                    "file-name",
                    spot,
                    msg(
                        "the file's name becomes the session's id, and has small letters, digits and hyphens"
                    ),
                    msg("rename it to {name}", name=f"{better}.yaml") if better else None,
                )
            )
        page = page_of(name)
        session = read_session(page, compose(page), stem, head or NOTHING_KNOWN, ids)
        problems += page.problems
        if session:
            found.append(session)
    if not seen:
        problems.append(
            Diagnostic(
                "session-none",
                SourceLocation(SESSIONS),
                msg("there is no session yet"),
                msg("write one file a session, such as {path}", path=f"{SESSIONS}/2027-01-cafe.yaml"),
            )
        )
    return found


def _groups_in_use(page: SourceFile, head: ProgrammeSettings, roster: Roster) -> None:
    """Note groups that no one belongs to: a warning, and a mistake when the series then invites no one."""
    peopled = {series for series, group, _ in head.group_nodes if group in roster.groups}
    for series, group, node in head.group_nodes:
        if group in roster.groups:
            continue
        near = similar(group, sorted(roster.groups))
        report(
            page,
            node,
            "group-empty",
            msg("no one in members.csv belongs to the group “{group}”", group=group),
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("write the group into the column groups of those who belong to it"),
            warning=series in peopled,
        )
