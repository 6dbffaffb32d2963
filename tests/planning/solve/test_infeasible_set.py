"""Sessions that cannot all be placed: the reason, somebody in both, and only changes that help."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.planning.solve.choose import choose
from support.planning.world import NOW, member, programme, series, session

DAY = date(2027, 1, 11)
TEN = (10 * 60, 11 * 60)


def no(
    asked: Programme,
    plan: Plan | None = None,
    free: frozenset[str] = frozenset(),
    keep: frozenset[str] = frozenset(),
    now: datetime = NOW,
) -> tuple[str, str]:
    """The reason and the remedy of a programme that cannot be planned."""
    with pytest.raises(NegativeAnswer) as fault:
        choose(asked, plan or Plan("test", ""), now, free=free, keep=keep)
    return str(fault.value.what), str(fault.value.remedy)


def at(day: int, hour: int = 10, month: int = 1) -> datetime:
    """A moment of 2027, at a full hour of UTC."""
    return datetime(2027, month, day, hour, tzinfo=UTC)


def announced(name: str, start: datetime, state: SessionState = SessionState.ANNOUNCED) -> ScheduledSession:
    """A slot of an hour."""
    end = start + timedelta(minutes=60)
    return ScheduledSession(session=name, start=start, end=end, state=state, anchor="Africa/Accra", tzdata="")


def two_series(*who: tuple[str, ...]) -> Programme:
    """Two series that may only meet from 10:00 to 11:00 on one day, and the series of each member."""
    runs = [series(name, 60, between=TEN) for name in ("one", "two")]
    people = [member(f"m{i}", "Accra", groups) for i, groups in enumerate(who)]
    sessions = [session("x0", DAY, DAY, runs[0]), session("x1", DAY, DAY, runs[1])]
    return programme(people, runs, sessions, Fairness(step=60), anchor="Accra")


def test_an_overlap_names_somebody_who_is_in_both() -> None:
    """Two series, one hour, one day: the reason is the person, and a day between them is not asked for."""
    what, remedy = no(two_series(("one", "two"), ("two",)))
    assert what == (
        "x0 and x1 cannot all be placed: the starts left to them overlap, and M0 cannot be in two places at "
        "once"
    )
    assert remedy == (
        "widen the window of x0 or x1, or give the series one or two other hours of the day (between)"
    )
    several = no(two_series(("one", "two"), ("one", "two"), ("one", "two")))[0]
    assert several.endswith("and M0 and 2 more cannot be in two places at once")


def test_two_pins_that_overlap() -> None:
    """Where both starts are fixed by hand, one of them is to be changed; no window would help."""
    asked = two_series(("one", "two"))
    pinned = [replace(s, pinned=at(11)) for s in asked.sessions]
    assert no(replace(asked, sessions=tuple(pinned)))[1] == "give x0 or x1 another start"


def test_two_pins_too_few_days_apart() -> None:
    """The series' days between are named, and how many are possible."""
    run = series("cafe", 60, 5)
    sessions = [replace(session(f"x{i}", DAY, date(2027, 1, 29), run), pinned=at(11 + i)) for i in range(2)]
    what, remedy = no(programme([member("a", "Accra")], [run], sessions, anchor="Accra"))
    assert "the series cafe asks for 5 days between its sessions" in what
    assert remedy == (
        "give x0 or x1 another start, or ask for at most 1 day between the sessions of cafe (days_between)"
    )


def test_an_announced_session_in_the_way_may_be_moved() -> None:
    """What people know of stands in the way: setting it free is offered, beside what was set free already."""
    run = series("cafe", 60, 5)
    sessions = [session("a", DAY, DAY, run), session("b", DAY, date(2027, 1, 29), run)]
    asked = programme([member("m", "Accra")], [run], sessions, anchor="Accra")
    slots = {"b": announced("b", at(12))}
    assert no(asked, Plan("test", "", slots))[1].startswith("run besrour move b, or ")
    slots["a"] = announced("a", at(4))
    remedy = no(asked, Plan("test", "", slots), free=frozenset({"a"}))[1]
    assert remedy.startswith("run besrour move a b, or ")


