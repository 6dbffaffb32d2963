"""The rows a proof may name: each one demand of a step, ``so much <= so much``, in whole numbers.

``docs/reference/proof.md`` lists them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.planning.verify.certificate_values import InvalidCertificate, listed, text, whole
from besrour_cli.planning.verify.objectives import (
    NIGHTS,
    PEOPLE,
    REASONABLE,
    REGIONS,
    ROTA,
    STEPS,
    conflicting,
    lambda_of,
    runs_of,
)
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.problem import VerificationProblem

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

Helper = tuple[str | int, ...]
WHOLE_HELPERS = ("most", "most nights", "hour", "count")
"""Kinds of helpers a proof may branch on."""


class CheckedConstraint(NamedTuple):
    """One demand: what every option adds, what helpers add, and how much it may come to at most."""

    costs: NDArray[int64]
    helpers: Mapping[Helper, int]
    most: int


class CheckedConstraints:
    """The rows of a programme, for the values its plan reached."""

    def __init__(
        self,
        facts: VerificationProblem,
        reached: Mapping[str, Fraction],
        stood: frozenset[str],
        clashes: object,
    ) -> None:
        self.facts, self.reached = facts, reached
        self.index = {seen.session.id: s for s, seen in enumerate(facts.sessions)}
        self.options = CheckedOptions(facts, by_date=clashes is not None)
        self._clashes = self._excluding(stood, clashes)
        kinds = facts.kinds
        self._follow: dict[tuple[int, int], list[int]] = {}
        for k in range(len(kinds)):
            for pair in (pair for run in runs_of(facts, k) for pair in pairwise(run)):
                self._follow.setdefault(pair, []).append(k)
        weight = lambda_of(facts)
        self._weight, self._unit = weight.numerator, weight.denominator
        self.sizes = np.array([kind.size for kind in kinds], np.int64)
        self._everyone = int(self.sizes.sum()) or 1
        burden = self.options.burden
        self._grain = math.gcd(int(np.gcd.reduce(burden, axis=None)), *(k.burden for k in kinds)) or 1
        highest = np.array([kind.burden for kind in kinds], np.int64)
        for part in self.options.parts:
            highest += burden[:, part].max(axis=1, initial=0)
        self._highest = int(highest.max(initial=0))
        self._most_nights = max((kind.nights + len(kind.sessions) for kind in kinds), default=0)
        self._burdens = self.sizes @ burden
        self._nights = self.sizes @ self.options.night.astype(np.int64)
        self._nothing = np.zeros(burden.shape[1], np.int64)

    def row(self, name: str, words: Sequence[object], step: str, *, kept: bool) -> CheckedConstraint:
        """A row as the proof of a step names it; that step's own asks for better, or (``kept``) as good."""
        if name in STEPS or name == "region":
            goal = REGIONS if name == "region" else name
            if STEPS.index(goal) > STEPS.index(step):
                raise InvalidCertificate("a row of a later step")
            return self._goal(name, words, better=goal == step and not kept)
        if name == "clash":
            at = whole(words[0])
            if not 0 <= at < len(self._clashes):
                raise InvalidCertificate("a clash that is not listed")
            return CheckedConstraint(self._ones(self._clashes[at]), {}, 1)
        if name == "hour":
            s, clock = self.index[text(words[0])], whole(words[1])
            return CheckedConstraint(
                self._at(clock, [s]), {("hour", self.facts.sessions[s].session.series, clock): -1}, 0
            )
        if name in ("count", "counted"):
            series, clock = text(words[0]), whole(words[1])
            those = [s for s, seen in enumerate(self.facts.sessions) if seen.session.series == series]
            sign = 1 if name == "count" else -1
            return CheckedConstraint(sign * self._at(clock, those), {("count", series, clock): -sign}, 0)
        if name == "together":
            if step == REASONABLE:
                raise InvalidCertificate("a row of a later step")
            return self._together(self.index[text(words[0])], whole(words[1]), self.index[text(words[2])])
        return self._person(name, self.facts.kind_of[text(words[0])], words[1:])

    def bounds(self, helper: Helper) -> tuple[int, int]:
        """Between which numbers a helper may be taken to lie."""
        if helper == ("most",):
            return 0, self._highest
        if helper == ("most nights",):
            return 0, self._most_nights
        if helper[0] == "short":
            return 0, self._wanted(int(helper[1]))
        if helper[0] == "count":
            return 0, sum(seen.session.series == helper[1] for seen in self.facts.sessions)
        return 0, 1

    def _wanted(self, kind: int) -> int:
        """How many good sessions a kind should have."""
        return min(self.facts.programme.fairness.good_sessions, len(self.facts.kinds[kind].sessions))

    def _excluding(self, stood: frozenset[str], written: object) -> list[list[int]]:
        """Sets of options of which one at most can be, each pair of them looked at."""
        found = []
        starts = [{start.at: start for start in seen.starts} for seen in self.facts.sessions]
        for each in listed(written) if written is not None else ():
            mine: dict[int, set[int]] = {}
            for session, at in map(listed, listed(each)):
                mine.setdefault(self.index[text(session)], set()).add(whole(at))
            here = [(s, [starts[s][at] for at in sorted(ats)]) for s, ats in mine.items()]
            for n, one in enumerate(here):
                for two in here[:n]:
                    still = {self.facts.sessions[s].session.id for s, _ in (one, two)} <= stood
                    if still or not conflicting(self.facts, one, two).all():
                        raise InvalidCertificate("two starts are said to exclude each other, and do not")
            found.append([self.options.named[s][start.at] for s, those in here for start in those])
        return found

    def _together(self, s: int, start: int, t: int) -> CheckedConstraint:
        """A start only goes with those of the next session that do not make too many lack too much."""
        here = self.options.named[s][start]
        bad, theirs = self.options.bad, self.options.parts[t]
        follow = np.array([*self._follow.get((s, t), ()), *self._follow.get((t, s), ())], np.int64)
        both = follow[bad[follow, here]]
        lacking = self.sizes[both] @ bad[both, theirs].astype(np.int64)
        costs = self._nothing.copy()
        costs[here] = 1
        costs[theirs] -= lacking <= math.floor(self.reached[REASONABLE])
        return CheckedConstraint(costs, {}, 0)

    def _person(self, name: str, k: int, words: Sequence[object]) -> CheckedConstraint:
        kind, options = self.facts.kinds[k], self.options
        if name == "short":
            most = len(kind.sessions) - self._wanted(k)
            return CheckedConstraint(options.bad[k].astype(np.int64), {("short", k): -1}, most)
        if name == "pair":
            s, t = (self.index[text(word)] for word in words)
            if k not in self._follow.get((s, t), ()):
                raise InvalidCertificate("two sessions that do not follow each other")
            costs = self._nothing.copy()
            for part in (options.parts[s], options.parts[t]):
                costs[part] = options.bad[k, part]
            return CheckedConstraint(costs, {("pair", k, s, t): -1}, 1)
        if name == "most nights":
            return CheckedConstraint(options.night[k].astype(np.int64), {("most nights",): -1}, -kind.nights)
        if name == "most":
            return CheckedConstraint(options.burden[k], {("most",): -1}, -kind.burden)
        raise InvalidCertificate(f"no row is called {name}")

    def _goal(self, name: str, words: Sequence[object], *, better: bool) -> CheckedConstraint:
        """The row of a step: as good as reached, or better where it is the step in question.

        The helpers of ``reasonable`` and ``rota`` are added where other rows name them (``sums``).
        """
        kinds, unit = self.facts.kinds, self._unit
        if name == REASONABLE:
            return CheckedConstraint(self._nothing, {}, _at_most(self.reached[name], 1, better))
        if name == ROTA:
            return CheckedConstraint(self.options.change, {}, _at_most(self.reached[name], 1, better))
        if name == "region":
            region = text(words[0])
            of = [k for k, kind in enumerate(kinds) if kind.region == region]
            if not of and kinds:
                raise InvalidCertificate("a region without people")
            total = self.reached[REGIONS] * 100 * int(self.sizes[of].sum())
            settled = sum(kinds[k].size * kinds[k].burden for k in of)
            most = _at_most(total, self._grain, better) - settled
            return CheckedConstraint(self.sizes[of] @ self.options.burden[of], {}, most)
        if name == NIGHTS:
            settled = unit * sum(kind.size * kind.nights for kind in kinds)
            most = _at_most(self.reached[name] * unit, 1, better) - settled
            return CheckedConstraint(unit * self._nights, {("most nights",): self._weight}, most)
        each = self._weight * self._everyone
        settled = unit * sum(kind.size * kind.burden for kind in kinds)
        total = self.reached[PEOPLE] * 100 * unit * self._everyone
        apart = self._grain * math.gcd(unit * math.gcd(*self.sizes.tolist()), each) or 1
        return CheckedConstraint(
            unit * self._burdens, {("most",): each}, _at_most(total, apart, better) - settled
        )

    def _at(self, clock: int, sessions: Sequence[int]) -> NDArray[int64]:
        """One for every option of some sessions at a minute of the day."""
        costs = self._nothing.copy()
        for s in sessions:
            part = self.options.parts[s]
            costs[part] = self.options.clock[part] == clock
        return costs

    def _ones(self, options: Sequence[int]) -> NDArray[int64]:
        costs = self._nothing.copy()
        costs[options] = 1
        return costs


def _at_most(total: Fraction, grain: int, better: bool) -> int:
    """What a row may come to: the largest value it can take, below what was reached if it must be."""
    return (math.ceil(total / grain) - 1) * grain if better else math.floor(total)
