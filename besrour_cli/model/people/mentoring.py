"""A term of mentoring: who offers, who asks, about which topics, and who was brought together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.model.language import Text


class MentoringEntry(NamedTuple):
    """What one person offers and asks: ids of topics; ``most`` groups at a time that she would mentor.

    ``region`` is a wish: ``other`` or ``same`` ("": it does not matter).
    """

    member: str
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    most: int = 1
    region: str = ""


class MentoringTerm(NamedTuple):
    """A term: its first and last day, how long people meet, the topics there are, and who takes part."""

    first: date
    last: date
    minutes: int = 60
    topics: Mapping[str, Text] = MappingProxyType({})
    entries: tuple[MentoringEntry, ...] = ()

    @property
    def name(self) -> str:
        """What the term is called where it is remembered: its first day."""
        return self.first.isoformat()


class MentoringGroup(NamedTuple):
    """A mentor with one person who asks, or two; ``introduced``: letters have told them of each other."""

    mentor: str
    mentees: tuple[str, ...]
    introduced: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        """All of them, the mentor first."""
        return (self.mentor, *self.mentees)
