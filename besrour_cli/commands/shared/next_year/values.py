"""A year that begins from another: its files, what moved, and what has to be decided anew."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from besrour_cli.model.programme import Series
    from besrour_cli.storage.programme.next_year.edits import ValueEdit
    from besrour_cli.storage.programme.next_year.settings import MovedSettings


class DecisionKind(StrEnum):
    """What has to be decided anew, in the order in which it is shown; ``--json`` has these words."""

    SESSIONS = "sessions"
    """A series whose sessions had files of their own has none yet."""
    DIFFERING = "differing"
    """Files that said what differs in one session of a series that repeats stay behind."""
    FEAST = "feast"
    """A blackout goes with a feast that falls on another date."""
    BLACKOUT = "blackout"
    """A blackout has the same dates again."""
    DATE = "date"
    """A date that the committee or the call for themes names."""
    CREDITS = "credits"
    """What was accredited, for the year before."""
    ROOM = "room"
    """The meeting room, and its passcode."""
    PAUSED = "paused"
    """Members who are paused without a day of return."""
    BUSY = "busy"
    """Hours that members' own calendars had taken."""
    YEAR = "year"
    """A line that still names the year before."""
    BY_HAND = "by-hand"
    """A value that could not be changed where it stands."""
    UNFINISHED = "unfinished"
    """Sessions of the year before that are still to come."""


class Decision(NamedTuple):
    """One thing to decide: ``subject`` is a series, a line, a reason or ids; ``days`` are its dates.

    ``number`` is of sessions or people, ``month`` the first one of the series in the new year.
    """

    kind: DecisionKind
    subject: str = ""
    number: int = 0
    days: tuple[date, ...] = ()
    month: str = ""


class NextYear(NamedTuple):
    """The folder to make: its files, what moved in the settings, whose burden goes over, what to decide."""

    files: dict[str, bytes]
    settings: MovedSettings
    years: tuple[int, ...]
    people: int
    charged: int
    series: tuple[Series, ...]
    decisions: tuple[Decision, ...]

    @property
    def changes(self) -> tuple[ValueEdit, ...]:
        """What is changed in programme.yaml."""
        return self.settings.changes
