"""Mirrored pairs for a group no single hour serves, who never meets, and a preferred hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations_with_replacement

import pytest

from besrour_cli.clock.instants import local
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import PreferredStart, Programme
from besrour_cli.planning.explain.never_meet import never_meet, never_meeting_people, never_meeting_places
from besrour_cli.planning.explain.split_sessions import split_proposals
from besrour_cli.planning.explain.what_if import alternatives
from besrour_cli.planning.solve.choose import choose
from support.planning.oracle import Told, starts_of
from support.planning.world import NOW, PLACES, member, place, programme, series, session

WORLD = ("Vancouver", "Accra", "Kathmandu", "Tokyo", "Lord Howe")
RUN = series("cafe", 90)


def world(*where: str) -> tuple[Programme, Plan]:
    """People at some places and two sessions, planned."""
    people = [member(f"m{i}", name) for i, name in enumerate(where)]
    days = [(date(2027, month, 8), date(2027, month, 12)) for month in (2, 3)]
    asked = programme(
        people, [RUN], [session(f"s{i}", *w, RUN) for i, w in enumerate(days)], Fairness(step=60)
    )
    return asked, choose(asked, Plan("test", ""), NOW).plan


def test_a_pair_is_the_best_of_all_pairs() -> None:
    """For people all round the world the proposed pair serves as many as trying every pair can."""
    asked, plan = world(*WORLD)
    found, _ = split_proposals(asked, plan, NOW)
    told = [Told(asked, asked.sessions[0], start) for start in starts_of(asked, asked.sessions[0])]
    best = min(_felt(asked, pair) for pair in combinations_with_replacement(told, 2))
    alone = min(_felt(asked, (one, one)) for one in told)
    assert (found.people - found.good, found.nights) == best[:2]
    assert (found.people - found.good_alone, found.nights_alone) == alone[:2]
    assert found.burden == pytest.approx(best[2] / found.people / 100, abs=0.005)
    assert found.good > found.good_alone
    assert found.starts[0] < found.starts[1]


def _felt(asked: Programme, pair: tuple[Told, Told]) -> tuple[int, int, int]:
    """People without a good hour, nights and burden, everyone going to whichever costs her less."""
    good = asked.fairness.good_burden(90) * 100
    chosen = [min((told.cost[i] for told in pair), key=lambda c: c[0]) for i in pair[0].cost]
    return sum(c[0] > good for c in chosen), sum(c[1] > 0 for c in chosen), sum(c[0] for c in chosen)


def _planned(**minutes: int) -> Plan:
    """A plan of sessions of some lengths."""
    slots = {
        name: ScheduledSession(
            session=name,
            start=NOW,
            end=NOW + timedelta(minutes=length),
            state=SessionState.PROPOSED,
            anchor="America/Toronto",
            tzdata="",
        )
        for name, length in minutes.items()
    }
    return Plan("test", "", slots)


def test_neighbours_need_no_pair() -> None:
    """Where one hour suits everyone, no second session is proposed."""
    asked, plan = world("Accra", "London", "Casablanca")
    assert split_proposals(asked, plan, NOW) == ()
    assert split_proposals(asked, plan, NOW, choose(asked, Plan("test", ""), NOW).costs) == ()


def test_a_proposal_for_every_session_to_come_and_none_for_what_was_held() -> None:
    """Each session that no one hour serves has its own pair, as if asked for alone; a held one is over."""
    asked, plan = world(*WORLD)
    found = split_proposals(asked, plan, NOW)
    assert [p.session for p in found] == ["s0", "s1"]
    for proposal in found:
        others = {
            i: slot.with_state(SessionState.HELD) for i, slot in plan.slots.items() if i != proposal.session
        }
        alone = replace(plan, slots={**plan.slots, **others})
        assert split_proposals(asked, alone, NOW) == (proposal,)
    held = replace(plan, slots={**plan.slots, "s0": plan.slots["s0"].with_state(SessionState.HELD)})
    assert [p.session for p in split_proposals(asked, held, plan.slots["s0"].end)] == ["s1"]


def test_who_never_meets_at_a_good_hour() -> None:
    """Two regions that are never both well off in one session are named, others are not."""
    people = [member(name, where) for name, where in (("a", "Vancouver"), ("b", "Accra"), ("c", "Tokyo"))]
    asked = programme(people, [RUN], [])
    costs = {"s0": {"a": 1.0, "b": 1.5, "c": 9.0}, "s1": {"b": 1.8, "c": 0.5}, "s2": {"a": 9.0, "c": 1.0}}
    plan = _planned(s0=90, s1=90, s2=90)
    assert never_meet(asked, plan, costs) == (("Asia", "North America"),)
    assert never_meeting_places(asked, plan, costs) == (("Tokyo", "Vancouver"),)
    assert never_meet(asked, plan, {"s0": {"a": 9.0}}) == ()
    short = _planned(s0=90, s1=60, s2=90)
    assert never_meet(asked, short, costs) == (("Africa", "Asia"), ("Asia", "North America"))


def test_the_few_people_of_two_places_are_named() -> None:
    """Five or fewer between them by id, only those invited; more are not."""
    people = [member(f"v{i}", "Vancouver") for i in range(3)]
    people += [member(f"t{i}", "Tokyo") for i in range(2)] + [member(f"k{i}", "Kathmandu") for i in range(3)]
    people.append(member("idle", "Tokyo"))
    asked = programme(people, [RUN], [])
    costs = {"s0": {m.id: 1.0 if m.id[0] == "v" else 9.0 for m in people if m.id != "idle"}}
    apart = never_meeting_places(asked, _planned(s0=90), costs)
    assert apart == (("Kathmandu", "Tokyo"), ("Kathmandu", "Vancouver"), ("Tokyo", "Vancouver"))
    assert never_meeting_people(asked, costs, apart) == {
        ("Kathmandu", "Tokyo"): (("k0", "k1", "k2"), ("t0", "t1")),
        ("Tokyo", "Vancouver"): (("t0", "t1"), ("v0", "v1", "v2")),
    }


def test_a_session_that_no_start_is_left_for_hides_no_other() -> None:
    """A session announced before its files changed has no start today: the others get their pairs."""
    asked, plan = world(*WORLD)
    told = replace(plan, slots={**plan.slots, "s0": plan.slots["s0"].with_state(SessionState.ANNOUNCED)})
    over = asked.sessions[0].window._replace(last=date(2027, 2, 7), first=date(2027, 2, 6))
    changed = replace(asked, sessions=(replace(asked.sessions[0], window=over), asked.sessions[1]))
    assert [p.session for p in split_proposals(changed, told, NOW)] == ["s1"]


def test_costs_known_already_change_no_proposal() -> None:
    """With the plan's costs the same sessions are split as without, where none is good for everyone."""
    asked, plan = world(*WORLD, "Tokyo", "Accra")
    costs = choose(asked, plan, NOW).costs
    assert never_meeting_places(asked, plan, costs) != ()
    assert split_proposals(asked, plan, NOW, costs) == split_proposals(asked, plan, NOW) != ()


