"""The burden tensor against the plain loop: one local reading a minute, on every candidate."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from besrour_cli.clock.instants import from_epoch_minutes
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import WeekSpan
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.problem.burden import candidate_costs, costs_by_preference
from besrour_cli.planning.problem.constraints.of_members import NeverHours, OwnHours
from besrour_cli.planning.problem.constraints.start_constraint import SessionStarts
from besrour_cli.planning.problem.equivalence_classes import SessionIndex, time_preferences
from besrour_cli.planning.problem.local_time import minutes_inside, offsets_of
from support.planning.oracle import by_the_minute
from support.planning.world import NOW, PLACES, SPANS, member, programme, series, session


@pytest.mark.parametrize(
    ("first", "last", "minutes", "night"),
    [
        (date(2027, 3, 12), date(2027, 3, 15), 90, (22 * 60, 7 * 60)),  # North America springs forward
        (date(2027, 10, 29), date(2027, 11, 1), 100, (23 * 60, 5 * 60)),  # Europe and Egypt fall back
        (date(2027, 4, 2), date(2027, 4, 5), 45, (0, 6 * 60)),  # Lord Howe falls back by half an hour
    ],
)
def test_the_tensor_is_the_plain_loop(first: date, last: date, minutes: int, night: tuple[int, int]) -> None:
    """Burden, night, never and own hours agree on every candidate, across clock changes and weekends."""
    people = [
        member(f"m{i}", name, profile=profile, hours=hours, never=never)
        for i, (name, (profile, hours, never)) in enumerate(
            zip(
                sorted(PLACES),
                [("", (), SPANS[:1]), ("academic", SPANS[1:3], ()), ("evenings", (), SPANS[2:])] * 4,
                strict=True,
            )
        )
    ]
    run = series("cafe", minutes, weekdays=tuple(range(7)))
    asked = programme(people, [run], [session("s", first, last, run)], Fairness(step=60, night=night))
    clocks = {m.id: time_preferences(m, asked) for m in people}
    # never-hours would forbid everything here, so the grid is taken without asking whether it is possible
    free = programme(
        [member(m.id, m.place.input) for m in people], [run], asked.sessions, Fairness(step=60, night=night)
    )
    grid = build_input(free, Plan("test", ""), NOW, frozenset()).sessions[0].grid
    assert len(grid.starts) > 70
    judged = SessionStarts(
        programme=asked,
        session=asked.sessions[0],
        index=SessionIndex(0),
        minutes=minutes,
        grid=grid,
        people=(),
        now=EpochMinute(0),
    )
    begin, end = EpochMinute(int(grid.starts.min())), EpochMinute(int(grid.starts.max()) + minutes)
    for person in people:
        clock, zone = clocks[person.id], offsets_of(person.place.zone, begin, end)
        length = np.full(len(grid.starts), minutes, np.int64)
        row = candidate_costs(clock, zone, night, grid.starts, length)
        never, outside = NeverHours().mask(clock, judged), OwnHours().mask(clock, judged)
        for at, start in enumerate(grid.starts.tolist()):
            found = (
                int(row.burden[at]),
                int(row.nights[at]),
                never is not None and bool(never[at]),
                outside is not None and bool(outside[at]),
            )
            assert found == by_the_minute(asked, person, from_epoch_minutes(start), minutes), (
                person.place.input,
                start,
            )


def test_an_hour_of_night_is_minute_true() -> None:
    """A session that ends when the night begins is none; one minute later it is."""
    run = series("cafe", 60)
    person = member("m", "Accra")
    asked = programme([person], [run], [])
    row = candidate_costs(
        time_preferences(person, asked),
        ((EpochMinute(0), 0),),
        (22 * 60, 7 * 60),
        np.array([21 * 60, 21 * 60 + 1, 6 * 60 + 59, 7 * 60], np.int64),
        np.full(4, 60, np.int64),
    )
    assert row.nights.tolist() == [0, 1, 1, 0]


def test_a_deep_night_counts_twice() -> None:
    """From midnight to five; at 22:00 or from five on it is a night as any other."""
    asked = programme([member("m", "Accra")], [series()], [])
    starts = np.array([22 * 60, 23 * 60 + 1, 24 * 60 + 4 * 60 + 59, 24 * 60 + 5 * 60], np.int64)
    clock = time_preferences(asked.members[0], asked)
    row = candidate_costs(clock, ((EpochMinute(0), 0),), (22 * 60, 7 * 60), starts, np.full(4, 60, np.int64))
    assert row.nights.tolist() == [1, 2, 2, 1]
    dawn = candidate_costs(clock, ((EpochMinute(0), 0),), (6 * 60, 7 * 60), starts, np.full(4, 60, np.int64))
    assert dawn.nights.tolist() == [0, 0, 0, 0], "what the programme calls no night is no deep night either"


def test_own_hours_are_free_and_no_night() -> None:
    """Who works nights and says so pays nothing for an hour of them."""
    person = member("m", "Accra", hours=[WeekSpan(0, 7 * 60)])
    asked = programme([person], [series()], [])
    monday = int(datetime(2027, 1, 4, 2, tzinfo=UTC).timestamp()) // 60
    clock, starts = time_preferences(person, asked), np.array([monday], np.int64)
    row = candidate_costs(clock, ((EpochMinute(0), 0),), (22 * 60, 7 * 60), starts, np.array([60], np.int64))
    assert (int(row.burden[0]), int(row.nights[0])) == (0, 0)
    assert minutes_inside(clock.hours, clock.zone, starts, 60).tolist() == [60]


def test_costs_are_whole_numbers() -> None:
    """Hundredths and nights are never fractions, whether there are starts or none."""
    clock = time_preferences(member("m", "Accra"), programme([member("m", "Accra")], [series()], []))
    for count in (0, 3):
        starts = np.arange(count, dtype=np.int64) * 37
        row = costs_by_preference([clock], (22 * 60, 7 * 60), starts, np.full(count, 45, np.int64))[clock]
        wide = row.scatter(np.arange(count), count + 1)
        assert {array.dtype for array in (*row, *wide)} == {np.dtype(np.int64)}
        assert (wide.burden[:count].tolist(), wide.burden[count]) == (row.burden.tolist(), 0)
