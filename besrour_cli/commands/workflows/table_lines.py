"""What is printed of the tables of a session that were made, without looking for better ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from besrour_cli.model.language import Text
from besrour_cli.model.people.tables import CafeTable, SessionTables
from besrour_cli.publishing.printed_words import read_words
from besrour_cli.publishing.tables import texts
from besrour_cli.storage.state import tables_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Session


def table_subject(
    workspace: Workspace, session: Session, tables: tuple[CafeTable, ...], templates: Mapping[str, str]
) -> texts.TableSubject:
    """What all texts about some tables of a session are made of."""
    return texts.TableSubject(
        programme=workspace.programme,
        session=session,
        slot=workspace.slot(session),
        tables=tables,
        words=read_words(templates, texts.WORDS, workspace.programme.languages),
    )


def reminder_lines(
    workspace: Workspace, session: Session, templates: Mapping[str, str]
) -> Mapping[str, Text]:
    """What reminders say of the tables of a session, by member, in each language; nothing without tables.

    Nor where letters have a language that the words of tables have not, since all halves say the same; nor
    while somebody at a table is no member any more, which ``besrour tables`` asks to mend.
    """
    tables = tables_file.read(workspace.folder).get(session.id, SessionTables()).tables
    members = {member.id for member in workspace.programme.members}
    if not tables or not members.issuperset(person for table in tables for person in table.people):
        return {}
    subject = table_subject(workspace, session, tables, templates)
    return texts.reminder_lines(subject) if subject.languages() == workspace.programme.languages else {}
