"""The steps that ask what somebody is and not who: proven among tables of kinds, of which there are few."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from besrour_cli.seating.columns import as_kinds, deal, every_table, places_of
from besrour_cli.seating.cuts import halves_of_regions
from besrour_cli.seating.exchange import improve
from besrour_cli.seating.kinds import Columns, Kinds, alike, cost, neighbours, single
from besrour_cli.seating.partition import ChosenTables, TableChoice, cheapest
from besrour_cli.seating.values import Pool, StepValue, TableStep, TimeAllowed

OF_KINDS = (TableStep.NAMED_HOSTS, TableStep.ALONE, TableStep.UNACCOMPANIED, TableStep.REGIONS)
_SHARE = 0.25
"""The share of the remaining time that a step may take."""


class SettledSteps(NamedTuple):
    """Where people sit, what the steps so far reach, and the tables of kinds that may be in such a seating.

    ``kinds`` and ``columns`` are None where there are too many to be looked at.
    """

    seated: Columns
    steps: tuple[StepValue, ...]
    kinds: Kinds | None = None
    columns: Columns | None = None


def settle_kinds(pool: Pool, seated: Columns, time: TimeAllowed) -> SettledSteps:
    """Make the tables better in each step, and prove as much of it as the time allows."""
    kinds = alike(pool)
    columns = every_table(kinds, pool.sizes)
    if columns is None:
        return _bounded(pool, seated, time)
    people = single(pool._replace(past=()))
    nothing = np.zeros(len(columns), np.int64)
    choice = TableChoice(columns, kinds.counts, len(seated), nothing, halves_of_regions(kinds, columns))
    values = []
    for step in OF_KINDS:
        choice = replace(choice, costs=cost(kinds, choice.columns, step))
        start = places_of(choice.columns, as_kinds(kinds, people, seated))
        done = cheapest(choice, start, time.part(_SHARE))
        if done.value < choice.costs[start].sum():
            seated = deal(kinds, people, choice.columns[done.rows])
            seated = improve(people, seated, pool.sizes, 2, time.part(_SHARE))
        values.append(StepValue(step, done.value, done.bound))
        choice = _keeping(choice, done)
    return SettledSteps(seated, tuple(values), kinds, choice.columns)


def _keeping(choice: TableChoice, done: ChosenTables) -> TableChoice:
    """What may be chosen in the next step: what keeps the value of this one."""
    costs, useful = choice.costs, done.useful
    if done.value == choice.tables * int(costs.min()):  # every table must be one of the cheapest
        useful = useful & (costs == costs.min())
        sides = choice.sides
    else:
        sides = (*choice.sides, (costs, done.value))
    kept = tuple((side[useful], most) for side, most in sides)
    return replace(choice, columns=choice.columns[useful], costs=costs[useful], sides=kept)


def _bounded(pool: Pool, seated: Columns, time: TimeAllowed) -> SettledSteps:
    """The tables as they are, with bounds from coarser kinds: people are too many to prove more."""
    people, kinds = single(pool._replace(past=())), neighbours(pool)
    reached = {step: int(cost(people, seated, step).sum()) for step in OF_KINDS}
    regions = len({p.region for p in pool.people})
    bounds = dict.fromkeys(OF_KINDS, 0) | {
        TableStep.REGIONS: -min(len(seated) * min(pool.sizes.most, regions), len(pool.people))
    }
    columns = every_table(kinds, pool.sizes)
    if columns is not None:
        start = places_of(columns, as_kinds(kinds, people, seated))
        alone = cost(kinds, columns, TableStep.ALONE)
        sides = halves_of_regions(kinds, columns)
        choice = TableChoice(columns, kinds.counts, len(seated), alone, sides)
        bounds[TableStep.ALONE] = cheapest(choice, start, time.part(_SHARE)).bound
        sides = (*sides, (alone, reached[TableStep.ALONE]))
        choice = replace(choice, costs=cost(kinds, columns, TableStep.REGIONS), sides=sides)
        bounds[TableStep.REGIONS] = cheapest(choice, start, time.part(_SHARE)).bound
    return SettledSteps(seated, tuple(StepValue(step, reached[step], bounds[step]) for step in OF_KINDS))
