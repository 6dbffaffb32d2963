"""The steps of the rule as linear objectives, with their helpers' rows.

They are written from the same definitions as the evaluator ``planning.problem.fairness_rule`` and share no
function with it, so that each checks the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import numpy as np

from besrour_cli.planning.problem.fairness_rule import (
    BURDEN,
    NIGHTS,
    PEOPLE,
    REGIONS,
    RHYTHM,
    StepMargin,
)
from besrour_cli.planning.problem.slots import Slot
from besrour_cli.planning.solve.integer_program.linear_system import Objective, Terms
from besrour_cli.planning.solve.integer_program.writer import ConstraintWriter, drop_dominated

HUNDREDTHS = 100
"""Hundredths in a unit of burden: the steps' values are in units, the columns' burdens in hundredths."""


def nights_objective(writer: ConstraintWriter, margin: StepMargin) -> Iterable[Objective]:
    """Yield the sum of all nights and lambda times the worst-off's, both times lambda's denominator."""
    policy, columns = writer.problem.policy, writer.columns
    past = [person.nights for person in writer.problem.people]
    worst = writer.add_helper(("most nights",), columns.most_nights)
    for k in drop_dominated(columns.nights, past, columns.starts):
        if past[k] or columns.nights[k].any():
            terms = {**writer.borne(columns.nights[k]), worst: -1}
            writer.add_row(("most nights", columns.names[k]), terms, -past[k])
    yield Objective(
        key=(NIGHTS,),
        terms={**writer.borne(policy.unit * (columns.sizes @ columns.nights)), worst: policy.weight},
        scale=Fraction(policy.unit),
        constant=policy.unit * int(columns.sizes @ np.array(past, np.int64)),
        grain=1,
        miss=1,
        margin=margin,
    )


def region_objectives(writer: ConstraintWriter, margin: StepMargin) -> Iterable[Objective]:
    """Yield the burden of each region, which is to be below the worst-off's mean times its invitations.

    One objective a region, and no helper for the greatest of them: the value is a constant of the question.
    """
    people, columns, policy = writer.problem.people, writer.columns, writer.problem.policy
    regions: dict[tuple[str, str], list[int]] = {}
    for k, person in enumerate(people):
        regions.setdefault((person.under, person.region), []).append(k)
    largest = max((max(1, policy.invitations[name]) for _, name in regions), default=1)
    for (under, region), those in regions.items():
        count = max(1, policy.invitations[region])
        yield Objective(
            key=("region", region, *_named(under)),
            terms=writer.borne(columns.sizes[those] @ columns.burden[those]),
            scale=Fraction(HUNDREDTHS * count),
            constant=sum(people[k].burden * len(people[k].members) for k in those),
            grain=columns.grain,
            # Rows of regions of all sizes share one z: a small region's row is missed by less.
            miss=columns.grain * count / largest,
            margin=margin,
            shift=count * policy.target(under, REGIONS),
        )
    if not people:  # nobody takes part: the value is 0, and nothing is below it
        yield Objective(("region", ""), {}, scale=Fraction(1), constant=0, grain=1, miss=1, margin=margin)


def people_objectives(writer: ConstraintWriter, margin: StepMargin) -> Iterable[Objective]:
    """Yield the sum of all burdens and lambda times the worst-off's, for each profile that is assumed."""
    under: dict[str, list[int]] = {}
    for k, person in enumerate(writer.problem.people):
        under.setdefault(person.under, []).append(k)
    for name, those in under.items() or [("", [])]:
        yield _people_objective(writer, margin, name, those)


def _people_objective(
    writer: ConstraintWriter, margin: StepMargin, under: str, those: Sequence[int]
) -> Objective:
    """Return the objective of the classes that are under one profile, scaled to whole numbers."""
    policy, columns = writer.problem.policy, writer.columns
    people, sizes = [writer.problem.people[k] for k in those], columns.sizes[those]
    past, size = [person.burden for person in people], int(sizes.sum()) or 1
    worst = writer.add_helper(("most", *_named(under)), columns.most_burden)
    for n in drop_dominated(columns.burden[those], past, columns.starts):
        terms = {**writer.borne(columns.burden[those[n]]), worst: -1}
        writer.add_row(("most", columns.names[those[n]], *_named(under)), terms, -past[n])
    # Two plans differ in the sum by a multiple of this: burdens by `columns.grain`, times what divides both
    # the sizes of all classes and the weight of the worst-off.
    common = math.gcd(*(count for person in people for _, count in person.named()))
    grain = columns.grain * math.gcd(policy.unit * common, policy.weight * size) or 1
    return Objective(
        key=(PEOPLE, *_named(under)),
        terms={
            **writer.borne(policy.unit * (sizes @ columns.burden[those])),
            worst: policy.weight * size,
        },
        scale=Fraction(HUNDREDTHS * policy.unit * size),
        constant=policy.unit * int(sizes @ np.array(past, np.int64)),
        grain=grain,
        miss=grain,
        margin=margin,
        shift=policy.unit * size * policy.target(under, PEOPLE),
    )


def _named(under: str) -> tuple[str, ...]:
    """Return how a row's name ends: with the profile where several are assumed."""
    return (under,) if under else ()


def rhythm_objective(writer: ConstraintWriter, margin: StepMargin) -> Iterable[Objective]:
    """Yield the number of slots and of changes from announced starts and preferred hours."""
    terms: Terms = {}
    helpers: dict[Slot, int] = {}
    sessions, options = writer.problem.sessions, writer.problem.options
    for placing, mine, xs in zip(sessions, options, writer.columns.x, strict=True):
        by_slot: dict[Slot, Terms] = {}
        for o, x in xs.items():
            by_slot.setdefault(mine.slots[o], {})[x] = 1
            if mine.moves[o]:
                terms[x] = 1
        for slot, there in sorted(by_slot.items()):
            if slot not in helpers:
                helpers[slot] = writer.add_helper(("slot", *slot), 1)
                terms[helpers[slot]] = 1
            # One row for each session and slot, not one for the whole series: the relaxation cannot then use
            # a tenth of a slot for each of ten sessions.
            row = {**there, helpers[slot]: -1}
            writer.add_row(("slot", placing.session.id, slot.nth, slot.weekday, slot.minute), row, 0)
    yield Objective((RHYTHM,), terms, scale=Fraction(1), constant=0, grain=1, miss=1, margin=margin)


def burden_objective(writer: ConstraintWriter, margin: StepMargin) -> Iterable[Objective]:
    """Yield the burden of all people together, and under all profiles that are assumed."""
    people, columns = writer.problem.people, writer.columns
    profiles = len({person.under for person in people}) or 1
    grain = columns.grain * math.gcd(*(count for person in people for _, count in person.named())) or 1
    yield Objective(
        key=(BURDEN,),
        terms=writer.borne(columns.sizes @ columns.burden),
        scale=Fraction(HUNDREDTHS * profiles),
        constant=sum(person.burden * len(person.members) for person in people),
        grain=grain,
        miss=grain,
        margin=margin,
    )


OBJECTIVES: dict[str, Callable[[ConstraintWriter, StepMargin], Iterable[Objective]]] = {
    NIGHTS: nights_objective,
    REGIONS: region_objectives,
    PEOPLE: people_objectives,
    RHYTHM: rhythm_objective,
    BURDEN: burden_objective,
}
"""Every step that is searched, as the sums it makes small; where there are several, the greatest of them."""
