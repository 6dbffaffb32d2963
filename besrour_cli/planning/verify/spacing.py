"""Which starts of two sessions exclude each other, and in which order the sessions of a series come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from besrour_cli.planning.verify.options import CheckedOptions


class CheckedSpacing:
    """Two sessions may be too few days apart for their series, overlap for someone, or be out of order.

    ``ordered``: whether the order counts. Of two fixed sessions neither can move, so it never does there.
    """

    def __init__(self, options: CheckedOptions, *, ordered: bool) -> None:
        self.options, self.sessions = options, options.problem.sessions
        self._classes = [set(domain.classes) for domain in self.sessions]
        self._followers = set(self._in_order()) if ordered else set()

    @property
    def has_order(self) -> bool:
        """Whether any session comes after another."""
        return bool(self._followers)

    def follows(self, s: int, t: int) -> bool:
        """Return whether the session ``t`` comes after ``s`` in their series."""
        return (s, t) in self._followers

    def both_fixed(self, s: int, t: int) -> bool:
        """Return whether the starts of both sessions were not chosen."""
        return self.sessions[s].fixed and self.sessions[t].fixed

    def apart(self, s: int, t: int) -> bool:
        """Return whether no start of one session excludes any of the other."""
        if not self._related(s, t):
            return True
        at, day = self.options.at, self.options.day
        for a, b in ((s, t), (t, s)):
            mine, theirs = self.options.parts[a], self.options.parts[b]
            late = at[mine].max() + self.sessions[a].minutes <= at[theirs].min()
            if late and day[mine].max() + self._days(a, b) <= day[theirs].min():
                return not self.follows(b, a)
        return False

    def excluded(self, s: int, here: Sequence[int], t: int, there: Sequence[int]) -> NDArray[np.bool_]:
        """Return which options of two sessions exclude each other: a row for each of the first's."""
        found = np.zeros((len(here), len(there)), np.bool_)
        if not self._related(s, t):
            return found
        if self.follows(s, t):
            return ~self._after(s, here, t, there)
        if self.follows(t, s):
            return ~self._after(t, there, s, here).T
        at, day, days = self.options.at, self.options.day, self._days(s, t)
        if days:
            a, b = day[list(here)][:, None], day[list(there)]
            found |= (a < b + days) & (b < a + days)
        if not self._classes[s].isdisjoint(self._classes[t]):
            a, b = at[list(here)][:, None], at[list(there)]
            found |= (a < b + self.sessions[t].minutes) & (b < a + self.sessions[s].minutes)
        return found

    def begun(self, t: int, start: int) -> NDArray[np.int64]:
        """Return the options of a session at a start (epoch minute) or earlier."""
        here = np.arange(self.options.parts[t].start, self.options.parts[t].stop)
        found: NDArray[np.int64] = here[self.options.at[here] <= start]
        return found

    def before(self, s: int, t: int, those: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the options of a session that go with any of some options of ``t``, which comes after it."""
        at, day = self.options.at, self.options.day
        found: NDArray[np.int64] = np.arange(self.options.parts[s].start, self.options.parts[s].stop)
        if not len(those):
            return found[:0]
        over = at[found] + self.sessions[s].minutes <= at[those].max()
        found = found[over & (day[found] + self._days(s, t) <= day[those].max())]
        return found

    def conflicts(self, chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of sessions of a plan, an option for each, that exclude each other."""
        for s, t in combinations(range(len(chosen)), 2):
            if self.excluded(s, [chosen[s]], t, [chosen[t]]).any():
                yield s, t

    def _related(self, s: int, t: int) -> bool:
        """Return whether two sessions are of one series, or share someone."""
        same = self.sessions[s].session.series == self.sessions[t].session.series
        return same or not self._classes[s].isdisjoint(self._classes[t])

    def _days(self, s: int, t: int) -> int:
        """Return how many days two sessions must be apart."""
        series = self.sessions[s].session.series
        if series != self.sessions[t].session.series:
            return 0
        return self.options.problem.programme.series[series].days_between

    def _after(self, s: int, here: Sequence[int], t: int, there: Sequence[int]) -> NDArray[np.bool_]:
        """Return which options of ``t`` begin when ``s`` is over, and are days enough after it."""
        at, day = self.options.at, self.options.day
        over = at[list(here)][:, None] + self.sessions[s].minutes <= at[list(there)]
        late: NDArray[np.bool_] = over & (day[list(here)][:, None] + self._days(s, t) <= day[list(there)])
        return late

    def _in_order(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of sessions of which the second comes after the first, whatever the plan.

        Where a session of a series that begins its possible starts earlier ends them later than another, the
        series has no order; nor where two fixed ones are nearer than its days.
        """
        series: dict[str, list[tuple[int, int, int]]] = {}
        for s, (domain, part) in enumerate(zip(self.sessions, self.options.parts, strict=True)):
            at = self.options.at[part]
            series.setdefault(domain.session.series, []).append((int(at.min()), int(at.max()), s))
        for run in series.values():
            run.sort()
            order = [s for _, _, s in run]
            days = [
                (s, int(self.options.day[self.options.parts[s]][0])) for s in order if self.sessions[s].fixed
            ]
            near = any(b - a < self._days(s, t) for (s, a), (t, b) in pairwise(days))
            if not near and all(a[1] <= b[1] for a, b in pairwise(run)):
                yield from ((s, t) for s, t in combinations(order, 2) if not self.both_fixed(s, t))
