"""How a plan came about: what plan.yaml and the proof say of it must agree, and be possible."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from besrour_cli.model.plan import ObjectiveValue, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Blackout, Programme, WeekSpan, Window
from besrour_cli.planning.solve.choose import PlanResult, choose
from besrour_cli.planning.verify.check import CheckVerdict, verify
from support.planning.world import NOW, member, programme, series, session

LATER = NOW + timedelta(days=30)


@cache
def files() -> Programme:
    """Two cafés; Ama in Accra never comes on Wednesday mornings, Bo in Toronto must be at the first."""
    run = series("cafe", 60, 7, between=(6 * 60, 22 * 60))
    wednesday = WeekSpan(2 * 1440, 2 * 1440 + 720)
    people = [
        member("ama", "Accra", never=[wednesday]),
        member("bo", "Toronto", hours=[WeekSpan(d * 1440 + 480, d * 1440 + 1080) for d in range(7)]),
    ]
    sessions = [
        session("s0", date(2027, 1, 11), date(2027, 1, 15), run, required={"facilitator": ("bo",)}),
        session("s1", date(2027, 2, 8), date(2027, 2, 12), run),
    ]
    holiday = Blackout(date(2027, 2, 9), date(2027, 2, 9), {"en": "a feast", "fr": "une fête"})
    return programme(people, [run], sessions, blackouts=[holiday])


def planned(before: Plan | None = None, now: datetime = NOW, **asked: Any) -> PlanResult:
    return choose(files(), before or Plan("test", ""), now, **asked)


def judged(plan: Plan, proof: object, now: datetime = LATER) -> CheckVerdict:
    return verify(files(), plan, json.loads(json.dumps(proof)), now)


def said(verdict: CheckVerdict) -> str:
    return "; ".join(map(str, verdict.faults))


def with_slot(
    plan: Plan, name: str, edit: Callable[[ScheduledSession], ScheduledSession], **other: Any
) -> Plan:
    return replace(plan, slots={**plan.slots, name: edit(plan.slots[name])}, **other)


def told(slot: ScheduledSession, at: datetime = NOW + timedelta(days=1)) -> ScheduledSession:
    return replace(slot, state=SessionState.ANNOUNCED, announced=at, edition=1, hash="h")


def moved_to(plan: Plan, proof: Any, name: str, start: str, **other: Any) -> tuple[Plan, Any]:
    """Plan and proof with a session elsewhere, in agreement with each other."""
    begin = datetime.fromisoformat(start)
    there = with_slot(
        plan, name, lambda slot: replace(slot, start=begin, end=begin + timedelta(hours=1)), **other
    )
    return there, {**proof, "starts": {**proof["starts"], name: start}}


def test_an_honest_keep_is_given() -> None:
    """plan writes what was held into the plan; the verdict holds given that."""
    first = planned()
    kept = planned(first.plan, keep=frozenset({"s1"}))
    assert kept.plan.retained == ("s1",)
    verdict = judged(kept.plan, kept.proof)
    assert verdict.proven and verdict.given == ("s1",)
    assert planned(kept.plan).plan.retained == ()


def test_what_was_kept_and_then_announced_is_remembered() -> None:
    """Announced since: it stands because people were told; that it was kept once stays written."""
    kept = planned(planned().plan, keep=frozenset({"s1"}))
    announced = with_slot(kept.plan, "s1", told)
    assert judged(announced, kept.proof).proven
    again = planned(announced, now=LATER)
    assert again.plan.retained == ("s1",)
    verdict = judged(again.plan, again.proof)
    assert verdict.proven and verdict.given == ()


def test_a_keep_only_the_proof_knows_of_is_refused() -> None:
    """Without the plan's word for it, nobody kept it; and the other way round."""
    kept = planned(planned().plan, keep=frozenset({"s1"}))
    for kept_there in ((), ("s0", "s1")):
        verdict = judged(replace(kept.plan, retained=kept_there), kept.proof)
        assert not verdict.proven
        assert "do not agree on which sessions were kept: s" in said(verdict)


@pytest.mark.parametrize(
    ("name", "start", "whose"),
    [
        ("s1", "2027-02-10T11:00Z", "it falls in the never-hours of Ama"),
        ("s1", "2027-02-09T15:00Z", "it is on a blackout date: a feast"),
        ("s1", "2027-02-15T15:00Z", "it is outside of the window, 2027-02-08 to 2027-02-12"),
        ("s1", "2027-02-13T15:00Z", "it is not on one of the session’s weekdays"),
        ("s1", "2027-02-09T04:00Z", "it is not within the series’ hours of the day (between)"),
        ("s1", "2025-02-12T15:00Z", "it lies in the past"),
        ("s0", "2027-01-12T11:30Z", "it is outside of the own hours of Bo, who is required"),
    ],
)
def test_a_kept_start_is_held_to_every_demand(name: str, start: str, whose: str) -> None:
    """Plan and proof agree and both were forged: the files say what the start breaks, and whose it is."""
    kept = planned(planned().plan, keep=frozenset({name}))
    verdict = judged(*moved_to(kept.plan, kept.proof, name, start))
    assert not verdict.proven
    assert f"the start of {name} breaks a demand: {whose}" in [str(fault) for fault in verdict.faults]


