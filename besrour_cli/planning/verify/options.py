"""The options of every session, its possible starts, and what they cost each class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.problem import VerificationProblem


class CheckedOptions:
    """All options of all sessions, one session after the other: the columns of arrays whose rows are classes.

    ``parts``: the slices of the sessions; ``named``: the option of a session's start (epoch minute). ``at``
    (epoch minute), ``day``, ``slots`` and ``change`` have one value for each option. ``burden`` (hundredths
    of a unit) and ``nights`` are 0 for a session that no longer counts.
    """

    def __init__(self, problem: VerificationProblem) -> None:
        self.problem = problem
        cuts = np.cumsum([0, *(len(domain.starts) for domain in problem.sessions)]).tolist()
        self.parts = [slice(a, b) for a, b in pairwise(cuts)]
        every = [start for domain in problem.sessions for start in domain.starts]
        self.named = [
            {start.at: part.start + n for n, start in enumerate(domain.starts)}
            for domain, part in zip(problem.sessions, self.parts, strict=True)
        ]
        self.at = np.array([start.at for start in every], np.int64)
        self.day = np.array([start.day for start in every], np.int64)
        self.slots = [start.slot for start in every]
        self.change = np.array([start.change for start in every], np.int64)
        self.burden, self.nights = np.zeros((2, len(problem.classes), len(every)), np.int64)
        for domain, part in zip(problem.sessions, self.parts, strict=True):
            if domain.counts and domain.classes:
                classes = list(domain.classes)
                self.burden[classes, part] = np.array([start.burden for start in domain.starts], np.int64).T
                self.nights[classes, part] = np.array([start.nights for start in domain.starts], np.int64).T

    def choice(self, starts: Mapping[str, EpochMinute]) -> list[int]:
        """Return the option of every session at some starts, by id. Raises LookupError if there is none."""
        return [
            named[starts[domain.session.id]]
            for domain, named in zip(self.problem.sessions, self.named, strict=True)
        ]

    def before(self) -> list[int] | None:
        """Return the plan before, each start by itself; None: a session has none, or cannot have it now."""
        chosen = []
        for domain, named in zip(self.problem.sessions, self.named, strict=True):
            start = domain.starts[0].at if domain.fixed else domain.proposed
            if start not in named:
                return None
            chosen.append(named[start])
        return chosen

    def total(self, chosen: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return what some options cost each member of every class, past included: burden, and nights."""
        past = [(one.burden, one.nights) for one in self.problem.classes]
        before = np.array(past, np.int64).reshape(-1, 2).T
        here = list(chosen)
        return before[0] + self.burden[:, here].sum(axis=1), before[1] + self.nights[:, here].sum(axis=1)
