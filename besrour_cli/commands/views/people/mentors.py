"""Who mentors whom, each in a sentence; who has no mentor and why; as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.formatting import week_hour_words
from besrour_cli.commands.terminal.console import out, width
from besrour_cli.commands.terminal.translation import language as reader_language
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.mentoring.match import shared_topics
from besrour_cli.mentoring.values import MentoringStep, NoMentorReason
from besrour_cli.model.language import join_and, language_name
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.explain.weekly_hours import readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.mentoring.values import MentoringPerson, MentoringProblem, MentoringResult, Unpaired
    from besrour_cli.model.people.mentoring import MentoringGroup, MentoringTerm
    from besrour_cli.planning.explain.weekly_hours import MeetingTerm, WeeklyHour


class MatchedTerm(NamedTuple):
    """A term, what its groups were made of, the groups, the best hours of each, and the weeks they are of."""

    term: MentoringTerm
    problem: MentoringProblem
    result: MentoringResult
    hours: Mapping[tuple[str, ...], tuple[WeeklyHour, ...]]
    weeks: MeetingTerm


_REACHED = {
    MentoringStep.UNPAIRED: msg("people who ask and have no mentor"),
    MentoringStep.TRIADS: msg("mentors shared by two"),
    MentoringStep.CHANGED: msg("pairs of before that are not kept"),
    MentoringStep.TOPICS: msg("pairs without a topic asked and offered"),
    MentoringStep.REGIONS: msg("wishes for a region that are not met"),
}


def print_matched(workspace: Workspace, matched: MatchedTerm) -> None:
    """Each group in a sentence, those without a mentor, mentors who are free, and what was reached."""
    for group in matched.result.groups:
        _say(group_sentence(workspace, matched, group))
    if matched.result.unpaired:
        out()
    for each in matched.result.unpaired:
        _say(unpaired_sentence(workspace, each))
    if matched.result.free:
        out()
        _say(msg("mentors who are free: {people}", people=_names(workspace, matched.result.free)))
    out()
    for step, value in matched.result.steps:
        if step in _REACHED and (value or step is MentoringStep.UNPAIRED):
            out(msg("{what}: {n}", what=_REACHED[step], n=value))
    if not matched.result.proven:
        out(msg("Not proven in the time allowed: better groups may exist; --seconds gives more time."))


def group_sentence(workspace: Workspace, matched: MatchedTerm, group: MentoringGroup) -> Message:
    """Why these people are together, and when they could meet, in one sentence."""
    people = [person for name in group.people if (person := matched.problem.person(name)) is not None]
    members = {member.id: member for member in workspace.programme.members}
    reasons = [_language_reason(people), _topic_reason(matched, people), _region_reason(people)]
    hours = [
        join_and(
            [_hour(workspace, matched, group, person, minute) for person in group.people], reader_language()
        )
        for minute in range(len(matched.hours[group.people]))
    ]
    return msg(
        "{mentor} ({place}) mentors {mentees}: {reasons}; best hours: {hours}.",
        mentor=members[group.mentor].name,
        place=members[group.mentor].place.names,
        mentees=join_and(
            [f"{members[m].name} ({members[m].place.name(reader_language())})" for m in group.mentees],
            reader_language(),
        ),
        reasons=", ".join(translate(reason) for reason in reasons),
        hours="; ".join(hours) or "–",
    )


def _language_reason(people: list[MentoringPerson]) -> Message:
    shared = (
        [code for code in people[0].languages if all(code in p.languages for p in people)] if people else []
    )
    names = join_and([language_name(code, reader_language()) for code in shared], reader_language())
    return msg("they speak {languages}", languages=names)


def _topic_reason(matched: MatchedTerm, people: list[MentoringPerson]) -> Message:
    topics = dict.fromkeys(t for mentee in people[1:] for t in shared_topics(people[0], mentee))
    if not topics:
        return msg("no topic is both asked and offered")
    names = [matched.term.topics[t].get(reader_language(), t) for t in topics if t in matched.term.topics]
    return msg("asked and offered: {topics}", topics=join_and(names, reader_language()))


def _region_reason(people: list[MentoringPerson]) -> Message:
    if len({person.region for person in people}) > 1:
        return msg("from different regions")
    return msg("from the same region")


def _hour(workspace: Workspace, matched: MatchedTerm, group: MentoringGroup, person: str, number: int) -> str:
    """One person's reading of the group's hour, in the first week of the term."""
    zones = {member.id: member.place for member in workspace.programme.members}
    hour = matched.hours[group.people][number]
    shown = readings(hour, zones[group.mentor].zone, zones[person].zone, matched.weeks)[0]
    return f"{week_hour_words(shown, reader_language())} ({zones[person].name(reader_language())})"


def unpaired_sentence(workspace: Workspace, unpaired: Unpaired) -> Message:
    """Why somebody has no mentor, in one sentence."""
    name = _names(workspace, (unpaired.person,))
    if not unpaired.reasons:
        return msg("{name} has no mentor: nobody offers any mentoring", name=name)
    reasons = ", ".join(translate(_reason(reason, n)) for reason, n in unpaired.reasons)
    return msg("{name} has no mentor: {reasons}", name=name, reasons=reasons)


def _reason(reason: NoMentorReason, n: int) -> Message:
    if reason is NoMentorReason.LANGUAGE:
        return msgn("{n} speaks none of her languages", "{n} speak none of her languages", n)
    if reason is NoMentorReason.CAREER:
        return msgn("{n} is not as far in the career", "{n} are not as far in their career", n)
    if reason is NoMentorReason.PAST:
        return msgn("with {n} she was paired before", "with {n} she was paired before", n)
    if reason is NoMentorReason.HOURS:
        return msgn("with {n} no weekly hour is reasonable", "with {n} no weekly hour is reasonable", n)
    return msgn("{n} has as many as she would take", "{n} have as many as they would take", n)


def _names(workspace: Workspace, people: tuple[str, ...]) -> str:
    by_id = {member.id: member.name for member in workspace.programme.members}
    return ", ".join(by_id.get(person, person) for person in people)


def _say(sentence: Message) -> None:
    """A sentence on lines of the terminal's width, with its further lines indented."""
    from textwrap import wrap

    for number, line in enumerate(wrap(translate(sentence), width() - 2, break_on_hyphens=False)):
        out(f"  {line}" if number else line)


def as_data(matched: MatchedTerm, *, written: bool) -> dict[str, object]:
    """The result for other programs; an hour is minutes after Monday 00:00 on the mentor's clock."""
    result = matched.result
    return {
        "term": {"from": matched.term.first.isoformat(), "to": matched.term.last.isoformat()},
        "groups": [
            {
                "mentor": group.mentor,
                "mentees": list(group.mentees),
                "introduced": group.introduced,
                "topics": _topics(matched, group),
                "hours": [hour._asdict() for hour in matched.hours[group.people]],
            }
            for group in result.groups
        ],
        "unpaired": [
            {"member": each.person, "reasons": {str(reason): n for reason, n in each.reasons}}
            for each in result.unpaired
        ],
        "free": list(result.free),
        "steps": {str(step): value for step, value in result.steps},
        "proven": result.proven,
        "written": written,
    }


def _topics(matched: MatchedTerm, group: MentoringGroup) -> list[str]:
    mentor = matched.problem.person(group.mentor)
    mentees = [matched.problem.person(mentee) for mentee in group.mentees]
    return list(dict.fromkeys(topic for each in mentees for topic in shared_topics(mentor, each)))
