"""What plan and why say, without a whole command: rhythm, proof, and what stands against a start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.clock.instants import from_local
from besrour_cli.commands.terminal.translation import set_language, translate
from besrour_cli.commands.views.plan import rhythm, sentences
from besrour_cli.commands.views.plan.against import against
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Member, Programme
from besrour_cli.planning.explain.rhythm import rhythms
from besrour_cli.planning.explain.what_if import WhatIf, compare
from besrour_cli.planning.explain.year_summary import year_summary
from besrour_cli.planning.solve.choose import choose
from support.planning.world import NOW, member, programme, series, session

CAFE = series("cafe", 60, between=(0, 24 * 60), weekdays=tuple(range(7)))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    set_language("en", {})


def _plan(*readings: str) -> tuple[Programme, Plan]:
    """Sessions at some readings of Toronto's clock, each with a window of its own day."""
    starts = [datetime.fromisoformat(reading) for reading in readings]
    sessions = [session(f"s{n}", at.date(), at.date(), CAFE) for n, at in enumerate(starts)]
    slots = {}
    for n, at in enumerate(starts):
        start = from_local(at, "America/Toronto")
        slots[f"s{n}"] = ScheduledSession(
            session=f"s{n}",
            start=start,
            end=start + timedelta(hours=1),
            state=SessionState.PROPOSED,
            anchor="America/Toronto",
            tzdata="",
        )
    return programme([member("a")], [CAFE], sessions), Plan("test", "", slots)


def _said(lang: str, *readings: str) -> str:
    asked, plan = _plan(*readings)
    set_language(lang, {})
    [line] = rhythm.lines(asked, rhythms(asked, plan))
    return translate(line).replace("\u00a0", " ").split(": ", 1)[-1].split("Toronto) : ", 1)[-1]


MONTHS = [
    *(f"2027-{month:02d}-{day}T09:30" for month, day in ((1, 21), (2, 18))),
    *(f"2027-{month:02d}-{day}T11:30" for month, day in ((3, 25), (4, 22), (5, 27), (8, 26))),
    *(f"2027-{month:02d}-{day}T10:30" for month, day in ((9, 28), (10, 26), (11, 23))),
    "2027-12-16T09:30",
]


def test_the_rhythm_of_a_monthly_series() -> None:
    """Exceptions with their months, a run as one, the usual slot last; French has its prepositions."""
    assert _said("en", *MONTHS) == (
        "third Thursday at 9:30 in January, February and December; fourth Tuesday at 10:30 from September to "
        "November; fourth Thursday at 11:30 otherwise."
    )
    assert _said("fr", *MONTHS) == (
        "le troisième jeudi à 9 h 30 en janvier, février et décembre; le quatrième mardi à 10 h 30 de "
        "septembre à novembre; sinon le quatrième jeudi à 11 h 30."
    )
    assert _said("en", "2027-01-06T10:00", "2027-02-03T10:00") == "first Wednesday at 10:00."
    assert _said("en", "2027-01-06T10:00") == "first Wednesday at 10:00 in January."


def test_the_rhythm_of_a_weekly_series() -> None:
    """Weekdays as they recur, single dates where a month holds several, runs from date to date."""
    tuesdays = [f"2027-03-{day:02d}T14:00" for day in (2, 9, 16, 23)]
    assert _said("en", *tuesdays) == "Tuesdays at 14:00."
    assert _said("fr", *tuesdays) == "le mardi à 14 h."
    assert _said("en", *tuesdays, "2027-03-31T15:00") == (
        "Wednesdays at 15:00 on March 31; Tuesdays at 14:00 otherwise."
    )
    later = [f"2027-04-{day:02d}T15:00" for day in (6, 13, 20)]
    assert _said("fr", *tuesdays, *later) == (
        "le mardi à 15 h du 6 avril au 20 avril; sinon le mardi à 14 h."
    )


def test_a_slot_of_single_months_and_of_a_month_with_two_sessions() -> None:
    """A month that holds one session is named alone; where it holds another one, the date is."""
    usual = [f"2027-{month:02d}-0{day}T14:00" for month, day in ((2, 2), (3, 2), (4, 6), (5, 4))]
    readings = ["2027-01-21T09:30", *usual, "2027-02-18T09:30"]
    assert _said("en", *readings) == (
        "Thursdays at 9:30 in January and on February 18; Tuesdays at 14:00 otherwise."
    )
    assert _said("fr", *readings) == ("le jeudi à 9 h 30 en janvier et le 18 février; sinon le mardi à 14 h.")


