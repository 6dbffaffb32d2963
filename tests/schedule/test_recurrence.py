"""Series that repeat: ids that stay whatever becomes of the series, and windows within its dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.schedule.occurrences import is_occurrence, occurrences, window_in
from besrour_cli.schedule.recurrence import WHOLE_MONTH, Every, MonthDay, MonthDays, Recurrence

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
NUMBERS = st.sampled_from([*range(1, 32), *range(-7, 0)])
ORDINALS = st.sampled_from([1, 2, 3, 4, -1])


@st.composite
def month_days(draw: st.DrawFn) -> MonthDays:
    """Two ends that follow one another, in one month or into the next."""
    if draw(st.booleans()):
        return MonthDays(MonthDay(draw(NUMBERS)), MonthDay(draw(NUMBERS)))
    opens = MonthDay(draw(ORDINALS), draw(st.integers(0, 6)))
    closes = MonthDay(draw(ORDINALS), draw(st.integers(0, 6)))
    return MonthDays(opens, opens if opens.number == closes.number else closes)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Every way to repeat, for at most three years."""
    first = draw(DAYS)
    every = draw(st.sampled_from(Every))
    return Recurrence(
        every=every,
        first=first,
        last=first + timedelta(draw(st.integers(0, 1000))),
        days=draw(month_days()) if every.is_monthly else WHOLE_MONTH,
        months=tuple(sorted(draw(st.sets(st.integers(1, 12))))) if every is Every.MONTH else (),
        skipped=tuple(draw(st.lists(DAYS, max_size=2))),
    )


@given(recurrences())
def test_windows_lie_within_the_dates_and_ids_are_in_order(recurrence: Recurrence) -> None:
    """No window leaves from: and until:, none is empty, no id comes twice, and each says its own period."""
    found = occurrences("cafe", recurrence)
    for each in found:
        assert recurrence.first <= each.window.first <= each.window.last <= recurrence.last
        assert each.id == f"{each.period}-cafe" and is_occurrence(each.id, "cafe")
    assert all(earlier.id < later.id for earlier, later in pairwise(found))
    assert all(earlier.number < later.number for earlier, later in pairwise(found))


@given(recurrences(), st.integers(0, 400))
def test_ids_turns_and_windows_stay_when_the_series_is_made_longer(recurrence: Recurrence, days: int) -> None:
    """A later until: adds sessions at the end; no other changes, but that the last window may grow."""
    longer = recurrence._replace(last=recurrence.last + timedelta(days))
    before, after = occurrences("cafe", recurrence), occurrences("cafe", longer)
    same = {each.id: each for each in after}
    for each in before:
        assert same[each.id].number == each.number
        assert same[each.id].window.first == each.window.first
        assert same[each.id].window.last >= each.window.last
        if each.window.last < recurrence.last:
            assert same[each.id] == each


@given(recurrences(), month_days())
def test_ids_stay_when_the_window_changes(recurrence: Recurrence, days: MonthDays) -> None:
    """The same months have sessions of the same ids, wherever in the month these may fall."""
    whole = recurrence._replace(
        first=recurrence.first.replace(day=1), last=date(recurrence.last.year + 1, 3, 31), skipped=()
    )
    if not whole.every.is_monthly:
        return
    one, other = occurrences("cafe", whole), occurrences("cafe", whole._replace(days=days))
    until = f"{recurrence.last.year}-13"
    assert [(e.id, e.number) for e in one if e.id < until] == [
        (e.id, e.number) for e in other if e.id < until
    ]


@given(recurrences(), DAYS)
def test_what_is_left_out_takes_nothing_else_with_it(recurrence: Recurrence, day: date) -> None:
    """except: takes the session of one month or week away; the others keep id, window and turn."""
    before = occurrences("cafe", recurrence)
    after = occurrences("cafe", recurrence._replace(skipped=(*recurrence.skipped, day)))
    gone = [each for each in before if each not in after]
    assert [each for each in before if each not in gone] == list(after)
    assert len(gone) <= 1


@given(month_days(), st.integers(2024, 2032), st.integers(1, 12))
def test_a_window_opens_in_its_month_and_closes_in_it_or_the_next(
    days: MonthDays, year: int, month: int
) -> None:
    """February, leap years and December included: first in the month, last in it or in the one after."""
    window = window_in(days, year, month)
    assert (window.first.year, window.first.month) == (year, month)
    closing = (year + month // 12, month % 12 + 1) if days.ends_in_next_month else (year, month)
    assert (window.last.year, window.last.month) == closing


@given(DAYS, st.integers(0, 600), st.sampled_from([Every.WEEK, Every.FORTNIGHT]))
def test_weeks_are_whole_and_leave_no_day_out(first: date, days: int, every: Every) -> None:
    """Each week begins on a Monday, ISO years of 53 weeks and all; every day is in one window exactly."""
    last = first + timedelta(days)
    found = occurrences("rota", Recurrence(every=every, first=first, last=last))
    for each in found:
        assert date.fromisoformat(each.period).isoweekday() == 1
    covered = [
        each.window.first + timedelta(n)
        for each in found
        for n in range((each.window.last - each.window.first).days + 1)
    ]
    assert covered == [first + timedelta(n) for n in range(days + 1)]


def test_months_and_days_as_people_expect_them() -> None:
    """The last week of February, the 31st where there is none, the window into January."""
    assert window_in(MonthDays(MonthDay(-7), MonthDay(-1)), 2028, 2) == (date(2028, 2, 23), date(2028, 2, 29))
    assert window_in(MonthDays(MonthDay(29), MonthDay(31)), 2027, 2) == (date(2027, 2, 28), date(2027, 2, 28))
    assert window_in(MonthDays(MonthDay(20), MonthDay(8)), 2027, 12) == (
        date(2027, 12, 20),
        date(2028, 1, 8),
    )
    third_tuesday = MonthDays(MonthDay(3, 1), MonthDay(3, 1))
    assert window_in(third_tuesday, 2027, 6) == (date(2027, 6, 15), date(2027, 6, 15))
    last_friday = MonthDays(MonthDay(-1, 4), MonthDay(-1, 4))
    assert window_in(last_friday, 2027, 4).first == date(2027, 4, 30)


def test_an_id_of_another_series_is_not_taken_for_one_of_this() -> None:
    """“2027-03-working-group” is none of “group”, and a file called at will is none of any."""
    assert is_occurrence("2027-03-working-group", "working-group")
    assert not is_occurrence("2027-03-working-group", "group")
    assert not is_occurrence("spring-cafe", "cafe")
