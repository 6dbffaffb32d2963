"""Slots that a certificate leaves out, since another slot of the series beats each of them.

A slot is beaten when at every session that can have it the other can be had as well: for nobody at more
burden or a heavier night, with no more changes, and excluding no start of another session that the beaten one
allows. A plan may then have the one for the other throughout, and is no worse on any step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.verify.certificate_values import listed, text, whole
from besrour_cli.planning.verify.problem import CheckedSlot
from besrour_cli.planning.verify.spacing import CheckedSpacing


class SlotPair(NamedTuple):
    """A slot, and one that is said to beat it."""

    slot: CheckedSlot
    by: CheckedSlot


def read_pairs(written: object) -> list[SlotPair]:
    """Return the pairs a certificate lists. Raises InvalidCertificate for what is no slot."""
    return [SlotPair(*(_slot(listed(each)) for each in listed(pair))) for pair in listed(written)]


def _slot(words: Sequence[object]) -> CheckedSlot:
    series, *numbers = words
    return CheckedSlot(text(series), *(whole(each) for each in numbers))


def all_beaten(spacing: CheckedSpacing, pairs: Iterable[SlotPair], open_: Sequence[Sequence[int]]) -> bool:
    """Return whether each pair is so among the open options, the slots of the pairs before left out."""
    pairs, gone = list(pairs), set()
    for slot, by in pairs:
        gone.add(slot)
        if slot.series != by.series or by in gone:
            return False
    return all(_beaten_at(spacing, pairs, open_, s) for s in range(len(open_)))


def without(
    spacing: CheckedSpacing, pairs: Iterable[SlotPair], open_: Sequence[Sequence[int]]
) -> tuple[tuple[int, ...], ...]:
    """Return the open options of every session that have none of the beaten slots."""
    gone = {pair.slot for pair in pairs}
    return tuple(tuple(o for o in here if spacing.options.slots[o] not in gone) for here in open_)


def _beaten_at(
    spacing: CheckedSpacing, pairs: Iterable[SlotPair], open_: Sequence[Sequence[int]], s: int
) -> bool:
    """Return whether every start that one session has in a beaten slot is no better than one in the other."""
    at: dict[CheckedSlot, list[int]] = {}
    for o in open_[s]:
        at.setdefault(spacing.options.slots[o], []).append(o)
    pairs = [pair for pair in pairs if pair.slot in at]
    named = [o for slot in dict.fromkeys(each for pair in pairs for each in pair) for o in at.get(slot, ())]
    row = {o: n for n, o in enumerate(named)}
    costs, excluded = _costs(spacing, named), _excluded(spacing, named, open_, s)
    for pair in pairs:
        better = [row[o] for o in at.get(pair.by, ())]
        for n in (row[o] for o in at[pair.slot]):
            no_dearer = (costs[better] <= costs[n]).all(axis=1)
            no_narrower = ~(excluded[better] & ~excluded[n]).any(axis=1)
            if not (no_dearer & no_narrower).any():
                return False
    return True


def _costs(spacing: CheckedSpacing, named: Sequence[int]) -> NDArray[np.int64]:
    """Return what options cost: a row for each, of the burden and nights of all classes, and the changes."""
    options = spacing.options
    return np.vstack((options.burden[:, named], options.nights[:, named], options.change[None, named])).T


def _excluded(
    spacing: CheckedSpacing, named: Sequence[int], open_: Sequence[Sequence[int]], s: int
) -> NDArray[np.uint8]:
    """Return which open options of other sessions some of one session exclude: a row of bits for each."""
    bits = [np.zeros((len(named), 0), np.uint8)]
    for t, there in enumerate(open_):
        if t != s and named and not spacing.both_fixed(s, t) and not spacing.apart(s, t):
            bits.append(np.packbits(spacing.excluded(s, named, t, there), axis=1))
    return np.hstack(bits)
