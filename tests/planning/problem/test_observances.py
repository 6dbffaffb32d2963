"""Holidays and observances in the plan: barred for whom, and what they cost the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from besrour_cli.clock.instants import local
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme, Session
from besrour_cli.observances.blocked_time import observed
from besrour_cli.planning.solve.choose import choose
from support.planning.world import NOW, member, programme, series, session

CAFE = series("cafe", 60)
EMPTY = Plan("test", "")


def planned(people: list[str], meeting: Session, **observes: tuple[str, ...]) -> tuple[Programme, datetime]:
    """The start chosen for one session of people at these places (named by their id)."""
    everyone = [
        replace(member(place.lower(), place), observes=observes.get(place.lower(), ())) for place in people
    ]
    whole = observed(programme(everyone, [CAFE], [meeting], anchor="Accra"), EMPTY)
    return whole, choose(whole, EMPTY, NOW).plan.slots[meeting.id].start


def test_a_required_person_has_her_public_holiday() -> None:
    """Between Ghana's holiday and the day after, the facilitator from Accra decides."""
    window = (date(2028, 3, 6), date(2028, 3, 7))
    meeting = session("one", *window, CAFE, required={"facilitator": ("accra",)})
    _, start = planned(["Accra"], meeting)
    assert start.date() == date(2028, 3, 7)


def test_others_pay_for_a_holiday_unless_nothing_else_is_left() -> None:
    """Two days to choose from: not the holiday. The holiday alone: it is taken, and it costs."""
    free = session("one", date(2028, 3, 6), date(2028, 3, 7), CAFE)
    _, start = planned(["Accra"], free)
    assert start.date() == date(2028, 3, 7)
    bound = session("one", date(2028, 3, 6), date(2028, 3, 6), CAFE)
    whole, start = planned(["Accra"], bound)
    assert start.date() == date(2028, 3, 6)
    cost = choose(whole, EMPTY, NOW).costs["one"]["accra"]
    assert cost == 4.0


def test_a_required_person_on_a_holiday_is_named_when_no_start_is_left() -> None:
    """The message says whose holiday it is."""
    meeting = session("one", date(2028, 3, 6), date(2028, 3, 6), CAFE, required={"facilitator": ("accra",)})
    with pytest.raises(NegativeAnswer, match="public holidays of Accra, who is required"):
        planned(["Accra"], meeting)


def test_a_start_fixed_by_hand_may_be_on_a_holiday() -> None:
    """The coordinator has chosen; the day still costs."""
    moment = datetime(2028, 3, 6, 14, tzinfo=UTC)
    meeting = session(
        "one",
        date(2028, 3, 6),
        date(2028, 3, 6),
        CAFE,
        required={"facilitator": ("accra",)},
        pinned=moment,
    )
    _, start = planned(["Accra"], meeting)
    assert start == moment


def test_no_session_on_the_iftar_of_whoever_keeps_it() -> None:
    """Casablanca in Ramadan, hours at Toronto that leave only its evening: no; without the fast: yes."""
    evening = replace(
        CAFE, between=(13 * 60, 14 * 60 + 30)
    )  # 18:00 to 19:30 in Casablanca (UTC), iftar 18:20
    meeting = session("one", date(2027, 2, 22), date(2027, 2, 24), evening)
    people = [member("toronto", "Toronto"), member("fatima", "Casablanca")]
    with pytest.raises(NegativeAnswer, match="what Fatima observes"):
        kept = [people[0], replace(people[1], observes=("ramadan",))]
        choose(observed(programme(kept, [evening], [meeting]), EMPTY), EMPTY, NOW)
    whole = observed(programme(people, [evening], [meeting]), EMPTY)
    start = choose(whole, EMPTY, NOW).plan.slots["one"].start
    assert local(start, "Africa/Casablanca").hour in (18, 19)
    allowed = [people[0], replace(people[1], observes=("ramadan", "iftar-allowed"))]
    assert choose(observed(programme(allowed, [evening], [meeting]), EMPTY), EMPTY, NOW).plan.slots


def test_friday_prayer_is_kept_free_for_whoever_says_so() -> None:
    """A Friday session of someone in Cairo leaves noon to half past two alone."""
    meeting = session("one", date(2027, 1, 29), date(2027, 1, 29), CAFE, weekdays=(4,))
    noon = replace(CAFE, between=(5 * 60, 7 * 60 + 30))  # 12:00 to 14:30 in Cairo
    at_noon = replace(meeting, series="cafe")
    people = [replace(member("amal", "Cairo"), observes=("friday-prayer",)), member("toronto", "Toronto")]
    with pytest.raises(NegativeAnswer, match="what Amal observes"):
        choose(observed(programme(people, [noon], [at_noon]), EMPTY), EMPTY, NOW)


def test_a_programme_without_days_is_as_it_was() -> None:
    """Nothing is held until it is worked out; planning takes intervals, and asks no calendar itself."""
    meeting = session("one", date(2028, 3, 6), date(2028, 3, 6), CAFE, required={"host": ("accra",)})
    bare = programme([member("accra", "Accra")], [CAFE], [meeting])
    assert bare.blocked_times == {}
    assert choose(bare, EMPTY, NOW).plan.slots["one"].start.date() == date(2028, 3, 6)
