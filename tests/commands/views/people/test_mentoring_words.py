"""Mentors and mentees in sentences: why these people, who has no mentor, and what was reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import set_language, translate
from besrour_cli.commands.views.people.mentors import (
    MatchedTerm,
    as_data,
    group_sentence,
    print_matched,
    unpaired_sentence,
)
from besrour_cli.mentoring.values import (
    MentoringPerson,
    MentoringProblem,
    MentoringResult,
    MentoringStep,
    NoMentorReason,
    Unpaired,
)
from besrour_cli.model.people.mentoring import MentoringGroup, MentoringTerm
from besrour_cli.model.plan import Plan
from besrour_cli.planning.explain.weekly_hours import MeetingTerm, WeeklyHour
from support.planning.world import member, programme

PEOPLE = programme([member("ana", "Toronto"), member("awa", "Nairobi"), member("kofi", "Accra")], [], [])
FOLDER = Workspace("", PEOPLE, Plan("test", ""), "")
TERM = MentoringTerm(date(2027, 2, 1), date(2027, 4, 30), topics={"thesis": {"en": "Theses", "fr": "Thèses"}})
GROUP = MentoringGroup("ana", ("awa",))


def _matched(result: MentoringResult, *, asks: str = "thesis", region: str = "Africa") -> MatchedTerm:
    people = (
        MentoringPerson("ana", ("en", "fr"), "North America", offers=("thesis",)),
        MentoringPerson("awa", ("en",), region, asks=(asks,)),
    )
    hours = {GROUP.people: (WeeklyHour(9 * 60, 150),)}
    weeks = MeetingTerm(TERM.first, 13, 60)
    return MatchedTerm(TERM, MentoringProblem(people, lambda _people: 0), result, hours, weeks)


WITH_ONE = MentoringResult(
    (GROUP,), (), ((MentoringStep.UNPAIRED, 0), (MentoringStep.TOPICS, 1)), proven=True
)


def test_a_group_says_why_and_when() -> None:
    """The language they share, the topic, the regions, and the hour on each clock."""
    said = translate(group_sentence(FOLDER, _matched(WITH_ONE), GROUP)).replace("\u00a0", " ")
    assert said == (
        "Ana (Toronto) mentors Awa (Nairobi): they speak English, asked and offered: Theses, from different "
        "regions; best hours: Monday, 9:00 a.m. (Toronto) and Monday, 5:00 p.m. (Nairobi)."
    )


def test_a_group_without_a_shared_topic_from_one_region() -> None:
    """Both are said, since both are less than was wished."""
    said = translate(group_sentence(FOLDER, _matched(WITH_ONE, asks="grants", region="North America"), GROUP))
    assert "no topic is both asked and offered, from the same region;" in said


def test_what_is_free_and_what_is_not_proven_is_said(printed: Callable[[], list[str]]) -> None:
    """Mentors without anybody, the steps that lost something, and that more time may find better groups."""
    result = WITH_ONE._replace(free=("kofi", "gone"), proven=False, groups=())
    print_matched(FOLDER, _matched(result))
    assert printed() == [
        "",
        "mentors who are free: Kofi, gone",
        "",
        "people who ask and have no mentor: 0",
        "pairs without a topic asked and offered: 1",
        "Not proven in the time allowed: better groups may exist; --seconds gives more time.",
    ]


def test_a_proven_match_with_nobody_free_is_short(printed: Callable[[], list[str]]) -> None:
    """Only the group and what was reached; each who has no mentor in a sentence."""
    unpaired = Unpaired("kofi", ((NoMentorReason.FULL, 1),))
    print_matched(FOLDER, _matched(WITH_ONE._replace(unpaired=(unpaired,))))
    said = printed()
    assert said[0].startswith("Ana (Toronto) mentors Awa (Nairobi)")
    assert "Kofi has no mentor: 1 has as many as she would take" in said
    assert not any("free" in line or "proven" in line for line in said)


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ((), "Kofi has no mentor: nobody offers any mentoring"),
        (((NoMentorReason.LANGUAGE, 2),), "Kofi has no mentor: 2 speak none of her languages"),
        (((NoMentorReason.CAREER, 1),), "Kofi has no mentor: 1 is not as far in the career"),
        (((NoMentorReason.PAST, 1),), "Kofi has no mentor: with 1 she was paired before"),
        (((NoMentorReason.HOURS, 3),), "Kofi has no mentor: with 3 no weekly hour is reasonable"),
        (
            ((NoMentorReason.PAST, 1), (NoMentorReason.FULL, 2)),
            "Kofi has no mentor: with 1 she was paired before, 2 have as many as they would take",
        ),
    ],
)
def test_who_has_no_mentor_learns_why(reasons: tuple[tuple[NoMentorReason, int], ...], expected: str) -> None:
    """Each reason with the number of mentors whom it keeps away; or that there are none at all."""
    assert translate(unpaired_sentence(FOLDER, Unpaired("kofi", reasons))) == expected


def test_the_reasons_are_in_french_too() -> None:
    """With a space before the colon."""
    set_language("fr", {})
    said = translate(unpaired_sentence(FOLDER, Unpaired("kofi", ((NoMentorReason.LANGUAGE, 1),))))
    assert said.startswith("Kofi ") and "\u00a0:" in said


def test_other_programs_read_the_topics_of_each_group() -> None:
    """A topic that is asked and offered, once; the hour as minutes after Monday 00:00."""
    assert as_data(_matched(WITH_ONE), written=False)["groups"] == [
        {
            "mentor": "ana",
            "mentees": ["awa"],
            "introduced": False,
            "topics": ["thesis"],
            "hours": [{"minute": 540, "cost": 150}],
        }
    ]
