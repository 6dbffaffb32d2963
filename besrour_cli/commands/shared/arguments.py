"""Places, moments, answers and names of pictures that a coordinator types on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import written_moments
from besrour_cli.commands.shared.workspace import open_workspace
from besrour_cli.commands.terminal.console import CHOICES_IN_LINE
from besrour_cli.model.errors import UsageError
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Message, msg
from besrour_cli.places import resolve

if TYPE_CHECKING:
    from besrour_cli.model.place import Place


def resolve_place(text: str) -> Place:
    """The place meant; a refusal with the choices when it is not one place (exit 2)."""
    answer = resolve.resolve(text)
    if answer.place is not None and answer.outcome in ("accept", "note", "warn"):
        return answer.place
    what = answer.message or msg("“{place}” is not a place besrour knows", place=text)
    if answer.choices:
        choices = join_and(answer.choices[:CHOICES_IN_LINE], "")
        raise UsageError(what, msg("write one of these: {choices}", choices=choices))
    raise UsageError(what, msg("write a city, or a zone such as Africa/Lagos"))


def check_picture(path: str, mark: bytes) -> None:
    """Refuse a path on which a picture that carries ``mark`` may not be drawn."""
    from besrour_cli.storage.output.named_file import refuse_others

    if not path.lower().endswith(".svg"):
        raise UsageError(
            msg("“{path}” does not end in .svg", path=path), msg("give the picture a name such as year.svg")
        )
    refuse_others(path, mark)


def parse_moment(text: str, folder: str | None) -> tuple[datetime, Place | None]:
    """The instant meant, and the place whose clock it was read on (None for an instant in UTC or an offset).

    Without a place the anchor of the programme is meant, whose folder is only read then. A local
    time that does not exist, or exists twice, is refused with both readings (exit 2).
    """
    written = written_moments.read_moment(text)
    if written.offset is not None and not written.place:
        return written.on_clock_of(None), None
    place = (
        resolve_place(written.place)
        if written.place
        else open_workspace(folder, unsettled=True).programme.anchor
    )
    return written.on_clock_of(place), place


def given_answers(words: Sequence[str], remedy: Message) -> dict[str, str]:
    """The answers by the ids of their questions; ``remedy`` shows how one is written.

    Raises UsageError for a word that is no answer.
    """
    answers = {}
    for text in words:
        name, sign, answer = text.partition("=")
        if not sign or not name.strip() or not answer.strip():
            raise UsageError(msg("“{text}” is no answer", text=text), remedy)
        answers[name.strip()] = answer.strip()
    return answers
