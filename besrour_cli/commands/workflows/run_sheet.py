"""``besrour sheet``: what the run of a session is made of, and the files that come of it below out/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.workflows.tables import expected
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.model.people.tables import SessionTables
from besrour_cli.model.plan import SessionState
from besrour_cli.model.text.open_ways import open_ways
from besrour_cli.publishing.letters.reading_facts import distinct_places
from besrour_cli.publishing.parity.session_texts import agenda_mistakes
from besrour_cli.publishing.printed_words import read_words
from besrour_cli.publishing.run_sheet.pdf import run_sheet_pdf
from besrour_cli.publishing.run_sheet.screen import screen_page
from besrour_cli.publishing.run_sheet.texts import run_sheet_text
from besrour_cli.publishing.run_sheet.values import WORDS, RunSubject
from besrour_cli.publishing.tables import texts
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.programme.secrets.open_meetings import programme_secrets
from besrour_cli.storage.state import tables_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Session

SCREEN = "screen.html"
_TOP = "out/sheet"


def subject_of(workspace: Workspace, session: Session) -> RunSubject:
    """What the sheet and the page of a session are made of.

    Raises NegativeAnswer for a session that is called off, DiagnosticsError where the two languages of its
    agenda do not say the same.
    """
    slot = workspace.slot(session)
    if slot.state == SessionState.CANCELLED:
        raise NegativeAnswer(msg("“{id}” is called off", id=session.id))
    problems = [p for p in agenda_mistakes(workspace.programme, session) if not p.warning]
    if problems:
        raise DiagnosticsError(msg("the agenda does not say the same in both languages"), problems)
    templates = resources.templates(workspace.folder)
    return RunSubject(
        programme=workspace.programme,
        session=session,
        slot=slot,
        words=read_words(templates, WORDS),
        table_words=read_words(templates, texts.WORDS),
        tables=tables_file.read(workspace.folder).get(session.id, SessionTables()).tables,
    )


def files_of(workspace: Workspace, subject: RunSubject) -> dict[str, bytes]:
    """The sheet as PDF and text, and the page for the screen, by their paths below the programme folder.

    Raises NegativeAnswer where a text would put the way into the meeting onto the screen.
    """
    templates = resources.templates(workspace.folder)
    coming = expected(workspace, subject.session).members
    places = distinct_places(coming) or (workspace.programme.anchor,)
    screen = screen_page(subject, places, templates)
    if open_ways(screen.decode(), programme_secrets(workspace.programme)):
        raise NegativeAnswer(
            msg("the link or the passcode of the meeting would be on the screen"),
            msg("take it out of the agenda and of templates/run_sheet/"),
        )
    made = {
        "sheet.pdf": run_sheet_pdf(subject, templates),
        "sheet.txt": run_sheet_text(subject).encode(),
        SCREEN: screen,
    }
    return {f"{folder_of(subject.session)}/{name}": data for name, data in made.items()}


def write_files(workspace: Workspace, session: Session, files: dict[str, bytes]) -> None:
    """Write the files, which name people and the way in: their owner alone may read them."""
    for path in files:
        atomic_files.check_inside(workspace.folder, path)
    atomic_files.write_each(workspace.folder, sorted(files.items()), [folder_of(session)], private=_TOP)


def folder_of(session: Session) -> str:
    """The folder of a session's sheet, below the programme folder."""
    return f"{_TOP}/{session.id}"
