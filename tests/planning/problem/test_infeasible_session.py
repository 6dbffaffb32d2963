"""Impossible demands: one sentence that names the session, the demands and the fewest to give up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Blackout, Programme, WeekSpan
from besrour_cli.planning.solve.choose import choose
from support.planning.world import NOW, member, programme, series, session

DAY = date(2027, 1, 13)
RUN = series("cafe", 60, between=(9 * 60, 17 * 60), weekdays=(2,))


def no(asked: Programme, now: datetime = NOW) -> tuple[str, str]:
    """The refusal to plan, and its remedy."""
    with pytest.raises(NegativeAnswer) as fault:
        choose(asked, Plan("test", ""), now)
    assert fault.value.code == 1
    return str(fault.value.what), str(fault.value.remedy)


def test_the_demands_and_the_fewest_to_give_up() -> None:
    """Weekday, hours and one member's never-hours are counted; one of them given up is enough."""
    busy = member("busy", "Toronto", never=[WeekSpan(2 * 1440 + 8 * 60, 2 * 1440 + 18 * 60)])
    asked = programme([member("a"), busy], [RUN], [session("s", DAY, DAY, RUN)], Fairness(step=60))
    assert no(asked) == (
        "no start is left for s: its window holds 24 starts, and the hours of the day exclude 16 and "
        "the never-hours of Busy exclude 10",
        "for s, give up its hours of the day (between); no other date would help",
    )


def test_two_demands_that_only_fall_together() -> None:
    """When no single demand is enough, the pair is named."""
    host = member("host", "Toronto", hours=[WeekSpan(0, 7 * 60)])
    required = session("s", DAY, DAY, RUN, required={"host": ("host",)})
    asked = programme(
        [host], [RUN], [required], Fairness(step=60), [Blackout(DAY, DAY, {"en": "Feast", "fr": "Fête"})]
    )
    assert no(asked)[1] == (
        "for s, give up the blackout dates and the own hours of Host, who is required; "
        "no other date would help"
    )


@pytest.mark.parametrize(
    ("day", "between", "does"),
    [
        (date(2027, 3, 14), (2 * 60, 3 * 60), "skips on Sunday, March\u00a014, 2027"),
        (date(2027, 11, 7), (1 * 60, 2 * 60), "shows twice on Sunday, November\u00a07, 2027"),
    ],
)
def test_a_window_inside_the_hour_that_a_clock_skips(day: date, between: tuple[int, int], does: str) -> None:
    """The clock is what leaves no start, and is named; an hour wider, and the session has one."""
    run = series("cafe", 30, between=between, weekdays=(6,))
    asked = programme([member("a")], [run], [session("s", day, day, run)], Fairness(step=30))
    assert no(asked) == (
        f"no start is left for s: its hours lie within the one that the clock in Toronto {does}",
        "give s another date, or other hours of the day (between)",
    )
    wider = replace(run, between=(between[0], between[1] + 60))
    choose(replace(asked, series={"cafe": wider}), Plan("test", ""), NOW)


def test_a_window_that_has_passed() -> None:
    """Nobody was told and the dates are over: a later window is asked for."""
    asked = programme([member("a")], [RUN], [session("s", DAY, DAY, RUN)])
    what, remedy = no(asked, datetime(2027, 2, 1, tzinfo=UTC))
    assert what == "the window of s has passed, and besrour told nobody of a start"
    assert remedy == (
        "if people met, write took_place: {start: 2027-03-10 15:20 Accra} in the file of s; if not, give it "
        "a later window, or remove its file"
    )


def test_a_window_without_a_date() -> None:
    """A window that ends before it begins holds nothing."""
    asked = programme([member("a")], [RUN], [session("s", DAY, date(2027, 1, 1), RUN)])
    assert no(asked)[0] == "the window of s holds no date"


def test_sessions_that_fit_alone_but_not_together() -> None:
    """Three sessions in one week, ten days apart: the two that already clash are named, not all three."""
    run = series("cafe", 60, 10)
    days = [session(f"s{i}", date(2027, 1, 11), date(2027, 1, 15), run) for i in range(2)]
    far = session("far", date(2027, 6, 7), date(2027, 6, 11), run)
    asked = programme([member("a")], [run], [*days, far])
    assert no(asked)[0] == (
        "s0 and s1 cannot all be placed: the series cafe asks for 10 days between its sessions, and the "
        "dates left to them are closer"
    )
    assert no(asked)[1] == (
        "widen the window of s0 or s1, or ask for at most 4 days between the sessions of cafe (days_between)"
    )


def test_a_pin_in_never_hours() -> None:
    """A start given by hand cannot break a never."""
    busy = member("busy", "Accra", never=[WeekSpan(2 * 1440, 3 * 1440)])
    pinned = replace(session("s", DAY, DAY, RUN), pinned=datetime(2027, 1, 13, 15, tzinfo=UTC))
    assert no(programme([busy], [RUN], [pinned])) == (
        "the start given for s does not respect the never-hours of Busy",
        "give s another start, or let besrour choose one",
    )


def test_all_hopeless_sessions_are_told_at_once() -> None:
    """Seven sessions without a start: one line for each of the first five, and the others are counted."""
    sunday = [session(f"s{i}", date(2027, 1, 17), date(2027, 1, 17), RUN) for i in range(7)]
    what, remedy = no(programme([member("a")], [RUN], sunday))
    first, *lines = what.splitlines()
    assert first == "7 sessions have no start:"
    assert lines[0].startswith("  - no start is left for s0: its window holds")
    assert [line.split(":")[0][-2:] for line in lines[:5]] == ["s0", "s1", "s2", "s3", "s4"]
    assert lines[5:] == ["  - and 2 more like these"]
    assert "  - for s1, widen the window or give up its weekdays" in remedy.splitlines()


def test_starts_that_have_passed_are_counted_with_the_other_reasons() -> None:
    """It is Wednesday noon, and in the afternoon one member can never: the morning is past."""
    busy = member("busy", "Toronto", never=[WeekSpan(2 * 1440 + 12 * 60, 2 * 1440 + 18 * 60)])
    asked = programme([member("a"), busy], [RUN], [session("s", DAY, DAY, RUN)], Fairness(step=60))
    what, remedy = no(asked, datetime(2027, 1, 13, 17, tzinfo=UTC))
    assert what == (
        "no start is left for s: its window holds 24 starts, and 12 are past, the hours of the day exclude "
        "16 and the never-hours of Busy exclude 6"
    )
    assert remedy == "for s, widen the window or give up its hours of the day (between)"
