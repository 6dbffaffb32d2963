"""One change each to the certificate of a year, none of which may prove anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.plan import ObjectiveValue, Plan
from besrour_cli.planning.solve.choose import PlanResult, choose
from support.planning.world import (
    NOW,
    member,
    programme,
    series,
    session,
)

Proof = dict[str, Any]
NIGHTS, REGIONS, PEOPLE, RHYTHM, BURDEN = range(5)
"""Where the steps are in a certificate."""


@cache
def year() -> tuple[Any, PlanResult]:
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


@cache
def quarter() -> tuple[Any, PlanResult]:
    """Three cafés in one window of eight weeks, three weeks apart: their order and their dates bind."""
    run = series("cafe", 60, 21, between=(7 * 60, 20 * 60), weekdays=(0, 2, 4))
    people = [member("ama", "Accra"), member("bo", "Toronto"), member("chie", "Tokyo")]
    window = date(2027, 1, 11), date(2027, 3, 5)
    sessions = [session(f"s{n}", *window, run) for n in range(3)]
    asked = programme(people, [run], sessions)
    return asked, choose(asked, Plan("test", ""), NOW)


def written(choice: PlanResult) -> Proof:
    """The certificate as it comes back from its file."""
    found: Proof = json.loads(json.dumps(choice.proof))
    return found


def agreeing(plan: Plan, proof: Proof) -> Plan:
    """The plan with the figures of a proof, as far as they are figures."""
    said = {step["name"]: step for step in proof["steps"]}
    return replace(plan, steps=tuple(_with_figures(step, said.get(step.name, {})) for step in plan.steps))


def _with_figures(step: ObjectiveValue, said: Proof) -> ObjectiveValue:
    figures = {key: str(said.get(key)) for key in ("value", "bound", "least")}
    known = {key: float(Fraction(f)) for key, f in figures.items() if re.fullmatch(r"[0-9/]{1,30}", f)}
    return step._replace(**known)


def leaves(tree: Any) -> list[Any]:
    """All leaves of a refutation."""
    if "sum" in tree:
        return [tree]
    return [leaf for key in ("then", "low", "high") if key in tree for leaf in leaves(tree[key])]


def other_start(proof: Proof) -> None:
    proof["starts"]["s1"] = "2027-02-10T15:00Z"


def other_value(proof: Proof) -> None:
    proof["steps"][REGIONS]["value"] = "1"


def night_counted_once(proof: Proof) -> None:
    """One of the deep nights as if it were another night, wherever it is written."""
    step = proof["steps"][NIGHTS]
    step["value"] = step["least"] = step["bound"] = str(int(step["value"]) - 1)


def slot_not_counted(proof: Proof) -> None:
    step = proof["steps"][RHYTHM]
    step["value"] = step["least"] = step["bound"] = str(int(step["value"]) - 1)


def higher_bound(proof: Proof) -> None:
    proof["steps"][PEOPLE]["bound"] = "100000"


def lower_bound(proof: Proof) -> None:
    proof["steps"][PEOPLE]["bound"] = "0"


def lower_least(proof: Proof) -> None:
    """A step of which nothing may be given away: the plan is beyond it."""
    step = proof["steps"][RHYTHM]
    step["least"] = step["bound"] = str(int(step["least"]) - 1)


def lower_tolerant_least(proof: Proof) -> None:
    """Low enough to limit later steps, and the plan within the limit still: nothing reaches it."""
    step = proof["steps"][PEOPLE]
    step["least"] = step["bound"] = str(Fraction(step["least"]) * Fraction(99, 100))


def higher_least(proof: Proof) -> None:
    """What the plan gives away declared to be the least: a better plan is left open."""
    step = proof["steps"][PEOPLE]
    step["least"] = step["bound"] = step["value"]


def least_above_the_plan(proof: Proof) -> None:
    step = proof["steps"][NIGHTS]
    step["least"] = step["bound"] = str(int(step["value"]) + 1)


def lost_least(proof: Proof) -> None:
    del proof["steps"][NIGHTS]["least"]


def lost_witness(proof: Proof) -> None:
    del proof["steps"][PEOPLE]["witness"]


def witness_of_the_plan(proof: Proof) -> None:
    proof["steps"][PEOPLE]["witness"] = dict(proof["starts"])


def witness_elsewhere(proof: Proof) -> None:
    proof["steps"][PEOPLE]["witness"]["s1"] = "2027-02-14T15:00Z"


def witness_without_a_session(proof: Proof) -> None:
    del proof["steps"][PEOPLE]["witness"]["s1"]


def witness_of_another_programme(proof: Proof) -> None:
    proof["steps"][PEOPLE]["witness"]["s9"] = proof["starts"]["s1"]


def plan_slot(proof: Proof) -> list[Any]:
    """A slot that no slot beats: it is one that beats another."""
    slot: list[Any] = proof["steps"][NIGHTS]["beaten"][0][1]
    return slot


def beaten_that_is_none(proof: Proof) -> None:
    """The beating slot left out by the one it beats."""
    pair = proof["steps"][NIGHTS]["beaten"][0]
    proof["steps"][NIGHTS]["beaten"] = [pair[::-1]]


def beaten_by_itself(proof: Proof) -> None:
    proof["steps"][NIGHTS]["beaten"].append([plan_slot(proof), plan_slot(proof)])


def beaten_by_a_beaten_one(proof: Proof) -> None:
    """Both of a pair left out, each by the other."""
    pair = proof["steps"][NIGHTS]["beaten"][0]
    proof["steps"][NIGHTS]["beaten"] += [pair, pair[::-1]]


def beaten_by_no_slot(proof: Proof) -> None:
    proof["steps"][NIGHTS]["beaten"].append([plan_slot(proof), ["cafe", 5, 6, 1]])


def beaten_by_another_series(proof: Proof) -> None:
    proof["steps"][NIGHTS]["beaten"].append([plan_slot(proof), ["team", *plan_slot(proof)[1:]]])


def beaten_by_nobody(proof: Proof) -> None:
    proof["steps"][NIGHTS]["beaten"].append([plan_slot(proof)])


def beaten_half_written(proof: Proof) -> None:
    proof["steps"][NIGHTS]["beaten"].append([plan_slot(proof)[:2], plan_slot(proof)])


def all_beaten_away(proof: Proof) -> None:
    """Every slot of every start left out: nothing is left that could be better."""
    by = plan_slot(proof)
    slots = [
        ["cafe", n, day, minute] for n in range(1, 6) for day in range(5) for minute in range(0, 1440, 30)
    ]
    proof["steps"][NIGHTS]["beaten"] = [[slot, by] for slot in slots if slot != by]


def no_multipliers(proof: Proof) -> None:
    leaves(proof["steps"][RHYTHM]["tree"])[0]["sum"] = []


def negative_multiplier(proof: Proof) -> None:
    leaves(proof["steps"][PEOPLE]["tree"])[-1]["sum"][0][-1] *= -1


def other_multiplier(proof: Proof) -> None:
    for leaf in leaves(proof["steps"][PEOPLE]["tree"]):
        for row in leaf["sum"]:
            row[-1] = 1


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
    tree = proof["steps"][PEOPLE]["tree"]
    proof["steps"][PEOPLE]["tree"] = {"drop": [["most", "m0", 1]], "then": leaves(tree)[0]}
    leaves(proof["steps"][PEOPLE]["tree"])[0]["sum"] = [["most", "m0", 1]]


def lost_step(proof: Proof) -> None:
    del proof["steps"][REGIONS]


def no_tree(proof: Proof) -> None:
    proof["steps"][PEOPLE]["tree"] = None


def row_of_a_later_step(proof: Proof) -> None:
    proof["steps"][NIGHTS]["tree"] = {"sum": [["rhythm", 1]]}


def unknown_row(proof: Proof) -> None:
    proof["steps"][NIGHTS]["tree"] = {"sum": [["wishes", "m0", 1]]}


def row_of_the_old_rule(proof: Proof) -> None:
    proof["steps"][NIGHTS]["tree"] = {"sum": [["reasonable", 1]]}


def false_clash(proof: Proof) -> None:
    proof["clashes"] = [[["s0", 0], ["s1", 0]]]


def clash_of_the_plan(proof: Proof) -> None:
    """Two starts of the plan itself, a month apart."""
    proof["clashes"] = [[["s0", minute_of(proof, "s0")], ["s1", minute_of(proof, "s1")]]]


def lost_clashes(proof: Proof) -> None:
    del proof["clashes"]


def lost_order(proof: Proof) -> None:
    del proof["ordered"]


def order_that_is_a_number(proof: Proof) -> None:
    proof["ordered"] = 1


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
    proof["steps"][PEOPLE]["value"] = "1e30000000"


def endless_bound(proof: Proof) -> None:
    proof["steps"][PEOPLE]["bound"] = "-1e30000000"


def endless_least(proof: Proof) -> None:
    proof["steps"][PEOPLE]["least"] = "1e30000000"


def value_that_is_a_number(proof: Proof) -> None:
    proof["steps"][NIGHTS]["value"] = int(proof["steps"][NIGHTS]["value"])


def long_value(proof: Proof) -> None:
    proof["steps"][NIGHTS]["value"] = "0" * 1000 + proof["steps"][NIGHTS]["value"]


def long_multiplier(proof: Proof) -> None:
    leaves(proof["steps"][REGIONS]["tree"])[0]["sum"][0][-1] = 10**41


def multiplier_that_is_a_word(proof: Proof) -> None:
    leaves(proof["steps"][REGIONS]["tree"])[0]["sum"][0][-1] = True


def no_instant(proof: Proof) -> None:
    proof["starts"]["s1"] = "2027-13-40T25:00Z"


def overweighted(proof: Proof, *row: str | int) -> None:
    """A row of little worth, so often that it outweighs all others."""
    for leaf in leaves(proof["steps"][RHYTHM]["tree"]):
        leaf["sum"].append([*row, 10**30])


def minute_of(proof: Proof, name: str) -> int:
    """The epoch minute of a session's start."""
    return to_epoch_minutes(datetime.fromisoformat(proof["starts"][name]))


