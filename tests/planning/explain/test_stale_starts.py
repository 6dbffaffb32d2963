"""A start that breaks a demand of the files is not kept in silence, by hand or because it was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from besrour_cli.clock.formatting import instant_words
from besrour_cli.model.diagnostic import SourceLocation, SourceText
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import ANYONE, REQUIRED, Blackout, BlockedTime, Programme, WeekSpan
from besrour_cli.model.took_place import SessionOutcome
from besrour_cli.planning.explain.pinned_starts import check_pins
from besrour_cli.planning.explain.stale_starts import (
    check_announced_starts,
    check_fixed_starts,
    violations_of_fixed,
)
from support.planning.world import NOW, member, place, programme, series, session

RUN = series("cafe", 60, 5, between=(8 * 60, 18 * 60))
FIRST, LAST = date(2027, 1, 11), date(2027, 1, 22)
START = datetime(2027, 1, 13, 15, tzinfo=UTC)


def _words(instant: datetime) -> str:
    return instant_words(instant, place("Accra"))["en"]


WEDNESDAY = 2 * 1440
NOBODY = frozenset[str]()


def slot(
    name: str = "s", start: datetime = START, state: SessionState = SessionState.PROPOSED
) -> ScheduledSession:
    """A session of an hour in the plan."""
    return ScheduledSession(name, start, start + timedelta(minutes=60), state, "Africa/Accra", "")


def year(**changed: Any) -> Programme:
    """A host and two more in Accra, and two sessions, one of which the host is required at."""
    people = [
        member("host", "Accra", hours=[WeekSpan(WEDNESDAY + 14 * 60, WEDNESDAY + 17 * 60)]),
        member("ada", "Accra"),
        member("ben", "Accra"),
    ]
    sessions = [
        session("s", FIRST, LAST, RUN, required={"host": ("host",)}),
        session("t", FIRST, LAST, RUN),
    ]
    return replace(programme(people, [RUN], sessions, Fairness(step=60), anchor="Accra"), **changed)


def plan(*slots: ScheduledSession) -> Plan:
    """A plan of these slots."""
    return Plan("test", "", {s.session: s for s in slots})


def with_session(asked: Programme, **changed: Any) -> Programme:
    """The programme with other fields of its first session."""
    return asked.with_session(replace(asked.sessions[0], **changed))


def with_member(asked: Programme, index: int, **changed: Any) -> Programme:
    """The programme with other fields of one of its members."""
    people = list(asked.members)
    people[index] = replace(people[index], **changed)
    return replace(asked, members=tuple(people))


NEVER = (WeekSpan(WEDNESDAY, WEDNESDAY + 1440),)
MINUTE = int(START.timestamp()) // 60
BROKEN = [
    (with_member(year(), 1, never=NEVER), "it falls in the never-hours of Ada"),
    (
        with_member(with_member(year(), 1, never=NEVER), 2, never=NEVER),
        "it falls in the never-hours of Ada and Ben",
    ),
    (
        with_member(year(), 0, hours=(WeekSpan(0, 600),)),
        "it is outside of the own hours of Host, who is required",
    ),
    (with_member(year(), 2, busy=((START, START + timedelta(hours=1)),)), "the calendar of Ben is taken"),
    (
        year(blocked_times={"host": (BlockedTime(MINUTE, MINUTE + 30, 0, REQUIRED, "Feast"),)}),
        "it is on a public holiday of Host, who is required",
    ),
    (
        year(blocked_times={"ada": (BlockedTime(MINUTE, MINUTE + 30, 0, ANYONE, "Friday prayer"),)}),
        "it falls into what Ada observes",
    ),
    (with_session(year(), weekdays=(0, 1)), "it is not on one of the session’s weekdays"),
    (
        with_session(year(), window=year().sessions[0].window._replace(first=date(2027, 1, 14))),
        "it is outside of the window, 2027-01-14 to 2027-01-22",
    ),
    (
        year(series={"cafe": replace(RUN, between=(8 * 60, 12 * 60))}),
        "it is not within the series’ hours of the day (between)",
    ),
    (
        year(blackouts=(Blackout(START.date(), START.date(), {"en": "Feast", "fr": "Fête"}),)),
        "it is on a blackout date: Feast",
    ),
    (
        with_session(year(), pinned=START + timedelta(days=1)),
        "its file asks for another start",
    ),
]


@pytest.mark.parametrize(("asked", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_proposed_start_that_breaks_a_demand_is_not_kept(asked: Programme, reason: str) -> None:
    """One sentence names the demand and whose it is; a move beside it does not hold the start either."""
    refusal = check_fixed_starts(asked, plan(slot()), NOW, {"s"}, NOBODY)
    assert refusal is not None
    assert str(refusal.what) == f"“s” cannot be kept at its start: {reason}"
    assert str(refusal.remedy) == "let it go: besrour free s, then besrour plan"
    assert list(violations_of_fixed(asked, plan(slot()), NOW, {"s"}, NOBODY)) == ["s"]


@pytest.mark.parametrize(("asked", "reason"), BROKEN[:-1], ids=[reason for _, reason in BROKEN[:-1]])
def test_an_announced_start_that_breaks_a_demand_is_warned_of(asked: Programme, reason: str) -> None:
    """It stays, since people were told; what it breaks is said, and how to move it."""
    told = plan(slot(state=SessionState.ANNOUNCED))
    assert check_fixed_starts(asked, told, NOW, {"s"}, NOBODY) is None
    (warning,) = check_announced_starts(asked, told, NOW)
    assert warning.warning
    assert str(warning.what) == (
        f"the announced start of “s”, {_words(START)}, breaks what the files ask now: {reason}"
    )
    assert str(warning.remedy).endswith("besrour move s")
    (warning,) = check_announced_starts(asked, plan(slot()), NOW, {"s"})
    assert str(warning.what).startswith(f"the planned start of “s”, {_words(START)}, breaks ")
    assert str(warning.remedy) == "run besrour plan, then this again"


def test_a_start_that_breaks_nothing_is_kept() -> None:
    """Where the files did not change, nothing is said."""
    assert check_fixed_starts(year(), plan(slot()), NOW, {"s"}, NOBODY) is None
    assert check_announced_starts(year(), plan(slot(state=SessionState.ANNOUNCED)), NOW) == []


def test_what_is_over_or_called_off_is_not_warned_of() -> None:
    """Nobody can move it any more."""
    asked, _ = BROKEN[0]
    for state in (SessionState.HELD, SessionState.CANCELLED):
        assert check_announced_starts(asked, plan(slot(state=state)), NOW) == []
    assert (
        check_announced_starts(asked, plan(slot(state=SessionState.ANNOUNCED)), START + timedelta(days=1))
        == []
    )


def test_a_start_in_the_past_is_not_kept() -> None:
    """A proposed start that has gone by is nobody's to keep."""
    refusal = check_fixed_starts(year(), plan(slot()), START + timedelta(minutes=1), {"s"}, NOBODY)
    assert refusal is not None
    assert str(refusal.what).endswith("cannot be kept at its start: it lies in the past")


