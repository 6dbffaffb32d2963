"""The options of every session: groups of starts alike to the rule, and what they cost each class."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from besrour_cli.planning.verify.objectives import good_of
from besrour_cli.planning.verify.problem import CheckedStart, SessionDomain, VerificationProblem


class CheckedOptions:
    """All options of all sessions, one session after the other: the columns of arrays whose rows are classes.

    ``of``: the options of a session; ``parts``: the same as slices; ``named``: the option of a session's
    start (epoch minute). ``clock`` (minute of the anchor's day) and ``change`` have one value for each
    option. ``burden`` (hundredths of a unit) and ``night`` are 0 for a session that no longer counts; ``bad``
    is not.

    Dominated options are left out unless dates bind the choice (``by_date``); then each start is an option.
    """

    def __init__(self, problem: VerificationProblem, *, by_date: bool) -> None:
        groups = [_alike(domain, by_date) for domain in problem.sessions]
        if not by_date:
            groups = [_undominated(mine) for mine in groups]
        cuts = np.cumsum([0, *(len(mine) for mine in groups)]).tolist()
        self.of = tuple(range(a, b) for a, b in pairwise(cuts))
        self.parts = [slice(a, b) for a, b in pairwise(cuts)]
        self.named = [
            {start.at: o for o, starts in zip(of, mine, strict=True) for start in starts}
            for of, mine in zip(self.of, groups, strict=True)
        ]
        first = [starts[0] for mine in groups for starts in mine]
        self.clock = np.array([start.clock for start in first], np.int64)
        self.change = np.array([start.change for start in first], np.int64)
        self.burden = np.zeros((len(problem.classes), len(first)), np.int64)
        self.night, self.bad = np.zeros((2, *self.burden.shape), np.bool_)
        good = good_of(problem)
        for domain, mine, part in zip(problem.sessions, groups, self.parts, strict=True):
            classes, shape = list(domain.classes), (len(mine), len(domain.classes))
            burden = np.array([starts[0].burden for starts in mine], np.int64).reshape(shape).T
            self.bad[classes, part] = burden > good
            if domain.counts:
                self.burden[classes, part] = burden
                night = np.array([starts[0].night for starts in mine], np.bool_).reshape(shape).T
                self.night[classes, part] = night


def _alike(domain: SessionDomain, by_date: bool) -> list[list[CheckedStart]]:
    """Return a session's starts in groups of starts alike to the rule, each group from its earliest on."""
    groups: dict[object, list[CheckedStart]] = {}
    for start in sorted(domain.starts, key=lambda each: each.at):
        costs = start.burden.tobytes(), start.night.tobytes()
        groups.setdefault((costs, start.clock, start.change, start.at if by_date else 0), []).append(start)
    return list(groups.values())


def _undominated(groups: Sequence[list[CheckedStart]]) -> list[list[CheckedStart]]:
    """Return the groups that no other dominates: with less burden in all, and no more for anyone."""
    if not groups:
        return []
    # Exchanging a dominated option for the one that dominates it worsens no step and improves `people`, so no
    # optimum has it. (`people` counts everyone's sum, hence less burden in all.)
    burden = np.array([starts[0].burden for starts in groups], np.int64)
    night = np.array([starts[0].night for starts in groups], np.bool_)
    total = burden.sum(axis=1)
    found = []
    for o, starts in enumerate(groups):
        less = np.flatnonzero(total < total[o])
        dominates = (burden[less] <= burden[o]).all(axis=1) & (night[less] <= night[o]).all(axis=1)
        if not dominates.any():
            found.append(starts)
    return found
