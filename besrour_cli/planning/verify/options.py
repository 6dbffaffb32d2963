"""The options of every session: starts that nothing tells apart, and what each costs each kind of people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from besrour_cli.planning.verify.objectives import good_of
from besrour_cli.planning.verify.problem import CheckedStart, SessionDomain, VerificationProblem

if TYPE_CHECKING:
    pass


class CheckedOptions:
    """All options of all sessions, one session after the other: columns of the tables, whose rows are kinds.

    ``of``: the options of a session; ``named``: the option of a session's start (epoch minute), ``clock``
    and ``change`` as its starts have them. A session that no longer counts costs no burden and no night, but
    is a bad one all the same. Those another option beats are left out unless dates bind the choice.
    """

    def __init__(self, facts: VerificationProblem, *, by_date: bool) -> None:
        groups = [_alike(seen, by_date) for seen in facts.sessions]
        if not by_date:
            groups = [_unbeaten(mine) for mine in groups]
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
        self.burden = np.zeros((len(facts.kinds), len(first)), np.int64)
        self.night, self.bad = np.zeros((2, *self.burden.shape), np.bool_)
        good = good_of(facts)
        for seen, mine, part in zip(facts.sessions, groups, self.parts, strict=True):
            kinds, shape = list(seen.kinds), (len(mine), len(seen.kinds))
            burden = np.array([starts[0].burden for starts in mine], np.int64).reshape(shape).T
            self.bad[kinds, part] = burden > good
            if seen.counts:
                self.burden[kinds, part] = burden
                night = np.array([starts[0].night for starts in mine], np.bool_).reshape(shape).T
                self.night[kinds, part] = night


def _alike(seen: SessionDomain, by_date: bool) -> list[list[CheckedStart]]:
    """A session's starts, those alike together, each group from its earliest on."""
    groups: dict[object, list[CheckedStart]] = {}
    for start in sorted(seen.starts, key=lambda each: each.at):
        costs = start.burden.tobytes(), start.night.tobytes()
        groups.setdefault((costs, start.clock, start.change, start.at if by_date else 0), []).append(start)
    return list(groups.values())


def _unbeaten(groups: Sequence[list[CheckedStart]]) -> list[list[CheckedStart]]:
    """The groups no other beats: with less burden in all, and no more burden or nights for anyone."""
    if not groups:
        return []
    burden = np.array([starts[0].burden for starts in groups], np.int64)
    night = np.array([starts[0].night for starts in groups], np.bool_)
    total = burden.sum(axis=1)
    kept = []
    for o, starts in enumerate(groups):
        less = np.flatnonzero(total < total[o])
        beats = (burden[less] <= burden[o]).all(axis=1) & (night[less] <= night[o]).all(axis=1)
        if not beats.any():
            kept.append(starts)
    return kept
