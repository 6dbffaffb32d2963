"""The rows that a certificate may name: each a constraint ``so much <= so much`` in whole numbers.

``docs/reference/proof.md`` lists them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.certificate_values import InvalidCertificate, listed, text, whole
from besrour_cli.planning.verify.objectives import (
    HUNDREDTHS,
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

Helper = tuple[str | int, ...]
"""The name of a helper: its kind, and what it is about."""
INTEGER_HELPERS = ("most", "most nights", "hour", "count")
"""Kinds of helpers that are whole numbers, so that a certificate may branch on them."""


class CheckedConstraint(NamedTuple):
    """One row: the coefficient of every option and of some helpers, and the right-hand side."""

    costs: NDArray[np.int64]
    helpers: Mapping[Helper, int]
    most: int


class CheckedConstraints:
    """The rows of a problem, for the values that the plan ``reached`` on every step.

    ``fixed``: sessions that were not chosen. ``conflicts``: the certificate's part "clashes", None
    where there is none. Raises InvalidCertificate when starts are said to exclude each other and do not.
    """

    def __init__(
        self,
        problem: VerificationProblem,
        reached: Mapping[str, Fraction],
        fixed: frozenset[str],
        conflicts: object,
    ) -> None:
        self.problem, self.reached = problem, reached
        self.index = {domain.session.id: s for s, domain in enumerate(problem.sessions)}
        self.options = CheckedOptions(problem, by_date=conflicts is not None)
        self._conflicts = self._read_conflicts(fixed, conflicts)
        classes = problem.classes
        self._consecutive: dict[tuple[int, int], list[int]] = {}
        for k in range(len(classes)):
            for pair in (pair for run in runs_of(problem, k) for pair in pairwise(run)):
                self._consecutive.setdefault(pair, []).append(k)
        weight = lambda_of(problem)
        self._weight, self._unit = weight.numerator, weight.denominator
        self.sizes = np.array([one.size for one in classes], np.int64)
        self._everyone = int(self.sizes.sum()) or 1
        burden = self.options.burden
        # All sums of burdens are multiples of this, so "better than reached" is at least so much less. The
        # planner comes to the same number by itself; a larger one here would prove too much.
        self._grain = math.gcd(int(np.gcd.reduce(burden, axis=None)), *(one.burden for one in classes)) or 1
        highest = np.array([one.burden for one in classes], np.int64)
        for part in self.options.parts:
            highest += burden[:, part].max(axis=1, initial=0)
        self._most_burden = int(highest.max(initial=0))
        self._most_nights = max((one.nights + len(one.sessions) for one in classes), default=0)
        self._burdens = self.sizes @ burden
        self._nights = self.sizes @ self.options.night.astype(np.int64)
        self._nothing = np.zeros(burden.shape[1], np.int64)

    def row(self, name: str, words: Sequence[object], step: str, *, better: bool) -> CheckedConstraint:
        """Return a row that the proof of ``step`` names; the step's own asks for ``better``, or as good.

        Raises InvalidCertificate for a row that does not exist, or that belongs to a later step.
        """
        if name in STEPS or name == "region":
            objective = REGIONS if name == "region" else name
            if STEPS.index(objective) > STEPS.index(step):
                raise InvalidCertificate("a row of a later step")
            return self._step_row(name, words, better=better and objective == step)
        rows: dict[str, Callable[[Sequence[object]], CheckedConstraint]] = {
            "clash": self._conflict,
            "hour": self._hour,
            "count": self._count,
            "counted": partial(self._count, sign=-1),
            "short": self._short,
            "pair": self._pair,
            "most nights": partial(self._worst_off, name),
            "most": partial(self._worst_off, name),
        }
        if name in rows:
            return rows[name](words)
        if name != "together":
            raise InvalidCertificate(f"no row is called {name}")
        # It rests on what `reasonable` reached, so the proof of that step may not use it.
        if step == REASONABLE:
            raise InvalidCertificate("a row of a later step")
        s, t = self.index[text(words[0])], self.index[text(words[2])]
        return self._together(s, EpochMinute(whole(words[1])), t)

    def bounds(self, helper: Helper) -> tuple[int, int]:
        """Return the bounds that a helper has in every plan as good as this one."""
        if helper == ("most",):
            return 0, self._most_burden
        if helper == ("most nights",):
            return 0, self._most_nights
        if helper[0] == "short":
            return 0, self._wanted(int(helper[1]))
        if helper[0] == "count":
            return 0, sum(domain.session.series == helper[1] for domain in self.problem.sessions)
        return 0, 1

    def _wanted(self, k: int) -> int:
        """Return how many good sessions the members of a class should have."""
        return min(self.problem.programme.fairness.good_sessions, len(self.problem.classes[k].sessions))

    def _read_conflicts(self, fixed: frozenset[str], written: object) -> list[list[int]]:
        """Return sets of options of which at most one can be chosen, after a look at each pair of them."""
        found = []
        starts = [{start.at: start for start in domain.starts} for domain in self.problem.sessions]
        for each in listed(written) if written is not None else ():
            mine: dict[int, set[EpochMinute]] = {}
            for session, at in map(listed, listed(each)):
                mine.setdefault(self.index[text(session)], set()).add(EpochMinute(whole(at)))
            here = [(s, [starts[s][at] for at in sorted(ats)]) for s, ats in mine.items()]
            for n, one in enumerate(here):
                for two in here[:n]:
                    # Of two fixed sessions neither can move, so that nothing excludes anything between them.
                    both_fixed = {self.problem.sessions[s].session.id for s, _ in (one, two)} <= fixed
                    if both_fixed or not conflicting(self.problem, one, two).all():
                        raise InvalidCertificate("two starts are said to exclude each other, and do not")
            found.append([self.options.named[s][start.at] for s, those in here for start in those])
        return found

    def _conflict(self, words: Sequence[object]) -> CheckedConstraint:
        at = whole(words[0])
        if not 0 <= at < len(self._conflicts):
            raise InvalidCertificate("a clash that is not listed")
        costs = self._nothing.copy()
        costs[self._conflicts[at]] = 1
        return CheckedConstraint(costs, {}, 1)

    def _hour(self, words: Sequence[object]) -> CheckedConstraint:
        s, clock = self.index[text(words[0])], whole(words[1])
        helper = ("hour", self.problem.sessions[s].session.series, clock)
        return CheckedConstraint(self._at(clock, [s]), {helper: -1}, 0)

    def _count(self, words: Sequence[object], sign: int = 1) -> CheckedConstraint:
        series, clock = text(words[0]), whole(words[1])
        those = [s for s, domain in enumerate(self.problem.sessions) if domain.session.series == series]
        # Rows of both signs together say that the helper is the number of sessions.
        return CheckedConstraint(sign * self._at(clock, those), {("count", series, clock): -sign}, 0)

    def _together(self, s: int, start: EpochMinute, t: int) -> CheckedConstraint:
        """Return the row that ties a start to those of the session before or after it that it may go with.

        With these, two bad sessions in a row do not make ``reasonable`` worse than reached.
        """
        here = self.options.named[s][start]
        bad, theirs = self.options.bad, self.options.parts[t]
        pairs = (*self._consecutive.get((s, t), ()), *self._consecutive.get((t, s), ()))
        those = np.array(pairs, np.int64)
        # Of the classes for which the two sessions follow each other, those to whom this start is bad lack
        # something at every start of the other session that is bad to them as well.
        both = those[bad[those, here]]
        lacking = self.sizes[both] @ bad[both, theirs].astype(np.int64)
        costs = self._nothing.copy()
        costs[here] = 1
        costs[theirs] -= lacking <= math.floor(self.reached[REASONABLE])
        return CheckedConstraint(costs, {}, 0)

    def _short(self, words: Sequence[object]) -> CheckedConstraint:
        k = self.problem.class_of[text(words[0])]
        most = len(self.problem.classes[k].sessions) - self._wanted(k)
        return CheckedConstraint(self.options.bad[k].astype(np.int64), {("short", k): -1}, most)

    def _pair(self, words: Sequence[object]) -> CheckedConstraint:
        k = self.problem.class_of[text(words[0])]
        s, t = (self.index[text(word)] for word in words[1:])
        if k not in self._consecutive.get((s, t), ()):
            raise InvalidCertificate("two sessions that do not follow each other")
        costs = self._nothing.copy()
        for part in (self.options.parts[s], self.options.parts[t]):
            costs[part] = self.options.bad[k, part]
        return CheckedConstraint(costs, {("pair", k, s, t): -1}, 1)

    def _worst_off(self, name: str, words: Sequence[object]) -> CheckedConstraint:
        k = self.problem.class_of[text(words[0])]
        one = self.problem.classes[k]
        if name == "most nights":
            return CheckedConstraint(self.options.night[k].astype(np.int64), {(name,): -1}, -one.nights)
        return CheckedConstraint(self.options.burden[k], {(name,): -1}, -one.burden)

    def _step_row(self, name: str, words: Sequence[object], *, better: bool) -> CheckedConstraint:
        """Return the row of a step: as good as reached, or better where it is the step in question.

        The helpers of ``reasonable`` and ``rota`` are added where other rows name them (``combine``).
        """
        if name == REASONABLE:
            return CheckedConstraint(self._nothing, {}, _right_side(self.reached[name], 1, better))
        if name == ROTA:
            return CheckedConstraint(self.options.change, {}, _right_side(self.reached[name], 1, better))
        if name == "region":
            return self._region(text(words[0]), better)
        past = self._unit * sum(
            one.size * (one.nights if name == NIGHTS else one.burden) for one in self.problem.classes
        )
        if name == NIGHTS:
            most = _right_side(self.reached[name] * self._unit, 1, better) - past
            return CheckedConstraint(self._unit * self._nights, {("most nights",): self._weight}, most)
        each = self._weight * self._everyone
        total = self.reached[PEOPLE] * HUNDREDTHS * self._unit * self._everyone
        grain = self._grain * math.gcd(self._unit * math.gcd(*self.sizes.tolist()), each) or 1
        most = _right_side(total, grain, better) - past
        return CheckedConstraint(self._unit * self._burdens, {("most",): each}, most)

    def _region(self, region: str, better: bool) -> CheckedConstraint:
        """Return the row that bounds the burden of a region by the worst-off region's mean."""
        classes = self.problem.classes
        those = [k for k, one in enumerate(classes) if one.region == region]
        if not those and classes:
            raise InvalidCertificate("a region without people")
        total = self.reached[REGIONS] * HUNDREDTHS * int(self.sizes[those].sum())
        past = sum(classes[k].size * classes[k].burden for k in those)
        most = _right_side(total, self._grain, better) - past
        return CheckedConstraint(self.sizes[those] @ self.options.burden[those], {}, most)

    def _at(self, clock: int, sessions: Sequence[int]) -> NDArray[np.int64]:
        """Return 1 for every option of some sessions at a minute of the day, else 0."""
        costs = self._nothing.copy()
        for s in sessions:
            part = self.options.parts[s]
            costs[part] = self.options.clock[part] == clock
        return costs


def _right_side(total: Fraction, grain: int, better: bool) -> int:
    """Return the largest value a sum may have: at most ``total``, or below it.

    Sums are multiples of ``grain``, so that below means at most the next multiple below.
    """
    return (math.ceil(total / grain) - 1) * grain if better else math.floor(total)
