"""What a plan keeps and what it may change: told starts, pins, the past, the ledger, the order of files."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, WeekSpan
from besrour_cli.planning.solve.choose import PlanResult, choose
from support.planning.budgets import NO_TIME
from support.planning.world import NOW, PLACES, member, programme, random_instance, series, session

EMPTY = Plan("test", "")


def year(sessions: int = 6) -> Programme:
    """A small café year for five places."""
    run = series("cafe", 90, 14, between=(6 * 60, 22 * 60), weekdays=(1, 2, 3))
    people = [
        member(f"m{i}", name) for i, name in enumerate(("Toronto", "Vancouver", "Accra", "Nairobi", "Cairo"))
    ]
    months = [date(2027, 1 + i, 8) for i in range(sessions)]
    all_of = [session(f"s{i}", day, day + timedelta(days=10), run) for i, day in enumerate(months)]
    return programme(people, [run], all_of, Fairness())


def told(found: PlanResult, *names: str, at: datetime | None = None) -> Plan:
    """The plan once people were told of some sessions, one of them perhaps at an odd hour."""
    slots = dict(found.plan.slots)
    for name in names:
        start = at or slots[name].start
        length = slots[name].end - slots[name].start
        slots[name] = replace(
            slots[name], state=SessionState.ANNOUNCED, start=start, end=start + length, announced=NOW
        )
    return replace(found.plan, slots=slots)


def starts(found: PlanResult) -> dict[str, datetime]:
    """Session id to chosen start."""
    return {i: slot.start for i, slot in found.plan.slots.items()}


def test_planning_again_changes_no_byte() -> None:
    """The same files later in time: the very same plan, revision times and all."""
    first = choose(year(), EMPTY, NOW)
    again = choose(year(), first.plan, NOW + timedelta(days=3))
    assert again.plan == first.plan
    assert replace(again, proof=first.proof) == first


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_members_and_sessions_changes_nothing(seed: int) -> None:
    """Shuffled files give the same starts, costs and values."""
    dice = random.Random(seed)
    asked, plan = random_instance(seed)
    asked = replace(asked, sessions=tuple(s for s in asked.sessions))
    shuffled = replace(
        asked,
        members=tuple(dice.sample(asked.members, len(asked.members))),
        sessions=tuple(dice.sample(asked.sessions, len(asked.sessions))),
        series=dict(sorted(asked.series.items(), reverse=True)),
    )
    try:
        first = choose(asked, plan, NOW)
    except NegativeAnswer as no:
        with pytest.raises(NegativeAnswer) as other:
            choose(shuffled, plan, NOW)
        assert str(other.value) == str(no)
        return
    assert choose(shuffled, plan, NOW) == first


def test_what_people_were_told_stays() -> None:
    """An announced start at a bad hour is kept, unless the coordinator sets it free."""
    asked = year()
    odd = datetime(2027, 2, 10, 2, 0, tzinfo=UTC)
    plan = told(choose(asked, EMPTY, NOW), "s1", at=odd)
    kept = choose(asked, plan, NOW)
    assert kept.plan.slots["s1"] == plan.slots["s1"]
    later = NOW + timedelta(hours=1)
    moved = choose(asked, plan, later, free=frozenset({"s1"})).plan.slots["s1"]
    assert (moved.state, moved.sequence, moved.revised) == ("moved", 1, later)
    assert moved.start != odd
    assert moved.end - moved.start == timedelta(minutes=90)


def test_a_freed_session_stays_when_nothing_is_better() -> None:
    """Freeing a session that is already best changes nothing: not its state, not its sequence."""
    asked = year()
    plan = told(choose(asked, EMPTY, NOW), "s0", "s1")
    assert choose(asked, plan, NOW, free=frozenset({"s0"})).plan == plan


def test_what_is_over_is_held_and_enters_the_ledger_once() -> None:
    """What was announced and has ended is held; its cost is counted once, however often one plans."""
    asked = year()
    plan = told(choose(asked, EMPTY, NOW), "s0", "s1")
    before = choose(asked, plan, NOW)
    march = datetime(2027, 2, 1, tzinfo=UTC)
    after = choose(asked, plan, march)
    assert after.plan.slots["s0"].state == "held"
    assert after.plan.slots["s1"].state == "announced"
    assert after.plan.ledger == {m: Burden(cost, 0, 1) for m, cost in sorted(before.costs["s0"].items())}
    again = choose(asked, after.plan, march + timedelta(days=1))
    assert again.plan == after.plan
    assert again.people == before.people


def test_a_held_session_stays_even_when_set_free() -> None:
    """What happened cannot be moved."""
    asked = year()
    held = choose(asked, told(choose(asked, EMPTY, NOW), "s0"), datetime(2027, 2, 1, tzinfo=UTC))
    again = choose(asked, held.plan, datetime(2027, 2, 1, tzinfo=UTC), free=frozenset({"s0"}))
    assert again.plan == held.plan


def test_a_file_taken_away() -> None:
    """An announced session without a file stays as people know it; a proposed one is forgotten.

    Nothing but the coordinator's word cancels, so a file that returns finds its session as it was.
    """
    asked = year()
    plan = told(choose(asked, EMPTY, NOW), "s5")
    fewer = replace(asked, sessions=asked.sessions[:4])
    later = NOW + timedelta(days=1)
    found = choose(fewer, plan, later)
    assert found.plan.slots["s5"] == plan.slots["s5"]
    assert "s4" not in found.plan.slots
    assert choose(fewer, found.plan, later).plan.slots == found.plan.slots
    assert choose(asked, found.plan, later).plan.slots["s5"] == plan.slots["s5"]


def test_a_session_that_is_over_was_held_whatever_became_of_its_file() -> None:
    """It took place as it was announced; one that was called off stays called off."""
    asked = year()
    plan = told(choose(asked, EMPTY, NOW), *(f"s{n}" for n in range(6)))
    slots = {**plan.slots, "s4": plan.slots["s4"].with_state(SessionState.CANCELLED)}
    fewer = replace(asked, sessions=asked.sessions[:4])
    found = choose(fewer, replace(plan, slots=slots), datetime(2028, 2, 1, tzinfo=UTC)).plan.slots
    assert (found["s4"].state, found["s5"].state) == ("cancelled", "held")


def test_a_new_session_of_a_name_given_up_gets_an_entry_of_its_own() -> None:
    """After a rename the old id may be used again: its calendar entry is not the renamed session's."""
    asked = year()
    plan = choose(asked, EMPTY, NOW).plan
    renamed = replace(plan.slots["s5"], session="s9", identity="s5", state=SessionState.CANCELLED)
    slots = {**{name: slot for name, slot in plan.slots.items() if name != "s5"}, "s9": renamed}
    found = choose(asked, replace(plan, slots=slots), NOW).plan
    assert {found.slots["s5"].known_id, found.slots["s9"].known_id} == {"s5.2", "s5"}
    assert {slot.known_id for name, slot in found.slots.items() if name < "s5"} == {
        "s0",
        "s1",
        "s2",
        "s3",
        "s4",
    }
    assert choose(asked, found, NOW).plan.slots["s5"].known_id == "s5.2"


