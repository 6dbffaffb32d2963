"""Random histories of reports: people who come from report to report, and tables of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

from besrour_cli.model.evaluation.publication import Group, GroupCount, Publication, group

Person = tuple[str, ...]
DIMENSIONS = ("region", "language", "answer")
POPULATION = "answers"


def _shares(rng: random.Random, count: int) -> list[float]:
    return [rng.uniform(0.2, 1.0) ** 2 for _ in range(count)]


def keys_of(rng: random.Random) -> dict[str, tuple[str, ...]]:
    """Two to four regions, two or three languages, three answers."""
    regions = tuple(f"r{n}" for n in range(rng.randint(2, 4)))
    languages = tuple(f"l{n}" for n in range(rng.randint(2, 3)))
    return {"region": regions, "language": languages, "answer": ("improved", "same", "worse")}


def people(rng: random.Random, keys: dict[str, tuple[str, ...]], reports: int) -> Iterator[list[Person]]:
    """Yield who has answered by each report: 12 to 60 at first, then up to 30 more each time."""
    kinds = list(product(*keys.values()))
    weights = _shares(rng, len(kinds))
    so_far: list[Person] = []
    for n in range(reports):
        so_far += rng.choices(kinds, weights, k=rng.randint(12, 60) if n == 0 else rng.randint(0, 30))
        yield list(so_far)


def tables_of(rng: random.Random) -> tuple[tuple[str, str], ...]:
    """One, two or all three of the tables that two dimensions make."""
    pairs = list(combinations(DIMENSIONS, 2))
    return tuple(sorted(rng.sample(pairs, rng.randint(1, 3))))


def draft(
    name: str, those: list[Person], keys: dict[str, tuple[str, ...]], tables: tuple[tuple[str, str], ...]
) -> Publication:
    """The tables of these people with all their margins, nothing hidden."""
    counts: dict[Group, GroupCount] = {}
    for dimensions in tables:
        where = [DIMENSIONS.index(each) for each in dimensions]
        cells = Counter(tuple(person[n] for n in where) for person in those)
        for chosen in product(*[(None, *keys[each]) for each in dimensions]):
            selection = {d: k for d, k in zip(dimensions, chosen, strict=True) if k is not None}
            number = sum(
                count
                for cell, count in cells.items()
                if all(key is None or key == mine for key, mine in zip(chosen, cell, strict=True))
            )
            weight = (8.0, 3.0, 1.0)[len(selection)]
            counts[group(POPULATION, **selection)] = GroupCount(
                group(POPULATION, **selection), number, weight=weight
            )
    known = tuple((POPULATION, each, keys[each]) for each in sorted({d for t in tables for d in t}))
    return Publication(name, known, tuple(counts.values()))


def history(seed: int, reports: int = 6) -> Iterator[Publication]:
    """Yield the drafts of one history."""
    rng = random.Random(seed)
    keys = keys_of(rng)
    tables = tables_of(rng)
    for n, those in enumerate(people(rng, keys, reports)):
        yield draft(f"report {n + 1}", those, keys, tables)
