"""The steps that ask who sits with whom: company repeated, and regions that have not met."""

from __future__ import annotations

from itertools import combinations
from math import ceil

import numpy as np
from numpy.typing import NDArray

from besrour_cli.seating.columns import as_kinds, deal, persons_of, places_of
from besrour_cli.seating.cuts import halves_of_regions
from besrour_cli.seating.kinds import Columns, Kinds, cost, single
from besrour_cli.seating.partition import TableChoice, cheapest
from besrour_cli.seating.program import RowBounds, choose_whole
from besrour_cli.seating.steps import SettledSteps
from besrour_cli.seating.values import Pool, StepValue, TableStep, TimeAllowed

_SLACK = 1e-6
_MOST_FOR_UNMET = 6_000
"""Tables among which pairs of regions are sought that have not met."""


def settle_company(pool: Pool, settled: SettledSteps, time: TimeAllowed) -> SettledSteps:
    """Repeat as little company as the time allows, then let regions meet that have not."""
    people = single(pool)
    columns = None
    if settled.columns is not None and settled.kinds is not None and people.together.any():
        columns = persons_of(settled.kinds, people, settled.columns)
    if columns is None:
        return _unproven(pool, people, settled, time)
    sides = [*halves_of_regions(people, columns)]
    for value in settled.steps:
        costs = cost(people, columns, value.step)
        if value.value < len(settled.seated) * costs.max():
            sides.append((costs, value.value))
    repeats = cost(people, columns, TableStep.REPEATS)
    choice = TableChoice(columns, people.counts, len(settled.seated), repeats, tuple(sides))
    done = cheapest(choice, places_of(columns, settled.seated), time.part(0.9))
    near = np.union1d(np.flatnonzero(done.useful)[:_MOST_FOR_UNMET], done.rows)
    limits = (*((side[near], most) for side, most in sides), (repeats[near], done.value))
    within = TableChoice(columns[near], people.counts, choice.tables, repeats[near], limits)
    whole = len(near) >= done.useful.sum()
    rows, unmet = _let_meet(pool, people, within, columns[done.rows], time, whole=whole)
    steps = (*settled.steps, StepValue(TableStep.REPEATS, done.value, done.bound), unmet)
    return settled._replace(seated=rows, steps=steps)


def _unproven(pool: Pool, people: Kinds, settled: SettledSteps, time: TimeAllowed) -> SettledSteps:
    """Without earlier company there is nothing to repeat; else too many tables to prove how little."""
    repeats = int(cost(people, settled.seated, TableStep.REPEATS).sum())
    seated, missing = settled.seated, len(unmet_pairs(pool, people, settled.seated))
    unmet = StepValue(TableStep.UNMET, missing, 0)
    if settled.columns is not None and settled.kinds is not None and not people.together.any():
        kinds, columns = settled.kinds, settled.columns
        limits = tuple((cost(kinds, columns, value.step), value.value) for value in settled.steps)
        within = TableChoice(columns, kinds.counts, len(seated), np.zeros(len(columns), np.int64), limits)
        start = as_kinds(kinds, people, seated)
        rows, unmet = _let_meet(pool, kinds, within, start, time.part(0.5), whole=True)
        if unmet.value < missing:
            seated = deal(kinds, people, rows)
    return settled._replace(
        seated=seated, steps=(*settled.steps, StepValue(TableStep.REPEATS, repeats, 0), unmet)
    )


def _let_meet(
    pool: Pool, kinds: Kinds, choice: TableChoice, seated: Columns, time: TimeAllowed, *, whole: bool
) -> tuple[Columns, StepValue]:
    """The choice that leaves the fewest pairs of regions unmet; ``whole``: it has all tables that matter."""
    missing = unmet_pairs(pool, kinds, seated)
    if not missing or time.remaining() <= 0:
        return seated, StepValue(TableStep.UNMET, len(missing), 0)
    wanted = _wanted(pool, kinds)
    rows, tables = choice.rows(), choice.matrix(np.arange(len(choice.columns)))
    meets = np.array([_sits(kinds, choice.columns, pair) for pair in wanted], np.float64).T
    none = np.zeros((len(wanted), tables.shape[1]))
    matrix = np.vstack([np.hstack([tables, meets]), np.hstack([none, np.eye(len(wanted))])])
    bounds = RowBounds(
        np.append(rows.low, np.ones(len(wanted))), np.append(rows.high, np.full(len(wanted), np.inf))
    )
    costs = np.append(np.zeros(len(choice.columns)), np.ones(len(wanted)))
    result = choose_whole(bounds, costs, matrix, len(missing) - 1, time.remaining())
    limit = min(result.bound, len(missing)) if whole else 0.0
    bound = max(0, ceil(limit - _SLACK)) if limit > -np.inf else 0
    if result.times is None:
        return seated, StepValue(TableStep.UNMET, len(missing), bound)
    taken = result.times[: len(choice.columns)]
    chosen = choice.columns[np.repeat(np.arange(len(taken)), taken)]
    return chosen, StepValue(TableStep.UNMET, len(unmet_pairs(pool, kinds, chosen)), bound)


def unmet_pairs(pool: Pool, kinds: Kinds, seated: Columns) -> tuple[tuple[str, str], ...]:
    """The pairs of regions present that have not sat together, this session counted."""
    return tuple(pair for pair in _wanted(pool, kinds) if not _sits(kinds, seated, pair).any())


def _wanted(pool: Pool, kinds: Kinds) -> list[tuple[str, str]]:
    return [pair for pair in combinations(kinds.region_names, 2) if pair not in pool.met]


def _sits(kinds: Kinds, columns: Columns, pair: tuple[str, str]) -> NDArray[np.bool_]:
    """At which tables both regions of a pair sit."""
    region = kinds.region[columns]
    one, other = (region == kinds.region_names.index(name) for name in pair)
    return np.asarray(one.any(axis=1) & other.any(axis=1))
