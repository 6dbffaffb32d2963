"""What members ask of a start as the checker reads it, and what the past cost those who take part."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import ANYONE, REQUIRED, BlockedTime, Member, Programme, WeekSpan
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.verify.build_problem import build
from besrour_cli.planning.verify.check import verify
from besrour_cli.planning.verify.constraints.violations import violations
from besrour_cli.planning.verify.people import length_of, taking_part
from besrour_cli.planning.verify.problem import ProofClaims
from support.planning.world import NOW, member, programme, series, session

RUN = series("cafe", 60)
DAY = date(2027, 1, 12)
NOON = datetime(2027, 1, 12, 12, tzinfo=UTC)
AT = to_epoch_minutes(NOON)
HOUR = ((NOON, NOON + timedelta(hours=1)),)
EVENING = [WeekSpan(1440 + 18 * 60, 1440 + 21 * 60)]
NAMES = ("ama", "bo", "chie", "dede", "esi")


def asked_of(people: Sequence[Member], *required: str, pinned: datetime | None = None) -> Programme:
    """One café on one Tuesday."""
    one = session("s", DAY, DAY, RUN, required={"host": required} if required else None, pinned=pinned)
    return programme(people, [RUN], [one])


def broken(asked: Programme, at: datetime = NOON) -> list[str]:
    """What a start of that café breaks, in sentences."""
    problem = build(asked, Plan("test", ""), ProofClaims(NOW, frozenset(), {}, {}, True))
    return [str(each) for each in violations(problem, problem.sessions[0], to_epoch_minutes(at), NOW)]


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (1, "the calendar of Ama is taken"),
        (2, "the calendars of Ama and Bo are taken"),
        (3, "the calendars of Ama, Bo and Chie are taken"),
        (5, "the calendars of Ama, Bo, Chie and 2 more are taken"),
    ],
)
def test_whose_calendars_are_taken_is_said_by_name(people: int, sentence: str) -> None:
    """Three names at most, and how many more; an hour later nobody has anything to say."""
    asked = asked_of([replace(member(name, "Accra"), busy=HOUR) for name in NAMES[:people]])
    assert broken(asked) == [sentence]
    assert broken(asked, NOON + timedelta(hours=1)) == []
    assert broken(asked, NOON + timedelta(minutes=30)) == [sentence]


@pytest.mark.parametrize(
    ("people", "observes", "holiday"),
    [
        (1, "it falls into what Ama observes", "it is on a public holiday of Ama, who is required"),
        (
            2,
            "it falls into what Ama and Bo observe",
            "it is on a public holiday of Ama and Bo, who are required",
        ),
    ],
)
def test_what_is_observed_bars_everybody_and_a_holiday_those_who_must_come(
    people: int, observes: str, holiday: str
) -> None:
    """The same hour: religious for all invited, a public holiday only for who is required."""
    names = NAMES[:people]
    members = [member(name, "Accra") for name in names]
    for bar, required, expected in (
        (ANYONE, (), [observes]),
        (REQUIRED, (), []),
        (REQUIRED, names, [holiday]),
    ):
        times = {name: (BlockedTime(AT - 60, AT + 60, 0, bar, "feast"),) for name in names}
        assert broken(replace(asked_of(members, *required), blocked_times=times)) == expected


def test_own_hours_count_where_she_must_be_there_and_no_hand_fixed_the_start() -> None:
    """Two required people with evenings alone; a start given by hand is held to the other rules only."""
    people = [member(name, "Accra", hours=EVENING) for name in NAMES[:2]]
    outside = "it is outside of the own hours of Ama and Bo, who are required"
    assert broken(asked_of(people, "ama", "bo")) == [outside]
    assert broken(asked_of(people)) == []
    assert broken(asked_of(people, "ama", "bo", pinned=NOON)) == []
    taken = [replace(each, busy=HOUR) for each in people]
    assert broken(asked_of(taken, "ama", "bo", pinned=NOON)) == ["the calendars of Ama and Bo are taken"]


def test_a_start_that_is_not_the_one_of_the_file_breaks_that_alone() -> None:
    """The file fixes noon: of two o'clock nothing else is said."""
    people = [replace(member("ama", "Accra"), busy=((NOON, NOON + timedelta(hours=3)),))]
    asked = asked_of(people, pinned=NOON)
    assert broken(asked, NOON + timedelta(hours=2)) == ["its file asks for another start"]


