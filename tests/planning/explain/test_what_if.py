"""Counter-proposals: what another start would change for whom, and every demand that speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Blackout, WeekSpan
from besrour_cli.planning.explain.what_if import alternatives, compare
from besrour_cli.planning.problem.fairness_rule import STEPS
from besrour_cli.planning.solve.choose import choose
from support.planning.oracle import Told, rule
from support.planning.world import NOW, member, programme, series, session

RUN = series("cafe", 90, 3, between=(6 * 60, 22 * 60))
DAYS = [WeekSpan(day * 1440 + 8 * 60, day * 1440 + 18 * 60) for day in range(7)]
PEOPLE = [
    member("a", "Vancouver"),
    member("b", "Accra"),
    member("c", "Accra", hours=DAYS),
    member("d", "Nairobi", never=[WeekSpan(2 * 1440, 3 * 1440)]),
]
ASKED = programme(
    PEOPLE,
    [RUN],
    [
        session(f"s{i}", date(2027, 3, 8 + 7 * i), date(2027, 3, 12 + 7 * i), RUN, required={"host": ("c",)})
        for i in range(3)
    ],
    Fairness(step=60),
    [Blackout(date(2027, 3, 18), date(2027, 3, 18), {"en": "A feast", "fr": "Une fête"})],
)
FOUND = choose(ASKED, Plan("test", ""), NOW)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 5 * 96))
def test_a_counter_proposal_is_weighed_as_the_rule_says(quarter: int) -> None:
    """The values of any start are those of the whole year with it, told once more in plain words."""
    start = datetime(2027, 3, 15, tzinfo=UTC) + timedelta(minutes=15 * quarter)
    counter = compare(ASKED, FOUND.plan, NOW, "s1", start)
    starts = {i: slot.start for i, slot in FOUND.plan.slots.items()} | {"s1": start}
    told = [Told(ASKED, s, starts[s.id]) for s in ASKED.sessions]
    expected = rule(ASKED, Plan("test", ""), ASKED.sessions, told)
    assert list(counter.proposed.values) == list(STEPS[:-1])
    assert list(counter.proposed.values.values()) == pytest.approx([0.0, *map(float, expected)])
    change = {i: (told[1].cost[i][0] - round(FOUND.costs["s1"][i] * 100)) / 100 for i in told[1].cost}
    assert counter.losses == {i: c for i, c in change.items() if c > 0}
    assert counter.gains == {i: -c for i, c in change.items() if c < 0}
    assert counter.proposed.nights == sum(night > 0 for _, night in told[1].cost.values())
    most = max(b.burden for b in counter.proposed.people.values())
    assert counter.proposed.people[counter.proposed.worst].burden == most


def test_no_possible_start_beats_the_plan() -> None:
    """Where no demand is broken, the rule never ranks another start above a proven plan."""
    assert all(abs(step.least - step.bound) < 1e-9 for step in FOUND.steps[:-1])
    possible = 0
    for hour in range(24 * 5):
        start = datetime(2027, 3, 15, tzinfo=UTC) + timedelta(hours=hour)
        counter = compare(ASKED, FOUND.plan, NOW, "s1", start)
        if not counter.against:
            possible += 1
            assert not counter.better()
    assert possible > 3


def against(start: str, session_id: str = "s1", now: datetime = NOW) -> list[str]:
    """The sentences against a start of a session."""
    counter = compare(ASKED, FOUND.plan, now, session_id, datetime.fromisoformat(start))
    return [str(message) for message in counter.against]


def test_what_speaks_against_a_start_is_said() -> None:
    """The window, the weekday, the hours, a feast, a never, a host's hours, other sessions, the past."""
    assert against("2027-03-25T14:00Z") == [
        "it is outside of the window, 2027-03-15 to 2027-03-19",
        *[
            f"it is {abs(25 - s.start.day)} days from {s.session}, and the series asks for 3"
            for s in FOUND.plan.slots.values()
            if s.session == "s2" and abs(25 - s.start.day) < 3
        ],
    ]
    assert "it is not on one of the session’s weekdays" in against("2027-03-20T14:00Z")
    assert "it is not within the series’ hours of the day (between)" in against("2027-03-16T04:00Z")
    assert "it is outside of the own hours of C, who is required" in against("2027-03-16T04:00Z")
    assert "it is on a blackout date: A feast" in against("2027-03-18T14:00Z")
    assert "it falls in the never-hours of D" in against("2027-03-17T14:00Z")
    assert "it lies in the past" in against("2027-03-16T14:00Z", now=datetime(2027, 3, 17, tzinfo=UTC))
    other = FOUND.plan.slots["s0"].start.isoformat()
    assert any(said.startswith("it overlaps s0") for said in against(other))
    assert any(said.startswith("it is 0 days from s0") for said in against(other))


