"""What a report is checked against: rows of the programme's files as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationAnswer, EvaluationComment
from besrour_cli.model.evaluation.decisions import CommitteeDecision, SeenRules
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.model.language import Text


class InvitedPerson(NamedTuple):
    """A row of the roster: region, first language, country, zone."""

    region: str
    language: str
    country: str
    zone: str


class SessionRow(NamedTuple):
    """A session that took place: when, who was invited, who said yes, who came and for how many minutes.

    ``rooms`` are people of shared rooms who have no name, by region; ``leaders`` who facilitated or hosted;
    ``entered`` is how often somebody came in, of those of whom it was noted.
    """

    id: str
    titles: Text
    start: datetime
    end: datetime
    invited: frozenset[str]
    accepted: frozenset[str]
    came: Mapping[str, int | None]
    rooms: Mapping[str, int]
    leaders: frozenset[str]
    entered: Mapping[str, int] = {}

    @property
    def length(self) -> int:
        """Minutes from start to end."""
        return round((self.end - self.start).total_seconds() / 60)

    def minutes(self, member: str) -> int:
        """Minutes that somebody who came was there; all of them where it was not noted."""
        noted = self.came[member]
        return self.length if noted is None else min(noted, self.length)


class RawRows(NamedTuple):
    """Everything that one report says something of.

    ``unknown`` and ``cancelled`` are how many sessions there were of which it is not known who came, and at
    which nobody met. ``replies_known``: whether replies to invitations were read. ``until`` is the last day,
    ``zone`` that of the programme. ``words`` are the words around a report in each language.
    Counts below ``hide_below`` are hidden.
    """

    programme: Text
    organiser: Text
    contact: str
    invented: bool
    until: date
    zone: str
    roster: Mapping[str, InvitedPerson]
    sessions: tuple[SessionRow, ...]
    regions: Mapping[str, Text]
    languages: Mapping[str, Text]
    unknown: int
    cancelled: int
    replies_known: bool
    form: EvaluationForm | None
    answers: tuple[EvaluationAnswer, ...]
    comments: tuple[EvaluationComment, ...]
    decisions: tuple[CommitteeDecision, ...]
    rules_seen: tuple[SeenRules, ...]
    words: Mapping[str, Mapping[str, str]]
    hide_below: int

    def invited(self) -> frozenset[str]:
        """Everybody who was invited to any session."""
        return frozenset().union(*(session.invited for session in self.sessions))

    def regions_invited(self) -> tuple[str, ...]:
        """The regions of those invited, in order."""
        return tuple(sorted({row.region for who, row in self.roster.items() if who in self.invited()}))

    def languages_invited(self) -> tuple[str, ...]:
        """The first languages of those invited, in order."""
        return tuple(sorted({row.language for who, row in self.roster.items() if who in self.invited()}))
