"""What the checker works out of the files by itself: burdens, nights and deep ones, invitations, slots."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from besrour_cli.clock.instants import local, to_epoch_minutes
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Burden, Plan, SessionState
from besrour_cli.model.programme import BlockedTime, Programme, WeekSpan
from besrour_cli.planning.problem.burden_curve import TABLE, week_rates
from besrour_cli.planning.problem.fairness_rule import DEEP as PLANNED_DEEP
from besrour_cli.planning.problem.fairness_rule import ORDER, PRECISION, TOLERANCE
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.verify.burden import DEEP, RATES, SINCE, CheckedOffsets, CheckedWeek
from besrour_cli.planning.verify.check import verify
from besrour_cli.planning.verify.constraints.of_members import CheckedNeverHours, CheckedOwnHours
from besrour_cli.planning.verify.objectives import STEPS, certain_of, limit_of, values_of
from besrour_cli.planning.verify.people import weeks_of
from besrour_cli.planning.verify.problem import CheckedSlot
from support.planning.certificates import agreeing, written
from support.planning.oracle import by_the_minute
from support.planning.unproven import spacing_of
from support.planning.world import NOW, member, programme, random_instance, series, session

MONDAY = date(2027, 1, 11)


def week_of(asked: Programme, ident: str) -> CheckedWeek:
    """The local week of one member, over all the dates there are here."""
    person = next(each for each in asked.members if each.id == ident)
    first, last = (to_epoch_minutes(NOW.replace(year=year)) for year in (2026, 2029))
    return CheckedWeek(asked, person, CheckedOffsets(person.place.zone, first, last))


@pytest.mark.parametrize("seed", range(8))
def test_burdens_are_those_of_a_reading_a_minute(seed: int) -> None:
    """The checker's own weeks agree with one local reading a minute, across midnight and clock changes."""
    asked, _ = random_instance(seed)
    for person in asked.members:
        week = week_of(asked, person.id)
        for each in asked.sessions:
            day = each.window.first
            for hours in range(0, 24, 5):
                start = NOW.replace(year=day.year, month=day.month, day=day.day, hour=hours)
                burden, night, *broken = by_the_minute(asked, person, start, each.minutes)
                at, length = (np.array([n], np.int64) for n in (to_epoch_minutes(start), each.minutes))
                cost = week.costs(at, length)
                assert (int(cost.burden[0]), bool(cost.nights[0])) == (burden, bool(night))
                moments = (
                    local(start + timedelta(minutes=n), person.place.zone) for n in range(each.minutes)
                )
                deep = any(at.hour < 5 and not own(person.hours, at) for at in moments)
                assert int(cost.nights[0]) == bool(night) + (bool(night) and deep)
                demands = [kind.of(person, week) for kind in (CheckedNeverHours, CheckedOwnHours)]
                assert [d is not None and bool(d.excludes(at, length)[0]) for d in demands] == broken


def test_what_a_start_costs_is_the_same_whatever_other_starts_there_are() -> None:
    """Half a day before Toronto's clocks change, the change is not yet: alone, and among others."""
    asked, plan = programme([member("ama")], [], []), Plan("test", "")
    change = datetime(2027, 3, 14, 7, tzinfo=UTC)
    for hours in range(-24, 12, 2):
        start = to_epoch_minutes(change + timedelta(hours=hours))
        at, length = np.array([start], np.int64), np.array([90], np.int64)
        costs = [
            weeks_of(asked, plan, asked.members, [start, *others])["ama"].costs(at, length)
            for others in ((), (start - 60 * 1440, start + 60 * 1440))
        ]
        assert costs[0].burden.tolist() == costs[1].burden.tolist(), hours