def test_a_cancelled_session_costs_nothing() -> None:
    """A cancelled slot is kept as it is and burdens nobody."""
    asked = year()
    plan = choose(asked, EMPTY, NOW).plan
    cancelled = {**plan.slots, "s2": plan.slots["s2"].with_state(SessionState.CANCELLED)}
    found = choose(asked, replace(plan, slots=cancelled), NOW)
    assert found.plan.slots["s2"].state == "cancelled"
    assert "s2" not in found.costs
    assert all(b.sessions == 5 for b in found.people.values())


def test_the_ledger_of_other_years_counts() -> None:
    """Whoever bore much before is spared now: the hour leans to her, whichever of the two she is."""
    run = series("cafe", 60, between=(19 * 60, 23 * 60))
    people = [member("a", "Tokyo"), member("b", "Toronto")]
    day = date(2027, 1, 13)
    asked = programme(people, [run], [session("s", day, day, run)], Fairness(good_sessions=0, night=(0, 0)))
    found = {}
    for burdened in ("a", "b"):
        plan = replace(EMPTY, ledger={burdened: Burden(40.0, 3, 3)})
        found[burdened] = choose(asked, plan, NOW)
        assert found[burdened].people[burdened].burden == 40.0 + found[burdened].costs["s"][burdened]
        assert found[burdened].plan.ledger == plan.ledger
    assert found["a"].costs["s"]["a"] < found["b"].costs["s"]["a"]
    assert found["b"].costs["s"]["b"] < found["a"].costs["s"]["b"]


def test_a_pinned_start_is_taken_and_its_cost_shown() -> None:
    """A start set by hand stands, outside the window's weekdays and hours even, and costs what it costs."""
    asked = year()
    pin = datetime(2027, 3, 14, 4, 0, tzinfo=UTC)
    pinned = replace(
        asked, sessions=(*asked.sessions[:2], replace(asked.sessions[2], pinned=pin), *asked.sessions[3:])
    )
    found = choose(pinned, EMPTY, NOW)
    assert found.plan.slots["s2"].start == pin
    assert max(found.costs["s2"].values()) > 10


