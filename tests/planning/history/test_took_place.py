"""The ledger has what held sessions really cost: charged once, corrected when the coordinator says more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from besrour_cli.model.plan import Burden, Plan, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.verify.check import verify
from support.planning.ledger_world import (
    AFTER,
    BETWEEN,
    FIRST,
    LENGTH,
    PEOPLE,
    SECOND,
    attended,
    planned,
    said,
    told,
    world,
)
from support.planning.oracle import by_the_minute
from support.planning.world import member, place, session

LATE = FIRST + timedelta(minutes=20)


def costs(asked: Programme, names: Iterable[str], start: datetime, minutes: int = 90) -> dict[str, Burden]:
    """What a session costs each of some people, told minute by minute."""
    people = {m.id: m for m in asked.members}
    found = {}
    for name in sorted(names):
        burden, night, _, _ = by_the_minute(asked, people[name], start, minutes)
        found[name] = Burden(burden / 100, int(night > 0), 1)
    return found


def test_a_session_that_is_over_is_held_and_charged_to_everyone_invited() -> None:
    """With nothing else said: at the start and length people were told, once."""
    plan = close_past_sessions(world(), planned(), AFTER)
    assert plan.slots["s0"].state == "held"
    assert plan.slots["s0"].announced_times is None
    assert plan.ledger == costs(world(), PEOPLE, FIRST)
    assert close_past_sessions(world(), plan, AFTER) == plan


def test_one_that_is_not_over_is_left_alone() -> None:
    """The second café is still to come: it stays announced and costs nothing yet."""
    plan = close_past_sessions(world(), planned(told(), told(SECOND, "s1")), BETWEEN)
    assert [plan.slots[s].state for s in ("s0", "s1")] == ["held", "announced"]
    assert plan.ledger == costs(world(), PEOPLE, FIRST)


def test_it_is_charged_at_its_real_start_and_length() -> None:
    """Twenty minutes late and an hour long; what people were told is kept beside it."""
    asked = said(world(), start=LATE, minutes=60)
    slot = close_past_sessions(asked, planned(), AFTER).slots["s0"]
    assert (slot.start, slot.end) == (LATE, LATE + timedelta(minutes=60))
    assert slot.announced_times == slot.known_times == (FIRST, FIRST + LENGTH)
    assert close_past_sessions(asked, planned(), AFTER).ledger == costs(asked, PEOPLE, LATE, 60)


def test_staying_away_makes_an_hour_no_cheaper() -> None:
    """Only one came: everyone invited pays, those who could not come at that hour above all."""
    alone = attended(world(), s0=["luc"])
    assert (
        close_past_sessions(alone, planned(), AFTER).ledger
        == close_past_sessions(world(), planned(), AFTER).ledger
    )


def test_who_came_without_being_invited_pays_too() -> None:
    """Once, and she is remembered, so that planning again charges her no second time."""
    asked = attended(world(), s0=["luc", "guest"])
    plan = close_past_sessions(asked, planned(), AFTER)
    assert plan.slots["s0"].guests == ("guest",)
    assert plan.ledger == costs(asked, [*PEOPLE, "guest"], FIRST)
    assert close_past_sessions(asked, plan, AFTER) == plan
    assert close_past_sessions(attended(world(), s0=["luc"]), plan, AFTER) == close_past_sessions(
        world(), planned(), AFTER
    )


@pytest.mark.parametrize("start", [LATE, FIRST - timedelta(hours=5), None])
@pytest.mark.parametrize("minutes", [0, 45])
def test_what_was_charged_is_corrected(start: datetime | None, minutes: int) -> None:
    """Charged as announced, told otherwise later: the same as the truth at once; taken back: as before."""
    before = close_past_sessions(world(), planned(), AFTER)
    asked = said(world(), start=start, minutes=minutes)
    after = close_past_sessions(asked, before, AFTER)
    assert after == close_past_sessions(asked, planned(), AFTER)
    assert close_past_sessions(asked, after, AFTER) == after
    assert close_past_sessions(world(), after, AFTER) == before


def test_nobody_met() -> None:
    """It costs nobody anything, is cancelled without a letter (no SEQUENCE rises), and can be unsaid."""
    asked = said(world(), met=False)
    past = {"ama": Burden(3.25, 1, 2), "old": Burden(9.0, 0, 1)}
    never = close_past_sessions(asked, planned(ledger=past), AFTER)
    assert (never.slots["s0"].state, never.slots["s0"].sequence) == ("cancelled", 0)
    assert never.ledger == past
    charged = close_past_sessions(world(), planned(ledger=past), AFTER)
    assert charged.ledger != past
    assert close_past_sessions(asked, charged, AFTER) == never
    assert close_past_sessions(asked, never, AFTER) == never
    assert close_past_sessions(world(), never, AFTER) == charged


def test_it_is_taken_back_from_the_same_people_as_they_were_charged() -> None:
    """Ken moved to Vancouver, Zoe left, Eva joined: nobody keeps or loses what was another's."""
    before = close_past_sessions(world(), planned(), AFTER)
    eva = member("eva", "Nairobi")
    now = tuple(
        replace(m, place=place("Vancouver")) if m.id == "ken" else m for m in world().members if m.id != "zoe"
    )
    changed = replace(world(), members=(*now, eva))
    assert close_past_sessions(changed, before, AFTER) == before
    assert not close_past_sessions(said(changed, met=False), before, AFTER).ledger
    late = close_past_sessions(said(changed, start=LATE), before, AFTER)
    assert late.ledger["ken"] == costs(changed, ["ken"], LATE)["ken"]
    assert late.ledger["zoe"] == before.ledger["zoe"]
    assert "eva" not in late.ledger


