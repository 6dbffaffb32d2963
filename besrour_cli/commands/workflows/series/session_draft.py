"""A session as far as it is known before its file is written, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.errors import UsageError
from besrour_cli.model.language import LANGUAGES, Text, fold_case
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme, Series, Window

FIELDS = tuple((kind, code) for kind in ("title", "description") for code in LANGUAGES)


class SessionDraft(NamedTuple):
    """What is to be in a new session's file.

    ``texts`` maps ``("title", "en")`` ... to words; ``is_recurring``: the series has this session already,
    and the file says only what differs; ``row`` is that of a sheet (0: of none).
    """

    id: str
    series: str
    is_recurring: bool
    texts: Mapping[tuple[str, str], str]
    window: Window | None
    required: Mapping[str, tuple[str, ...]]
    row: int = 0

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The texts without which the file would have a mistake: all of them, or the other half of one."""
        wanted = {kind for kind, _ in self.texts} if self.is_recurring else {kind for kind, _ in FIELDS}
        return tuple(field for field in FIELDS if field[0] in wanted and field not in self.texts)

    def text(self, kind: str) -> Text:
        """A title or a description in its languages."""
        return {code: self.texts[kind, code] for code in LANGUAGES if (kind, code) in self.texts}


QUESTIONS: Mapping[tuple[str, str], Message] = {
    ("title", "en"): msg("title in English"),
    ("title", "fr"): msg("title in French"),
    ("description", "en"): msg("description in English"),
    ("description", "fr"): msg("description in French"),
}


def find_series(programme: Programme, word: str) -> Series:
    """The series of an id or a name; UsageError with the known ones for another word."""
    named = [
        series
        for series in programme.series.values()
        if fold_case(word) in map(fold_case, (series.id, *series.names.values()))
    ]
    if len(named) != 1 and word not in programme.series:
        raise UsageError(
            msg("programme.yaml has no series “{name}”", name=word),
            msg("known are: {words}", words=", ".join(programme.series)),
        )
    return programme.series.get(word) or named[0]


def session_id(programme: Programme, series: str, day: date) -> str:
    """The id of a series' session in the week of a day, where it repeats by weeks, else in its month."""
    monday = day - timedelta(day.weekday())
    weeks = (f"{begun}-{series}" for begun in (monday, monday - timedelta(weeks=1)))
    return next((name for name in weeks if programme.session(name)), f"{day:%Y-%m}-{series}")
