"""The step ``reasonable`` as rows: good sessions that members lack, and bad sessions in a row."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.equivalence_classes import MemberClass
from besrour_cli.planning.problem.objectives import REASONABLE
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.solve.integer_program.linear_system import Key, Objective, Terms
from besrour_cli.planning.solve.integer_program.writer import (
    ConstraintWriter,
    OptionColumns,
    drop_subsets,
    ones,
)

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
        for s, t in _consecutive(problem, person):
            if ever_bad[k, s] and ever_bad[k, t]:
                _add_pair(found, problem, person, columns, k, (s, t))
    return found


def _consecutive(problem: PlanningProblem, person: MemberClass) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sessions that follow each other for a class, series by series."""
    runs: dict[str, list[int]] = {}
    for s in person.sessions:
        runs.setdefault(problem.sessions[s].session.series, []).append(s)
    for run in runs.values():
        yield from pairwise(run)


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
    if same:
        both = same[0].columns
    else:
        both = np.zeros_like(bad)
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