def test_two_kept_starts_that_hinder_each_other_are_told_at_once() -> None:
    """Each names the other; a session that may move is in nobody's way."""
    both = plan(slot(), slot("t", START + timedelta(minutes=30)))
    refusal = check_fixed_starts(year(), both, NOW, {"s", "t"}, NOBODY)
    assert refusal is not None
    assert str(refusal.what) == (
        "2 sessions cannot be kept at their starts:\n"
        "  - “s” cannot be kept at its start: it is 0 days from t, and the series asks for 5; it overlaps t, "
        "to which some of the same people are invited\n"
        "  - “t” cannot be kept at its start: it is 0 days from s, and the series asks for 5; it overlaps s, "
        "to which some of the same people are invited"
    )
    assert check_fixed_starts(year(), both, NOW, {"s"}, NOBODY) is None
    told = plan(slot(), slot("t", START, SessionState.ANNOUNCED))
    assert check_fixed_starts(year(), told, NOW, {"s"}, NOBODY) is not None
    assert check_fixed_starts(year(), told, NOW, {"s"}, {"t"}) is None


def test_a_pin_is_held_to_never_hours_alone() -> None:
    """A start given by hand may be outside of its window; not in somebody's never-hours."""
    outside = with_session(year(), pinned=START, weekdays=(0,))
    assert check_fixed_starts(outside, plan(slot()), NOW, {"s"}, NOBODY) is None
    assert check_announced_starts(outside, plan(slot(state=SessionState.ANNOUNCED)), NOW) == []
    never = with_member(outside, 1, never=NEVER)
    assert check_fixed_starts(never, plan(slot()), NOW, {"s"}, NOBODY) is not None


