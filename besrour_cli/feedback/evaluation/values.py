"""A download of the form as it was understood, and a question where it was not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol

from besrour_cli.model.language import Text
from besrour_cli.model.message import Message


class ColumnUse(StrEnum):
    """What a column of a download is for; what it is answered to when it is for an item."""

    ANSWER = "answer"
    LANGUAGE = "language"
    FINISHED = "finished"
    """Whether the form was sent off: filled where it was."""
    NAME = "name"
    """Who it was: dropped, and looked for in comments."""
    DROPPED = "dropped"
    """An address, an hour, a number of the tool's own: never read."""
    UNKNOWN = "unknown"


class Target(NamedTuple):
    """The part of an item that a column is for: ``then`` or ``now``, or one choice of several."""

    item: str
    part: str = ""
    choice: str = ""

    @property
    def word(self) -> str:
        """The target as it is remembered and typed: ``adapt.then``, ``barriers=cost``."""
        return self.item + (f".{self.part}" if self.part else "") + (f"={self.choice}" if self.choice else "")


NOT_NEEDED = "-"
"""What is answered of a column, or of words, that are for no item."""


class Heading(NamedTuple):
    """What stands above a column: the words of the question, and those of the row or choice within it."""

    main: str
    sub: str = ""

    def __str__(self) -> str:
        return f"{self.main} [{self.sub}]" if self.sub else self.main


class FormColumn(NamedTuple):
    """One column: where (from 0), its heading, what it is for; the language that it is in, if one."""

    at: int
    heading: Heading
    use: ColumnUse
    target: Target | None = None
    language: str = ""


class QuestionChoice(NamedTuple):
    """One answer to a question: the value that is remembered, and its words."""

    value: str
    label: Message | Text | str


class KnownAnswers(Protocol):
    """What was answered to questions, now or earlier, by their keys."""

    def get(self, key: str, /) -> str | None:
        """The value of the answer; None where the question is open."""


class CollectQuestion(NamedTuple):
    """Something that nobody but the coordinator can know.

    ``id`` names it in this file (``column.7``), ``key`` wherever the same is asked again. ``rows`` wait for
    it; none: the whole file does. ``heading``: the column that it is about.
    """

    id: str
    key: str
    text: Message
    choices: tuple[QuestionChoice, ...]
    rows: tuple[int, ...] = ()
    heading: str = ""


class CollectedComment(NamedTuple):
    """Words that somebody wrote, without addresses and names: the item, the language, the text."""

    source: str
    language: str
    text: str


class CollectedRow(NamedTuple):
    """One filled form: the line it was on, and what is to be stored of it, in two places."""

    line: int
    language: str
    code: str
    values: Mapping[str, str]
    comments: tuple[CollectedComment, ...] = ()


class Uncounted(NamedTuple):
    """Numbers of rows that give no answer: not sent off, without consent, empty, sent twice."""

    unfinished: int = 0
    refused: int = 0
    no_consent: int = 0
    empty: int = 0
    doubled: int = 0


class Removed(NamedTuple):
    """How many of each were taken out of comments and codes before they were stored."""

    addresses: int = 0
    names: int = 0
    codes: int = 0
