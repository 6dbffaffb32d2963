"""One change each to the certificate of a year, none of which may prove anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from besrour_cli.clock.instants import local, to_epoch_minutes
from besrour_cli.model.plan import Plan
from besrour_cli.planning.solve.choose import PlanResult, choose
from support.planning.world import (
    NOW,
    member,
    programme,
    series,
    session,
)

Proof = dict[str, Any]


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


def written(choice: PlanResult) -> Proof:
    """The certificate as it comes back from its file."""
    found: Proof = json.loads(json.dumps(choice.proof))
    return found


def leaves(tree: Any) -> list[Any]:
    """All leaves of a refutation."""
    if "sum" in tree:
        return [tree]
    return [leaf for key in ("then", "low", "high") if key in tree for leaf in leaves(tree[key])]


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
    return to_epoch_minutes(datetime.fromisoformat(proof["starts"][name]))


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