def test_hours_of_the_whole_day_have_no_midnight() -> None:
    """A series from 00:00 to 24:00 may meet into the next day; one to 23:59 may not."""
    asked, late = asked_of([member("ama", "Accra")]), datetime(2027, 1, 13, 4, 30, tzinfo=UTC)
    assert broken(asked, late) == []
    shorter = replace(asked, series={"cafe": replace(RUN, between=(0, 1439))})
    assert broken(shorter, late) == ["it is not within the series’ hours of the day (between)"]


def test_who_pauses_takes_part_in_nothing() -> None:
    """She can make no hour of that day; while she pauses the year is proven without her."""
    never = [WeekSpan(0, 7 * 1440)]
    paused = member("bo", "Toronto", never=never, paused=True)
    asked = asked_of([member("ama", "Accra"), paused])
    assert taking_part(asked, list(asked.sessions)) == {"ama": (0,)}
    found = choose(asked, Plan("test", ""), NOW)
    assert verify(asked, found.plan, json.loads(json.dumps(found.proof)), NOW).proven


def test_no_start_lies_before_the_claims() -> None:
    """A proof made at noon is about the starts that were left by then."""
    asked = asked_of([member("ama", "Accra")])
    claims = ProofClaims(NOON, frozenset(), {}, {}, True)
    starts = [start.at for start in build(asked, Plan("test", ""), claims).sessions[0].starts]
    assert starts[0] == AT and len(starts) > 10
    whole = build(asked, Plan("test", ""), claims._replace(made=NOW)).sessions[0].starts
    assert [start.at for start in whole if start.at >= AT] == starts and whole[0].at < AT


def held(name: str, start: datetime, minutes: int = 60) -> ScheduledSession:
    """A session that has taken place."""
    end = start + timedelta(minutes=minutes)
    return ScheduledSession(name, start, end, SessionState.HELD, "Africa/Accra", "")


def test_what_has_been_held_since_is_not_counted_twice() -> None:
    """The ledger was charged for the first café meanwhile, a night too: the old proof is of what was due."""
    people = [member("vera", "Vancouver"), member("omar", "Cairo"), member("aiko", "Tokyo")]
    cafes = [session(f"s{n}", day, day, RUN) for n, day in enumerate((DAY, DAY + timedelta(weeks=4)))]
    asked = programme(people, [RUN], cafes)
    found = choose(asked, Plan("test", ""), NOW)
    first = found.plan.slots["s0"]
    assert first.start == datetime(2027, 1, 13, 4, tzinfo=UTC), "six in the morning in Cairo"
    nights = {"aiko": 0, "omar": 1, "vera": 0}
    ledger = {name: Burden(cost, nights[name], 1) for name, cost in found.costs["s0"].items()}
    slots = {**found.plan.slots, "s0": replace(first, state=SessionState.HELD)}
    later = replace(found.plan, slots=slots, ledger=ledger)
    proof = json.loads(json.dumps(found.proof))
    assert verify(asked, later, proof, first.end).proven
    for other in ({}, {name: each._replace(nights=0) for name, each in ledger.items()}):
        assert not verify(asked, replace(later, ledger=other), proof, first.end).proven


def test_a_session_lasts_from_nothing_to_a_week() -> None:
    """An end before the start, or a month after it, is no length of a session."""
    assert length_of(held("s", NOON, 0)) == 0
    assert length_of(held("s", NOON, 7 * 1440)) == 7 * 1440
    for minutes in (-1, 7 * 1440 + 1):
        with pytest.raises(ValueError, match="ends before it begins, or lasts more than a week"):
            length_of(held("s", NOON, minutes))
