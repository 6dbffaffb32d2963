"""The steps ``nights``, ``regions``, ``people`` and ``rota`` as linear objectives, with their helpers' rows.

They are written from the same definitions as the evaluator ``planning.problem.objectives`` and share no
function with it, so that each checks the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from besrour_cli.planning.problem.objectives import NIGHTS, PEOPLE, ROTA
from besrour_cli.planning.solve.integer_program.linear_system import Objective, Terms
from besrour_cli.planning.solve.integer_program.writer import (
    ConstraintWriter,
    drop_dominated,
    nonzero_terms,
    ones,
)

HUNDREDTHS = 100
"""Hundredths in a unit of burden: the steps' values are in units, the columns' burdens in hundredths."""


def nights_objective(writer: ConstraintWriter) -> Objective:
    """Return the sum of all nights and lambda times the worst-off's, both times lambda's denominator."""
    policy, columns = writer.problem.policy, writer.columns
    past = [person.nights for person in writer.problem.people]
    worst = writer.add_helper(("most nights",), columns.most_nights)
    for k in drop_dominated(columns.night.astype(np.int64), past, columns.starts):
        if past[k] or columns.night[k].any():
            terms = {**ones(columns.night[k]), worst: -1}
            writer.add_row(("most nights", columns.names[k]), terms, -past[k])
    total = nonzero_terms(policy.unit * (columns.sizes @ columns.night))
    return Objective(
        key=(NIGHTS,),
        terms={**total, worst: policy.weight},
        scale=Fraction(policy.unit),
        constant=policy.unit * int(columns.sizes @ np.array(past, np.int64)),
        grain=1,
        miss=1,
    )


def region_objectives(writer: ConstraintWriter) -> Iterator[Objective]:
    """Yield the burden of each region, which is to be below the worst-off region's mean times its size.

    One objective a region, and no helper for the greatest of them: the value is a constant of the question.
    """
    people, columns = writer.problem.people, writer.columns
    regions: dict[str, list[int]] = {}
    for k, person in enumerate(people):
        regions.setdefault(person.region, []).append(k)
    largest = max((int(columns.sizes[those].sum()) for those in regions.values()), default=1)
    for region, those in regions.items():
        size = int(columns.sizes[those].sum())
        yield Objective(
            key=("region", region),
            terms=nonzero_terms(columns.sizes[those] @ columns.burden[those]),
            scale=Fraction(HUNDREDTHS * size),
            constant=sum(people[k].burden * len(people[k].members) for k in those),
            grain=columns.grain,
            # Rows of regions of all sizes share one z: a small region's row is missed by less.
            miss=columns.grain * size / largest,
        )
    if not people:  # nobody takes part: the value is 0, and nothing is below it
        yield Objective(key=("region", ""), terms={}, scale=Fraction(1), constant=0, grain=1, miss=1)


def people_objective(writer: ConstraintWriter) -> Objective:
    """Return the sum of all burdens and lambda times the worst-off's, scaled to whole numbers."""
    people, policy, columns = writer.problem.people, writer.problem.policy, writer.columns
    past = [person.burden for person in people]
    size = int(columns.sizes.sum()) or 1
    worst = writer.add_helper(("most",), columns.most_burden)
    for k in drop_dominated(columns.burden, past, columns.starts):
        terms = {**nonzero_terms(columns.burden[k]), worst: -1}
        writer.add_row(("most", columns.names[k]), terms, -past[k])
    total = nonzero_terms(policy.unit * (columns.sizes @ columns.burden))
    # Two plans differ in the sum by a multiple of this: burdens by `columns.grain`, times what divides both
    # the sizes of all classes and the weight of the worst-off.
    common = math.gcd(*(count for person in people for _, count in person.named()))
    grain = columns.grain * math.gcd(policy.unit * common, policy.weight * size) or 1
    return Objective(
        key=(PEOPLE,),
        terms={**total, worst: policy.weight * size},
        scale=Fraction(HUNDREDTHS * policy.unit * size),
        constant=policy.unit * int(columns.sizes @ np.array(past, np.int64)),
        grain=grain,
        miss=grain,
    )


def rota_objective(writer: ConstraintWriter) -> Objective:
    """Return the number of different hours in each series and of changes from announced or preferred ones."""
    terms: Terms = {}
    sessions, options = writer.problem.sessions, writer.problem.options
    for placing, mine, xs in zip(sessions, options, writer.columns.x, strict=True):
        by_clock: dict[int, Terms] = {}
        for o, x in xs.items():
            by_clock.setdefault(mine.clock[o], {})[x] = 1
            if mine.moves[o]:
                terms[x] = 1
        for clock, there in sorted(by_clock.items()):
            key = ("hour", placing.session.series, clock)
            if key not in writer.helpers:
                terms[writer.add_helper(key, 1)] = 1
            # One row for each session and hour, not one for the whole series: the relaxation cannot then use
            # a tenth of an hour for each of ten sessions.
            writer.add_row(("hour", placing.session.id, clock), {**there, writer.helpers[key]: -1}, 0)
    return Objective(key=(ROTA,), terms=terms, scale=Fraction(1), constant=0, grain=1, miss=1)
