"""The obvious other start: the one most of those invited would prefer, while every demand is met."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import DAY, Programme, WeekSpan
from besrour_cli.planning.explain.obvious_start import obvious_start
from besrour_cli.planning.explain.what_if import alternatives, compare
from besrour_cli.planning.solve.choose import choose
from support.planning.oracle import Told, starts_of
from support.planning.world import NOW, member, programme, series, session

RUN = series("cafe", 60, weekdays=(1,))
TUESDAY = date(2027, 3, 9)
MORNING = [WeekSpan(day * DAY + 9 * 60, day * DAY + 12 * 60) for day in range(7)]
EVENING = [WeekSpan(day * DAY + 18 * 60, day * DAY + 21 * 60) for day in range(7)]


def _asked(*, evenings: int, mornings: int) -> Programme:
    people = [member(f"e{n}", "Toronto", hours=EVENING) for n in range(evenings)]
    people += [member(f"m{n}", "Accra", hours=MORNING) for n in range(mornings)]
    return programme(people, [RUN], [session("s", TUESDAY, TUESDAY, RUN)], Fairness(step=60))


def test_it_is_the_start_that_most_prefer() -> None:
    """Counted anew, start by start: no possible one has more people it suits better, less those it hurts."""
    asked = _asked(evenings=3, mornings=1)
    plan = choose(asked, Plan("test", ""), NOW).plan
    told = {start: Told(asked, asked.sessions[0], start) for start in starts_of(asked, asked.sessions[0])}
    here = told[plan.slots["s"].start].cost

    def net(start: object) -> int:
        there = told[start].cost  # type: ignore[index]
        return sum((there[i][0] < here[i][0]) - (there[i][0] > here[i][0]) for i in here)

    found = obvious_start(asked, plan, NOW, "s")
    assert found is not None
    assert net(found.start) == max(map(net, told)) == found.better - found.worse
    assert found.people == 4
    counter = compare(asked, plan, NOW, "s", found.start)
    assert (len(counter.gains), len(counter.losses)) == (found.better, found.worse)
    assert counter.against == ()


def test_there_is_none_where_the_plan_suits_most() -> None:
    """People of one kind have the hour they like best, and nothing else is obvious."""
    asked = _asked(evenings=3, mornings=0)
    plan = choose(asked, Plan("test", ""), NOW).plan
    assert obvious_start(asked, plan, NOW, "s") is None
    impossible = session("late", NOW.date(), NOW.date(), replace(RUN, between=(0, 30)))
    without = replace(asked, sessions=(*asked.sessions, impossible))
    assert obvious_start(without, plan, NOW, "s") is None, "a session that has no start stops no answer"
    assert compare(without, plan, NOW, "s", plan.slots["s"].start).change() == ("", 0.0)


def test_a_start_fixed_by_hand_is_set_aside_and_its_price_decides() -> None:
    """Fixed at night, everyone would prefer another hour, and the rule would be fairer with it: nights."""
    asked = _asked(evenings=3, mornings=0)
    best = choose(asked, Plan("test", ""), NOW).plan.slots["s"].start
    pinned = asked.with_session(replace(asked.sessions[0], pinned=best + timedelta(hours=8)))
    plan = choose(pinned, Plan("test", ""), NOW).plan
    found = obvious_start(pinned, plan, NOW, "s")
    assert found is not None
    assert (found.better, found.worse) == (3, 0)
    counter = compare(pinned, plan, NOW, "s", found.start)
    assert counter.better()
    assert counter.change()[0] == "nights"


def in_the_way() -> Programme:
    """One hour a day, which the team has on that day, and a café that somebody fixed at four at night."""
    cafe, team = (series(name, 60, weekdays=(1,), between=(10 * 60, 11 * 60)) for name in ("cafe", "team"))
    people = [member(f"m{n}", "Toronto", ("cafe", "team")) for n in range(3)]
    night = datetime(2027, 3, 9, 9, tzinfo=UTC)
    sessions = [
        session("s", TUESDAY, TUESDAY, cafe, pinned=night),
        session("t", TUESDAY, TUESDAY, team),
    ]
    return programme(people, [cafe, team], sessions, Fairness(step=30))


def test_an_hour_that_another_session_has_is_not_obvious() -> None:
    """Everybody would prefer ten o'clock, and is at another meeting then; with an hour more it is eleven."""
    asked = in_the_way()
    plan = choose(asked, Plan("test", ""), NOW).plan
    assert obvious_start(asked, plan, NOW, "s") is None
    assert alternatives(asked, plan, NOW, "s") == ()
    longer = replace(asked, series={name: replace(s, between=(600, 720)) for name, s in asked.series.items()})
    plan = choose(longer, plan, NOW, keep=frozenset({"t"})).plan
    found, (other,) = obvious_start(longer, plan, NOW, "s"), alternatives(longer, plan, NOW, "s")
    assert found is not None and found.better == 3
    assert plan.slots["t"].start == datetime(2027, 3, 9, 15, tzinfo=UTC)
    assert found.start == other.start == datetime(2027, 3, 9, 16, tzinfo=UTC)


def test_a_session_that_is_not_in_the_plan_has_no_other_starts() -> None:
    """It was never planned, or its file is gone."""
    asked = in_the_way()
    plan = choose(asked, Plan("test", ""), NOW).plan
    gone = replace(asked, sessions=asked.sessions[1:])
    for name, programme_, its_plan in (
        ("s9", asked, plan),
        ("s", asked, Plan("test", "")),
        ("s", gone, plan),
    ):
        with pytest.raises(NotFoundError):
            alternatives(programme_, its_plan, NOW, name)
