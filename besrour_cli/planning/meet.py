"""Who never meets: regions, and places, that the plan never brings together at an hour good for both."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from besrour_cli.model.programme import Programme


def never_meet(programme: Programme, costs: Mapping[str, Mapping[str, float]]) -> tuple[tuple[str, str], ...]:
    """Pairs of regions that share sessions, but none in which someone of each has a good hour.

    ``costs``: session id to member id to burden, in units; good is what the programme calls good.
    """
    region = {m.id: m.region for m in programme.members}
    return _apart(costs, programme.fairness.good, region)


def places_apart(
    programme: Programme, costs: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[str, str], ...]:
    """The same for places, by name in English: people of one place have one clock."""
    return _apart(costs, programme.fairness.good, {m.id: m.place.name("en") for m in programme.members})


def _apart(
    costs: Mapping[str, Mapping[str, float]], good: float, where: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    together: set[tuple[str, str]] = set()
    well: set[tuple[str, str]] = set()
    for cost in costs.values():
        present = sorted({where[i] for i in cost})
        fine = sorted({where[i] for i, burden in cost.items() if burden <= good})
        together.update(combinations(present, 2))
        well.update(combinations(fine, 2))
    return tuple(sorted(together - well))
