"""A year that stops after a quarter: told by hand, and against a count that knows no planner."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Window
from besrour_cli.planning.explain.after_quarters import QuarterBurden, QuarterBurdens, after_quarters
from besrour_cli.planning.solve.choose import choose
from support.planning.budgets import NO_TIME, seconds, too_hard
from support.planning.properties.cost_table import Starts
from support.planning.properties.over_the_year import quarters
from support.planning.world import NOW, member, programme, random_instance, series, session

DAYS = (date(2027, 1, 19), date(2027, 3, 16), date(2027, 4, 20), date(2027, 11, 16))
"""Third Tuesdays in three quarters of the year."""
SEEDS = range(12)


def planned(asked: Programme, *hours: int) -> Plan:
    """Everything proposed, at hours of UTC, which are Accra's."""
    slots = {}
    for each, hour in zip(asked.sessions, hours, strict=True):
        day = each.window.first
        start = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        end = start + timedelta(minutes=60)
        slots[each.id] = ScheduledSession(each.id, start, end, SessionState.PROPOSED, "Africa/Accra", "")
    return Plan("test", "", slots)


def accra() -> Programme:
    """An hour on each of the days for one member in Accra."""
    run = series("cafe", 60)
    return programme([member("ama", "Accra")], [run], [session(str(day), day, day, run) for day in DAYS])


def test_evenings_first_are_told_with_the_quarter_and_what_could_have_been_had() -> None:
    """19:00 costs 1.5, late afternoon 0.5: until March twice 1.5, until June once 0.5 more."""
    found = after_quarters(accra(), planned(accra(), 19, 19, 16, 16), NOW, seconds(20))
    until_march = QuarterBurden(
        last=date(2027, 3, 31), region="Africa", burden=1.5, alone=0.5, slots=2, slots_alone=1
    )
    until_june = QuarterBurden(
        last=date(2027, 6, 30), region="Africa", burden=3.5 / 3, alone=0.5, slots=3, slots_alone=1
    )
    assert found == QuarterBurdens((until_march, until_june), complete=True)


def test_without_time_it_says_that_quarters_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the sessions until then could have had is not proven, or no plan of theirs was found at all."""
    given = accra(), planned(accra(), 16, 16, 16, 16), NOW
    assert not after_quarters(*given, NO_TIME).complete
    too_hard(monkeypatch)
    assert after_quarters(*given, seconds(20)) == QuarterBurdens((), complete=False)


def over_the_quarters(seed: int) -> Programme:
    """A small random programme whose sessions lie a quarter apart, and without a past."""
    asked, _ = random_instance(seed)
    sessions = []
    for n, each in enumerate(sorted(asked.sessions, key=lambda each: each.window.first)):
        apart = timedelta(days=91 * n)
        window = Window(each.window.first + apart, each.window.last + apart)
        sessions.append(replace(each, window=window))
    return replace(asked, sessions=tuple(sessions))


def test_a_count_without_the_planner_comes_to_the_same() -> None:
    """Random small years: what an invitation costs after each quarter, by the plan and by one of its own."""
    seen = 0
    for seed in SEEDS:
        asked = over_the_quarters(seed)

        def planner(some: Programme) -> Starts:
            chosen = choose(some, Plan("test", ""), NOW, budget=seconds(20))
            return {i: slot.start for i, slot in chosen.plan.slots.items()}

        try:
            plan = choose(asked, Plan("test", ""), NOW, budget=seconds(20)).plan
        except NegativeAnswer:
            continue
        starts = {i: slot.start for i, slot in plan.slots.items()}
        found = after_quarters(asked, plan, NOW, seconds(20))
        counted = quarters(planner, asked, starts)[:-1]
        assert found.complete
        assert [each.last for each in found.quarters] == [each.last for each in counted]
        for ours, theirs in zip(found.quarters, counted, strict=True):
            assert abs(ours.burden - theirs.burden) < 1e-9
            assert abs(ours.alone - theirs.alone) < 1e-9
            seen += 1
    assert seen > len(SEEDS)
