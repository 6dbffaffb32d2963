"""The linear system of one step: it asks whether a plan improves on the incumbent, and is to be refuted.

All rows are in whole numbers, ``terms <= most``, over binary columns (the options), integer helper columns
and one free column z, which says by how much the row of the step in question is missed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.problem.fairness_rule import StepMargin

Key = tuple[str | int, ...]
"""The name of a row or of a helper, as the certificate writes it."""

ConflictKey = Sequence[tuple[int, int]]
"""Several (session, option) of which at most one can be chosen."""

OptionKey = tuple[int, ...]
"""A choice: the option of every session."""

Terms = dict[int, int]
"""Column to whole coefficient; columns with coefficient 0 are not in it."""

INTEGER_HELPERS = ("slot", "most", "most nights")
"""Kinds of helpers that are whole numbers, so that branch and bound may branch on them."""


class Objective(NamedTuple):
    """What a step minimises: ``terms + constant = scale * value + shift``.

    Sums are multiples of ``grain``, so that two different ones differ by as much. ``shift``: the value that
    could be had is taken off. One z is ``miss`` in the terms, so that a plan that
    is no better than the incumbent has z of 1 or more. ``margin``: what the step leaves open.
    """

    key: Key
    terms: Terms
    scale: Fraction
    constant: int
    grain: int
    miss: float
    margin: StepMargin
    shift: int = 0

    def bound_reached(self, value: Fraction) -> int:
        """Return the upper bound of the terms for plans no worse than ``value``."""
        return math.floor(value * self.scale) + self.shift - self.constant

    def bound_limit(self, value: Fraction) -> int:
        """Return the upper bound of the terms for plans within the limit, if ``value`` is the least."""
        return self.bound_reached(self.margin.limit(value))

    def bound_improved(self, value: Fraction) -> int:
        """Return the upper bound of the terms for plans better than ``value``."""
        # The sums lie on a grid of step `grain`: strictly less means the next point of the grid below, which
        # bounds the relaxation closer than any small epsilon would, and is exact.
        most = value * self.scale + self.shift
        return (math.ceil(most / self.grain) - 1) * self.grain - self.constant

    def value_at(self, terms: Fraction | int) -> Fraction:
        """Return the value at which the terms come to so much."""
        return Fraction(terms + self.constant - self.shift) / self.scale

    def bound_certain(self, value: Fraction) -> int:
        """Return the upper bound of the terms that no plan must meet for ``value`` to count as the least."""
        return min(self.bound_improved(value), self.bound_reached(self.margin.certain(value)))


class LinearConstraint(NamedTuple):
    """A row ``terms <= most + miss * z``; ``key``: its name in the certificate.

    For the row of the step in question ``objective`` is its objective and ``reached`` the upper bound that
    later steps ask for; for every other row ``reached`` equals ``most``.
    """

    key: Key
    terms: Terms
    most: int
    reached: int
    miss: float = 0.0
    objective: Objective | None = None

    def relative(self, value: Fraction) -> float:
        """Return the upper bound by which z says in every row alike how far a plan is above ``value``."""
        if self.objective is None:
            return self.most
        return float(value * self.objective.scale) + self.objective.shift - self.objective.constant

    def tightened(self, value: Fraction) -> LinearConstraint:
        """Return the row that asks for less than ``value``, as far as that is to be certain."""
        if self.objective is None:
            return self
        most, reached = self.objective.bound_certain(value), self.objective.bound_limit(value)
        return self._replace(most=most, reached=reached)


class LinearSystem(NamedTuple):
    """Columns and rows: ``x`` has the column of each option of each session, helpers come after them.

    ``integers``: the helpers that must be whole. ``low`` and ``high``: the bounds of every column but z.
    ``sums``: helpers that stand for sums of other columns, each after those it is a sum of; rows in which the
    same sums come again and again are shorter by them.
    """

    x: tuple[Terms, ...]
    integers: dict[Key, int]
    low: list[int]
    high: list[int]
    rows: list[LinearConstraint]
    sums: list[tuple[int, list[int]]]

    def choice(self, values: NDArray[np.float64]) -> OptionKey:
        """Return the option of every session whose column is largest in a solution."""
        return tuple([*xs][int(np.argmax(values[[*xs.values()]]))] for xs in self.x)

    def columns_of(self, choice: Sequence[int]) -> list[int]:
        """Return the columns of a choice, as far as its options are open."""
        return [xs[o] for xs, o in zip(self.x, choice, strict=True) if o in xs]
