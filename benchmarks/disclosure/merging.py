"""Whether merging small categories before hiding would show more: the same histories, with and without.

    .venv/bin/python benchmarks/disclosure/merging.py [HISTORIES [FIRST]]

The histories are those of run.py. Merging joins the two smallest regions or languages, or neighbouring
answers, as long as more than half of the cells of a report that are not zero are small (“cells”), or a
category has fewer than five people (“margins”); two categories stay. “Anew”: each report decides for itself;
“kept”: as the first one did. Every report is masked with all earlier ones in mind, then all six are attacked
together, and with them each change of a merged category since a report that had it (“across”).

The tables are of two dimensions, as in run.py, or one scale of five points, as the answers to one item are. A
person is covered by a table where the cell that counts her is shown, and covered whole
where that cell is not merged.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from time import process_time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tests"))
from besrour_cli.disclosure.attack import Attack
from besrour_cli.disclosure.audit import exposures
from besrour_cli.disclosure.knowledge import Knowledge, Quantity
from besrour_cli.disclosure.mask import mask
from besrour_cli.model.evaluation.publication import Group, GroupCount, MaskRules, Publication, group
from support.disclosure import histories
from support.disclosure.histories import POPULATION, Person

RULES = MaskRules()
ORDERED = ("answer", "points")
"""Dimensions of which only neighbours are merged."""
POINTS = ("1", "2", "3", "4", "5")
Blocks = dict[str, tuple[tuple[str, ...], ...]]
VARIANTS = ("none", "margins anew", "margins kept", "cells anew", "cells kept")


Table = tuple[str, ...]


class Program(NamedTuple):
    """One history: the keys of each dimension, the tables of each report, and who is counted in each."""

    keys: dict[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    people: list[Counter[Person]]

    def count(self, those: Counter[Person], selection: dict[str, tuple[str, ...]]) -> int:
        """How many have one of some keys in each dimension."""
        wanted = [selection.get(d) for d in self.keys]
        return sum(
            number
            for person, number in those.items()
            if all(keys is None or key in keys for key, keys in zip(person, wanted, strict=True))
        )


def program(seed: int, *, scale: bool) -> Program:
    """The people and tables that ``histories.history`` draws; or one scale of five points alone."""
    rng = random.Random(seed)
    if scale:
        keys: dict[str, tuple[str, ...]] = {"points": POINTS}
        return Program(keys, (("points",),), [Counter(each) for each in histories.people(rng, keys, 6)])
    keys = histories.keys_of(rng)
    tables = histories.tables_of(rng)
    return Program(keys, tables, [Counter(each) for each in histories.people(rng, keys, 6)])


Cell = tuple[tuple[str, ...], ...]


def cells(each: Program, those: Counter[Person], table: Table, blocks: Blocks) -> dict[Cell, int]:
    """How many people each cell of a table of merged categories has."""
    return {
        chosen: each.count(those, dict(zip(table, chosen, strict=True)))
        for chosen in product(*(blocks[d] for d in table))
    }


def joined(dimension: str, blocks: Blocks, sizes: dict[tuple[str, ...], int]) -> Blocks:
    """The blocks with the two smallest of a dimension joined, of ordered ones the smallest neighbours."""
    those = list(blocks[dimension])
    if dimension in ORDERED:
        at = min(range(len(those) - 1), key=lambda n: sizes[those[n]] + sizes[those[n + 1]])
        pair = those[at : at + 2]
    else:
        pair = sorted(those, key=lambda block: (sizes[block], block))[:2]
        at = those.index(pair[0])
    rest = [block for block in those if block not in pair]
    rest.insert(min(at, len(rest)), tuple(sorted(pair[0] + pair[1])))
    return {**blocks, dimension: tuple(rest)}


def small_cells(each: Program, those: Counter[Person], blocks: Blocks) -> tuple[int, int]:
    """How many cells of all tables are small, and how many are not zero."""
    counts = [n for table in each.tables for n in cells(each, those, table, blocks).values() if n]
    return sum(RULES.is_small(n) for n in counts), len(counts)


def merged(rule: str, each: Program, those: Counter[Person], blocks: Blocks) -> Blocks:
    """The categories of a report by one of the two rules."""
    while True:
        used = sorted({d for table in each.tables for d in table if len(blocks[d]) > 2})
        sizes = {d: {k[0]: n for k, n in cells(each, those, (d,), blocks).items()} for d in used}
        if rule == "margins":
            used = [d for d in used if any(RULES.is_small(n) for n in sizes[d].values())]
        else:
            small, some = small_cells(each, those, blocks)
            used = used if 2 * small > some else []
        if not used:
            return blocks
        choices = [joined(d, blocks, sizes[d]) for d in used]
        blocks = min(choices, key=lambda choice: small_cells(each, those, choice)[0])


def draft(name: str, those: Counter[Person], each: Program, blocks: Blocks) -> Publication:
    """All tables of a report with their margins, nothing hidden."""
    counts: dict[Group, GroupCount] = {}
    whole = {d: (*keys, None) for d, keys in blocks.items()}
    for table in each.tables:
        for chosen in product(*(whole[d] for d in table)):
            selection = {d: block for d, block in zip(table, chosen, strict=True) if block is not None}
            number = each.count(those, selection)
            key = group(POPULATION, **selection)
            weight = (1.0, 3.0, 8.0)[len(table) - len(selection)] if selection else 8.0
            counts[key] = GroupCount(key, number, weight=weight)
    known = tuple((POPULATION, d, each.keys[d]) for d in sorted({d for t in each.tables for d in t}))
    return Publication(name, known, tuple(counts.values()))


def across(published: list[Publication], each: Program) -> int:
    """How many small changes of a group since a report that had it are known too closely, though a later one
    has other categories."""
    found = 0
    for at in range(1, len(published)):
        knowledge: Knowledge | None = None
        now = {count.group for count in published[at].counts}
        quantities = []
        for since in range(at):
            for old in published[since].counts:
                number = each.count(each.people[at], dict(old.group.selection))
                change = number - old.count
                if old.group not in now and RULES.is_small(change):
                    knowledge = knowledge or Knowledge(published[: at + 1])
                    plus, minus = knowledge.sum_of(at, old.group), knowledge.sum_of(since, old.group)
                    quantities.append(
                        Quantity(old.group, at, since=since, plus=plus, minus=minus, truth=change)
                    )
        attack = Attack(knowledge, quantities) if knowledge else None
        found += sum(attack is not None and attack.is_narrow(n, RULES.width) for n in range(len(quantities)))
    return found


def one_history(each: Program, variant: str, sums: Counter[str]) -> None:
    """Mask the six reports of one history, and add up who is covered."""
    rule, _, when = variant.partition(" ")
    plain: Blocks = {d: tuple((key,) for key in keys) for d, keys in each.keys.items()}
    blocks, published = plain, []
    for n, those in enumerate(each.people):
        if rule != "none" and (when == "anew" or n == 0):
            blocks = merged(rule, each, those, plain)
        begun = process_time()
        masked = mask(draft(str(n), those, each, blocks), published, RULES)
        sums["ms"] += round(1000 * (process_time() - begun))
        shown = masked.shown()
        for table in each.tables:
            for chosen, number in cells(each, those, table, blocks).items():
                here = group(POPULATION, **dict(zip(table, chosen, strict=True))) in shown
                sums["people"] += number
                sums["covered"] += here * number
                sums["covered whole"] += here * number * all(len(block) == 1 for block in chosen)
        for each_count in masked.counts:
            sums["numbers"] += each_count.shown and each_count.count > 0
            earlier = [p.shown()[each_count.group] for p in published if each_count.group in p.shown()]
            safe = not RULES.is_small(each_count.count)
            safe = safe and not any(RULES.is_small(each_count.count - count) for count in earlier)
            sums["safe"] += safe
            sums["safe shown"] += safe and each_count.shown
        published.append(masked)
    sums["narrow"] += len(exposures(published, RULES))
    sums["across"] += across(published, each)


def main() -> None:
    """Run the histories with each way of merging, and print a row each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    titles = ("covered", "whole", "safe shown", "numbers", "narrow", "across")
    for scale, variant in product((False, True), VARIANTS):
        if variant == VARIANTS[0]:
            what = "a scale of five points" if scale else "tables of two dimensions"
            print(f"{count} histories of six reports, from number {first}: {what}")
            print(f"{'merging':14} " + " ".join(f"{each:>10}" for each in titles))
        sums: Counter[str] = Counter()
        for seed in range(first, first + count):
            one_history(program(seed, scale=scale), variant, sums)
        people, reports = sums["people"], 6 * count
        shares = (
            100 * sums["covered"] / people,
            100 * sums["covered whole"] / people,
            100 * sums["safe shown"] / sums["safe"],
        )
        row = " ".join(f"{each:9.1f}%" for each in shares)
        rest = f"{sums['numbers'] / reports:10.1f} {sums['narrow']:10} {sums['across']:10}"
        print(f"{variant:14} {row} {rest}  ({sums['ms'] / reports:.0f} ms a report)", flush=True)


if __name__ == "__main__":
    main()
