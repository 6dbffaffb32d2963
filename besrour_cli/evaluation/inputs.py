"""What an evaluation is measured from: who was invited and came, and the answers, which name nobody.

The two streams meet in counts only: no answer is ever laid beside a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationData
from besrour_cli.model.evaluation.form import EvaluationForm
from besrour_cli.model.language import Text


class EvaluatedPerson(NamedTuple):
    """A member as far as figures need her: id, region, preferred language, country ("": not known)."""

    id: str
    region: str
    language: str
    country: str = ""


class EvaluatedSession(NamedTuple):
    """A session that took place, of which it is known who came.

    ``invited`` and ``accepted`` are members' ids, ``came`` maps those who came to their minutes (None: not
    noted, counted as the whole session). ``joins``: how often each came in, of those of whom it is known.
    ``rooms`` are people of shared rooms without a name, by region.
    ``outside`` maps members to the minutes of the session that are outside 08:00 to 18:00 where they live.
    ``led_by`` are those who facilitated or hosted it.
    """

    id: str
    titles: Text
    start: datetime
    minutes: int
    invited: frozenset[str]
    accepted: frozenset[str]
    came: Mapping[str, int | None]
    rooms: Mapping[str, int] = {}
    outside: Mapping[str, int] = {}
    led_by: tuple[str, ...] = ()
    joins: Mapping[str, int] = {}

    def minutes_of(self, member: str) -> int:
        """How long a member who came was there, at most as long as the session."""
        minutes = self.came[member]
        return self.minutes if minutes is None else min(minutes, self.minutes)


class EvaluationInput(NamedTuple):
    """All that one report is measured from; sessions in order of their start.

    ``unknown`` counts sessions that took place and of which it is not known who came, ``cancelled`` those
    that were called off or at which nobody met. ``accepts_known``: whether any answer to an invitation was
    read. ``form`` is None where nobody was asked anything.
    """

    people: Mapping[str, EvaluatedPerson]
    sessions: tuple[EvaluatedSession, ...]
    region_names: Mapping[str, Text] = {}
    language_names: Mapping[str, Text] = {}
    unknown: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    accepts_known: bool = False
    form: EvaluationForm | None = None
    data: EvaluationData = EvaluationData()

    def regions(self) -> tuple[str, ...]:
        """The regions of those who were ever invited, in order."""
        invited = {one for session in self.sessions for one in session.invited}
        return tuple(sorted({p.region for p in self.people.values() if p.id in invited}))

    def languages(self) -> tuple[str, ...]:
        """The preferred languages of those who were ever invited, in order."""
        invited = {one for session in self.sessions for one in session.invited}
        return tuple(sorted({p.language for p in self.people.values() if p.id in invited}))