def pinned(asked: Programme, start: datetime) -> Programme:
    """The programme with the start of its first session fixed by hand."""
    return with_session(
        asked, pinned=start, sources={"start": SourceText(SourceLocation("sessions/s.yaml", 7, 8), 22, 1, ())}
    )


def test_a_pin_in_the_past_is_a_mistake() -> None:
    """A mistyped year is told with file and line, unless the session was announced then."""
    past = datetime(2020, 1, 11, 1, tzinfo=UTC)
    for known in ((), (slot(),), (slot(state=SessionState.ANNOUNCED),)):
        (found,) = check_pins(pinned(year(), past), plan(*known), NOW)
        assert not found.warning
        assert (str(found.spot), found.code) == ("sessions/s.yaml:7:8", "start-past")
        assert str(found.what) == f"the start given for “s”, {_words(past)}, lies in the past"
        assert "January\u00a011, 2020, 1:00" in str(found.what)  # on the anchor's clock, as a person reads it
    for state in (SessionState.ANNOUNCED, SessionState.HELD, SessionState.CANCELLED):
        assert check_pins(pinned(year(), past), plan(slot(start=past, state=state)), NOW) == ()


def test_a_pin_outside_of_what_the_files_ask_is_warned_of() -> None:
    """All that it leaves aside is named, as it is meant perhaps."""
    closed = year(blackouts=(Blackout(date(2027, 1, 31), date(2027, 1, 31), {"en": "Feast", "fr": "Fête"}),))
    (found,) = check_pins(pinned(closed, datetime(2027, 1, 31, 5, tzinfo=UTC)), plan(), NOW)
    assert found.warning
    assert str(found.what) == (
        "the start given for “s”, Sunday, January\u00a031, 2027, 5:00\u00a0a.m. (Accra, UTC): "
        "it is outside of the window, 2027-01-11 to 2027-01-22; "
        "it is not on one of the session’s weekdays; it is not within the series’ hours of the day (between)"
        "; it is on a blackout date: Feast"
    )
    assert check_pins(pinned(year(), START), plan(), NOW) == ()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("announced", f"people were told that “s” starts on {_words(START)}, and its file asks for "),
        ("moved", f"“s” was moved to {_words(START)}, and its file now asks for "),
    ],
)
def test_a_pin_written_after_announcing_is_told(state: SessionState, said: str) -> None:
    """The announced start stays; how to take the file's is said."""
    later = START + timedelta(days=1)
    (found,) = check_pins(pinned(year(), later), plan(slot(state=state)), NOW)
    assert found.warning
    assert str(found.what) == said + _words(later)
    assert "besrour move s" in str(found.remedy)


def test_a_pin_of_a_session_that_took_place_is_not_looked_at() -> None:
    """Nobody was told through besrour, and its file says that people met: the past start is no mistake."""
    past = datetime(2026, 1, 1, 1, tzinfo=UTC) - timedelta(days=30)
    met = with_session(pinned(year(), past), took_place=SessionOutcome(True, past, 60))
    assert check_pins(met, plan(), NOW) == ()
    unsaid = with_session(met, took_place=None)
    assert [found.code for found in check_pins(unsaid, plan(), NOW)] == ["start-past"]
