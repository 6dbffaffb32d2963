"""A person taken out of every file of a folder that besrour writes, as changes of their bytes.

plan.yaml and its certificate are not among them: what they have to become is for the planner to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from besrour_cli.model.people.person import Person
from besrour_cli.storage.attendance import identities_csv, session_rows
from besrour_cli.storage.output.together import FileChange
from besrour_cli.storage.privacy.traces import generated_files
from besrour_cli.storage.programme.lines import member_rows
from besrour_cli.storage.state import (
    attendance_file,
    busy_file,
    enrolment_file,
    journal_lines,
    replies_file,
    tables_file,
)
from besrour_cli.storage.state.mentoring import mentors_file
from besrour_cli.storage.state.state_file import LARGE_LIMIT, read_state

BACKUPS = ("plan.yaml.bak", "proof.json.bak", "sessions/members.csv.bak", "sessions/attendance.csv.bak")
"""The copies of files as they were before a change; a member's go whole: an undo would bring her back."""
_ERASERS: Mapping[str, Callable[[bytes, Person], bytes]] = {
    replies_file.NAME: replies_file.without_person,
    busy_file.NAME: busy_file.without_person,
    attendance_file.NAME: attendance_file.without_person,
    tables_file.NAME: tables_file.without_person,
    mentors_file.NAME: mentors_file.without_person,
    enrolment_file.NAME: enrolment_file.without_person,
    identities_csv.NAME: identities_csv.without_person,
    session_rows.NAME: session_rows.without_person,
    **dict.fromkeys(journal_lines.JOURNALS, journal_lines.without_person),
}
"""The files that have lines of people, in the order in which they are written."""


def erased(folder: str, person: Person) -> list[FileChange]:
    """The changes that take a person out, those of files by which she is looked for last.

    Raises :class:`PlanFileError` and the other errors of whoever reads a file that is damaged.
    """
    removals = generated_files(folder, person)
    for path in BACKUPS:
        data = read_state(folder, path, LARGE_LIMIT)
        if data is not None and (person.ids or person.is_named_in(data.decode("utf-8", "replace"))):
            removals.append(FileChange(path, data, None))
    changes = []
    for path, without in _ERASERS.items():
        data = read_state(folder, path, LARGE_LIMIT)
        if data is not None and (after := without(data, person)) != data:
            changes.append(FileChange(path, data, after))
    return [*removals, *changes, *_roster(folder, person)]


def _roster(folder: str, person: Person) -> list[FileChange]:
    """The roster without her row; of several ids at most one has a row."""
    for name in sorted(person.ids):
        removal = member_rows.without_row(folder, name)
        if removal is not None:
            return [FileChange(member_rows.NAME, removal.before, removal.after)]
    return []
