"""The constraints between sessions as cliques: starts of which one at most can be chosen.

Sessions that share people cannot be under way at one moment; sessions of a series cannot be within too few
days. A constraint for a whole clique makes a linear relaxation far tighter than one for each pair of starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.spacing import SessionPair

Clique = tuple[tuple[int, int], ...]
"""Several (session, option) of which one at most can be chosen."""


def cliques(problem: PlanningProblem, bound: Sequence[SessionPair]) -> list[Clique]:
    """The cliques of the pairs of a problem; ordered ones are left to ``spacing.chains``."""
    apart: dict[int, set[tuple[int, int]]] = {}
    shared: set[tuple[int, int]] = set()
    for i, j, days, share, ordered in bound:
        if ordered:
            continue
        if days:
            apart.setdefault(days, set()).add((i, j))
        if share:
            shared.add((i, j))
    found: dict[Clique, None] = {}
    for days, pairs in sorted(apart.items()):
        for group in groups_of_pairs(pairs):
            on = [(int(problem.options[s].days[o]), s, o) for s, o in _all(problem, group)]
            found.update(dict.fromkeys(maximal_cliques((day, day + days, s, o) for day, s, o in on)))
    for group in groups_of_pairs(shared):
        at = [(problem.options[s].start(o), s, o) for s, o in _all(problem, group)]
        found.update(
            dict.fromkeys(maximal_cliques((t, t + problem.sessions[s].minutes, s, o) for t, s, o in at))
        )
    return list(found)


def _all(problem: PlanningProblem, group: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((s, o) for s in group for o in range(len(problem.options[s].starts)))


def groups_of_pairs(pairs: set[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Groups of sessions all paired with each other, every pair in one: few, but not the fewest."""
    mates: Mapping[int, set[int]] = {s: set() for pair in pairs for s in pair}
    for i, j in pairs:
        mates[i].add(j)
        mates[j].add(i)
    found: list[tuple[int, ...]] = []
    covered: set[tuple[int, int]] = set()
    for i, j in sorted(pairs):
        if (i, j) in covered:
            continue
        group = [i, j]
        for s in sorted(mates[i] & mates[j]):
            if mates[s].issuperset(group):
                group.append(s)
        group.sort()
        covered.update((a, b) for n, b in enumerate(group) for a in group[:n])
        found.append(tuple(group))
    return found


def maximal_cliques(spans: Iterable[tuple[int, int, int, int]]) -> Iterator[Clique]:
    """The largest sets of (begin, end, session, option), of several sessions, that last over a moment."""
    every = sorted(spans)
    under_way: list[tuple[int, int, int, int]] = []
    for n, span in enumerate(every):
        under_way = [other for other in under_way if other[1] > span[0]]
        under_way.append(span)
        # a set changes only where a span begins; one that lasts until the next span is within that one's set
        following = every[n + 1][0] if n + 1 < len(every) else None
        if following is not None and all(other[1] > following for other in under_way):
            continue
        if len({s for _, _, s, _ in under_way}) > 1:
            yield tuple(sorted((s, o) for _, _, s, o in under_way))