def test_a_session_costs_as_long_as_it_was_announced() -> None:
    """An hour was announced; the files say ninety minutes by now, and the plan is proven all the same."""
    run = series(minutes=90)
    asked = programme([member("ama"), member("kofi", "Accra")], [run], [session("s0", MONDAY, MONDAY, run)])
    there = choose(asked, Plan("test", ""), NOW).plan
    told = replace(
        there.slots["s0"],
        state=SessionState.ANNOUNCED,
        end=there.slots["s0"].start + timedelta(hours=1),
        announced=NOW,
    )
    found = choose(asked, replace(there, slots={"s0": told}), NOW)
    verdict = verify(asked, found.plan, written(found))
    assert verdict.proven, verdict.faults


def own(hours: tuple[WeekSpan, ...], at: datetime) -> bool:
    """Whether a local moment lies in own hours, of which some pass Sunday midnight."""
    minute = at.weekday() * 1440 + at.hour * 60 + at.minute
    return any(span.start <= each < span.end for span in hours for each in (minute, minute + 7 * 1440))


def test_both_authors_tell_the_same_rule() -> None:
    """The checker's figures were written down anew; they must be the planner's."""
    for column, profile in enumerate(("clinic", "academic", "evenings"), 1):
        assert [*zip(SINCE, RATES[profile], strict=True)] == [(row[0], row[column]) for row in TABLE]
    assert week_rates("clinic", (), "CA")[12 * 60] == 50
    assert PLANNED_DEEP == (0, DEEP)
    assert STEPS == ORDER
    for name in STEPS:
        assert limit_of(Fairness(), name, PRECISION * 0 + 1, PRECISION * 0) == 1 + TOLERANCE.get(name, 0)
        certain = certain_of(Fairness(), name, PRECISION * 0 + 1, PRECISION * 0)
        assert certain == (1 - PRECISION if name in TOLERANCE else None)


@pytest.mark.parametrize(
    ("hour", "minutes", "nights"),
    [
        ("21:30", 30, 0),
        ("21:30", 31, 1),
        ("23:00", 60, 1),
        ("23:00", 61, 2),
        ("03:00", 60, 2),
        ("05:00", 90, 1),
        ("04:59", 90, 2),
        ("07:00", 60, 0),
    ],
)
def test_a_minute_after_midnight_makes_a_night_a_deep_one(hour: str, minutes: int, nights: int) -> None:
    """From 0:00 to 5:00 a night counts twice, from 22:00 to 7:00 once."""
    run = series(minutes=minutes)
    asked = programme([member("ama", "Accra")], [run], [session("s0", MONDAY, MONDAY, run)])
    at = datetime.fromisoformat(f"2027-01-12T{hour}").replace(tzinfo=UTC)
    start, length = (np.array([n], np.int64) for n in (to_epoch_minutes(at), minutes))
    assert week_of(asked, "ama").costs(start, length).nights.tolist() == [nights]


def test_an_hour_of_a_holiday_costs_at_least_its_floor() -> None:
    """Noon costs half a unit anyway, and one unit in all on a day off; beside it, what it always does."""
    run = series(minutes=60)
    asked = programme([member("ama", "Accra")], [run], [session("s0", MONDAY, MONDAY, run)])
    noon = to_epoch_minutes(datetime(2027, 1, 12, 12, tzinfo=UTC))
    off = BlockedTime(noon + 30, noon + 600, 100, 0, "a day off")
    week = week_of(replace(asked, blocked_times={"ama": (off,)}), "ama")
    starts, lengths = np.array([noon - 60, noon, noon + 30], np.int64), np.full(3, 60, np.int64)
    usual = week_of(asked, "ama").costs(starts, lengths).burden.tolist()
    assert usual[1] == 50
    assert week.costs(starts, lengths).burden.tolist() == [usual[0], 75, 100]


def test_what_is_no_night_is_no_deep_one() -> None:
    """Own hours are none, nor is what the programme does not call night."""
    run = series()
    people = [member("ama", "Accra", hours=[WeekSpan(1440, 1440 + 300)]), member("kofi", "Accra")]
    those = [session("s0", MONDAY, MONDAY, run)]
    asked = programme(people, [run], those)
    two = (
        np.array([to_epoch_minutes(datetime(2027, 1, 12, 2, tzinfo=UTC))], np.int64),
        np.array([60], np.int64),
    )
    assert [int(week_of(asked, name).costs(*two).nights[0]) for name in ("ama", "kofi")] == [0, 2]
    late = programme(people, [run], those, Fairness(night=(22 * 60, 24 * 60)))
    assert int(week_of(late, "kofi").costs(*two).nights[0]) == 0


