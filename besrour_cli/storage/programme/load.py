"""The whole programme folder, read into one value with every mistake of every file."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation, SourceText
from besrour_cli.model.language import with_data
from besrour_cli.model.message import msg
from besrour_cli.model.people.mentoring import MentoringTerm
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.model.took_place import Attendance
from besrour_cli.storage.programme.attendance_csv import read_attendance
from besrour_cli.storage.programme.evaluation.decisions_section import (
    has_plainly,
    report_unmeasured,
    rules_on_items,
)
from besrour_cli.storage.programme.evaluation.form_yaml import read_form
from besrour_cli.storage.programme.evaluation.load_form import EVALUATION, shipped_form_page
from besrour_cli.storage.programme.harvest.folder import FolderHarvest, read_harvest
from besrour_cli.storage.programme.harvest.public import PublicRules
from besrour_cli.storage.programme.language.languages import read_languages
from besrour_cli.storage.programme.members_csv import NOBODY, Roster, read_members
from besrour_cli.storage.programme.mentoring.mentors_csv import with_mentors
from besrour_cli.storage.programme.observances import report_unmatched
from besrour_cli.storage.programme.programme_yaml import NO_SETTINGS, ProgrammeSettings, read_settings
from besrour_cli.storage.programme.secrets.open_meetings import (
    PROGRAMME_TEXTS,
    SESSION_TEXTS,
    programme_secrets,
    report_open_ways,
)
from besrour_cli.storage.programme.series.session_patterns import read_patterns
from besrour_cli.storage.programme.series_section import report_empty_groups
from besrour_cli.storage.programme.session_yaml import read_session, sessions_without_files
from besrour_cli.storage.programme_folder import SESSIONS, file_names
from besrour_cli.storage.state import busy_file
from besrour_cli.storage.text.hidden_signs import report_hidden
from besrour_cli.storage.text.session_names import name_mistakes
from besrour_cli.storage.text.source_file import LIMIT, SourceFile, printable_path, read_page
from besrour_cli.storage.text.unread_files import unread_files
from besrour_cli.storage.yaml.escaped_signs import report_escaped
from besrour_cli.storage.yaml.nodes import Node, compose
from besrour_cli.storage.yaml.passwords import report_passwords

PROGRAMME, MEMBERS, ATTENDANCE = "programme.yaml", "members.csv", "attendance.csv"
_NO_SESSIONS = (PROGRAMME, EVALUATION)
MENTORS = "mentors.csv"
ROSTER_LIMIT = 10_000_000
"""Bytes of the roster: 10,000 people have a thousand each, and a row with every column filled has 300."""


class LoadedProgramme(NamedTuple):
    """What the folder holds; ``programme`` is None when a problem is more than a warning.

    ``files`` is the number of files that were read. ``draft`` is the programme as far as it could be read
    (None: not even its settings), without sessions that have a mistake; ``session_ids`` are those of all
    files of sessions, whatever is in them, and of series that repeat. ``recurring`` maps these series to the
    place of their last day (None: it cannot be read when they repeat).
    """

    programme: Programme | None
    problems: tuple[Diagnostic, ...]
    files: int
    draft: Programme | None = None
    session_ids: frozenset[str] = frozenset()
    recurring: Mapping[str, SourceText | None] = MappingProxyType({})


def load(folder: str) -> LoadedProgramme:
    """Read ``sessions/`` of a programme folder.

    Every mistake is gathered as a :class:`Diagnostic`. Raises NotFoundError when there is no such folder,
    and FileError for what no file can be blamed for (no rights, a failing disk).
    """
    files = _SessionsFolder(os.path.join(folder, SESSIONS))
    settings, roster = _read_settings_and_roster(files, folder)
    sessions = _read_sessions(files, settings or NO_SETTINGS, roster.ids if roster.complete else None)
    patterns = settings.patterns if settings else {}
    session_ids = files.session_ids.union(*(pattern.occurrences for pattern in patterns.values()))
    attendance = _read_attendance(
        files,
        session_ids,
        sessions,
        roster.members if roster.complete else None,
        (settings or NO_SETTINGS).ignored,
    )
    harvest = _read_harvest(folder, settings, roster, session_ids)
    mentoring = _read_mentoring(files, settings or NO_SETTINGS, roster)
    read = (problem for page in files.pages for problem in page.problems)
    found = (*files.problems, *read, *harvest.problems)
    problems = tuple(sorted(found, key=lambda p: (p.spot, p.warning, p.code, str(p.what))))
    if settings is None:
        return LoadedProgramme(programme=None, problems=problems, files=len(files.pages))
    is_whole = all(problem.warning for problem in problems)
    busy = busy_file.read(folder) if is_whole else {}
    members = tuple(replace(m, busy=busy[m.id]) if m.id in busy else m for m in roster.members)
    programme = _programme(settings, roster._replace(members=members), sessions, attendance)
    programme = replace(programme, harvests=harvest.sessions, mentoring=mentoring)
    return LoadedProgramme(
        programme=programme if is_whole else None,
        problems=problems,
        files=len(files.pages),
        draft=programme,
        session_ids=session_ids,
        recurring={name: each.place.until if each.place else None for name, each in patterns.items()},
    )


def _programme(
    settings: ProgrammeSettings,
    roster: Roster,
    sessions: list[Session],
    attendance: Mapping[str, tuple[Attendance, ...]],
) -> Programme:
    """One value of all files."""
    return Programme(
        id=settings.id,
        names=settings.names,
        contact=settings.contact,
        languages=settings.languages,
        spoken=settings.spoken,
        anchor=settings.anchor,
        platform=settings.platform,
        series=settings.series,
        sessions=tuple(sorted(sessions, key=lambda s: (s.window.first, s.id))),
        members=roster.members,
        fairness=settings.fairness,
        blackouts=settings.blackouts,
        mail=settings.mail,
        publish=settings.publish,
        review=settings.review,
        regions=roster.regions,
        inbox=settings.inbox,
        observances=tuple(entry.observances for entry in settings.observances),
        attendance=attendance,
        remind=settings.remind,
        reports=settings.reports,
        theme_call=settings.theme_call,
        tables=settings.tables,
        credits=settings.credits,
        decisions=settings.decisions,
        invented=settings.invented,
    )


def _read_mentoring(
    files: _SessionsFolder, settings: ProgrammeSettings, roster: Roster
) -> MentoringTerm | None:
    """The term of mentoring with its people; None where there is none."""
    page = files.page(MENTORS, table=True) if MENTORS in files.names else None
    if page is not None:
        report_hidden(page)
    members = roster.members if roster.complete else None
    return with_mentors(page, settings.mentoring, members, settings.ignored)


def _read_harvest(
    folder: str, settings: ProgrammeSettings | None, roster: Roster, session_ids: Collection[str]
) -> FolderHarvest:
    """What tables brought back; nothing while the roster, whose people are left out of it, cannot be read."""
    if settings is None or not roster.complete:
        return FolderHarvest({}, ())
    names = [member.name for member in roster.members]
    rules = PublicRules(names, programme_secrets(settings), settings.languages)
    return read_harvest(folder, session_ids, rules)


class _SessionsFolder:
    """The folder ``sessions/``: its file names, how many were read, and the problems of them all."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.names = file_names(path)
        self.problems: list[Diagnostic] = []
        self.pages: list[SourceFile] = []

    @property
    def session_ids(self) -> frozenset[str]:
        """The names of the files that besrour reads as sessions, without their ending."""
        names = (n for n in self.names if n.endswith(".yaml") and n not in _NO_SESSIONS)
        return frozenset(name.removesuffix(".yaml") for name in names)

    def page(self, name: str, *, table: bool = False, limit: int = LIMIT) -> SourceFile:
        """A file as a page; ``table`` and ``limit`` as in :func:`read_page`."""
        shown = f"{SESSIONS}/{printable_path(name)}"
        self.pages.append(read_page(os.path.join(self.path, name), shown, table=table, limit=limit))
        return self.pages[-1]