def test_days_between_and_the_past_are_kept() -> None:
    """Sessions of a series keep their distance, and nothing is proposed for yesterday."""
    run = series("cafe", 60, 9)
    people = [member("a", "Accra"), member("b", "Toronto")]
    window = (date(2027, 1, 4), date(2027, 1, 29))
    asked = programme(people, [run], [session(f"s{i}", *window, run) for i in range(3)])
    now = datetime(2027, 1, 6, 15, 0, tzinfo=UTC)
    found = choose(asked, EMPTY, now)
    days = sorted(slot.start.date() for slot in found.plan.slots.values())
    assert all((b - a).days >= 9 for a, b in pairwise(days))
    assert min(slot.start for slot in found.plan.slots.values()) >= now


def test_nobody_is_in_two_places() -> None:
    """Two series that share one member never overlap, even when both want the same hour."""
    runs = [series("cafe", 120), series("team", 120)]
    people = [
        member("a", "Accra", ("cafe", "team")),
        member("b", "Accra", ("cafe",)),
        member("c", "Accra", ("team",)),
    ]
    day = date(2027, 1, 13)
    asked = programme(people, runs, [session("s1", day, day, runs[0]), session("s2", day, day, runs[1])])
    one, two = choose(asked, EMPTY, NOW).plan.slots.values()
    assert one.end <= two.start


def test_a_member_without_demands_never_makes_a_plan_fail() -> None:
    """From any place, with any profile, one more member leaves every session a start."""
    for name in sorted(PLACES):
        asked = year(2)
        more = replace(asked, members=(*asked.members, member("new", name)))
        assert len(choose(more, EMPTY, NOW).plan.slots) == 2


def test_too_little_time_is_said() -> None:
    """Without time to prove anything there is still a plan, and no step claims more than its bound."""
    asked = year(12)
    asked = replace(asked, members=tuple(member(f"m{i}", name) for i, name in enumerate(PLACES)))
    found = choose(asked, EMPTY, NOW, budget=NO_TIME)
    assert len(found.plan.slots) == 12
    assert all(step.bound <= step.value for step in found.steps)
    assert any(step.bound < step.value for step in found.steps)


def test_the_size_is_that_of_the_classes() -> None:
    """Twenty thousand members alike make the same problem as one each, and the same starts."""
    asked = year(3)
    crowd = replace(
        asked, members=tuple(replace(m, id=f"{m.id}-{i}") for m in asked.members for i in range(4000))
    )
    assert starts(choose(crowd, EMPTY, NOW)) == starts(choose(asked, EMPTY, NOW))


def test_no_session_no_trouble() -> None:
    """A programme without sessions has an empty plan, proven."""
    found = choose(replace(year(1), sessions=()), EMPTY, NOW)
    assert found.plan.slots == {}
    assert {(s.value, s.bound) for s in found.steps} == {(0.0, 0.0)}


def test_never_hours_are_never_touched() -> None:
    """Whatever it costs the others, no minute of a session lies in anyone's never-hours."""
    asked = year(1)
    awake = WeekSpan(13 * 60, 23 * 60)
    never = [WeekSpan(d * 1440 + awake.end, d * 1440 + 1440 + awake.start) for d in range(7)]
    people = (*asked.members, member("x", "Tokyo", never=never))
    slot: ScheduledSession = choose(replace(asked, members=people), EMPTY, NOW).plan.slots["s0"]
    tokyo = (slot.start + timedelta(hours=9)).hour * 60 + slot.start.minute
    assert awake.start <= tokyo <= awake.end - 90


def test_the_solver_s_dice_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another random seed and no presolve: the tie-break leaves one plan, whatever way the solver goes."""
    import highspy

    asked = year(4)
    first = choose(asked, EMPTY, NOW)
    take = highspy.Highs.passModel
    for seed, presolve in ((1, "on"), (7, "off")):

        def other(
            self: highspy.Highs, model: highspy.HighsLp, seed: int = seed, presolve: str = presolve
        ) -> highspy.HighsStatus:
            self.setOptionValue("random_seed", seed)
            self.setOptionValue("presolve", presolve)
            return take(self, model)

        monkeypatch.setattr(highspy.Highs, "passModel", other)
        found = choose(asked, EMPTY, NOW)
        assert replace(found, proof=first.proof) == first
