"""What the commands on personal data hand to each other: a person, what changes, what is past its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import SourceLocation
    from besrour_cli.model.message import Message
    from besrour_cli.model.people.person import Person
    from besrour_cli.model.plan import Plan
    from besrour_cli.model.programme import Member
    from besrour_cli.storage.output.together import FileChange


class NamedPerson(NamedTuple):
    """Somebody whom files name: how she is called, and the member she is or was (None: a visitor)."""

    name: str
    person: Person
    member: Member | None


class Forgetting(NamedTuple):
    """What is to be written, in order, and what stays for people to do.

    ``plan`` is the plan afterwards; ``to_come`` are sessions that are in her calendar; ``letters`` how many
    letters she got; ``own_lines`` are lines of people's own files that name her.
    """

    somebody: NamedPerson
    changes: tuple[FileChange, ...]
    plan: Plan
    to_come: tuple[str, ...]
    letters: int
    own_lines: tuple[SourceLocation, ...]


class ExtractSection(NamedTuple):
    """What one file, or some of one kind, keeps of a person, line by line."""

    path: str
    lines: tuple[str, ...]


class Overdue(NamedTuple):
    """Something past its time: a ``number`` of lines of a file or files of a folder, or a ``member``.

    ``changes`` are what takes it away (none: what to do instead is the ``remedy``).
    """

    path: str
    number: int
    what: Message
    changes: tuple[FileChange, ...] = ()
    remedy: Message | None = None
    member: str = ""


class FolderState(NamedTuple):
    """The files by the kinds of the register, those that others may read, and what is past its time."""

    programme: str
    files: Mapping[str, tuple[str, ...]]
    open_to_others: tuple[str, ...]
    overdue: tuple[Overdue, ...]
