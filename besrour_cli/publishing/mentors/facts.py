"""The facts of an introduction: who, why, and when they could meet, worded in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from besrour_cli.clock.formatting import date_words, offset_words, week_hour_words
from besrour_cli.model.language import join_and, language_name
from besrour_cli.model.people.mentoring import MentoringGroup, MentoringTerm
from besrour_cli.model.programme import Member, Programme
from besrour_cli.publishing.letters.template_facts import organiser_facts, text_in


class GroupMeeting(NamedTuple):
    """One weekly hour: what the clock of each shows (by her id), first and whenever it moves in the term."""

    readings: dict[str, tuple[datetime, ...]]


class IntroducedGroup(NamedTuple):
    """A group with its people, the topics asked and offered, and its hours, the best first."""

    group: MentoringGroup
    members: tuple[Member, ...]
    topics: tuple[str, ...]
    hours: tuple[GroupMeeting, ...]


@dataclass(frozen=True, slots=True)
class IntroducedPerson:
    """Somebody of the group; ``mentor`` says who mentors."""

    name: str
    place: str
    email: str
    mentor: bool


@dataclass(frozen=True, slots=True)
class HourRow:
    """What one person's clock shows: the hour at first, and how it moves in the term ("": it does not)."""

    name: str
    place: str
    hour: str
    later: str


def introduction_facts(
    programme: Programme, term: MentoringTerm, introduced: IntroducedGroup, language: str
) -> dict[str, object]:
    """Everything the letter's template may print, in one language."""
    members = introduced.members
    shared = [code for code in members[0].languages if all(code in m.languages for m in members)]
    regions = list(dict.fromkeys(programme.region_name(m.region, language) for m in members if m.region))
    return {
        "programme": text_in(programme.names, language),
        "organiser": organiser_facts(programme.contact, language),
        "people": tuple(
            IntroducedPerson(m.name, m.place.name(language), m.email, m.id == introduced.group.mentor)
            for m in members
        ),
        "mentor": members[0].name,
        "mentees": join_and([m.name for m in members[1:]], language),
        "several": len(members) - 1,
        "languages": join_and([language_name(code, language) for code in shared], language),
        "topics": join_and([text_in(term.topics[t], language) for t in introduced.topics], language),
        "regions": join_and(regions, language) if len(regions) > 1 else "",
        "first": _day(term.first, language),
        "last": _day(term.last, language),
        "minutes": term.minutes,
        "hours": tuple(_rows(introduced, meeting, language) for meeting in introduced.hours),
    }


def _rows(introduced: IntroducedGroup, meeting: GroupMeeting, language: str) -> tuple[HourRow, ...]:
    return tuple(_row(member, meeting.readings[member.id], language) for member in introduced.members)


def _row(member: Member, readings: tuple[datetime, ...], language: str) -> HourRow:
    later = [
        f"{_day(each.date(), language)} ({week_hour_words(each, language)}, {offset_words(each, language)})"
        for each in readings[1:]
    ]
    first = readings[0]
    return HourRow(
        name=member.name,
        place=member.place.name(language),
        hour=f"{week_hour_words(first, language)} ({offset_words(first, language)})",
        later=join_and(later, language),
    )


def _day(day: date, language: str) -> str:
    return date_words(day, language, weekday=False)