def test_the_planned_start_changes_nothing() -> None:
    """Proposing what is planned gains nobody anything and breaks nothing."""
    counter = compare(ASKED, FOUND.plan, NOW, "s1", FOUND.plan.slots["s1"].start)
    assert (counter.gains, counter.losses, counter.against) == ({}, {}, ())
    assert counter.planned.values == counter.proposed.values
    assert list(counter.planned.values.values()) == [step.value for step in FOUND.steps[:-1]]


def test_moving_what_was_announced_counts_as_a_change() -> None:
    """Another start of an announced session costs one change in the rhythm."""
    told = {i: slot.with_state(SessionState.ANNOUNCED) for i, slot in FOUND.plan.slots.items()}
    plan = replace(FOUND.plan, slots=told)
    start = plan.slots["s1"].start + timedelta(days=1)
    proposed = compare(ASKED, FOUND.plan, NOW, "s1", start)
    moved = compare(ASKED, plan, NOW, "s1", start)
    assert moved.proposed.values["rhythm"] == proposed.proposed.values["rhythm"] + 1
    assert moved.proposed.moved and not proposed.proposed.moved


def test_a_plan_that_does_not_say_its_steps_has_alternatives_too() -> None:
    """What other hours cost is then weighed among themselves."""
    silent = replace(FOUND.plan, steps=())
    found = [alternatives(ASKED, plan, NOW, "s1") for plan in (FOUND.plan, silent)]
    assert found[0] and found[1]


def test_a_session_that_is_not_planned() -> None:
    """There is nothing to compare with."""
    with pytest.raises(NotFoundError, match="nowhere is not in the plan"):
        compare(ASKED, FOUND.plan, NOW, "nowhere", datetime(2027, 3, 17, 15, tzinfo=UTC))


def test_what_is_kept_stays_and_the_rest_is_chosen_anew() -> None:
    """With a proposed session kept at an hour of one’s own, only the others move."""
    slot = FOUND.plan.slots["s1"]
    other = replace(slot, start=slot.start + timedelta(hours=1), end=slot.end + timedelta(hours=1))
    plan = replace(FOUND.plan, slots={**FOUND.plan.slots, "s1": other})
    kept = choose(ASKED, plan, NOW, keep=frozenset({"s1"})).plan.slots["s1"]
    assert (kept.start, kept.state) == (other.start, "proposed")
    assert choose(ASKED, plan, NOW).plan.slots["s1"].start == slot.start


def test_of_several_feasts_only_the_one_that_is_touched_speaks_against_a_start() -> None:
    """Another feast in another week is no reason."""
    later = Blackout(date(2027, 4, 1), date(2027, 4, 1), {"en": "Another", "fr": "Une autre"})
    asked = replace(ASKED, blackouts=(*ASKED.blackouts, later))
    counter = compare(asked, FOUND.plan, NOW, "s1", datetime(2027, 3, 18, 14, tzinfo=UTC))
    feasts = [str(each) for each in counter.against if "blackout" in str(each)]
    assert feasts == ["it is on a blackout date: A feast"]
