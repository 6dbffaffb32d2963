"""The options still open as columns of the integer program, and what each costs every class of members."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.objectives import NIGHTS, PEOPLE
from besrour_cli.planning.problem.options import PlanningProblem

NO_CAPS: Mapping[str, int] = {}
"""No limit on what the worst-off class bears."""


class OptionColumns:
    """The columns of the open options, session after session.

    ``x``: option to column, for each session. ``parts``: the slice of each session's columns, ``starts``: its
    first column. ``sizes``: members of each class; ``names``: the member after whom its rows are named.

    Arrays have a row for each class and a column for each option: ``burden`` (hundredths of a unit) and
    ``night`` are 0 for a session whose cost the ledger has already; ``bad`` counts for such a session as
    well.

    ``grain`` divides every burden and every past burden. ``most_burden`` and ``most_nights`` bound what the
    worst-off class can come to, or may (``caps``: burden under ``people``, nights under ``nights``).
    """

    def __init__(
        self, problem: PlanningProblem, open_: Sequence[Sequence[int]], caps: Mapping[str, int] = NO_CAPS
    ) -> None:
        people = problem.people
        ends = np.cumsum([0, *(len(options) for options in open_)]).tolist()
        self.count: int = ends[-1]
        self.starts: list[int] = ends[:-1]
        self.parts = [slice(a, b) for a, b in pairwise(ends)]
        self.x = tuple(
            {o: part.start + i for i, o in enumerate(here)}
            for part, here in zip(self.parts, open_, strict=True)
        )
        self.names = [person.members[0] for person in people]
        self.sizes: NDArray[np.int64] = np.array([len(person.members) for person in people], np.int64)
        self.burden: NDArray[np.int64] = np.zeros((len(people), self.count), np.int64)
        self.night, self.bad = np.zeros((2, *self.burden.shape), np.bool_)
        most = np.array([person.burden for person in people], np.int64)
        grain = math.gcd(*(person.burden for person in people))
        for placing, options, here, part in zip(
            problem.sessions, problem.options, open_, self.parts, strict=True
        ):
            self.bad[options.who, part] = options.bad[list(here)].T
            if placing.counts:
                self.burden[options.who, part] = options.burden[list(here)].T
                self.night[options.who, part] = options.night[list(here)].T
                # Bounds and grain are taken over all options, also those no longer open: the checker knows
                # the files alone, not what earlier steps left out, and must come to the same numbers.
                most[options.who] += options.burden.max(axis=0)
                grain = math.gcd(grain, int(np.gcd.reduce(options.burden, axis=None)))
        self.grain = grain or 1
        highest = int(most.max(initial=0))
        self.most_burden = min(highest, caps.get(PEOPLE, highest))
        all_nights = max((person.nights + len(person.sessions) for person in people), default=0)
        self.most_nights = min(all_nights, caps.get(NIGHTS, all_nights))
