"""One change each to the certificate of a year, none of which may prove anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from support.planning.certificates import (
    NIGHTS,
    PEOPLE,
    REGIONS,
    RHYTHM,
    Proof,
    leaves,
    minute_of,
    plan_slot,
)
from support.planning.forged_steps import STEP_FORGERIES


def no_multipliers(proof: Proof) -> None:
    leaves(proof["steps"][RHYTHM]["tree"])[0]["sum"] = []


def negative_multiplier(proof: Proof) -> None:
    leaves(proof["steps"][PEOPLE]["tree"])[-1]["sum"][0][-1] *= -1


def other_multiplier(proof: Proof) -> None:
    for leaf in leaves(proof["steps"][PEOPLE]["tree"]):
        for row in leaf["sum"]:
            row[-1] = 1


EMPTY: Proof = {"sum": []}
"""The leaf of a node in which nothing is possible, and which nobody misses."""


def lost_leaf(proof: Proof) -> None:
    for step in proof["steps"]:
        node = step["tree"]
        while "then" in node or node.get("low") == EMPTY:
            node = node["then"] if "then" in node else node["high"]
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


def proposed_elsewhere(proof: Proof) -> None:
    proof["proposed"] = {"s9": proof["starts"]["s1"]}


def proposed_and_kept(proof: Proof) -> None:
    proof["proposed"] = {"s1": proof["starts"]["s1"]}
    proof["told"] = {"s1": proof["starts"]["s1"]}


def proposed_at_another_start(proof: Proof) -> None:
    proof["proposed"] = {"s1": proof["made"]}


def no_word_on_what_was_proposed(proof: Proof) -> None:
    del proof["proposed"]


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
    *STEP_FORGERIES,
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
    proposed_elsewhere,
    proposed_and_kept,
    proposed_at_another_start,
    no_word_on_what_was_proposed,
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
