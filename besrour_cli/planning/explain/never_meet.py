"""Who never meets: regions and places that the plan never brings together at an hour good for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.good_hours import good_burdens

FEW = 5
"""People at two places, together, who are named one by one."""


def never_meet(
    programme: Programme, plan: Plan, costs: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[str, str], ...]:
    """Pairs of regions that share sessions, but none at an hour good for someone of each.

    ``costs``: session id to member id to burden, in units; the programme says up to which an hour is good.
    """
    region = {m.id: m.region for m in programme.members}
    return _apart(costs, good_burdens(programme, plan), region)


def never_meeting_places(
    programme: Programme, plan: Plan, costs: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[str, str], ...]:
    """Pairs of places, by name in English, of which the same is true as in :func:`never_meet`."""
    places = {m.id: m.place.name("en") for m in programme.members}
    return _apart(costs, good_burdens(programme, plan), places)


def never_meeting_people(
    programme: Programme, costs: Mapping[str, Mapping[str, float]], places: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]:
    """The ids of the people at each of two places, for pairs of places with ``FEW`` people or fewer."""
    at: dict[str, list[str]] = {name: [] for pair in places for name in pair}
    for member in programme.members:
        here = at.get(member.place.name("en"))
        if here is not None and len(here) <= FEW and any(member.id in cost for cost in costs.values()):
            here.append(member.id)
    few = {name: tuple(sorted(ids)) for name, ids in at.items()}
    return {(a, b): (few[a], few[b]) for a, b in places if len(few[a]) + len(few[b]) <= FEW}


def _apart(
    costs: Mapping[str, Mapping[str, float]], good: Mapping[str, float], where: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Pairs of places or regions (``where``: member id to name) together in a session, but in no good one."""
    together: set[tuple[str, str]] = set()
    well: set[tuple[str, str]] = set()
    for session, cost in costs.items():
        present: set[str] = set()
        fine: set[str] = set()
        for member, burden in cost.items():
            present.add(where[member])
            if burden <= good[session]:
                fine.add(where[member])
        together.update(combinations(sorted(present), 2))
        well.update(combinations(sorted(fine), 2))
    return tuple(sorted(together - well))
