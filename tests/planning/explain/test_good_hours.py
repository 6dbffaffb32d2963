"""Good and hard hours: judged per hour of session, told by name; evenings in a row whatever the series."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.planning.explain.good_hours import few_good_sessions, hard_days
from support.planning.world import NOW, member, programme, series


def _plan(*starts: datetime, minutes: int = 60) -> Plan:
    """Sessions s0, s1 and so on at some starts."""
    slots = {
        f"s{n}": ScheduledSession(
            session=f"s{n}",
            start=start,
            end=start + timedelta(minutes=minutes),
            state=SessionState.PROPOSED,
            anchor="America/Toronto",
            tzdata="",
        )
        for n, start in enumerate(starts)
    }
    return Plan("test", "", slots)


@pytest.mark.parametrize(("minutes", "limit"), [(30, 0.63), (60, 1.25), (90, 1.88), (120, 2.5), (240, 5.0)])
def test_an_hour_is_good_whatever_the_length_of_the_session(minutes: int, limit: float) -> None:
    """What is judged is an hour of session: clinic time is good for four of them, an evening for none."""
    fairness = Fairness()
    assert fairness.good_burden(minutes) == limit
    assert 1.0 * minutes / 60 <= fairness.good_burden(minutes) < 1.5 * minutes / 60


def test_who_has_fewer_good_sessions_than_the_files_ask() -> None:
    """The fewest first; nobody can have more good ones than sessions; who has enough is not named."""
    asked = programme([member(i) for i in "abc"], [series("cafe", 60)], [], Fairness(good_sessions=2))
    plan = _plan(*(datetime(2027, month, 1, 15, tzinfo=UTC) for month in (2, 3, 4)))
    costs = {
        "s0": {"a": 1.0, "b": 1.5, "c": 1.25},
        "s1": {"a": 1.0, "b": 1.5},
        "s2": {"a": 9.0, "b": 0.5},
    }
    assert few_good_sessions(asked, plan, costs) == {"b": 1}
    costs["s2"]["a"] = costs["s1"]["a"] = costs["s2"]["b"] = 9.0
    assert list(few_good_sessions(asked, plan, costs).items()) == [("b", 0), ("a", 1)]


def test_hard_hours_on_two_days_in_a_row_are_seen_across_series() -> None:
    """On her own clock: an evening and the next one; a day between, a good hour, what is over: none."""
    people = [member("k", "Nairobi"), member("j", "Nairobi"), member("a", "Accra")]
    asked = programme(people, [series("cafe", 60), series("board", 60)], [])
    evening = datetime(2027, 6, 21, 16, tzinfo=UTC)
    plan = _plan(evening, evening + timedelta(hours=23, minutes=30), evening + timedelta(days=3))
    hard = dict.fromkeys("kj", 1.5)
    costs = {"s0": {**hard, "a": 1.0}, "s1": {**hard, "a": 1.5}, "s2": {**hard, "a": 1.5}}
    [found] = hard_days(asked, plan, costs, NOW)
    assert found.members == ("k", "j")
    assert found.sessions == ("s0", "s1")
    assert [(at.day, at.hour, at.minute) for at in found.starts] == [(21, 19, 0), (22, 18, 30)]
    costs["s1"]["k"] = 1.0
    assert [each.members for each in hard_days(asked, plan, costs, NOW)] == [("j",)]
    assert hard_days(asked, plan, costs, evening + timedelta(minutes=1)) == ()
