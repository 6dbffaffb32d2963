"""One change each to what a certificate says of the steps and of beaten slots; none may prove anything."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from support.planning.certificates import (
    NIGHTS,
    PEOPLE,
    REGIONS,
    RHYTHM,
    Proof,
    plan_slot,
)


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


def clash_that_is_not_listed(proof: Proof) -> None:
    proof["steps"][NIGHTS]["tree"] = {"sum": [["clash", len(proof["clashes"]), 1]]}


def clashes_that_are_no_list(proof: Proof) -> None:
    proof["clashes"] = {}


def witness_that_is_a_list(proof: Proof) -> None:
    proof["steps"][PEOPLE]["witness"] = [proof["steps"][PEOPLE]["witness"]]


def profile_that_nobody_assumed(proof: Proof) -> None:
    proof["steps"][PEOPLE]["tree"] = {"sum": [["people", "clinic", 1]]}


def region_without_people(proof: Proof) -> None:
    proof["steps"][REGIONS]["tree"] = {"sum": [["region", "Atlantis", 1]]}


STEP_FORGERIES: list[Callable[[Proof], None]] = [
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
]
"""Of the certificate of ``year``."""

UNREADABLE: list[Callable[[Proof], None]] = [
    clash_that_is_not_listed,
    clashes_that_are_no_list,
    witness_that_is_a_list,
    profile_that_nobody_assumed,
    region_without_people,
]
"""Of the certificate of ``year``: parts that are none, and rows that do not exist."""
