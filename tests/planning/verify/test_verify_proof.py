"""The certificate: it holds for what the planner chose, and no forged one passes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from os.path import dirname
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, dirname(dirname(__file__)))
from planning_world import (
    NOW,
    by_the_minute,
    member,
    programme,
    random_instance,
    series,
    session,
)

from besrour_cli.model.clock.instant import local
from besrour_cli.model.fault import AnswerIsNo
from besrour_cli.model.plan import Plan
from besrour_cli.planning.burden import minutes_of
from besrour_cli.planning.choose import Choice, choose
from besrour_cli.planning.curve import TABLE, week_rates
from besrour_cli.planning.verify.check import verify
from besrour_cli.planning.verify.facts import Claim, gather
from besrour_cli.planning.verify.rows import Rows
from besrour_cli.planning.verify.starts import minute_of
from besrour_cli.planning.verify.sums import everything, summed, without
from besrour_cli.planning.verify.values import values_of
from besrour_cli.planning.verify.week import HOURS, Clock, Week

Proof = dict[str, Any]


@cache
def year() -> tuple[Any, Choice]:
    """Four cafés, five places that hardly share a good hour: every step has something to prove."""
    run = series("cafe", 90, 14)
    people = [
        member(f"m{i}", name)
        for i, name in enumerate(("Toronto", "Vancouver", "Accra", "Nairobi", "Tokyo", "Tokyo", "London"))
    ]
    sessions = []
    for n in range(4):
        first = date(2027, 1, 11) + timedelta(days=28 * n)
        sessions.append(session(f"s{n}", first, first + timedelta(days=9), run))
    asked = programme(people, [run], sessions)
    return asked, choose(asked, Plan("test", ""), NOW)


def written(choice: Choice) -> Proof:
    """The certificate as it comes back from its file."""
    found: Proof = json.loads(json.dumps(choice.proof))
    return found


def leaves(tree: Any) -> list[Any]:
    """All leaves of a refutation."""
    if "sum" in tree:
        return [tree]
    return [leaf for key in ("then", "low", "high") if key in tree for leaf in leaves(tree[key])]


def test_an_honest_proof_holds() -> None:
    """Every step is proven from the files alone."""
    asked, choice = year()
    verdict = verify(asked, choice.plan, written(choice), NOW)
    assert verdict.proven, verdict
    assert not verdict.stood and not verdict.notes
    assert {s.name: float(s.value) for s in verdict.steps}.items() <= {
        s.name: s.value for s in choice.steps
    }.items()


@pytest.mark.parametrize("tens", range(6))
def test_random_years_are_proven_and_checked(tens: int) -> None:
    """On random small programmes with every kind of demand, dates that bind among them."""
    for seed in range(tens * 10, tens * 10 + 10):
        asked, plan = random_instance(seed)
        try:
            choice = choose(asked, plan, NOW)
        except AnswerIsNo:
            continue
        assert verify(asked, choice.plan, written(choice)).proven, f"seed {seed}"


def other_start(proof: Proof) -> None:
    proof["starts"]["s1"] = "2027-02-10T15:00Z"


def other_value(proof: Proof) -> None:
    proof["steps"][2]["value"] = "1"


def higher_bound(proof: Proof) -> None:
    proof["steps"][3]["bound"] = "100000"


def lower_bound(proof: Proof) -> None:
    proof["steps"][3]["bound"] = "0"


def no_multipliers(proof: Proof) -> None:
    leaves(proof["steps"][3]["tree"])[0]["sum"] = []


def negative_multiplier(proof: Proof) -> None:
    leaves(proof["steps"][2]["tree"])[-1]["sum"][0][-1] *= -1


def other_multiplier(proof: Proof) -> None:
    for row in leaves(proof["steps"][3]["tree"])[0]["sum"]:
        row[-1] = row[-1] * 3 if row[0] == "most" else 1


def lost_leaf(proof: Proof) -> None:
    for step in proof["steps"]:
        node = step["tree"]
        while "then" in node:
            node = node["then"]
        if "low" in node:
            del node["low"]
            return
    raise AssertionError("no tree of this year has a branch")


def all_dropped(proof: Proof) -> None:
    tree = proof["steps"][2]["tree"]
    proof["steps"][2]["tree"] = {"drop": [["most", "m0", 1]], "then": leaves(tree)[0]}
    leaves(proof["steps"][2]["tree"])[0]["sum"] = [["most", "m0", 1]]


def lost_step(proof: Proof) -> None:
    del proof["steps"][1]


def no_tree(proof: Proof) -> None:
    proof["steps"][2]["tree"] = None


def row_of_a_later_step(proof: Proof) -> None:
    proof["steps"][0]["tree"] = {"sum": [["rota", 1]]}


def unknown_row(proof: Proof) -> None:
    proof["steps"][0]["tree"] = {"sum": [["wishes", "m0", 1]]}


def false_clash(proof: Proof) -> None:
    proof["clashes"] = [[["s0", 0], ["s1", 0]]]


def made_later(proof: Proof) -> None:
    proof["made"] = "2027-03-01T00:00Z"


def made_in_the_future(proof: Proof) -> None:
    proof["made"] = "2026-01-02T00:00Z"


def kept_by_nobody(proof: Proof) -> None:
    proof["stood"] = ["s1"]


def kept_from_elsewhere(proof: Proof) -> None:
    proof["stood"] = ["s9"]


def told_to_nobody(proof: Proof) -> None:
    proof["told"] = {"s1": proof["starts"]["s1"]}


def told_of_elsewhere(proof: Proof) -> None:
    proof["told"] = {"s9": proof["starts"]["s1"]}


def endless_value(proof: Proof) -> None:
    proof["steps"][2]["value"] = "1e30000000"


def endless_bound(proof: Proof) -> None:
    proof["steps"][2]["bound"] = "-1e30000000"


def value_that_is_a_number(proof: Proof) -> None:
    proof["steps"][0]["value"] = int(proof["steps"][0]["value"])


def long_value(proof: Proof) -> None:
    proof["steps"][0]["value"] = "0" * 1000 + proof["steps"][0]["value"]


def long_multiplier(proof: Proof) -> None:
    leaves(proof["steps"][2]["tree"])[0]["sum"][0][-1] = 10**41


def multiplier_that_is_a_word(proof: Proof) -> None:
    leaves(proof["steps"][2]["tree"])[0]["sum"][0][-1] = True


def no_instant(proof: Proof) -> None:
    proof["starts"]["s1"] = "2027-13-40T25:00Z"


def overweighted(proof: Proof, *row: str | int) -> None:
    """A row of little worth, so often that it outweighs all others."""
    for leaf in leaves(proof["steps"][3]["tree"]):
        leaf["sum"].append([*row, 10**30])


def minute_of_start(proof: Proof, name: str) -> int:
    return minute_of(datetime.fromisoformat(proof["starts"][name]))


def clock_of_start(proof: Proof, name: str) -> int:
    shown = local(datetime.fromisoformat(proof["starts"][name]), "America/Toronto")
    return shown.hour * 60 + shown.minute


def together_overweighted(proof: Proof) -> None:
    overweighted(proof, "together", "s0", minute_of_start(proof, "s0"), "s1")


def together_of_strangers(proof: Proof) -> None:
    overweighted(proof, "together", "s0", minute_of_start(proof, "s0"), "s2")


def together_at_no_start(proof: Proof) -> None:
    overweighted(proof, "together", "s0", 1, "s1")


def together_too_early(proof: Proof) -> None:
    row = ["together", "s0", minute_of_start(proof, "s0"), "s1", 1]
    proof["steps"][0]["tree"] = {"sum": [row]}


def count_overweighted(proof: Proof) -> None:
    overweighted(proof, "count", "cafe", clock_of_start(proof, "s0"))


def counted_overweighted(proof: Proof) -> None:
    overweighted(proof, "counted", "cafe", clock_of_start(proof, "s0"))


def count_at_no_hour(proof: Proof) -> None:
    overweighted(proof, "count", "cafe", 1)


def count_half_open(proof: Proof) -> None:
    step = proof["steps"][3]
    count = ["count", "cafe", clock_of_start(proof, "s0")]
    step["tree"] = {"of": count, "at": 0, "low": {"sum": []}, "high": step["tree"]}


def count_out_of_reach(proof: Proof) -> None:
    step = proof["steps"][3]
    step["tree"] = {"of": ["count", "cafe", 600], "at": 0.5, "low": {"sum": []}, "high": {"sum": []}}


def drop_of_a_later_step(proof: Proof) -> None:
    proof["steps"][0]["drop"] = [["people", 1]]


def drop_below_zero(proof: Proof) -> None:
    row = proof["steps"][0]["drop"][0]
    row[-1] = -row[-1]


def drop_by_a_strange_row(proof: Proof) -> None:
    proof["steps"][0]["drop"][0][0] = "wishes"


def drop_by_too_many(proof: Proof) -> None:
    proof["steps"][0]["drop"][0][-1] = 10**41


def other_programme(proof: Proof) -> None:
    proof["programme"] = "elsewhere"


def other_form(proof: Proof) -> None:
    proof["form"] = 2


FORGERIES: list[Callable[[Proof], None]] = [
    other_start,
    other_value,
    higher_bound,
    lower_bound,
    no_multipliers,
    negative_multiplier,
    other_multiplier,
    lost_leaf,
    all_dropped,
    lost_step,
    no_tree,
    row_of_a_later_step,
    unknown_row,
    false_clash,
    made_later,
    made_in_the_future,
    kept_by_nobody,
    kept_from_elsewhere,
    told_to_nobody,
    told_of_elsewhere,
    endless_value,
    endless_bound,
    value_that_is_a_number,
    long_value,
    long_multiplier,
    multiplier_that_is_a_word,
    no_instant,
    together_overweighted,
    together_of_strangers,
    together_at_no_start,
    together_too_early,
    count_overweighted,
    counted_overweighted,
    count_at_no_hour,
    count_half_open,
    count_out_of_reach,
    drop_of_a_later_step,
    drop_below_zero,
    drop_by_a_strange_row,
    drop_by_too_many,
    other_programme,
    other_form,
]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda f: f.__name__)
def test_a_forged_proof_is_refused(forge: Callable[[Proof], None]) -> None:
    """Whatever is changed in the certificate, it proves nothing any more."""
    asked, choice = year()
    proof = written(choice)
    forge(proof)
    verdict = verify(asked, choice.plan, proof, NOW)
    assert not verdict.proven
    assert verdict.faults or forge in (no_tree,)


@pytest.mark.parametrize("times", [2, 1000, 10**12])
def test_a_drop_that_was_altered_never_drops_too_much(times: int) -> None:
    """What a step leaves out for those after it follows from the sum, whatever the sum: the plan stays."""
    asked, choice = year()
    for i, each in enumerate(written(choice)["steps"]):
        for n in range(len(each.get("drop", ()))):
            proof = written(choice)
            proof["steps"][i]["drop"][n][-1] *= times
            facts = gather(asked, choice.plan, Claim(NOW, frozenset(), {}))
            chosen = [
                next(s for s in seen.starts if s.at == minute_of_start(proof, seen.session.id))
                for seen in facts.sessions
            ]
            rows = Rows(facts, values_of(facts, chosen), frozenset(), None)
            box = everything(rows)
            for step in proof["steps"][: i + 1]:
                if "drop" in step:
                    box = without(rows, summed(rows, step["drop"], step["name"], kept=True), box)
            for s, start in enumerate(chosen):
                assert rows.options.named[s][start.at] in box.open[s], (i, n)


def test_a_step_without_its_drop_proves_less() -> None:
    """The later steps of this year rest on what the earlier ones leave out."""
    asked, choice = year()
    proof = written(choice)
    assert any(step.pop("drop", None) for step in proof["steps"])
    verdict = verify(asked, choice.plan, proof, NOW)
    assert not verdict.proven and verdict.steps[0].proven


def test_a_worse_plan_is_refused() -> None:
    """Another start in plan and proof, with its own true values: the sums leave the better plan open."""
    asked, choice = year()
    proof = written(choice)
    slots = dict(choice.plan.slots)
    for hours in range(1, 9):
        slot = choice.plan.slots["s1"]
        moved = replace(
            slot, start=slot.start + timedelta(hours=hours), end=slot.end + timedelta(hours=hours)
        )
        slots["s1"] = moved
        proof["starts"]["s1"] = moved.start.strftime("%Y-%m-%dT%H:%MZ")
        assert not verify(asked, replace(choice.plan, slots=slots), proof).proven


def test_a_change_of_the_roster_is_noticed() -> None:
    """One person more, somewhere else: the proof is of another year."""
    asked, choice = year()
    more = replace(asked, members=(*asked.members, member("new", "Kathmandu")))
    assert not verify(more, choice.plan, written(choice)).proven


@pytest.mark.parametrize("text", [None, 7, [], {}, "x", {"form": 1}, {"form": 1, "programme": "test"}])
def test_anything_else_is_no_proof(text: object) -> None:
    """Whatever stands in the file, the answer is a sentence."""
    asked, choice = year()
    verdict = verify(asked, choice.plan, text)
    assert not verdict.proven and verdict.faults


@pytest.mark.parametrize("seed", range(8))
def test_burdens_are_those_of_a_reading_a_minute(seed: int) -> None:
    """The checker's own weeks agree with one local reading a minute, across midnight and clock changes."""
    asked, _ = random_instance(seed)
    for person in asked.members:
        first, last = (NOW.replace(year=year) for year in (2026, 2029))
        clock = Clock(person.place.zone, minute_of(first), minute_of(last))
        week = Week(asked, person, clock)
        for each in asked.sessions:
            day = each.window.first
            for hours in range(0, 24, 5):
                start = NOW.replace(year=day.year, month=day.month, day=day.day, hour=hours)
                burden, night, never, _ = by_the_minute(asked, person, start, each.minutes)
                at, length = (np.array([n], np.int64) for n in (minutes_of(start), each.minutes))
                cost = week.costs(at, length)
                assert (cost.burden, cost.night, cost.never) == (burden, night, never)


def test_both_authors_tell_the_same_curve() -> None:
    """The checker's table was written down anew; it must be the planner's."""
    for column, profile in enumerate(("clinic", "academic", "evenings"), 1):
        assert HOURS[profile] == tuple((row[0], row[column]) for row in TABLE)
    assert week_rates("clinic", (), "CA")[12 * 60] == 50


@pytest.mark.parametrize("seed", range(10))
def test_a_member_added_with_no_constraint_never_makes_the_plan_fail(seed: int) -> None:
    """Someone with no hours, no never-hours, required nowhere: whoever could plan before still can."""
    asked, plan = random_instance(seed)
    try:
        choose(asked, plan, NOW)
    except AnswerIsNo:
        return
    for place in ("Tokyo", "Vancouver", "Lord Howe"):
        more = replace(asked, members=(*asked.members, member("new", place, ("cafe", "team"))))
        try:
            found = choose(more, plan, NOW)
        except AnswerIsNo as no:
            # two sessions at once were possible only while nobody took part in both
            assert "together" in str(no.what.id) or "overlap" in str(no.what.id)
            continue
        assert len(found.plan.slots) == len(asked.sessions)
