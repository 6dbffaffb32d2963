"""A step as a question with the answer no: is there a plan that keeps the steps before and betters this?

All in whole numbers, as rows ``terms <= most`` over the options, helpers of the steps, and ``z``, which says
by how much the row of the step in question is missed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.planning.problem.indices import OptionIndex

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

Key = tuple[str | int, ...]
ConflictKey = Sequence[tuple[int, int]]
"""Several (session, option) of which one at most can be chosen."""

OptionKey = tuple[OptionIndex, ...]
"""The option of every session."""

Terms = dict[int, int]
"""Column to whole coefficient."""


WHOLE = ("count", "hour", "most", "most nights")
"""Helpers that are whole numbers, so that a search may branch on them."""


class Objective(NamedTuple):
    """What a step makes small: ``terms + constant = scale * value``; ``grain`` parts two such sums, and
    ``miss`` is how many of the terms one ``z`` is: a plan that is no better misses by one or more."""

    key: Key
    terms: Terms
    scale: Fraction
    constant: int
    grain: int
    miss: float

    def bound_reached(self, value: Fraction) -> int:
        """The most the terms may come to, if the value is to be as good."""
        return math.floor(value * self.scale) - self.constant

    def bound_improved(self, value: Fraction) -> int:
        """The same if it is to be better."""
        return (math.ceil(value * self.scale / self.grain) - 1) * self.grain - self.constant


class LinearConstraint(NamedTuple):
    """``terms <= most + miss * z``; ``reached`` is ``most`` for a step that need only stay as good as reached.

    ``summed``: the certificate's rows that this one is the sum of, each so many times. ``goal``: of the row
    of the step in question.
    """

    summed: tuple[tuple[Key, int], ...]
    terms: Terms
    most: int
    reached: int
    miss: float = 0.0
    goal: Objective | None = None

    def tightened(self, value: Fraction) -> LinearConstraint:
        """The row that asks for better than a value."""
        if self.goal is None:
            return self
        return self._replace(most=self.goal.bound_improved(value), reached=self.goal.bound_reached(value))


class LinearSystem(NamedTuple):
    """Columns: the options of each session (``x``), then helpers; ``whole`` are those that must be whole."""

    x: tuple[Terms, ...]
    whole: dict[Key, int]
    low: list[int]
    high: list[int]
    rows: list[LinearConstraint]

    def choice(self, values: NDArray[float64]) -> OptionKey:
        """The option of every session that a solution wants most."""
        return tuple(OptionIndex([*xs][int(np.argmax(values[[*xs.values()]]))]) for xs in self.x)
