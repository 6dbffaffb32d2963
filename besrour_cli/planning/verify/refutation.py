"""Combined constraints, and whether a tree of them refutes every better plan.

Rows times multipliers of 0 or more, summed, are one constraint that follows from them all. When even the
cheapest start of every session breaks it, the node has no plan. Branches divide the domain, and every leaf
must leave nothing. All numbers are whole, of any length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.certificate_values import InvalidCertificate, listed, text, whole
from besrour_cli.planning.verify.integer_rows import INTEGER_HELPERS, CheckedConstraints, Helper
from besrour_cli.planning.verify.objectives import RHYTHM

_WORD = 62
"""Bits that a sum may have for numpy's signed 64-bit integers to hold it, with one bit to spare."""
_AT_ONCE = 256
"""Rows added at once, so that a long sum needs no more memory than a short one."""


class NodeDomain(NamedTuple):
    """What is still possible at a node: the options of every session, and bounds of helpers."""

    open: tuple[tuple[int, ...], ...]
    bounds: Mapping[Helper, tuple[int, int]]

    @property
    def is_empty(self) -> bool:
        """Whether a session has no option, or a helper no value."""
        return not all(self.open) or any(low > high for low, high in self.bounds.values())


class CombinedConstraint(NamedTuple):
    """A weighted sum of rows: the coefficient of every option and of the helpers, and the right-hand side.

    ``slot``: the coefficient of every helper of ``rhythm`` (``slot``) that no row of the sum names.
    """

    costs: Sequence[int]
    helpers: Mapping[Helper, int]
    slot: int
    most: int


def root_domain(rows: CheckedConstraints) -> NodeDomain:
    """Return the domain in which everything is possible."""
    return NodeDomain(tuple(tuple(range(part.start, part.stop)) for part in rows.options.parts), {})


def combine(rows: CheckedConstraints, written: object, step: str, *, better: bool) -> CombinedConstraint:
    """Return the combined constraint that a certificate writes as rows, each with its multiplier at the end.

    The row of the step itself asks for less than its least, or for its limit (not ``better``). Raises
    InvalidCertificate for a row that does not exist, or belongs to a later step, and for a negative
    multiplier.
    """
    costs = [0] * (len(rows.options.at) if listed(written) else 0)
    parts: list[NDArray[np.int64]] = []
    weights: list[int] = []
    helpers: dict[Helper, int] = {}
    most = slot = 0
    for each in listed(written):
        *key, weight = listed(each)
        n = whole(weight)
        if n < 0 or not key:
            raise InvalidCertificate("a multiplier below zero")
        name = text(key[0])
        row = rows.row(name, key[1:], step, better=better)
        parts.append(row.costs)
        weights.append(n)
        if len(parts) == _AT_ONCE:
            costs = _added(costs, weights, parts)
            parts, weights = [], []
        most += n * row.most
        for helper, cost in row.helpers.items():
            helpers[helper] = helpers.get(helper, 0) + n * cost
        slot += n * (name == RHYTHM)
    # The row `rhythm` sums up all helpers of slots, too many to write out. Helpers that no other row of the
    # sum names have a coefficient of 0 or more here, so that their least is at their lower bound: 0 unless a
    # branch has raised it (see `margin`).
    for helper in helpers:
        if helper[0] == "slot":
            helpers[helper] += slot
    if parts:
        costs = _added(costs, weights, parts)
    return CombinedConstraint(costs, helpers, slot, most)


def margin(rows: CheckedConstraints, total: CombinedConstraint, domain: NodeDomain) -> int | None:
    """Return by how much the cheapest choice exceeds a constraint: above 0 none meets it. None: no choice."""
    if domain.is_empty:
        return None
    least = -total.most
    if total.costs:
        least += sum(min(total.costs[o] for o in open_) for open_ in domain.open)
    for helper, cost in total.helpers.items():
        low, high = helper_bounds(rows, domain, helper)
        least += cost * (low if cost > 0 else high)
    for helper, (low, _) in domain.bounds.items():
        if helper[0] == "slot" and helper not in total.helpers:
            least += total.slot * low
    return least