def test_a_chosen_start_that_breaks_a_demand_is_told_apart() -> None:
    """The same of starts that were chosen; one that breaks nothing is merely not on the grid."""
    choice = planned()
    verdict = judged(*moved_to(choice.plan, choice.proof, "s1", "2027-02-10T11:00Z"))
    assert said(verdict) == "the start of s1 breaks a demand: it falls in the never-hours of Ama"
    verdict = judged(*moved_to(choice.plan, choice.proof, "s1", "2027-02-11T15:10Z"))
    assert said(verdict) == ("2027-02-11T15:10Z is none of the starts that s1 may have in steps of 30 min")


def test_an_announced_start_that_breaks_a_demand_is_noted() -> None:
    """People were told: it stays, the proof holds, and the demand is named."""
    choice = planned()
    forth, _ = moved_to(choice.plan, choice.proof, "s1", "2027-02-10T11:00Z")
    after = planned(with_slot(forth, "s1", told), now=LATER)
    verdict = judged(after.plan, after.proof)
    assert verdict.proven and verdict.given == ()
    assert [str(note) for note in verdict.notes] == [
        "the start of s1 breaks a demand: it falls in the never-hours of Ama"
    ]


def test_two_announced_sessions_on_each_other_are_noted() -> None:
    """Two that people were told of stay where they are; one of them kept by hand is refused."""
    first = planned()
    start = first.plan.slots["s0"].start
    closer = replace(files(), series={"cafe": replace(files().series["cafe"], days_between=40)})
    both = with_slot(with_slot(first.plan, "s0", told), "s1", told)
    after = choose(closer, both, LATER)
    verdict = verify(closer, after.plan, json.loads(json.dumps(after.proof)), LATER)
    assert verdict.proven, verdict
    assert "s0 and s1 are too close together" in str(verdict.notes[0])
    assert start == after.plan.slots["s0"].start
    one = with_slot(
        after.plan, "s1", lambda slot: replace(slot, state=SessionState.PROPOSED), retained=("s1",)
    )
    refused = verify(closer, one, json.loads(json.dumps(after.proof)), LATER)
    assert "s0 and s1 are too close together" in said(refused)


def test_who_was_told_must_have_been() -> None:
    """Set free, though never announced, or announced only later, or moved without a trace."""
    announced = with_slot(planned().plan, "s1", told)
    free = planned(announced, now=LATER, free=frozenset({"s1"}))
    assert judged(free.plan, free.proof).proven
    elsewhere = {**free.proof, "told": {"s1": "2027-02-10T15:00Z"}}
    never = with_slot(free.plan, "s1", lambda slot: replace(slot, state=SessionState.PROPOSED))
    since = with_slot(free.plan, "s1", lambda slot: replace(slot, announced=LATER + timedelta(days=1)))
    for plan, proof in ((never, free.proof), (since, free.proof), (free.plan, elsewhere)):
        verdict = judged(plan, proof, LATER + timedelta(days=2))
        assert "the proof says that s1 was set free" in said(verdict)


def test_who_was_told_before_must_stand() -> None:
    """A session that people knew of when the plan was made stood, or was set free: nothing else."""
    first = planned(now=LATER)
    before = with_slot(first.plan, "s1", told)
    assert "the proof says that s1 was free" in said(judged(before, first.proof))
    after = with_slot(first.plan, "s1", lambda slot: told(slot, LATER + timedelta(days=1)))
    assert judged(after, first.proof, LATER + timedelta(days=2)).proven


def test_what_was_announced_later_did_not_stand() -> None:
    """Somebody announced it after the plan was made: it was not yet told when the plan was made."""
    announced = with_slot(planned().plan, "s1", told)
    after = planned(announced, now=LATER)
    assert judged(after.plan, after.proof).proven
    since = with_slot(after.plan, "s1", lambda slot: told(slot, LATER + timedelta(days=1)))
    verdict = judged(since, after.proof, LATER + timedelta(days=2))
    assert "the proof says that s1 stood, which was announced only after" in said(verdict)


def test_nothing_comes_from_the_future() -> None:
    """Neither a proof nor an announcement nor a session that is over."""
    choice = planned(now=LATER)
    assert judged(choice.plan, choice.proof, LATER).proven
    verdict = judged(choice.plan, choice.proof, LATER - timedelta(minutes=1))
    assert said(verdict) == "the proof was made at 2026-01-31T00:00Z, which is still to come"
    soon = with_slot(choice.plan, "s1", lambda slot: told(slot, LATER + timedelta(days=1)))
    assert "s1 what is still to come" in said(judged(soon, choice.proof))
    over = with_slot(choice.plan, "s1", lambda slot: replace(slot, state=SessionState.HELD))
    assert "s1 what is still to come" in said(judged(over, choice.proof))
    unsaid = with_slot(choice.plan, "s1", lambda slot: replace(slot, state=SessionState.ANNOUNCED))
    assert "announced, and not when" in said(judged(unsaid, choice.proof))