def test_an_older_plan_without_a_record_is_corrected_too() -> None:
    """What was charged then is worked out from its start and length, and taken back, never below nothing."""
    plan = close_past_sessions(world(), planned(), AFTER)
    bare = replace(plan, slots={"s0": replace(plan.slots["s0"], charged=())})
    assert close_past_sessions(world(), bare, AFTER) == bare
    asked = said(world(), start=LATE)
    assert close_past_sessions(asked, bare, AFTER) == close_past_sessions(asked, planned(), AFTER)
    lost = replace(bare, ledger={"ken": Burden(0.01, 0, 0)})
    assert not close_past_sessions(said(world(), met=False), lost, AFTER).ledger


def test_one_that_was_never_announced_took_place_when_its_file_says_so() -> None:
    """With a start it is held then, planned or not; without one nobody can know."""
    asked = said(world(), start=FIRST, minutes=60)
    found = close_past_sessions(asked, Plan("test", ""), AFTER)
    slot = found.slots["s0"]
    assert (slot.state, slot.start, slot.end) == ("held", FIRST, FIRST + timedelta(minutes=60))
    assert found.ledger == costs(asked, PEOPLE, FIRST, 60)
    proposed = planned(replace(told(SECOND), state=SessionState.PROPOSED, announced=None))
    assert close_past_sessions(asked, proposed, AFTER).ledger == found.ledger
    assert close_past_sessions(said(world()), Plan("test", ""), AFTER).slots == {}


def test_what_was_never_announced_keeps_what_was_said_of_it_last() -> None:
    """No announced hour stands behind it: a second story replaces the first, and none takes nothing back."""
    proposed = planned(replace(told(SECOND), state=SessionState.PROPOSED, announced=None, hash=""))
    first, second = said(world(), start=FIRST), said(world(), start=LATE, minutes=60)
    after = close_past_sessions(second, close_past_sessions(first, proposed, AFTER), AFTER)
    assert after == close_past_sessions(second, proposed, AFTER)
    assert after.slots["s0"].announced_times is None
    assert close_past_sessions(world(), after, AFTER) == after
    nobody = close_past_sessions(said(world(), met=False), after, AFTER)
    assert (nobody.slots["s0"].state, nobody.ledger) == ("cancelled", {})
    assert close_past_sessions(world(), nobody, AFTER) == nobody
    assert close_past_sessions(second, nobody, AFTER) == after


def test_one_that_was_called_off_stays_so() -> None:
    """People were told that it would not be: what its file says counts for nothing."""
    off = planned(told(state="cancelled", sequence=1))
    assert close_past_sessions(said(world(), start=LATE), off, AFTER) == off


def test_a_corrected_year_is_planned_and_its_proof_holds() -> None:
    """The next plan spares those who bore more than was thought; verify agrees, and so does the next run."""
    asked = attended(said(world(), start=FIRST - timedelta(hours=11), minutes=60), s0=["luc", "guest"])
    plan = planned()
    for _ in range(2):
        found = choose(asked, plan, BETWEEN)
        verdict = verify(asked, found.plan, found.proof)
        assert not verdict.faults
        assert verdict.proven
        assert plan in (planned(), found.plan)
        plan = found.plan
    assert plan.ledger == close_past_sessions(asked, planned(), BETWEEN).ledger
    assert found.people["luc"].burden == plan.ledger["luc"].burden + found.costs["s1"]["luc"]


def test_people_keep_the_hour_in_mind_that_they_were_told() -> None:
    """A session that began late makes no new day and hour to remember."""
    asked = replace(world(), sessions=(*world().sessions, session("s2", *window(3), world().series["cafe"])))
    plan = planned(told(), told(SECOND, "s1"))
    late = choose(said(asked, start=LATE), plan, AFTER)
    assert verify(said(asked, start=LATE), late.plan, late.proof).proven
    rhythm = {step.name: step.value for step in late.steps}["rhythm"]
    known = [s.known_times[0] for s in late.plan.slots.values()]
    assert rhythm == len({((at.day + 6) // 7, at.weekday(), at.time()) for at in known})


def window(month: int) -> tuple[date, date]:
    """A week of the first quarter of 2027."""
    day = (FIRST.replace(month=month, day=8)).date()
    return day, day + timedelta(days=4)
