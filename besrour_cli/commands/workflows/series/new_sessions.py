"""New sessions, from what was typed or a sheet to their files: asked, tried, shown, written all or none."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.written_dates import possible_dates, possible_month
from besrour_cli.commands.shared.workspace import mistakes_in_files, now
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.terminal.console import ask, out, styled
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.workflows.file_checks import texts
from besrour_cli.commands.workflows.series.open_sessions import open_days
from besrour_cli.commands.workflows.series.session_columns import headings_of
from besrour_cli.commands.workflows.series.session_draft import QUESTIONS, SessionDraft, session_id
from besrour_cli.commands.workflows.series.session_files import file_text, is_there, path_of, write_drafts
from besrour_cli.commands.workflows.series.session_sheet import SheetContext, read_drafts
from besrour_cli.commands.workflows.series.theme_list import sheet_of_list
from besrour_cli.commands.workflows.workbook_sheet import single_sheet
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer, UsageError
from besrour_cli.model.message import msg, msgn
from besrour_cli.schedule.occurrences import window_in
from besrour_cli.schedule.recurrence import WHOLE_MONTH, MonthDays
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.programme.series.month_days import month_days
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.scalars import ParseError
from besrour_cli.storage.text.source_file import printable_path
from besrour_cli.storage.text.tables.workbook import read_sheets

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.people.sheet import Sheet
    from besrour_cli.model.programme import Programme

_YES = ("y", "yes", "o", "oui")


class NewSessions(NamedTuple):
    """What became of some sessions: those whose files are new, those that had one, whether it was a trial."""

    drafts: tuple[SessionDraft, ...]
    there: tuple[SessionDraft, ...]
    written: bool

    def as_data(self) -> dict[str, object]:
        """The result for ``--json``."""
        return {
            "sessions": [{"id": draft.id, "file": path_of(draft)} for draft in self.drafts],
            "there": [draft.id for draft in self.there],
            "written": self.written,
        }

    def print_result(self) -> None:
        """What was done, and what comes next."""
        if not self.written:
            out(_("Nothing was written: this was a trial."))
            return
        done = msgn("{n} file is written.", "{n} files are written.", len(self.drafts))
        out(styled(translate(done), "bold"))
        out(_("Next: besrour check, then besrour plan"))


def of_month(
    programme: Programme, series: str, month: str, window: str, words: Mapping[tuple[str, str], str]
) -> SessionDraft:
    """The session of one month, or of the week of one day, with the texts that were typed."""
    day = _day(month)
    name, days = session_id(programme, series, day), _days(window)
    is_recurring = programme.session(name) is not None
    return SessionDraft(
        id=name,
        series=series,
        is_recurring=is_recurring,
        texts={field: text for field, text in words.items() if text},
        window=None if is_recurring and not window else window_in(days, day.year, day.month),
        required={},
    )


def of_sheet(
    workspace: Workspace, series: str, path: str, sheet: str | None, window: str, first: str
) -> tuple[SessionDraft, ...]:
    """The sessions of a sheet's rows or a list's lines; DiagnosticsError with all that is wrong in it.

    ``sheet`` names that of a workbook; ``first`` is the month of the first row that names none ("": the
    next one of the series).
    """
    programme, shown = workspace.programme, printable_path(path)
    day = _day(first) if first else None
    free = open_days(workspace.folder, programme, series, day, now().date())
    context = SheetContext(programme, series, shown, _days(window), free)
    found = read_drafts(context, _sheet(path, sheet))
    diagnostics.list_problems([problem for problem in found.problems if problem.warning], trouble=True)
    if not all(problem.warning for problem in found.problems):
        raise DiagnosticsError(
            msg("the sheet holds mistakes; nothing was written"),
            [problem for problem in found.problems if not problem.warning],
            msg("mend them in the sheet, and run this again"),
        )
    return found.drafts


def _sheet(path: str, name: str | None) -> Sheet:
    """The sheet of sessions of a file; a list of themes is one of titles."""
    sheets = read_sheets(path)
    sheet = single_sheet(sheets, name, lambda each: headings_of(each) is not None)
    return sheet or sheet_of_list(path) or sheets[0]


def write(
    folder: str, drafts: Sequence[SessionDraft], *, confirmed: bool, dry_run: bool, as_json: bool
) -> NewSessions:
    """Write the files of the sessions that have none: complete, without mistakes, shown, and agreed to."""
    there = tuple(draft for draft in drafts if is_there(folder, draft))
    new = tuple(draft for draft in drafts if draft not in there)
    is_watched = not as_json and sys.stdin.isatty()
    if not new:
        raise NegativeAnswer(
            msgn(
                "this session has its file already: {files}",
                "these sessions have their files already: {files}",
                len(there),
                files=", ".join(map(path_of, there)),
            )
            if there
            else msg("the sheet has no session"),
            msg("nothing was changed; to change a session, edit its file"),
        )
    new = _completed(new) if is_watched else new
    _refuse_incomplete(new)
    _try(folder, new)
    if not as_json:
        _show(new, there)
    if not (confirmed or dry_run):
        _agree(len(new), is_watched=is_watched)
    if not dry_run:
        write_drafts(folder, new)
    return NewSessions(new, there, written=not dry_run)


def _day(month: str) -> date:
    """The first day of a month that was typed, or a day."""
    day = possible_month(month) or next(iter(possible_dates(month)), None)
    if day is None:
        raise UsageError(
            msg("“{text}” is not a month besrour can read", text=month),
            msg("write a month such as 2027-05: year, month"),
        )
    return day


def _days(window: str) -> MonthDays:
    """The days of a month that were typed, or all of them."""
    days = month_days(window) if window else WHOLE_MONTH
    if isinstance(days, ParseError):
        raise UsageError(days.what, days.remedy)
    return days


def _completed(drafts: Sequence[SessionDraft]) -> tuple[SessionDraft, ...]:
    """The sessions with what the coordinator typed where something was missing."""
    completed = []
    for draft in drafts:
        answers = {
            field: ask(msg("{session}, {what}:", session=draft.id, what=QUESTIONS[field]))
            for field in draft.missing
        }
        found = {field: words for field, words in answers.items() if words}
        completed.append(draft._replace(texts={**draft.texts, **found}))
    return tuple(completed)


def _refuse_incomplete(drafts: Sequence[SessionDraft]) -> None:
    """Name every text that is still missing."""
    problems = [
        Diagnostic(
            "text-missing",
            SourceLocation(path_of(draft)),
            what=msg("{session} lacks its {what}", session=draft.id, what=QUESTIONS[field]),
            remedy=msg("write it into row {row} of the sheet", row=draft.row)
            if draft.row
            else msg("add {option} and the words", option=f"--{'-'.join(field)}"),
        )
        for draft in drafts
        for field in draft.missing
    ]
    if problems:
        raise DiagnosticsError(msg("something is missing; nothing was written"), problems)


def _try(folder: str, drafts: Sequence[SessionDraft]) -> None:
    """Read the files as they will be, in a folder of their own; what would be wrong in them stops all."""
    with tempfile.TemporaryDirectory(prefix="besrour-") as trial:
        for part in (SESSIONS, "templates"):
            if os.path.isdir(os.path.join(folder, part)):
                shutil.copytree(os.path.join(folder, part), os.path.join(trial, part))
        atomic_files.write_new(trial, {path_of(draft): file_text(draft).encode() for draft in drafts})
        loaded = load(trial)
    ids = {draft.id for draft in drafts}
    paths = {path_of(draft) for draft in drafts}
    found = [problem for problem in loaded.problems if problem.spot.path in paths]
    if loaded.draft is not None:
        found += texts(loaded.draft, [session for session in loaded.draft.sessions if session.id in ids])
    if not all(problem.warning for problem in found):
        raise mistakes_in_files(found)


def _show(drafts: Sequence[SessionDraft], there: Sequence[SessionDraft]) -> None:
    """Each file that is to be written, as it will be."""
    for draft in drafts:
        out(styled(path_of(draft), "bold"))
        for line in file_text(draft).splitlines():
            out(f"  {line}")
        out()
    for draft in there:
        out(msg("{file} is there already, and stays as it is.", file=path_of(draft)))


def _agree(count: int, *, is_watched: bool) -> None:
    """Ask whether the files are to be written; NegativeAnswer if not, UsageError with nobody to ask."""
    if not is_watched:
        raise UsageError(
            msg("nobody is here to be asked before files are written"),
            msg("look first with --dry-run, then add --yes"),
        )
    question = msgn("Write this {n} file? (yes or no)", "Write these {n} files? (yes or no)", count)
    if ask(question).casefold() not in _YES:
        raise NegativeAnswer(msg("nothing was written"))