def _compose(page: SourceFile) -> Node | None:
    """The nodes of a page, with every sign reported that a reader cannot see."""
    root = compose(page)
    report_hidden(page)
    report_escaped(page, root)
    report_passwords(page, root)
    return root


def _form_page(files: _SessionsFolder, root: Node | None) -> SourceFile | None:
    """The evaluation form, as far as it has to be read: the shipped one only where rules may not fit it."""
    if EVALUATION in files.names:
        return files.page(EVALUATION)
    page = shipped_form_page() if rules_on_items(root) else None
    return None if page is None or has_plainly(page.text, root) else page


def _read_settings_and_roster(files: _SessionsFolder, folder: str) -> tuple[ProgrammeSettings | None, Roster]:
    """programme.yaml and members.csv, compared with one another; None and nobody for a missing file."""
    for name in (PROGRAMME, MEMBERS):
        if name not in files.names:
            files.problems.append(
                Diagnostic(
                    code="file-missing",
                    spot=SourceLocation(f"{SESSIONS}/{name}"),
                    what=msg("the file {name} is missing", name=name),
                    remedy=msg("write it, or copy the one that besrour init makes"),
                )
            )
    settings, roster, root = None, NOBODY, None
    if PROGRAMME in files.names:
        settings_page = files.page(PROGRAMME)
        root = _compose(settings_page)
        settings = read_settings(settings_page, root)
        report_open_ways(settings_page, root, PROGRAMME_TEXTS, programme_secrets(settings))
    if settings:
        languages, mistakes = read_languages(
            folder, settings.languages, settings_page, settings.language_node
        )
        spoken = with_data(settings.spoken, languages)
        settings = settings._replace(languages=languages, spoken=spoken)
        files.problems += mistakes
    if MEMBERS in files.names:
        page = files.page(MEMBERS, table=True, limit=ROSTER_LIMIT)
        report_hidden(page)
        roster = read_members(page, (settings or NO_SETTINGS).languages, (settings or NO_SETTINGS).ignored)
    if (form_page := _form_page(files, root)) is not None:
        form = read_form(form_page, _compose(form_page), (settings or NO_SETTINGS).languages)
        if form and settings:
            report_unmeasured(settings_page, root, form)
    if settings:
        known = roster.ids if roster.complete else None
        patterns = read_patterns(settings.series_fields, settings.series, settings.languages, known)
        settings = settings._replace(patterns=patterns)
        if roster.complete:
            report_empty_groups(settings_page, settings.groups, roster.groups)
            report_unmatched(settings_page, settings.observances, roster.members)
    return settings, roster