def drop_options(rows: CheckedConstraints, total: CombinedConstraint, domain: NodeDomain) -> NodeDomain:
    """Return the domain without the options with which a combined constraint cannot be met."""
    over = margin(rows, total, domain)
    if over is None or not total.costs:
        return domain
    costs, open_ = total.costs, []
    for here in domain.open:
        least = min(costs[o] for o in here)
        open_.append(tuple(o for o in here if over + costs[o] - least <= 0))
    return NodeDomain(tuple(open_), domain.bounds)


def helper_bounds(rows: CheckedConstraints, domain: NodeDomain, helper: Helper) -> tuple[int, int]:
    """Return the bounds of a helper in a domain."""
    return domain.bounds[helper] if helper in domain.bounds else rows.bounds(helper)


def _added(costs: list[int], weights: Sequence[int], rows: Sequence[NDArray[np.int64]]) -> list[int]:
    """Return costs plus rows times weights, exactly. Raises InvalidCertificate when a row is too large."""
    # Weights have up to 40 digits, numpy's integers 64 bits. So weights are taken apart into pieces of so
    # many bits that no sum of rows times pieces overflows: a piece, the largest entry and the number of rows
    # must fit into a word together. Each sum of pieces is shifted back to its place in Python's long
    # integers.
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


def refutes(rows: CheckedConstraints, step: str, tree: object, domain: NodeDomain) -> bool:
    """Return whether a tree leaves no better choice of a domain on a step. Raises InvalidCertificate."""
    waiting = [(tree, domain)]  # a stack instead of recursion: a hostile tree may be of any depth
    while waiting:
        node, here = waiting.pop()
        if here.is_empty:
            continue
        if not isinstance(node, dict):
            raise InvalidCertificate("a branch is missing")
        if "sum" in node:
            over = margin(rows, combine(rows, node["sum"], step, better=True), here)
            if over is None or over <= 0:
                return False
        elif "drop" in node:
            total = combine(rows, node["drop"], step, better=True)
            waiting.append((node.get("then"), drop_options(rows, total, here)))
        else:
            low, high = _split(rows, listed(node.get("of")), node.get("at"), here)
            waiting += [(node.get("low"), low), (node.get("high"), high)]
    return True


def _split(
    rows: CheckedConstraints, of: list[object], at: object, domain: NodeDomain
) -> tuple[NodeDomain, NodeDomain]:
    """Return the two parts into which a branch divides a domain; together they are all of it."""
    kind, *words = of
    if kind == "session":
        s = rows.index[text(words[0])]
        named = rows.options.named[s]
        starts = [EpochMinute(whole(start)) for start in listed(at)]
        first = {named[start] for start in starts if start in named}
        return (
            _with_options(domain, s, tuple(o for o in domain.open[s] if o in first)),
            _with_options(domain, s, tuple(o for o in domain.open[s] if o not in first)),
        )
    # Only a helper that is a whole number in every plan may be divided between n and n + 1.
    if kind not in INTEGER_HELPERS:
        raise InvalidCertificate("a branch that cannot be")
    helper: Helper = tuple(word if isinstance(word, str) else whole(word) for word in of)
    low, high = helper_bounds(rows, domain, helper)
    return (
        NodeDomain(domain.open, {**domain.bounds, helper: (low, min(high, whole(at)))}),
        NodeDomain(domain.open, {**domain.bounds, helper: (max(low, whole(at) + 1), high)}),
    )


def _with_options(domain: NodeDomain, s: int, open_: tuple[int, ...]) -> NodeDomain:
    return NodeDomain((*domain.open[:s], open_, *domain.open[s + 1 :]), domain.bounds)