def slot_overweighted(proof: Proof) -> None:
    overweighted(proof, "slot", "s0", *plan_slot(proof)[1:])


def slot_of_no_start(proof: Proof) -> None:
    overweighted(proof, "slot", "s0", 5, 6, 1)


def slot_half_written(proof: Proof) -> None:
    overweighted(proof, "slot", "s0", 3)


def slot_branch_half_open(proof: Proof) -> None:
    step = proof["steps"][RHYTHM]
    slot = ["slot", *plan_slot(proof)]
    step["tree"] = {"of": slot, "at": 0, "low": {"sum": []}, "high": step["tree"]}


def branch_between_numbers(proof: Proof) -> None:
    step = proof["steps"][RHYTHM]
    step["tree"] = {"of": ["slot", *plan_slot(proof)], "at": 0.5, "low": {"sum": []}, "high": {"sum": []}}


def branch_on_a_row(proof: Proof) -> None:
    step = proof["steps"][RHYTHM]
    step["tree"] = {"of": ["people"], "at": 1, "low": {"sum": []}, "high": {"sum": []}}


def drop_of_a_later_step(proof: Proof) -> None:
    proof["steps"][NIGHTS]["drop"] = [["people", 1]]


def drop_below_zero(proof: Proof) -> None:
    row = proof["steps"][NIGHTS]["drop"][0]
    row[-1] = -row[-1]