def test_too_many_slots_to_remember_are_counted() -> None:
    """Nobody remembers five of them: how many, and the most usual, or between which hours."""
    many = [f"2027-{month:02d}-0{month}T{8 + month:02d}:00" for month in range(1, 7)]
    assert _said("en", *many) == "6 different days and hours, between 9:00 and 14:00."
    assert _said("en", *many, "2027-07-01T09:00", "2027-08-05T09:00") == (
        "7 different days and hours, most often first Thursday at 9:00 (2 of 8)."
    )


def _asked(*people: Member) -> Programme:
    run = replace(CAFE, between=(0, 24 * 60))
    days = [date(2027, month, 9) for month in (2, 3)]
    return programme(
        list(people),
        [run],
        [session(f"s{n}", day, day + timedelta(days=2), run) for n, day in enumerate(days)],
    )


def _against(asked: Programme, plan: Plan, start: datetime, lang: str = "en") -> tuple[WhatIf, str]:
    counter = compare(asked, plan, NOW, "s0", start)
    set_language(lang, {})
    step, _change = counter.change()
    return counter, translate(against(asked, step, counter.planned, counter.proposed)).replace("\u00a0", " ")


def test_what_stands_against_a_start_is_said_by_name() -> None:
    """A night for her, one more day and hour, or people told already; in both languages, no figure."""
    asked = _asked(member("ana", "Toronto"), member("kofi", "Accra"), member("awa", "Nairobi"))
    plan = choose(asked, Plan("test", ""), NOW).plan
    start = plan.slots["s0"].start
    night = start.replace(hour=3, minute=0) + timedelta(days=1)
    assert _against(asked, plan, night)[1].startswith("it would be a night for Ana")
    assert _against(asked, plan, night, "fr")[1].startswith("ce serait une nuit pour Ana")
    same_hour = start + timedelta(days=1)
    counter, said = _against(asked, plan, same_hour)
    assert counter.change()[0] == "rhythm"
    assert said == "it would be a second day and hour to remember"
    assert _against(asked, plan, same_hour, "fr")[1] == (
        "ce serait un deuxième rendez-vous à retenir (jour et heure)"
    )
    told = replace(plan, slots={**plan.slots, "s0": plan.slots["s0"].with_state(SessionState.ANNOUNCED)})
    assert _against(asked, told, same_hour)[1] == (
        "people were told of the planned start, and would have to be told again"
    )


def test_what_is_not_proven_is_said_step_by_step() -> None:
    """Which better plan may exist, that the rest is open, and no figure; all proven, one sentence."""
    asked = _asked(member("a", "Toronto"), member("b", "Accra"))
    choice = choose(asked, Plan("test", ""), NOW)
    said = [translate(each) for each in sentences.sentences(asked, choice.plan, year_summary(asked, choice))]
    assert said[-1] == "It is proven that nothing fairer exists."
    steps = [s._replace(bound=s.least - 1) if s.name in ("nights", "people") else s for s in choice.steps]
    summary = year_summary(asked, replace(choice, steps=tuple(steps)))
    said = [translate(each) for each in sentences.sentences(asked, choice.plan, summary)]
    assert said[-1] == (
        "It is not proven in the time allowed that nothing fairer exists: there may be a plan with fewer "
        "nights or with less for the people who carry most (--seconds allows more). Whatever the rule weighs "
        "after that is not proven either."
    )
    assert sentences.as_data(summary)["unproven"] == ["nights", "people"]


def test_a_plan_of_nobody_says_so() -> None:
    """Everyone is paused: no word of proof, and that the hours mean nothing."""
    asked = _asked(replace(member("a", "Toronto"), paused=True))
    choice = choose(asked, Plan("test", ""), datetime(2026, 11, 22, tzinfo=UTC))
    [said] = [translate(s) for s in sentences.sentences(asked, choice.plan, year_summary(asked, choice))]
    assert said.startswith("Nobody takes part: those invited are all paused.")
    assert "proven" not in said
