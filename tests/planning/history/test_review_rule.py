"""The rule for reviewing hours, agreed on in advance, is held against who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from besrour_cli.model.programme import Programme, ReviewPolicy
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from besrour_cli.planning.history.review_rule import (
    AttendanceShare,
    HourReview,
    below_threshold,
    review_hours,
    without_attendance,
)
from support.planning.ledger_world import AFTER, FIRST, PEOPLE, SECOND, attended, planned, said, told, world
from support.planning.world import member, session


def judged(asked: Programme, *, after: int = 2, attendance: float = 0.5) -> tuple[HourReview, ...]:
    """Every hour, once both cafés are over."""
    asked = replace(asked, review=ReviewPolicy(after, attendance))
    return review_hours(asked, close_past_sessions(asked, planned(told(), told(SECOND, "s1")), AFTER))


def came(first: Sequence[str], second: Sequence[str]) -> Programme:
    """The world once both rows of names are written."""
    return attended(world(), s0=first, s1=second)


def test_too_few_came_and_it_is_said_whom_the_hour_shuts_out() -> None:
    """Three of eight seats were taken; from Asia nobody came, from Africa only once."""
    [hour] = judged(came(["luc", "ama"], ["luc"]))
    assert (hour.series, hour.minute, hour.verdict) == ("cafe", 10 * 60, "due")
    assert (hour.came, hour.invited, hour.known, hour.unknown) == (3, 8, ("s0", "s1"), ())
    assert hour.regions == (
        AttendanceShare("Asia", 0, 2),
        AttendanceShare("Africa", 1, 2),
        AttendanceShare("North America", 2, 4),
    )


def test_just_as_many_as_agreed_are_enough() -> None:
    """Half of the invited is not less than half."""
    [hour] = judged(came(["luc", "ama"], ["luc", "zoe"]))
    assert (hour.came, hour.invited, hour.verdict) == (4, 8, "stays")
    assert [h.verdict for h in judged(came(["luc", "ama"], ["luc", "zoe"]), attendance=0.501)] == ["due"]
    assert below_threshold(1, 3, ReviewPolicy(1, 33.4 / 100))
    assert not below_threshold(333, 1000, ReviewPolicy(1, 33.3 / 100))


def test_guests_make_an_hour_no_fuller() -> None:
    """The rule asks how many of the invited came."""
    assert judged(came(["luc", "guest"], ["luc", "guest"]))[0].came == 2


def test_an_hour_is_judged_only_after_so_many_sessions() -> None:
    """Two were held and the rule says three; with one known of two, the hour is not judged yet."""
    assert judged(came(["luc"], ["luc"]), after=3) == ()
    [hour] = judged(attended(world(), s0=["luc"]))
    assert (hour.verdict, hour.known, hour.unknown) == ("unknown", ("s0",), ("s1",))
    [hour] = judged(attended(world(), s0=["luc"]), after=1)
    assert (hour.verdict, hour.came, hour.invited) == ("due", 1, 4)


def test_what_nobody_wrote_is_named() -> None:
    """The sessions held without a row, in order; not those at which nobody met."""
    plan = close_past_sessions(world(), planned(told(), told(SECOND, "s1")), AFTER)
    assert without_attendance(world(), plan) == ("s0", "s1")
    assert without_attendance(attended(world(), s0=["luc"]), plan) == ("s1",)
    nobody = said(world(), met=False)
    assert without_attendance(nobody, close_past_sessions(nobody, planned(), AFTER)) == ()


def test_the_hour_is_the_one_people_were_told() -> None:
    """A session that began late still belongs to its hour; one at another hour does not."""
    late = said(came(["luc"], ["luc"]), start=FIRST + timedelta(minutes=45))
    assert [h.known for h in judged(late)] == [("s0", "s1")]
    asked = replace(came(["luc"], ["luc"]), review=ReviewPolicy(1, 0.5))
    plan = planned(told(), told(SECOND + timedelta(hours=1), "s1"))
    assert [h.minute for h in review_hours(asked, close_past_sessions(asked, plan, AFTER))] == [600, 660]


def test_the_summer_clock_makes_no_other_hour() -> None:
    """10:00 in Toronto is one hour, at 15:00 UTC in winter and 14:00 in summer."""
    day = date(2027, 7, 14)
    asked = replace(world(), sessions=(world().sessions[0], session("s1", day, day, world().series["cafe"])))
    asked = replace(attended(asked, s0=["luc"], s1=["zoe"]), review=ReviewPolicy(2, 0.5))
    summer = FIRST.replace(month=7, day=14, hour=14)
    plan = close_past_sessions(asked, planned(told(), told(summer, "s1")), summer + timedelta(days=1))
    assert [(h.minute, h.known) for h in review_hours(asked, plan)] == [(600, ("s0", "s1"))]


def test_who_joined_later_was_not_invited() -> None:
    """The record of who was invited counts, not today's roster; who left it is not counted."""
    asked = replace(came(["luc"], ["luc"]), review=ReviewPolicy(2, 0.5))
    plan = close_past_sessions(asked, planned(told(), told(SECOND, "s1")), AFTER)
    joined = replace(asked, members=(*asked.members, member("eva", "Nairobi")))
    assert review_hours(joined, plan) == review_hours(asked, plan)
    left = replace(asked, members=tuple(m for m in asked.members if m.id != "ken"))
    assert review_hours(left, plan)[0].invited == 2 * (len(PEOPLE) - 1)


def test_without_a_rule_nothing_is_judged() -> None:
    """A group that agreed on nothing is told nothing."""
    plan = close_past_sessions(world(), planned(), AFTER)
    assert review_hours(world(), plan) == ()
