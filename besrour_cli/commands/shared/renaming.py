"""What has another name by now, as a value that views and workflows share."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import SourceLocation


class RenamedKind(StrEnum):
    """What has another id."""

    SESSION = "session"
    MEMBER = "member"


class Renaming(NamedTuple):
    """One session or member under the old and the new id.

    ``is_certain``: there is no doubt that they are the same. ``by_hand`` are the lines of people's own files
    that have the old id. ``is_done``: everything has the new id already.
    """

    kind: RenamedKind
    old: str
    new: str
    is_certain: bool
    by_hand: tuple[SourceLocation, ...] = ()
    is_done: bool = False