def test_a_session_that_is_kept_may_be_let_go() -> None:
    """What is kept by the words typed is let go by leaving them out."""
    run = series("cafe", 60, 5)
    sessions = [session("a", DAY, DAY, run), session("b", DAY, date(2027, 1, 29), run)]
    asked = programme([member("m", "Accra")], [run], sessions, anchor="Accra")
    slots = {"b": announced("b", at(12), SessionState.PROPOSED)}
    assert no(asked, Plan("test", "", slots), keep=frozenset({"b"}))[1].startswith(
        "let it go: besrour free b, or "
    )


def test_a_held_session_cannot_be_moved() -> None:
    """What is over is no remedy; the window is."""
    run = series("cafe", 60, 5)
    sessions = [session("a", DAY, DAY, run), session("b", DAY, date(2027, 1, 29), run)]
    asked = programme([member("m", "Accra")], [run], sessions, anchor="Accra")
    slots = {"b": announced("b", at(10), SessionState.HELD)}
    assert no(asked, Plan("test", "", slots), now=at(10, 12))[1] == (
        "widen the window of a, or ask for at most 1 day between the sessions of cafe (days_between)"
    )


def test_a_long_chain_of_sessions_is_found_in_time() -> None:
    """Weekly windows, eight days between: the chain is no longer than it must be, and any window helps."""
    run = series("cafe", 60, 8)
    weeks = [DAY + timedelta(weeks=i) for i in range(10)]
    sessions = [session(f"s{i}", day, day + timedelta(days=4), run) for i, day in enumerate(weeks)]
    people = [member("a"), member("b", "Accra"), member("c", "Tokyo")]
    what, remedy = no(programme(people, [run], sessions, Fairness(step=30)))
    assert what.startswith("s4, s5, s6, s7, s8 and s9 cannot all be placed: ")
    assert remedy == (
        "widen the window of s4, s5, s6, s7, s8 or s9, or ask for at most 7 days between the sessions of "
        "cafe (days_between)"
    )


def test_every_remedy_helps() -> None:
    """What is offered was tried: with it, the year can be planned."""
    asked = two_series(("one", "two"), ("two",))
    later = replace(asked.sessions[0], window=asked.sessions[0].window._replace(last=date(2027, 1, 12)))
    choose(replace(asked, sessions=(later, asked.sessions[1])), Plan("test", ""), NOW)
    for name in ("one", "two"):
        whole = replace(asked.series[name], between=(0, 1440))
        choose(replace(asked, series={**asked.series, name: whole}), Plan("test", ""), NOW)


def test_two_of_one_series_in_one_hour_are_too_close_and_overlap() -> None:
    """Either alone would be enough to exclude them, so both are told; fewer days between would not help."""
    run = series("cafe", 60, 5, between=TEN)
    sessions = [session(f"x{i}", DAY, DAY, run) for i in range(2)]
    asked = programme([member("ama", "Accra")], [run], sessions, Fairness(step=60), anchor="Accra")
    what, remedy = no(asked)
    assert what == (
        "x0 and x1 cannot all be placed: the dates left to them are too close for the series cafe, and Ama "
        "cannot be in two places at once"
    )
    assert remedy == "widen the window of x0 or x1"


def test_a_session_that_has_no_other_start_is_not_offered_to_be_moved() -> None:
    """The window of b, which was announced, is a weekend by now: set free, it could be nowhere."""
    run = series("cafe", 60, 5)
    sessions = [session("a", DAY, DAY, run), session("b", date(2027, 1, 16), date(2027, 1, 17), run)]
    asked = programme([member("m", "Accra")], [run], sessions, anchor="Accra")
    remedy = no(asked, Plan("test", "", {"b": announced("b", at(12))}))[1]
    assert remedy.startswith("widen the window of a, or ask for at most 1 day")
    assert "besrour move" not in remedy


def test_moving_another_session_than_the_one_set_free_is_offered() -> None:
    """a, set free, has the 11th alone, a day before b: b may move while a stays where it was."""
    run = series("cafe", 60, 5)
    sessions = [session("a", DAY, DAY, run), session("b", DAY, date(2027, 1, 14), run)]
    asked = programme([member("m", "Accra")], [run], sessions, anchor="Accra")
    slots = {"a": announced("a", at(4)), "b": announced("b", at(12))}
    remedy = no(asked, Plan("test", "", slots), free=frozenset({"a"}))[1]
    assert "run besrour move b, which leaves a in place" in remedy
    assert "run besrour move a b" not in remedy
