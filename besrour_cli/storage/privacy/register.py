"""Every file of a programme folder that may name people: what it holds, why, and until when.

A test holds that whatever besrour can write is in this table.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple

from besrour_cli.model.message import Message, msg
from besrour_cli.model.people.retention import RetentionKind

_HIDDEN = (".", "__")


class Erasure(StrEnum):
    """What becomes of a file when a person is forgotten."""

    LINES = "lines"
    """Her lines go."""
    PSEUDONYM = "pseudonym"
    """Sums stay true under a pseudonym."""
    FILE = "file"
    """The file goes if it names her; it can be made again."""
    NOBODY = "nobody"
    """It names nobody."""
    BY_HAND = "by-hand"
    """People write it: lines that name her are shown, and not changed."""


class RegisterEntry(NamedTuple):
    """Files of one kind: the patterns of their relative paths, what they hold of whom, and why.

    ``until`` is how long that is needed (None: as long as the person takes part, or the programme lasts).
    ``private``: its owner alone may read it.
    """

    name: str
    paths: tuple[str, ...]
    what: Message
    why: Message
    until: RetentionKind | None
    erasure: Erasure
    private: bool = True


REGISTER: tuple[RegisterEntry, ...] = (
    RegisterEntry(
        name="members",
        paths=("sessions/members.csv",),
        what=msg("members: name, address, place, languages, groups, role, hours, what they observe"),
        why=msg("to choose fair hours and to invite"),
        until=None,
        erasure=Erasure.LINES,
    ),
    RegisterEntry(
        name="attendance",
        paths=("sessions/attendance.csv", "responses/identities.csv", "attendance.yaml"),
        what=msg("who came, for how long, how often they joined, under which name, and who else was there"),
        why=msg(
            "for fair hours, statements of attendance, to miss who is missing, to see where connections drop"
        ),
        until=RetentionKind.ATTENDANCE,
        erasure=Erasure.LINES,
    ),
    RegisterEntry(
        name="tables",
        paths=("tables.yaml",),
        what=msg("who sat with whom, and who hosted"),
        why=msg("so that the same company is repeated as seldom as possible"),
        until=RetentionKind.ATTENDANCE,
        erasure=Erasure.LINES,
    ),
    RegisterEntry(
        name="mentors",
        paths=("mentors.yaml",),
        what=msg("who mentored whom in which term"),
        why=msg("so that nobody is paired with the same person twice, and pairs stay as they are"),
        until=None,
        erasure=Erasure.LINES,
    ),
    RegisterEntry(
        name="answers",
        paths=("replies.yaml", "busy.yaml"),
        what=msg("who answered what, whom reminders went to, hours that calendars have taken"),
        why=msg("to know who comes, and to keep taken hours free"),
        until=RetentionKind.ANSWERS,
        erasure=Erasure.LINES,
    ),
    RegisterEntry(
        name="sign-ups",
        paths=("enrolment.json",),
        what=msg("what sign-up sheets said of members, and answers about them"),
        why=msg("so that a longer download changes only what is new"),
        until=None,
        erasure=Erasure.LINES,
    ),
    RegisterEntry(
        name="evaluation",
        paths=("responses/evaluation.csv", "evaluation.json"),
        what=msg("answers to the evaluation form under codes that people made themselves; nobody is named"),
        why=msg("to see over the year what the programme is good for"),
        until=None,
        erasure=Erasure.NOBODY,
    ),
    RegisterEntry(
        name="comments",
        paths=("responses/comments.csv",),
        what=msg("what people wrote in the evaluation, and what was noted at tables, apart from who it was"),
        why=msg("to understand the answers, and to quote what may be quoted"),
        until=None,
        erasure=Erasure.BY_HAND,
    ),
    RegisterEntry(
        name="letters",
        paths=("announced.ledger", "sent.ledger", "caldav.ledger"),
        what=msg("who was told what and when, at which address, and what the server said"),
        why=msg("so that nobody is written to twice, and everybody of a change"),
        until=RetentionKind.LETTERS,
        erasure=Erasure.LINES,
    ),
    RegisterEntry(
        name="plan",
        paths=("plan.yaml", "proof.json"),
        what=msg("the starts, and what past sessions cost each member"),
        why=msg("so that whoever bore more is spared"),
        until=None,
        erasure=Erasure.PSEUDONYM,
    ),
    RegisterEntry(
        name="copies",
        paths=("*.bak",),
        what=msg("plan, proof, roster and attendance as they were before the last change"),
        why=msg("to take a change back"),
        until=RetentionKind.COPIES,
        erasure=Erasure.FILE,
    ),
    RegisterEntry(
        name="previews",
        paths=(
            "out/letters/*",
            "out/reminders/*",
            "out/corrections/*",
            "out/cancellations/*",
            "out/newsletter/*/*",
            "out/extract/*",
            "out/tables/*/*",
            "out/codes/*",
            "out/sheet/*/*",
            "out/mentors/*",
        ),
        what=msg("letters as they go to each person, what besrour extract wrote, comments to be coded"),
        why=msg("to look at them before they leave"),
        until=RetentionKind.COPIES,
        erasure=Erasure.FILE,
    ),
    RegisterEntry(
        name="handovers",
        paths=("out/handover/*",),
        what=msg("the whole programme in one archive, for whoever takes it over"),
        why=msg("to hand the programme over"),
        until=RetentionKind.COPIES,
        erasure=Erasure.FILE,
    ),
    RegisterEntry(
        name="statements",
        paths=("out/statements/*",),
        what=msg("statements of attendance, one a person, and their register"),
        why=msg("to be given to the people that they name"),
        until=RetentionKind.ATTENDANCE,
        erasure=Erasure.FILE,
    ),
    RegisterEntry(
        name="keys",
        paths=("statements.yaml",),
        what=msg("the public keys of signed statements; nobody is named"),
        why=msg("to check what was signed"),
        until=None,
        erasure=Erasure.NOBODY,
    ),
    RegisterEntry(
        name="publications",
        paths=("publications.ledger",),
        what=msg("how many people of each group the reports that were given out counted; nobody is named"),
        why=msg("so that a later report gives away nobody whom an earlier one hid"),
        until=None,
        erasure=Erasure.NOBODY,
    ),
    RegisterEntry(
        name="handed-over",
        paths=("handover.yaml",),
        what=msg("since when the folder is handed over; nobody is named"),
        why=msg("so that two machines never send the same letter"),
        until=None,
        erasure=Erasure.NOBODY,
    ),
    RegisterEntry(
        name="published",
        paths=("out/*",),
        what=msg("calendars, page, newsletter and short texts, with the names of facilitators and hosts"),
        why=msg("to be published"),
        until=None,
        erasure=Erasure.FILE,
        private=False,
    ),
    RegisterEntry(
        name="own-files",
        paths=("sessions/*", "templates/*"),
        what=msg("your own files of sessions and texts, as far as they name people"),
        why=msg("to plan and to write"),
        until=None,
        erasure=Erasure.BY_HAND,
        private=False,
    ),
    RegisterEntry(
        name="downloads",
        paths=("responses/*", "*.csv", "*.tsv", "*.txt"),
        what=msg("your own downloads: lists of meetings, forms, mail"),
        why=msg("until besrour has read them"),
        until=RetentionKind.COPIES,
        erasure=Erasure.BY_HAND,
        private=False,
    ),
)
"""The kinds in the order in which a file is looked for: the first pattern that fits says what it is."""


def record_of(path: str) -> RegisterEntry | None:
    """The kind of a file by its relative path, with ``/`` between folders; None for an unknown one."""
    return next((kept for kept in REGISTER if any(fnmatchcase(path, way) for way in kept.paths)), None)


def files_of(folder: str) -> Iterator[str]:
    """Yield the relative path of every file of a programme folder that the register knows, links left out."""
    for name in sorted(os.listdir(folder)):
        top = os.path.join(folder, name)
        if os.path.isfile(top) and not os.path.islink(top) and record_of(name) is not None:
            yield name
    for below in ("sessions", "templates", "responses", "out"):
        for here, folders, names in os.walk(os.path.join(folder, below)):
            folders[:] = sorted(each for each in folders if not each.startswith(_HIDDEN))
            for name in sorted(names):
                if not name.startswith(".") and not os.path.islink(os.path.join(here, name)):
                    yield os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")
