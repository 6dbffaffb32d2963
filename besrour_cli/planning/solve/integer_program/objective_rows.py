"""The steps of the rule as linear objectives, with their helpers' rows.

They are written from the same definitions as the evaluator ``planning.problem.fairness_rule`` and share no
function with it, so that each checks the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.equivalence_classes import MemberClass, SessionIndex
from besrour_cli.planning.problem.fairness_rule import NIGHTS, PEOPLE, REASONABLE, ROTA
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.integer_program.linear_system import Key, Objective, Terms
from besrour_cli.planning.solve.integer_program.writer import (
    ConstraintWriter,
    OptionColumns,
    drop_dominated,
    drop_subsets,
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


_ShortfallKey = tuple[str | int | bytes, ...]
"""Kind, what it is about, and the bytes of the bad columns: shortfalls with one key always occur together."""


class Shortfall(NamedTuple):
    """Something ``size`` members may lack: more than ``most`` of the bad options in ``columns`` are too many.

    Each bad option beyond ``most`` counts once for each of these members, at most ``top`` times. ``keys``:
    the rows of the certificate, one for each of the classes that make up the members, with the size of the
    class.
    """

    keys: tuple[tuple[Key, int], ...]
    size: int
    most: int
    top: int
    columns: NDArray[np.bool_]


Shortfalls = dict[_ShortfallKey, list[Shortfall]]
"""The shortfalls of a problem, those that always occur together in one list."""


def shortfalls_of(problem: PlanningProblem, columns: OptionColumns) -> Shortfalls:
    """Return all that members of a problem may lack."""
    found: Shortfalls = {}
    ever_bad = np.logical_or.reduceat(columns.bad, columns.starts, axis=1)
    for k, person in enumerate(problem.people):
        _add_short(found, problem, person, columns.bad[k])
        runs: dict[str, list[SessionIndex]] = {}
        for s in person.sessions:
            runs.setdefault(problem.sessions[s].session.series, []).append(s)
        for s, t in chain.from_iterable(map(pairwise, runs.values())):
            if ever_bad[k, s] and ever_bad[k, t]:
                _add_pair(found, problem, person, columns, k, (s, t))
    return found


def _add_short(
    found: Shortfalls, problem: PlanningProblem, person: MemberClass, bad: NDArray[np.bool_]
) -> None:
    """Add the good sessions that a class may lack."""
    count = len(person.sessions)
    wanted = min(problem.policy.good_sessions, count)
    if not wanted:
        return
    # A merged class has a row in the certificate for each class it was made of: the checker merges nothing.
    keys: tuple[tuple[Key, int], ...] = tuple((("short", name), size) for name, size in person.named())
    short = Shortfall(keys, len(person.members), count - wanted, wanted, bad)
    found.setdefault(("short", count, wanted, bad.tobytes()), []).append(short)


def _add_pair(
    found: Shortfalls,
    problem: PlanningProblem,
    person: MemberClass,
    columns: OptionColumns,
    k: int,
    pair: tuple[int, int],
) -> None:
    """Add the two bad sessions in a row that a class may have."""
    s, t = pair
    bad = columns.bad[k]
    first, second = bad[columns.parts[s]], bad[columns.parts[t]]
    ids = problem.sessions[s].session.id, problem.sessions[t].session.id
    keys = tuple((("pair", name, *ids), size) for name, size in person.named())
    same = found.setdefault(("pair", s, t, first.tobytes(), second.tobytes()), [])
    both = same[0].columns if same else np.zeros_like(bad)
    both[columns.parts[s]], both[columns.parts[t]] = first, second
    same.append(Shortfall(keys, len(person.members), 1, 1, both))


def reasonable_objective(writer: ConstraintWriter, shortfalls: Shortfalls) -> Objective:
    """Add a helper and a row for each shortfall, and return the sum of the helpers as an objective."""
    terms: Terms = {}
    for together in shortfalls.values():
        # Shortfalls that always occur together need one helper and one row instead of one a class: the row is
        # the sum of the classes' rows, each as often as its size over the common divisor says.
        one, keys = together[0], [key for shortfall in together for key in shortfall.keys]
        divisor = math.gcd(*(size for _, size in keys))
        times = sum(size for _, size in keys) // divisor
        helper = writer.add_helper(keys[0][0], one.top * times)
        terms[helper] = divisor
        summed = tuple((key, size // divisor) for key, size in keys)
        row = {**dict.fromkeys(ones(one.columns), times), helper: -1}
        writer.add_sum(summed, row, one.most * times)
    return Objective(key=(REASONABLE,), terms=terms, scale=Fraction(1), constant=0, grain=1, miss=1)


def forbid_shortfalls(writer: ConstraintWriter, shortfalls: Shortfalls) -> None:
    """Add the rows of ``reasonable`` where its optimum is 0: no helper can be above 0, so none is needed."""
    same_kind: dict[_ShortfallKey, list[Shortfall]] = {}
    for key, (one, *_) in shortfalls.items():
        same_kind.setdefault(key[:3], []).append(one)
    for those in same_kind.values():
        # Of rows with one right-hand side those over fewer columns follow from those over more.
        for i in drop_subsets(np.array([one.columns for one in those])):
            one = those[i]
            writer.add_sum(((one.keys[0][0], 1), ((REASONABLE,), 1)), ones(one.columns), one.most)


def link_compatible_starts(writer: ConstraintWriter, shortfalls: Shortfalls, most: int) -> None:
    """Tie each start to the starts of the next session with which at most ``most`` members have two bad ones.

    ``most`` is the optimum of ``reasonable``. The rows follow from it, but bind the relaxation far closer: a
    relaxed solution that has half of each of two starts would otherwise have no bad pair at all.
    """
    pairs: dict[tuple[int, int], list[tuple[int, NDArray[np.bool_]]]] = {}
    for key, together in shortfalls.items():
        if key[0] == "pair":
            size = sum(shortfall.size for shortfall in together)
            pairs.setdefault((int(key[1]), int(key[2])), []).append((size, together[0].columns))
    parts = writer.columns.parts
    for (s, t), bad in pairs.items():
        sizes = np.array([size for size, _ in bad], np.int64)
        both = np.array([each for _, each in bad])
        first, second = both[:, parts[s]], both[:, parts[t]]
        lacking = (first.T * sizes) @ second.astype(np.int64)
        _link(writer, s, t, lacking <= most)
        _link(writer, t, s, (lacking <= most).T)


def _link(writer: ConstraintWriter, one: int, two: int, compatible: NDArray[np.bool_]) -> None:
    """Add a row for each start of a session that does not go with all starts of the other."""
    sessions, x = writer.problem.sessions, writer.columns.x
    others = [*x[two].values()]
    for (o, column), mates in zip(x[one].items(), compatible, strict=True):
        if mates.all():
            continue
        start = writer.problem.options[one].starts[o][0]
        terms = {column: 1, **{others[i]: -1 for i in np.flatnonzero(mates).tolist()}}
        writer.add_row(("together", sessions[one].session.id, start, sessions[two].session.id), terms, 0)
