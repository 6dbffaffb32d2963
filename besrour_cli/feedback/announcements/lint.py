"""What is wrong with the times of an announcement, and the moments it is about.

A right announcement is never accused: where a text leaves room for a true reading, that reading counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from besrour_cli.feedback.announcements.clock_mistakes import (
    ambiguous_dates,
    bare_offsets,
    doubted_clocks,
    wrong_abbreviations,
    wrong_hours,
    wrong_weekdays,
)
from besrour_cli.feedback.announcements.disagreements import disagreements
from besrour_cli.feedback.announcements.finding import diagnostic, words_of
from besrour_cli.feedback.announcements.instants import Years, meant
from besrour_cli.feedback.announcements.open_links import ways_in
from besrour_cli.feedback.announcements.parse import read
from besrour_cli.feedback.announcements.tokens.mentions import ParsedAnnouncement
from besrour_cli.feedback.announcements.unread import not_understood, open_words
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.place import Place
from besrour_cli.model.text.open_ways import NO_SECRETS, MeetingSecrets


class AnnouncedMoment(NamedTuple):
    """One moment of the announcement: the instant, the words that name it, the places named with it."""

    at: datetime
    words: str
    places: tuple[Place, ...]


class AnnouncementVerdict(NamedTuple):
    """All that was found: findings in the text's order, and the moments, each once."""

    findings: tuple[Diagnostic, ...]
    moments: tuple[AnnouncedMoment, ...]


def lint(
    text: str,
    path: str,
    today: date,
    *,
    personal: bool = False,
    secrets: MeetingSecrets = NO_SECRETS,
) -> AnnouncementVerdict:
    """Return the findings in an announcement's text.

    ``path`` is shown as the place of each; ``today`` dates what has no year; ``personal``: it goes to one
    invited person, who may read the link; ``secrets`` are the ways into the programme's own meetings.
    """
    announcement = read(text)
    years = Years(_year(announcement), today)
    doubted = doubted_clocks(announcement, years)
    findings = [
        *wrong_weekdays(announcement, years),
        *ambiguous_dates(announcement),
        *wrong_hours(announcement, years),
        *wrong_abbreviations(announcement, years),
        *bare_offsets(announcement),
        *disagreements(announcement, years, doubted),
        *not_understood(announcement),
        *open_words(announcement),
        *([] if personal else ways_in(text, secrets)),
    ]
    findings.sort(key=lambda finding: (finding.start, finding.code))
    once: list[Diagnostic] = []
    for mistake in (diagnostic(text, path, finding) for finding in findings):
        if mistake not in once:
            once.append(mistake)
    return AnnouncementVerdict(tuple(once), tuple(_moments(announcement, years, doubted)))


def _year(announcement: ParsedAnnouncement) -> int | None:
    """Return the one year the text names; None when it names none or several."""
    years = {day.year for day in announcement.days if day.year}
    return years.pop() if len(years) == 1 else None


def _moments(
    announcement: ParsedAnnouncement, years: Years, doubted: frozenset[int]
) -> Iterator[AnnouncedMoment]:
    seen: set[datetime] = set()
    for group in announcement.groups:
        day = next((r.day for r in group if r.day), None)
        at = meant(group, years.days(day), doubted)
        if at is None or at in seen:
            continue
        seen.add(at)
        places = [m.place for r in group for m in r.marks if m.place is not None]
        yield AnnouncedMoment(at, words_of(announcement.text, group[0]), tuple(places))