def drop_by_a_strange_row(proof: Proof) -> None:
    proof["steps"][NIGHTS]["drop"][0][0] = "wishes"


def drop_by_too_many(proof: Proof) -> None:
    proof["steps"][NIGHTS]["drop"][0][-1] = 10**41


def other_programme(proof: Proof) -> None:
    proof["programme"] = "elsewhere"


def other_form(proof: Proof) -> None:
    proof["form"] = 1


FORGERIES: list[Callable[[Proof], None]] = [
    other_start,
    other_value,
    night_counted_once,
    slot_not_counted,
    higher_bound,
    lower_bound,
    lower_least,
    lower_tolerant_least,
    higher_least,
    least_above_the_plan,
    lost_least,
    lost_witness,
    witness_of_the_plan,
    witness_elsewhere,
    witness_without_a_session,
    witness_of_another_programme,
    beaten_that_is_none,
    beaten_by_itself,
    beaten_by_a_beaten_one,
    beaten_by_no_slot,
    beaten_by_another_series,
    beaten_by_nobody,
    beaten_half_written,
    all_beaten_away,
    no_multipliers,
    negative_multiplier,
    other_multiplier,
    lost_leaf,
    all_dropped,
    lost_step,
    no_tree,
    row_of_a_later_step,
    unknown_row,
    row_of_the_old_rule,
    false_clash,
    clash_of_the_plan,
    lost_clashes,
    lost_order,
    order_that_is_a_number,
    made_later,
    made_in_the_future,
    kept_by_nobody,
    kept_from_elsewhere,
    told_to_nobody,
    told_of_elsewhere,
    endless_value,
    endless_bound,
    endless_least,
    value_that_is_a_number,
    long_value,
    long_multiplier,
    multiplier_that_is_a_word,
    no_instant,
    slot_overweighted,
    slot_of_no_start,
    slot_half_written,
    slot_branch_half_open,
    branch_between_numbers,
    branch_on_a_row,
    drop_of_a_later_step,
    drop_below_zero,
    drop_by_a_strange_row,
    drop_by_too_many,
    other_programme,
    other_form,
]
"""Of the certificate of ``year``."""


def without_order(proof: Proof) -> None:
    proof["ordered"] = False


def after_rows(proof: Proof) -> list[list[Any]]:
    """Every row of the certificate that says which session comes after which."""
    leafs = [leaf for step in proof["steps"] for leaf in leaves(step["tree"])]
    return [row for leaf in leafs for row in leaf["sum"] if row[0] == "after"]


def after_the_wrong_way_round(proof: Proof) -> None:
    for row in after_rows(proof):
        row[1], row[2] = row[2], row[1]


def after_itself(proof: Proof) -> None:
    for row in after_rows(proof):
        row[1] = row[2]


def after_too_late(proof: Proof) -> None:
    """Every row said of the end of the window: it is true, and of no use."""
    for row in after_rows(proof):
        row[3] = 10**12


def after_too_soon(proof: Proof) -> None:
    for row in after_rows(proof):
        row[3] = 0


ORDER_FORGERIES: list[Callable[[Proof], None]] = [
    without_order,
    after_the_wrong_way_round,
    after_itself,
    after_too_late,
    after_too_soon,
]
"""Of the certificate of ``quarter``."""