def test_a_region_bears_its_mean_over_invitations() -> None:
    """Who is seldom invited does not make a region look better off, nor is the past forgotten."""
    run, team = series("cafe", 60, between=(8 * 60, 9 * 60)), series("team", 60, between=(9 * 60, 10 * 60))
    people = [member("ama", "Accra", ("cafe", "team")), member("kofi", "Accra", ("team",))]
    those = [session("s0", MONDAY, MONDAY, run), session("t0", MONDAY, MONDAY, team)]
    asked = programme(people, [run, team], those, Fairness(step=60), anchor="Accra")
    spacing = spacing_of(asked, Plan("test", "", {}, {"ama": Burden(4.5, 0, 3), "gone": Burden(9.0, 1, 9)}))
    assert spacing is not None
    assert spacing.options.problem.invitations == {"Africa": 3 + 3}
    assert values_of(spacing.options, (0, 1))["regions"] * 6 * 2 == 15  # of 4.5 and three hours at work
    assert values_of(spacing.options, ())["regions"] * 6 * 2 == 9


def test_a_slot_is_the_week_of_the_month_where_a_series_comes_monthly() -> None:
    """Windows that begin twenty days apart have one, nineteen days apart not; the same window counts once."""
    run = series("cafe", 60, between=(8 * 60, 9 * 60))
    for days, nths in (((0, 0, 20), [2, 2, 5]), ((0, 19), [0, 0]), ((0,), [2])):
        firsts = [MONDAY + timedelta(days=each) for each in days]
        those = [session(f"s{n}", first, first, run) for n, first in enumerate(firsts)]
        those = [replace(each, weekdays=tuple(range(7))) for each in those]
        asked = programme([member("ama")], [run], those, Fairness(step=60))
        spacing = spacing_of(asked, Plan("test", ""))
        assert spacing is not None
        wanted = [CheckedSlot("cafe", nth, day.weekday(), 480) for nth, day in zip(nths, firsts, strict=True)]
        assert spacing.options.slots == wanted


def test_rhythm_counts_each_slot_once_and_every_change() -> None:
    """Three Mondays at the same hour are one slot; two hours are two."""
    run = series("cafe", 60, between=(8 * 60, 10 * 60), weekdays=(0,))
    days = [MONDAY + timedelta(days=7 * n) for n in range(3)]
    those = [session(f"s{n}", day, day, run) for n, day in enumerate(days)]
    spacing = spacing_of(programme([member("ama")], [run], those, Fairness(step=60)), Plan("test", ""))
    assert spacing is not None
    assert [values_of(spacing.options, each)["rhythm"] for each in ((0, 2, 4), (0, 3, 4), (1, 3, 5))] == [
        1,
        2,
        1,
    ]


def test_a_deep_night_counted_once_is_refused() -> None:
    """One session at 2:00 in Accra: the plan, plan.yaml and the proof say one night; the files say two."""
    run = series()
    pin = datetime(2027, 1, 12, 2, tzinfo=UTC)
    asked = programme(
        [member("ama", "Accra")], [run], [session("s0", pin.date(), pin.date(), run, pinned=pin)]
    )
    choice = choose(asked, Plan("test", ""), NOW)
    proof = written(choice)
    step = proof["steps"][0]
    assert step["value"] == "8"  # two, and three times the two of who has most
    assert verify(asked, choice.plan, proof, NOW).proven
    step["value"] = step["least"] = step["bound"] = "4"
    verdict = verify(asked, agreeing(choice.plan, proof), proof, NOW)
    assert not verdict.proven and "the plan reaches 8" in str(verdict.faults[0])