def test_a_session_lasts_as_long_as_the_files_say() -> None:
    """The plan's end is the files'."""
    choice = planned()
    longer = with_slot(choice.plan, "s1", lambda slot: replace(slot, end=slot.end + timedelta(minutes=30)))
    assert said(judged(longer, choice.proof)) == ("s1 does not last in the plan as long as in the files")


def test_only_a_session_without_a_possible_start_may_be_left_out() -> None:
    """Its only date is a feast: the plan is of the others. One that could be had is missed."""
    asked = files()
    feast = replace(asked.sessions[1], window=Window(date(2027, 2, 9), date(2027, 2, 9)))
    choice = choose(replace(asked, sessions=asked.sessions[:1]), Plan("test", ""), NOW)
    proof = json.loads(json.dumps(choice.proof))
    assert verify(replace(asked, sessions=(asked.sessions[0], feast)), choice.plan, proof, LATER).proven
    verdict = verify(asked, choice.plan, proof, LATER)
    assert said(verdict) == "the proof and the files do not have the same sessions: s1"


def test_values_are_shown_to_as_few_decimals_as_tell_them_apart() -> None:
    """Two at least, for the reader's language to write."""
    choice = planned()
    value = next(step.value for step in choice.plan.steps if step.name == "people")
    for more in (0.5, 0.0001):
        steps = tuple(
            s._replace(value=s.value + more) if s.name == "people" else s for s in choice.plan.steps
        )
        fault = judged(replace(choice.plan, steps=steps), choice.proof).faults[0]
        found, other = fault.facts["found"], fault.facts["said"]
        assert found != other and abs(float(str(found)) - value) < 0.005


def test_bounds_agree() -> None:
    """plan.yaml shows the bound that the proof claims, and the least there is."""
    choice = planned()
    for other, sentence in (({"bound": -1.0}, "different bounds"), ({"least": -1.0}, "differ on the least")):
        figures = [{**s._asdict(), **(other if s.name == "nights" else {})} for s in choice.plan.steps]
        steps = tuple(ObjectiveValue(**each) for each in figures)
        assert sentence in said(judged(replace(choice.plan, steps=steps), choice.proof))


def test_a_proof_that_says_another_value_than_the_plan_is_refused_with_both() -> None:
    """plan.yaml has what its starts cost; the certificate beside it has a tenth more."""
    choice = planned()
    proof = json.loads(json.dumps(choice.proof))
    written = next(step for step in proof["steps"] if step["name"] == "people")
    value = next(step.value for step in choice.plan.steps if step.name == "people")
    written["value"] = str(Fraction(written["value"]) * Fraction(11, 10))
    fault = judged(choice.plan, proof).faults[0]
    assert "the plan reaches {found}, and the proof says {said}" in fault.id
    assert (fault.facts["found"], fault.facts["said"]) == (round(value, 2), round(value * 1.1, 2))


def test_a_long_sum_takes_no_more_than_its_length() -> None:
    """Twenty thousand rows in one leaf, a branch for every minute: an answer, and soon."""
    choice = planned()
    proof = json.loads(json.dumps(choice.proof))
    tree = proof["steps"][3]["tree"]
    proof["steps"][3]["tree"] = {"sum": [["slot", "s0", 0, 0, n, 1] for n in range(20_000)]}
    assert not judged(choice.plan, proof).proven
    for n in range(300):
        tree = {"of": ["slot", "cafe", 0, 0, n], "at": 1, "low": tree, "high": {"sum": []}}
    proof["steps"][3]["tree"] = tree
    assert judged(choice.plan, proof).proven


def test_values_that_differ_by_a_rounding_are_shown_whole() -> None:
    """No number of decimals that a reader could use tells them apart."""
    choice = planned()
    steps = tuple(
        s._replace(value=math.nextafter(s.value, 1e9)) if s.name == "people" else s for s in choice.plan.steps
    )
    fault = judged(replace(choice.plan, steps=steps), choice.proof).faults[0]
    assert fault.facts["found"] != fault.facts["said"]
    assert fault.facts["said"] == next(step.value for step in steps if step.name == "people")


def test_a_plan_without_a_step_of_the_proof_is_refused() -> None:
    """Somebody took the rhythm out of plan.yaml."""
    choice = planned()
    steps = tuple(step for step in choice.plan.steps if step.name != "rhythm")
    assert said(judged(replace(choice.plan, steps=steps), choice.proof)) == (
        "plan.yaml lacks the step “rhythm”"
    )
