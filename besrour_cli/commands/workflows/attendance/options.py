"""What a coordinator asks of ``besrour attendance``, as values."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg


class RoomOptions(NamedTuple):
    """A connection at which several people sat: its name, how many, who of them is a member, and where."""

    name: str
    people: int
    members: tuple[str, ...] = ()
    place: str = ""


class AttendanceOptions(NamedTuple):
    """The options of the command; ``asking`` says whether somebody sits at the terminal."""

    session: str | None
    zone: str | None
    order: str | None
    answers: Sequence[str]
    decided_by: str
    asking: bool
    room: RoomOptions | None = None


def is_watched(*, as_json: bool, yes: bool) -> bool:
    """Whether questions may be asked: somebody is at the terminal, and wants to be asked."""
    return not (as_json or yes) and sys.stdin.isatty()


def room_of(
    name: str | None, people: int | None, members: Sequence[str] | None, place: str | None
) -> RoomOptions | None:
    """The room of the options; UsageError where one of them lacks another."""
    if name is None:
        if people is not None or members or place:
            raise UsageError(
                msg("it is not said which room is meant"),
                msg("add --room and the name as the meeting showed it"),
            )
        return None
    if not people:
        raise UsageError(
            msg("it is not said how many people sat there"), msg("add --people and their number")
        )
    ids = tuple(word.strip() for text in members or () for word in text.split(",") if word.strip())
    if len(ids) > people:
        raise UsageError(
            msg("{n} members are named, and {people} people sat there", n=len(ids), people=people),
            msg("correct --people or --members"),
        )
    return RoomOptions(name, people, ids, place or "")
