"""People whom a step cannot tell apart, as arrays: the fewer kinds, the fewer tables there are to look at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from besrour_cli.seating.values import Career, Participant, Pool, TableStep, pair_weights

Columns = NDArray[np.int16]
"""Possible tables, one a row: numbers of kinds in rising order, then the number of kinds for empty chairs."""
Costs = NDArray[np.int64]


@dataclass(frozen=True)
class Kinds:
    """The kinds of those who come, each with its ``members`` in order of their ids.

    The arrays have one entry a kind and one more for an empty chair. ``languages`` are sets of bits, which an
    empty chair has all of in ``shared`` and none of in ``spoken``; ``together`` is what company costs.
    """

    members: tuple[tuple[Participant, ...], ...]
    counts: NDArray[np.int64]
    shared: NDArray[np.int64]
    spoken: NDArray[np.int64]
    first: NDArray[np.int64]
    region: NDArray[np.int64]
    early: NDArray[np.bool_]
    experienced: NDArray[np.bool_]
    willing: NDArray[np.bool_]
    named: NDArray[np.bool_]
    together: NDArray[np.int64]
    region_names: tuple[str, ...]
    language_codes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.members)

    def numbers(self) -> dict[str, int]:
        """The number of everybody's kind, by her id."""
        return {person.id: n for n, group in enumerate(self.members) for person in group}


def alike(pool: Pool) -> Kinds:
    """People of the same languages, region, career and readiness to host: company does not count."""
    return _kinds(pool, lambda p: (p.languages, p.region, p.career, p.willing, p.named), {})


def coarse(pool: Pool) -> Kinds:
    """People of the same languages, in any order, and the same readiness: all that a possible table asks."""
    return _kinds(pool, lambda p: (tuple(sorted(p.languages)), p.willing or p.named), {})


def neighbours(pool: Pool) -> Kinds:
    """People of the same languages and region, as if all of them would host."""
    everybody = tuple(replace(p, willing=True, named=False) for p in pool.people)
    return _kinds(pool._replace(people=everybody), lambda p: (p.languages, p.region), {})


def single(pool: Pool) -> Kinds:
    """Everybody a kind of her own, so that company counts."""
    return _kinds(pool, lambda p: p.id, pair_weights(pool.past))


def _kinds(
    pool: Pool, key: Callable[[Participant], Hashable], weights: Mapping[tuple[str, str], int]
) -> Kinds:
    groups: dict[Hashable, list[Participant]] = {}
    for person in sorted(pool.people):
        groups.setdefault(key(person), []).append(person)
    members = tuple(sorted((tuple(group) for group in groups.values()), key=lambda group: group[0].id))
    one = [group[0] for group in members]
    codes = tuple(sorted({code for p in pool.people for code in p.languages}))
    regions = tuple(sorted({p.region for p in pool.people}))
    bits = [sum(1 << codes.index(code) for code in p.languages) for p in one]
    return Kinds(
        members=members,
        counts=np.array([len(group) for group in members], np.int64),
        shared=np.array([*bits, (1 << len(codes)) - 1], np.int64),
        spoken=np.array([*bits, 0], np.int64),
        first=np.array([*(codes.index(p.languages[0]) for p in one), -1], np.int64),
        region=np.array([*(regions.index(p.region) for p in one), -1], np.int64),
        early=np.array([*(p.career is Career.EARLY for p in one), False]),
        experienced=np.array([*(p.career is Career.EXPERIENCED for p in one), False]),
        willing=np.array([*(p.willing or p.named for p in one), False]),
        named=np.array([*(p.named for p in one), False]),
        together=_together([p.id for p in one], weights),
        region_names=regions,
        language_codes=codes,
    )


def _together(ids: Sequence[str], weights: Mapping[tuple[str, str], int]) -> NDArray[np.int64]:
    number = {name: n for n, name in enumerate(ids)}
    matrix = np.zeros((len(ids) + 1, len(ids) + 1), np.int64)
    for (one, other), weight in weights.items():
        if one in number and other in number:
            matrix[number[one], number[other]] = matrix[number[other], number[one]] = weight
    return matrix


def allowed(kinds: Kinds, columns: Columns) -> NDArray[np.bool_]:
    """Which tables are possible: all at it share a language, and one of them would host."""
    share: NDArray[np.bool_] = np.bitwise_and.reduce(kinds.shared[columns], axis=1) > 0
    return share & kinds.willing[columns].any(axis=1)


def cost(kinds: Kinds, columns: Columns, step: TableStep) -> Costs:
    """What each table costs in a step; a step that no single table decides costs nothing."""
    return {
        TableStep.NAMED_HOSTS: _without_named,
        TableStep.ALONE: _alone,
        TableStep.UNACCOMPANIED: _unaccompanied,
        TableStep.REGIONS: _few_regions,
        TableStep.REPEATS: _repeats,
    }[step](kinds, columns)


def _without_named(kinds: Kinds, columns: Columns) -> Costs:
    if not kinds.named.any():
        return np.zeros(len(columns), np.int64)
    return np.asarray(~kinds.named[columns].any(axis=1), np.int64)


def _alone(kinds: Kinds, columns: Columns) -> Costs:
    """People alone of their language or region; who is alone in the whole room cannot but be, and is not."""
    lonely = np.zeros(columns.shape, bool)
    region, spoken, first = kinds.region[columns], kinds.spoken[columns], kinds.first[columns]
    present = np.bincount(kinds.region[:-1], kinds.counts, len(kinds.region_names))
    for r in np.flatnonzero(present > 1):
        here = region == r
        lonely |= here & (here.sum(axis=1) == 1)[:, None]
    for code in range(len(kinds.language_codes)):
        speak = (spoken >> code) & 1
        if (((kinds.spoken[:-1] >> code) & 1) * kinds.counts).sum() > 1:
            lonely |= (first == code) & (speak.sum(axis=1) == 1)[:, None]
    return np.asarray(lonely.sum(axis=1), np.int64)


def _unaccompanied(kinds: Kinds, columns: Columns) -> Costs:
    early = kinds.early[columns].sum(axis=1)
    return np.asarray(np.where(kinds.experienced[columns].any(axis=1), 0, early), np.int64)


def _few_regions(kinds: Kinds, columns: Columns) -> Costs:
    region = kinds.region[columns]
    different = np.zeros(len(columns), np.int64)
    for r in range(len(kinds.region_names)):
        different += (region == r).any(axis=1)
    return -different


def _repeats(kinds: Kinds, columns: Columns) -> Costs:
    total = np.zeros(len(columns), np.int64)
    for i in range(columns.shape[1]):
        for j in range(i):
            total += kinds.together[columns[:, i], columns[:, j]]
    return total
