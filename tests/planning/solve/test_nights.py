"""Who has a night in a plan: not whoever chose these hours; against a count minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import DAY, WeekSpan
from besrour_cli.planning.solve.choose import choose
from support.planning.oracle import Told
from support.planning.world import NOW, member, programme, random_instance, series, session

EARLY = tuple(WeekSpan(day * DAY + 6 * 60 + 30, day * DAY + 9 * 60) for day in range(7))
LATE = (WeekSpan(6 * DAY + 21 * 60, 7 * DAY + 2 * 60),)
"""Sunday from nine in the evening to two in the night."""


@pytest.mark.parametrize(
    ("start", "hours", "dark"),
    [
        ("2027-02-23T13:30", (), True),  # 6:30 in Vancouver, seven hours behind all year
        ("2027-02-23T13:30", EARLY, False),
        ("2027-02-23T13:00", EARLY, True),
        ("2027-02-23T17:00", (), False),
        ("2027-02-22T06:30", LATE, False),  # Sunday 23:30 to Monday 1:00
        ("2027-02-22T08:00", LATE, True),  # until 2:30
        ("2027-02-23T06:30", LATE, True),  # a day later
    ],
)
def test_own_hours_are_no_night(start: str, hours: tuple[WeekSpan, ...], dark: bool) -> None:
    """Every minute of the night has to be in them; who is there without hours has a night all the same."""
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    run = series("cafe", 90)
    here = session("s", begin.date(), begin.date(), run, pinned=begin)
    people = [member("ama", "Vancouver", hours=hours), member("kofi", "Vancouver")]
    found = choose(programme(people, [run], [here]), Plan("test", ""), NOW).nights["s"]
    assert ("ama" in found) is dark
    assert ("kofi" in found) is (dark or bool(hours))


@pytest.mark.parametrize("seed", range(20))
def test_a_count_minute_by_minute_comes_to_the_same(seed: int) -> None:
    """Random small years, people with hours of their own among them."""
    asked, plan = random_instance(seed)
    try:
        found = choose(asked, plan, NOW)
    except NegativeAnswer:
        return
    for each in asked.sessions:
        told = Told(asked, each, found.plan.slots[each.id].start)
        assert found.nights[each.id] == {i for i, (_, night) in told.cost.items() if night}