@pytest.mark.parametrize("where", ["", "Accra", "St. John's", "Kathmandu"])
def test_a_preferred_hour_is_taken_when_it_costs_nobody_anything(where: str) -> None:
    """Two starts that cost the same: the preferred one is chosen, and the other counts as a change."""
    free = replace(RUN, prefer=PreferredStart(15 * 60, place(where) if where else None))
    people = [member("a", "Accra", profile="academic"), member("b", "Kathmandu", profile="evenings")]
    days = (date(2027, 3, 8), date(2027, 3, 19))
    asked = programme(people, [free], [session("s0", *days, free)], Fairness(step=15))
    found = choose(asked, Plan("test", ""), NOW)
    plain = choose(replace(asked, series={"cafe": RUN}), Plan("test", ""), NOW)
    before = {step.name: step.least for step in plain.steps}
    after = {step.name: step.least for step in found.steps}
    assert [after[n] for n in ("nights", "regions", "people")] == [
        before[n] for n in ("nights", "regions", "people")
    ]
    zone = PLACES[where][0] if where else asked.anchor.zone
    reading = local(found.plan.slots["s0"].start, zone)
    at_hour = (reading.hour, reading.minute) == (15, 0)
    assert after["rhythm"] == before["rhythm"] + (not at_hour)
    reachable = [
        start
        for start in starts_of(asked, asked.sessions[0])
        if (local(start, zone).hour, local(start, zone).minute) == (15, 0)
        and sum(c for c, _ in Told(asked, asked.sessions[0], start).cost.values())
        == round(sum(found.costs["s0"].values()) * 100)
    ]
    assert at_hour or not reachable


def test_a_preferred_hour_breaks_no_earlier_step() -> None:
    """Nobody bears a night for the sake of a preference."""
    late = replace(RUN, prefer=PreferredStart(3 * 60))
    asked = programme([member("a")], [late], [session("s0", date(2027, 3, 8), date(2027, 3, 12), late)])
    found = choose(asked, Plan("test", ""), NOW)
    assert found.people["a"].nights == 0
    assert {step.name: step.value for step in found.steps}["rhythm"] == 2.0


def test_a_pin_is_set_aside_to_see_what_it_costs() -> None:
    """Alternatives of a session fixed by hand are those besrour would have chosen among."""
    asked, plan = world("Vancouver", "Accra")
    best = plan.slots["s0"].start
    night = best + timedelta(hours=9)
    pinned = replace(asked, sessions=(replace(asked.sessions[0], pinned=night), asked.sessions[1]))
    fixed = choose(pinned, Plan("test", ""), NOW).plan
    assert fixed.slots["s0"].start == night
    other = alternatives(pinned, fixed, NOW, "s0", 1)[0]
    assert other.start.time() != night.time() and not other.losses
