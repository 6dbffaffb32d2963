"""A sign-up as it was understood, and a question where it was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from besrour_cli.model.language import Text
from besrour_cli.model.message import Message
from besrour_cli.model.place import Place


class Field(StrEnum):
    """What a column of a sheet is about."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "email"
    PLACE = "place"
    COUNTRY = "country"
    LANGUAGES = "languages"
    HOURS = "hours"
    NEVER = "never"
    CONSENT = "consent"
    GROUPS = "groups"
    ROLE = "role"
    CAREER_STAGE = "career stage"
    REMARK = "remark"
    NUMBER = "number"
    MOMENT = "moment"
    FORM_LANGUAGE = "form language"
    OTHER = "other"
    """Not needed: nothing of it is read."""


class Subject(StrEnum):
    """What a question is about."""

    SHEET = "sheet"
    COLUMN = "column"
    GROUP = "group"
    NAME = "name"
    EMAIL = "email"
    PLACE = "place"
    LANGUAGES = "languages"
    HOURS = "hours"
    CONSENT = "consent"
    PERSON = "person"
    WITHDRAWN = "withdrawn"


Label: TypeAlias = Message | Text | str
"""Words for a choice: a sentence, a name in both languages, or what somebody wrote."""


class Choice(NamedTuple):
    """One answer to a question: the ``value`` that is remembered, and its words."""

    value: str
    label: Label


class Question(NamedTuple):
    """Something that nobody but the coordinator can know.

    ``id`` names it in this sheet (``12.place``), ``key`` wherever the same is asked again. ``rows`` are those
    that wait for it; ``free``: another answer than the ``choices`` may be written.
    """

    id: str
    key: str
    subject: Subject
    text: Message
    choices: tuple[Choice, ...] = ()
    free: bool = False
    rows: tuple[int, ...] = ()


Answers: TypeAlias = Mapping[str, str]
"""Keys of questions to the value of the choice taken, or the words written."""


@dataclass(frozen=True)
class SignUp:
    """One row of a sheet, a person as far as it was understood.

    ``email`` and ``place`` are empty while they are asked about. ``hours`` and ``never`` are as members.csv
    has them; ``unread_hours`` are words about hours that are no clear hour. ``number`` is the form's own.
    """

    row: int
    name: str
    email: str
    place: Place | None
    place_text: str
    languages: tuple[str, ...] = ()
    other_languages: tuple[str, ...] = ()
    hours: str = ""
    never: str = ""
    unread_hours: str = ""
    groups: tuple[str, ...] = ()
    role: str = ""
    career_stage: str = ""
    number: str = ""
    moment: str = ""
    hidden: bool = False
    withdrawn: str = ""
    questions: tuple[Question, ...] = ()


class ExcludedRow(NamedTuple):
    """A row that gives no member, and why."""

    row: int
    what: str
    why: Message


def folded_key(*parts: str) -> str:
    """The key of a question, from what it is about and what was written."""
    return "|".join(" ".join(part.split()).casefold() for part in parts)
