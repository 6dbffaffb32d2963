"""The sums a proof rests on: multipliers of named rows, and what any choice makes of them at least.

Rows multiplied and added give one demand that follows from them all. When even the cheapest start of every
session breaks it, nothing is left in the box. Whole numbers throughout, of any length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.planning.verify.certificate_values import InvalidCertificate, listed, text, whole
from besrour_cli.planning.verify.constraints import CheckedConstraints, Helper
from besrour_cli.planning.verify.objectives import REASONABLE, ROTA

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

_WORD = 62
"""Bits of a sum that numpy's whole numbers hold for sure."""
_AT_ONCE = 256
"""Rows added at once, so that a long sum needs no more room than a short one."""


class OptionBox(NamedTuple):
    """What is still possible: options of every session, bounds of helpers."""

    open: tuple[tuple[int, ...], ...]
    bounds: Mapping[Helper, tuple[int, int]]

    @property
    def empty(self) -> bool:
        """Whether nothing is left at all."""
        return not all(self.open) or any(low > high for low, high in self.bounds.values())


class CombinedConstraint(NamedTuple):
    """A weighted sum of rows: cost of every option, of the helpers, and what it may be at most."""

    costs: Sequence[int]
    helpers: Mapping[Helper, int]
    rota: int
    most: int


def full_box(rows: CheckedConstraints) -> OptionBox:
    """The box nothing is left out of."""
    return OptionBox(tuple(map(tuple, rows.options.of)), {})


def combine(rows: CheckedConstraints, written: object, step: str, *, kept: bool) -> CombinedConstraint:
    """The rows of a step, multiplied and added; its own row asks for better, or (``kept``) as good."""
    size = len(rows.options.clock) if listed(written) else 0
    costs = [0] * size
    parts: list[NDArray[int64]] = []
    weights: list[int] = []
    helpers: dict[Helper, int] = {}
    most = reasonable = rota = 0
    for each in listed(written):
        *key, weight = listed(each)
        n = whole(weight)
        if n < 0 or not key:
            raise InvalidCertificate("a multiplier below zero")
        name = text(key[0])
        row = rows.row(name, key[1:], step, kept=kept)
        parts.append(row.costs)
        weights.append(n)
        if len(parts) == _AT_ONCE:
            costs = _added(costs, weights, parts)
            parts, weights = [], []
        most += n * row.most
        for helper, cost in row.helpers.items():
            helpers[helper] = helpers.get(helper, 0) + n * cost
        reasonable += n * (name == REASONABLE)
        rota += n * (name == ROTA)
    for helper in helpers:  # the rows of these two steps count helpers, of which the rest can be nothing
        if helper[0] in ("short", "pair"):
            helpers[helper] += reasonable * int(rows.sizes[int(helper[1])])
        elif helper[0] == "hour":
            helpers[helper] += rota
    if parts:
        costs = _added(costs, weights, parts)
    return CombinedConstraint(costs, helpers, rota, most)


def margin(rows: CheckedConstraints, total: CombinedConstraint, box: OptionBox) -> int | None:
    """By how much the cheapest choice breaks the sum; above 0 it does; None: nothing is left at all."""
    if box.empty:
        return None
    least = -total.most
    if total.costs:
        least += sum(min(total.costs[o] for o in open_) for open_ in box.open)
    for helper, cost in total.helpers.items():
        low, high = bounds(rows, box, helper)
        least += cost * (low if cost > 0 else high)
    for helper, (low, _) in box.bounds.items():
        if helper[0] == "hour" and helper not in total.helpers:
            least += total.rota * low
    return least


def remove(rows: CheckedConstraints, total: CombinedConstraint, box: OptionBox) -> OptionBox:
    """The box without the options with which the sum would be broken."""
    over = margin(rows, total, box)
    if over is None or not total.costs:
        return box
    costs, open_ = total.costs, []
    for here in box.open:
        least = min(costs[o] for o in here)
        open_.append(tuple(o for o in here if over + costs[o] - least <= 0))
    return OptionBox(tuple(open_), box.bounds)


def bounds(rows: CheckedConstraints, box: OptionBox, helper: Helper) -> tuple[int, int]:
    """Between which numbers a helper lies in a box."""
    return box.bounds[helper] if helper in box.bounds else rows.bounds(helper)


def _added(costs: list[int], weights: Sequence[int], rows: Sequence[NDArray[int64]]) -> list[int]:
    """Costs and rows, each so often; weights are taken in pieces with which no sum of numpy's overflows."""
    parts = np.array(rows, np.int64)
    largest = max(int(parts.max(initial=0)), -int(parts.min(initial=0)), 1)
    piece = _WORD - largest.bit_length() - len(weights).bit_length()
    if piece < 1:
        raise InvalidCertificate("numbers too large to be summed")
    shift = 0
    while any(weights):
        digits = np.array([weight & ((1 << piece) - 1) for weight in weights], np.int64)
        costs = [old + (new << shift) for old, new in zip(costs, (digits @ parts).tolist(), strict=True)]
        weights = [weight >> piece for weight in weights]
        shift += piece
    return costs
