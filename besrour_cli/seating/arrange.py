"""Tables for those who come: every step in its order, each keeping what those before it reached."""

from __future__ import annotations

import numpy as np

from besrour_cli.model.people.tables import CafeTable
from besrour_cli.seating.columns import deal, every_table
from besrour_cli.seating.company import settle_company, unmet_pairs
from besrour_cli.seating.exchange import improve
from besrour_cli.seating.kinds import Columns, coarse, cost, single
from besrour_cli.seating.partition import TableChoice, possible
from besrour_cli.seating.steps import OF_KINDS, SettledSteps, settle_kinds
from besrour_cli.seating.values import (
    Participant,
    Pool,
    Seating,
    TableStep,
    TimeAllowed,
)

_ROUNDS = 3
"""Rounds of exchanges before anything is proven, and after."""


def arrange(pool: Pool, time: TimeAllowed) -> Seating | None:
    """The best tables that the time allows; None where no tables are possible.

    Each step's bound says how much better tables could be at most.
    """
    pool = pool._replace(people=tuple(sorted(pool.people)), sizes=pool.sizes.fitting(len(pool.people)))
    first = first_tables(pool, time)
    if first is None:
        return None
    people, strangers = single(pool), single(pool._replace(past=()))
    seated = improve(strangers, first, pool.sizes, _ROUNDS, time.part(0.3))
    settled = settle_kinds(pool, seated, time)
    seated = improve(people, settled.seated, pool.sizes, _ROUNDS, time.part(0.3))
    company = settle_company(pool, settled._replace(seated=seated), time)
    return seating_of(pool, company)


def first_tables(pool: Pool, time: TimeAllowed) -> Columns | None:
    """Some possible tables, as many as come nearest to the size in the middle; None where there are none."""
    kinds, people = coarse(pool), single(pool)
    columns = every_table(kinds, pool.sizes)
    if columns is None or not len(columns):
        return None
    nothing = np.zeros(len(columns), np.int64)
    for tables in pool.sizes.counts(len(pool.people)):
        rows = possible(TableChoice(columns, kinds.counts, tables, nothing), time)
        if rows is not None:
            return deal(kinds, people, columns[rows])
    return None


def measure(pool: Pool, tables: tuple[CafeTable, ...]) -> dict[TableStep, int]:
    """What some tables reach in each step."""
    people = single(pool)
    number = people.numbers()
    rows = np.full((len(tables), max(len(t.people) for t in tables)), len(people), np.int16)
    for n, table in enumerate(tables):
        rows[n, : len(table.people)] = sorted(number[person] for person in table.people)
    values = {step: int(cost(people, rows, step).sum()) for step in (*OF_KINDS, TableStep.REPEATS)}
    return {**values, TableStep.UNMET: len(unmet_pairs(pool, people, rows))}


def seating_of(pool: Pool, settled: SettledSteps) -> Seating:
    """The tables in a fixed order, each with its language and its host, and every step's value."""
    people = single(pool)
    groups = [[people.members[k][0] for k in row if k < len(people)] for row in settled.seated]
    return Seating(tuple(sorted(map(table_of, groups), key=lambda t: (t.language, t.people))), settled.steps)


def table_of(people: list[Participant]) -> CafeTable:
    """A table of some people: the language most of them prefer of those that all speak, and its host.

    Raises ValueError where they share no language or nobody would host.
    """
    shared = set.intersection(*(set(p.languages) for p in people))
    language = min(shared, key=lambda code: (-sum(p.languages[0] == code for p in people), code))
    host = min(
        (p for p in people if p.willing or p.named),
        key=lambda p: (not p.named, p.languages[0] != language, p.career != "experienced", p.id),
    )
    return CafeTable(tuple(sorted(p.id for p in people)), language, host.id)
