"""The slots that most sessions of a series can have: a plan that has few slots mostly has these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.slots import Slot

_MOST = 8
"""Slots of a series that are looked at."""


def common_slots(
    problem: PlanningProblem, open_: Sequence[Sequence[int]], choice: Sequence[int]
) -> list[list[int]]:
    """The open options whose slots most sessions can have, the cheaper of equal ones, and those chosen."""
    serves: Counter[Slot] = Counter()
    cost: dict[Slot, int] = {}
    for options, here in zip(problem.options, open_, strict=True):
        serves.update({options.slots[o] for o in here})
        sizes = problem.sizes(options)
        for o, burden in zip(here, (options.burden[list(here)] @ sizes).tolist(), strict=True):
            cost[options.slots[o]] = cost.get(options.slots[o], 0) + burden
    series: dict[str, list[Slot]] = {}
    for slot in sorted(serves, key=lambda slot: (-serves[slot], cost[slot] / serves[slot], slot)):
        series.setdefault(slot.series, []).append(slot)
    common = {slot for slots in series.values() for slot in slots[:_MOST]}
    found = []
    for options, here, chosen in zip(problem.options, open_, choice, strict=True):
        few = [o for o in here if options.slots[o] in common or o == chosen]
        found.append(few or list(here))  # a session in a week of its own may have none of the common slots
    return found
