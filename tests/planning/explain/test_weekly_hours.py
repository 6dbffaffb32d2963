"""Weekly hours of a few people: reasonable for all, true when clocks move, the best first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from besrour_cli.model.programme import DAY
from besrour_cli.model.units import MinuteOfWeek
from besrour_cli.planning.explain.weekly_hours import (
    HourPolicy,
    MeetingTerm,
    WeeklyHour,
    best_hours,
    readings,
)
from besrour_cli.planning.problem.equivalence_classes import TimePreferences

TERM = MeetingTerm(date(2027, 1, 11), 24, 60)
POLICY = HourPolicy(125, (22 * 60, 7 * 60))
ALWAYS = ((MinuteOfWeek(0), MinuteOfWeek(7 * DAY)),)


def person(zone: str, country: str, never: tuple[tuple[int, int], ...] = ()) -> TimePreferences:
    """Somebody in clinic on a clock."""
    spans = tuple((MinuteOfWeek(first), MinuteOfWeek(last)) for first, last in never)
    return TimePreferences(zone, country, "clinic", (), spans)


TORONTO, NAIROBI = person("America/Toronto", "CA"), person("Africa/Nairobi", "KE")


def test_two_hours_of_the_day_for_both_through_the_whole_term() -> None:
    """Before and after Toronto's clocks move both are awake, at an hour that is reasonable."""
    hours = best_hours([TORONTO, NAIROBI], TERM, POLICY)
    assert len(hours) == 2 and hours[0].cost <= hours[1].cost
    assert abs(hours[0].minute - hours[1].minute) >= 120
    for hour in hours:
        shown = readings(hour, "America/Toronto", "America/Toronto", TERM)
        assert (
            len(shown) == 1 and shown[0].weekday() * DAY + shown[0].hour * 60 + shown[0].minute == hour.minute
        )
        there = readings(hour, "America/Toronto", "Africa/Nairobi", TERM)
        assert len(there) == 2  # winter and summer of Toronto
        assert there[0].hour - there[1].hour == 1 and there[1].date() >= date(2027, 3, 14)
        assert all(7 <= each.hour < 21 for each in (*shown, *there))


def test_the_same_hour_whoever_keeps_the_clock_costs_as_much() -> None:
    """Where no clock moves, an hour of Nairobi's and Lagos's is as good seen from either."""
    lagos = person("Africa/Lagos", "NG")
    one, other = best_hours([NAIROBI, lagos], TERM, POLICY)[0], best_hours([lagos, NAIROBI], TERM, POLICY)[0]
    assert one.cost == other.cost
    assert (one.minute - 120) % (7 * DAY) == other.minute


def test_never_hours_and_nights_are_kept_free() -> None:
    """Only Wednesday afternoon is left to her: both hours are there; with nothing left there is none."""
    free = 2 * DAY + 13 * 60, 2 * DAY + 19 * 60
    narrow = person("Africa/Nairobi", "KE", ((0, free[0]), (free[1], 7 * DAY)))
    for hour in best_hours([narrow, TORONTO], TERM, POLICY):
        assert free[0] <= hour.minute <= free[1] - 60
    assert best_hours([person("Africa/Nairobi", "KE", ((0, 7 * DAY),)), TORONTO], TERM, POLICY) == ()
    assert best_hours([person("Pacific/Auckland", "NZ"), person("Europe/Lisbon", "PT")], TERM, POLICY) == ()


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca"])
def test_odd_clocks_are_read_to_the_minute(zone: str) -> None:
    """Quarters and halves of an hour, and a clock that moves for Ramadan: what is told is what is shown."""
    hour = WeeklyHour(9 * 60, 0)
    shown = readings(hour, "Africa/Accra", zone, TERM)
    assert shown and all((each - (each.utcoffset() or timedelta())).hour == 9 for each in shown)
