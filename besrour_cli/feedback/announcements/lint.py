"""What is wrong with the times of an announcement, and the moments it is about.

A right announcement is never accused: where a text leaves room for a true reading, that reading counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
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
from besrour_cli.feedback.announcements.impossible import early_ends, no_such_dates
from besrour_cli.feedback.announcements.instants import Years, meant
from besrour_cli.feedback.announcements.open_links import ways_in
from besrour_cli.feedback.announcements.parse import read
from besrour_cli.feedback.announcements.several_places import several_places
from besrour_cli.feedback.announcements.tokens.mentions import ParsedAnnouncement
from besrour_cli.feedback.announcements.unread import (
    NOT_UNDERSTOOD,
    misspelt_dates,
    not_understood,
    open_words,
    unknown_clocks,
)
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.place import Place
from besrour_cli.model.text.open_ways import NO_SECRETS, MeetingSecrets


class AnnouncedMoment(NamedTuple):
    """One moment of the announcement: the instant, the words that name it, the places named with it.

    ``until``: when it ends, if a span says so.
    """

    at: datetime
    words: str
    places: tuple[Place, ...]
    until: datetime | None = None


class AnnouncementVerdict(NamedTuple):
    """All that was found: findings in the text's order, and the moments, each once.

    ``unread``: the words that were not understood; ``hours``: how many hours were.
    """

    findings: tuple[Diagnostic, ...]
    moments: tuple[AnnouncedMoment, ...]
    unread: tuple[str, ...] = ()
    hours: int = 0

    @property
    def mistakes(self) -> int:
        """How many findings are more than warnings."""
        return sum(not finding.warning for finding in self.findings)

    @property
    def ok(self) -> bool:
        """Whether there is no mistake and nothing that nobody checked."""
        return not self.mistakes and not self.unread


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
        *no_such_dates(announcement),
        *early_ends(announcement),
        *disagreements(announcement, years, doubted),
        *several_places(announcement, years, doubted),
        *not_understood(announcement),
        *misspelt_dates(announcement),
        *unknown_clocks(announcement),
        *open_words(announcement),
        *([] if personal else ways_in(text, secrets)),
    ]
    findings.sort(key=lambda finding: (finding.start, finding.code))
    once = {(f.start, f.end, f.code, str(f.what)): f for f in reversed(findings)}
    found = [diagnostic(text, path, finding) for finding in reversed(once.values())]
    return AnnouncementVerdict(
        findings=tuple(found),
        moments=tuple(_moments(announcement, years, doubted)),
        unread=tuple(dict.fromkeys(text[f.start : f.end] for f in findings if f.code == NOT_UNDERSTOOD)),
        hours=len(announcement.readings),
    )


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
        lasts = next((m for r in group if (m := r.hour.lasts) is not None), None)
        until = None if lasts is None else at + timedelta(minutes=lasts)
        yield AnnouncedMoment(at, words_of(announcement.text, group[0]), tuple(places), until)