def _read_sessions(
    files: _SessionsFolder, settings: ProgrammeSettings, paused: Mapping[str, bool] | None
) -> list[Session]:
    """Every session that can be read, from files and from series; reports unusable names of files."""
    sessions = []
    secrets = programme_secrets(settings)
    names = [n for n in files.names if n.endswith(".yaml") and n not in _NO_SESSIONS]
    unread = unread_files(files.names, (PROGRAMME, MEMBERS, ATTENDANCE, EVALUATION, MENTORS))
    files.problems += [*unread, *name_mistakes(names)]
    for name in names:
        page = files.page(name)
        root = _compose(page)
        session = read_session(page, root, name.removesuffix(".yaml"), settings, paused)
        report_open_ways(page, root, SESSION_TEXTS, secrets)
        if session:
            sessions.append(session)
    sessions += sessions_without_files(settings, files.session_ids)
    if not names and not unread and not settings.patterns:
        files.problems.append(
            Diagnostic(
                code="session-none",
                spot=SourceLocation(SESSIONS),
                what=msg("there is no session yet"),
                remedy=msg("write one file a session, such as {path}", path=f"{SESSIONS}/2027-01-cafe.yaml"),
            )
        )
    return sessions


def _read_attendance(
    files: _SessionsFolder,
    session_ids: Collection[str],
    sessions: list[Session],
    members: tuple[Member, ...] | None,
    ignored: tuple[str, ...],
) -> dict[str, tuple[Attendance, ...]]:
    """Who was at which session; every session that has a file is known, even if it could not be read."""
    if ATTENDANCE not in files.names:
        return {}
    unmet = {s.id for s in sessions if s.took_place is not None and not s.took_place.met}
    page = files.page(ATTENDANCE, table=True)
    report_hidden(page)
    attendance = read_attendance(page, session_ids, unmet, members, ignored)
    return attendance
