"""The rows that a certificate may name: each a constraint ``so much <= so much`` in whole numbers.

``docs/en/reference/proof.md`` lists them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.certificate_values import InvalidCertificate, listed, text, whole
from besrour_cli.planning.verify.objectives import (
    BURDEN,
    HUNDREDTHS,
    NIGHTS,
    PEOPLE,
    REGIONS,
    RHYTHM,
    STEPS,
    certain_of,
    invitations_of,
    lambda_of,
    limit_of,
    target_of,
    values_of,
)
from besrour_cli.planning.verify.spacing import CheckedSpacing

Helper = tuple[str | int, ...]
"""The name of a helper: its kind, and what it is about."""
INTEGER_HELPERS = ("most", "most nights", "slot")
"""Kinds of helpers that are whole numbers, so that a certificate may branch on them."""
NO_STEP = ""
"""Of a proof that is of no step, and in which no row of any may be named."""
_DEEP = 2
"""Nights that one session is at most."""


class CheckedConstraint(NamedTuple):
    """One row: the coefficient of every option and of some helpers, and the right-hand side."""

    costs: NDArray[np.int64]
    helpers: Mapping[Helper, int]
    most: int


class CheckedConstraints:
    """The rows of a problem, if ``least`` is the least of every step.

    ``conflicts``: the certificate's part "clashes". Raises InvalidCertificate when starts are said to exclude
    each other and do not.
    """

    def __init__(self, spacing: CheckedSpacing, least: Mapping[str, Fraction], conflicts: object) -> None:
        self.spacing, self.options, self.least = spacing, spacing.options, least
        self.problem, options = self.options.problem, self.options
        self._policy = self.problem.programme.fairness
        self.past, before = values_of(options, ()), options.before()
        self._before = values_of(options, before) if before is not None else {}
        self.index = {domain.session.id: s for s, domain in enumerate(self.problem.sessions)}
        self._conflicts = [self._read_conflict(listed(each)) for each in listed(conflicts)]
        classes = self.problem.classes
        weight = lambda_of(self.problem)
        self._weight, self._unit = weight.numerator, weight.denominator
        self.sizes = np.array([one.size for one in classes], np.int64)
        self._under: dict[str, list[int]] = {}
        for k, one in enumerate(classes):
            self._under.setdefault(one.under, []).append(k)
        burden = options.burden
        # All sums of burdens are multiples of this, so "better than the least" is at least so much less. The
        # planner comes to the same number by itself; a larger one here would prove too much.
        self._grain = math.gcd(int(np.gcd.reduce(burden, axis=None)), *(one.burden for one in classes)) or 1
        self._grain_of_all = self._grain * math.gcd(*self.sizes.tolist()) or 1
        highest = np.array([one.burden for one in classes], np.int64)
        for part in options.parts:
            highest += burden[:, part].max(axis=1, initial=0)
        self._most_burden = int(highest.max(initial=0))
        counting = [{s for s in one.sessions if self.problem.sessions[s].counts} for one in classes]
        nights = (one.nights + _DEEP * len(mine) for one, mine in zip(classes, counting, strict=True))
        self._most_nights = max(nights, default=0)
        self._burdens, self._nights = self.sizes @ burden, self.sizes @ options.nights
        self._nothing = np.zeros(burden.shape[1], np.int64)

    def row(self, name: str, words: Sequence[object], step: str, *, better: bool) -> CheckedConstraint:
        """Return a row that the proof of ``step`` names.

        The step's own asks for less than its least (``better``), or for its limit as those of earlier steps
        do. Raises InvalidCertificate for a row that does not exist, or that belongs to a later step.
        """
        objective = REGIONS if name == "region" else name
        if objective in STEPS:
            if step == NO_STEP or STEPS.index(objective) > STEPS.index(step):
                raise InvalidCertificate("a row of a later step")
            return self._step_row(objective, words, better=better and objective == step)
        rows: dict[str, Callable[[Sequence[object]], CheckedConstraint]] = {
            "clash": self._conflict,
            "after": self._after,
            "slot": self._slot,
            "most nights": partial(self._worst_off, name),
            "most": partial(self._worst_off, name),
        }
        if name not in rows:
            raise InvalidCertificate(f"no row is called {name}")
        return rows[name](words)

    def limit(self, step: str, least: Fraction) -> Fraction:
        """Return what plans may reach on a step of which this is the least."""
        return limit_of(self._policy, step, least, self.past[step], self._before.get(step))

    def bounds(self, helper: Helper) -> tuple[int, int]:
        """Return the bounds that a helper has in every plan."""
        if helper[0] == "most" and len(helper) == 1 + bool(self.problem.best):
            return 0, self._most_burden
        if helper == ("most nights",):
            return 0, self._most_nights
        return 0, 1

    def _read_conflict(self, written: Sequence[object]) -> list[int]:
        """Return a set of options of which at most one can be chosen, after a look at each pair of them."""
        mine: dict[int, list[int]] = {}
        for session, at in map(listed, written):
            s = self.index[text(session)]
            mine.setdefault(s, []).append(self.options.named[s][EpochMinute(whole(at))])
        here = list(mine.items())
        for n, (s, options) in enumerate(here):
            for t, others in here[:n]:
                # Of two fixed sessions neither can move, so that nothing excludes anything between them.
                excluded = self.spacing.excluded(s, options, t, others)
                if self.spacing.both_fixed(s, t) or not excluded.all():
                    raise InvalidCertificate("two starts are said to exclude each other, and do not")
        return [o for those in mine.values() for o in those]

    def _conflict(self, words: Sequence[object]) -> CheckedConstraint:
        at = whole(words[0])
        if not 0 <= at < len(self._conflicts):
            raise InvalidCertificate("a clash that is not listed")
        costs = self._nothing.copy()
        costs[self._conflicts[at]] = 1
        return CheckedConstraint(costs, {}, 1)

    def _after(self, words: Sequence[object]) -> CheckedConstraint:
        """Return the row by which a session has begun only if the one before it was early enough."""
        s, t = (self.index[text(word)] for word in words[:2])
        if not self.spacing.follows(s, t):
            raise InvalidCertificate("two sessions that have no order")
        costs = self._nothing.copy()
        begun = self.spacing.begun(t, whole(words[2]))
        costs[begun] = 1
        costs[self.spacing.before(s, t, begun)] = -1
        return CheckedConstraint(costs, {}, 0)

    def _slot(self, words: Sequence[object]) -> CheckedConstraint:
        s = self.index[text(words[0])]
        slot: Helper = (self.problem.sessions[s].session.series, *map(whole, words[1:]))
        part, costs = self.options.parts[s], self._nothing.copy()
        costs[part] = [each == slot for each in self.options.slots[part]]
        return CheckedConstraint(costs, {("slot", *slot): -1}, 0)

    def _worst_off(self, name: str, words: Sequence[object]) -> CheckedConstraint:
        if name == "most nights":  # counted under the first profile
            k = self.problem.class_of[text(words[0]), next(iter(self.problem.best), "")]
            return CheckedConstraint(self.options.nights[k], {(name,): -1}, -self.problem.classes[k].nights)
        under = self._profile(words[1:])
        k = self.problem.class_of[text(words[0]), under]
        helper = (name, under) if under else (name,)
        return CheckedConstraint(self.options.burden[k], {helper: -1}, -self.problem.classes[k].burden)

    def _profile(self, words: Sequence[object]) -> str:
        """Return the profile at the end of a row's name; "" where one is assumed."""
        under = text(words[0]) if words else ""
        if under not in (self.problem.best or ("",)) or len(words) > 1:
            raise InvalidCertificate("a profile that is not assumed")
        return under

    def _step_row(self, step: str, words: Sequence[object], *, better: bool) -> CheckedConstraint:
        """Return the row of a step: less than its least, or within its limit.

        The helpers of ``rhythm`` are added where other rows name them (``combine``).
        """
        classes, of_all = self.problem.classes, partial(self._most, step, better=better)
        burden = sum(one.size * one.burden for one in classes)
        if step == NIGHTS:
            nights = self._unit * sum(one.size * one.nights for one in classes)
            helper: dict[Helper, int] = {("most nights",): self._weight}
            return CheckedConstraint(self._unit * self._nights, helper, of_all(self._unit, 1) - nights)
        if step == RHYTHM:
            return CheckedConstraint(self.options.change, {}, of_all(1, 1))
        if step == BURDEN:
            scale = HUNDREDTHS * (len(self._under) or 1)
            return CheckedConstraint(self._burdens, {}, of_all(scale, self._grain_of_all) - burden)
        if step == PEOPLE:
            return self._people_row(self._profile(words), better=better)
        region, under = text(words[0]), self._profile(words[1:])
        those = [k for k in self._under.get(under, ()) if classes[k].region == region]
        if not those and classes:
            raise InvalidCertificate("a region without people")
        past = sum(classes[k].size * classes[k].burden for k in those)
        invited = invitations_of(self.problem, region)
        had = invited * target_of(self.problem, under, REGIONS)
        most = of_all(HUNDREDTHS * invited, self._grain, had) - past
        return CheckedConstraint(self.sizes[those] @ self.options.burden[those], {}, most)

    def _people_row(self, under: str, *, better: bool) -> CheckedConstraint:
        """Return the row of ``people`` for those under one profile."""
        those = self._under.get(under, [])
        sizes, everyone = self.sizes[those], int(self.sizes[those].sum()) or 1
        past = sum(self.problem.classes[k].size * self.problem.classes[k].burden for k in those)
        each = self._weight * everyone
        grain = self._grain * math.gcd(self._unit * math.gcd(*sizes.tolist()), each) or 1
        scale = self._unit * everyone
        had = scale * target_of(self.problem, under, PEOPLE)
        most = self._most(PEOPLE, HUNDREDTHS * scale, grain, had, better=better) - self._unit * past
        helper = ("most", under) if under else ("most",)
        return CheckedConstraint(self._unit * (sizes @ self.options.burden[those]), {helper: each}, most)

    def _most(self, step: str, scale: int, grain: int, had: int = 0, *, better: bool) -> int:
        """Return the largest sum of a step: within its limit, or below its least.

        A sum is ``scale`` times the step's value and ``had``, what could be had. Sums are multiples of
        ``grain``, so that below means at most the next multiple below, and no more than the least is to be
        certain to.
        """
        least, past = self.least[step], self.past[step]
        if not better:
            return math.floor(self.limit(step, least) * scale) + had
        below = (math.ceil((least * scale + had) / Fraction(grain)) - 1) * grain
        certain = certain_of(self._policy, step, least, past)
        return below if certain is None else min(below, math.floor(certain * scale) + had)
