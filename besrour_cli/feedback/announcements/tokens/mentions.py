"""What an announcement mentions: clocks and places, hours with their clocks and days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.feedback.announcements.tokens.dates import DayMention
from besrour_cli.feedback.announcements.tokens.hours import HourMention
from besrour_cli.model.place import Place

BLANK = "\x00"
"""What a part that was read is replaced with, so that all positions stay those of the text."""


class ZoneKind(StrEnum):
    """How a text names a clock: by a word for it (``GMT``), by an offset, or by a place."""

    CLOCK = "clock"
    OFFSET = "offset"
    PLACE = "place"


class ZoneMention(NamedTuple):
    """A clock in a text, from ``start`` to ``end``.

    ``claims``: minutes east of UTC that it states (None: none); ``zones`` those it may be about (several for
    a town of that name in two countries); ``place`` what it was resolved to, when it is one place.
    """

    start: int
    end: int
    text: str
    kind: ZoneKind
    claims: int | None
    zones: tuple[str, ...]
    place: Place | None = None


class TimeMention(NamedTuple):
    """An hour, its clocks (perhaps none) and its day; ``given``: the clocks are next to it in the text.

    ``moment``: in a table, the same for all hours said to be one moment. ``shift``: how many days after its
    day it is, as brackets say (``(the day before)``: -1); ``weekday``: the day of the week that they name.
    """

    hour: HourMention
    marks: tuple[ZoneMention, ...]
    day: DayMention | None
    given: bool
    moment: tuple[int, int] | None = None
    shift: int = 0
    weekday: int | None = None

    def on(self, day: date) -> date:
        """The day of this hour, where the text speaks of ``day``: a day of the week is the nearest one."""
        days = self.shift if self.weekday is None else (self.weekday - day.weekday() + 3) % 7 - 3
        return day + timedelta(days) if abs(days) <= 1 else day


class ParsedAnnouncement(NamedTuple):
    """Everything a text mentions; ``groups`` are the readings that are said to be one moment.

    ``rest``: the text with all that was understood blanked; ``unknown``: where an hour has a clock that
    nobody knows, from where to where, and the start of the hour; ``named_zones``: those of all places named.
    """

    text: str
    days: tuple[DayMention, ...]
    marks: tuple[ZoneMention, ...]
    groups: tuple[tuple[TimeMention, ...], ...]
    rest: str = ""
    unknown: tuple[tuple[int, int, int], ...] = ()
    named_zones: frozenset[str] = frozenset()

    @property
    def readings(self) -> tuple[TimeMention, ...]:
        """All readings in the text's order."""
        return tuple(reading for group in self.groups for reading in group)


_WORDS = (
    r"times?|local|locales?|hours?|heures?|hrs|h|in|at|à|a|au|aux|en|de|du|des|d['’]|l['’]|la|le|the|is|est|"
    r"from|and|et|or|ou|on|i\.?e\.?|soit|which|that|equivalent|equals|corresponding|to|pour|for|your|votre|"
    r"zone|précises?|sharp|avancée|normale|fuseau|horaire|same|also|début|start|starts|begins|jour|day|dès|when|where|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|next|lendemain|same|previous|veille"
)
_FOR = (
    r"\b(?:for|pour)\s(?:our|your|those|the|all|nos|vos|les|ceux|celles)\b[ \w’']{0,25}?"
    r"\b(?:in|from|à|en|au|de)(?!\w)"
)
FILLER = re.compile(
    rf"(?:{_FOR}|[\s\x00,;:()\[\]/|–—\-−=~≈*•·&+.]|\b(?:{_WORDS})(?![\w])|[dl]['’])*", re.IGNORECASE
)
"""Text between hours and clocks that says nothing of its own: blanked mentions, signs, small words."""
BREAK = re.compile(r"…|\.\.\.")
"""A sign between hours and clocks that parts them, though it is made of filler."""
