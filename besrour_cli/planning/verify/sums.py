"""The sums a proof rests on: multipliers of named rows, and what any choice makes of them at least.

Every row is one demand of a step, ``so much <= so much``, as ``docs/reference/proof.md`` lists them. Rows
multiplied and added give one demand that follows from them all. When even the cheapest start of every
session breaks it, nothing is left in the box. Whole numbers throughout.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.planning.verify.facts import Facts, Start
from besrour_cli.planning.verify.values import (
    NIGHTS,
    PEOPLE,
    REASONABLE,
    REGIONS,
    ROTA,
    STEPS,
    good_of,
    hindering,
    lambda_of,
    runs_of,
)

Helper = tuple[str | int, ...]


class Unproven(Exception):
    """What is written is no proof; the text says where (in English, for tests and reports)."""


class Option(NamedTuple):
    """Starts of a session that nothing tells apart, ``at`` the first: burdens and nights of its kinds."""

    at: int
    clock: int
    change: bool
    burden: tuple[int, ...]
    night: tuple[bool, ...]
    starts: frozenset[int]


class Box(NamedTuple):
    """What is still possible: options of every session, bounds of helpers."""

    open: tuple[tuple[int, ...], ...]
    bounds: Mapping[Helper, tuple[int, int]]


class Summed(NamedTuple):
    """A weighted sum of rows: cost of every option, of the helpers, and what it may be at most."""

    costs: tuple[tuple[int, ...], ...]
    helpers: Mapping[Helper, int]
    rota: int
    most: int


class Rows:
    """The rows of a programme, for the values its plan reached."""

    def __init__(
        self, facts: Facts, reached: Mapping[str, Fraction], stood: frozenset[str], clashes: object
    ) -> None:
        self.facts, self.reached = facts, reached
        self.sizes = [kind.size for kind in facts.kinds]
        self.good = good_of(facts)
        self.index = {seen.session.id: s for s, seen in enumerate(facts.sessions)}
        self.clashes = _clashes(facts, stood, self.index, clashes)
        self.options = tuple(self._options(s) for s in range(len(facts.sessions)))
        self.named = [{at: o for o, each in enumerate(mine) for at in each.starts} for mine in self.options]
        weight = lambda_of(facts)
        self.weight, self.unit = weight.numerator, weight.denominator
        self.everyone = sum(self.sizes) or 1
        self.runs = [runs_of(facts, k) for k in range(len(facts.kinds))]
        grain = 0
        highest = [kind.burden for kind in facts.kinds]
        for seen, mine in zip(facts.sessions, self.options, strict=True):
            if not seen.counts:
                continue
            for column, k in enumerate(seen.kinds):
                burdens = [each.burden[column] for each in mine]
                grain = math.gcd(grain, *burdens)
                highest[k] += max(burdens)
        self.grain = math.gcd(grain, *(kind.burden for kind in facts.kinds)) or 1
        self.highest = max(highest, default=0)
        self.most_nights = max((kind.nights + len(kind.sessions) for kind in facts.kinds), default=0)

    def everything(self) -> Box:
        """The box nothing is left out of."""
        return Box(tuple(tuple(range(len(mine))) for mine in self.options), {})

    def summed(self, written: object, step: str, *, kept: bool) -> Summed:
        """The rows of a step, multiplied and added; its own row asks for better, or (``kept``) as good."""
        return _Sum(self, step, kept).of(written)

    def margin(self, total: Summed, box: Box) -> int | None:
        """By how much the cheapest choice breaks the sum; above 0 it does; None: nothing is left at all."""
        least = -total.most
        for costs, open_ in zip(total.costs, box.open, strict=True):
            if not open_:
                return None
            least += min(costs[o] for o in open_)
        for helper, cost in total.helpers.items():
            low, high = self.bounds(helper, box)
            least += cost * (low if cost > 0 else high)
        for helper, (low, high) in box.bounds.items():
            if low > high:
                return None
            if helper[0] == "hour" and helper not in total.helpers:
                least += total.rota * low
        return least

    def without(self, total: Summed, box: Box) -> Box:
        """The box without the options with which the sum would be broken."""
        margin = self.margin(total, box)
        if margin is None:
            return box
        open_ = []
        for costs, here in zip(total.costs, box.open, strict=True):
            least = min(costs[o] for o in here)
            open_.append(tuple(o for o in here if margin + costs[o] - least <= 0))
        return Box(tuple(open_), box.bounds)

    def bounds(self, helper: Helper, box: Box) -> tuple[int, int]:
        """Between which numbers a helper may be taken to lie."""
        if helper in box.bounds:
            return box.bounds[helper]
        if helper == ("most",):
            return 0, self.highest
        if helper == ("most nights",):
            return 0, self.most_nights
        if helper[0] == "short":
            return 0, self.wanted(int(helper[1]))
        if helper[0] == "count":
            return 0, sum(seen.session.series == helper[1] for seen in self.facts.sessions)
        return 0, 1

    def wanted(self, kind: int) -> int:
        """How many good sessions a kind should have."""
        return min(self.facts.programme.fairness.good_sessions, len(self.facts.kinds[kind].sessions))

    def _options(self, s: int) -> tuple[Option, ...]:
        """The options of a session; those another beats are left out unless dates bind the choice."""
        groups: dict[object, list[Start]] = {}
        for start in self.facts.sessions[s].starts:
            burden, night = tuple(c.burden for c in start.costs), tuple(c.night for c in start.costs)
            where = start.at if self.clashes is not None else 0
            groups.setdefault((burden, night, start.clock, start.change, where), []).append(start)
        found = []
        for mine in groups.values():
            first = min(mine, key=lambda each: each.at)
            found.append(
                Option(
                    first.at,
                    first.clock,
                    first.change,
                    tuple(c.burden for c in first.costs),
                    tuple(c.night for c in first.costs),
                    frozenset(each.at for each in mine),
                )
            )
        if self.clashes is not None:
            return tuple(found)
        vectors = sorted({(each.burden, each.night) for each in found}, key=lambda v: (sum(v[0]), v))
        best: list[tuple[tuple[int, ...], tuple[bool, ...]]] = []
        for vector in vectors:
            if not any(_beats(other, vector) for other in best):
                best.append(vector)
        kept = set(best)
        return tuple(each for each in found if (each.burden, each.night) in kept)


def _beats(one: tuple[Sequence[int], Sequence[bool]], two: tuple[Sequence[int], Sequence[bool]]) -> bool:
    return (
        sum(one[0]) < sum(two[0])
        and all(a <= b for a, b in zip(one[0], two[0], strict=True))
        and all(a <= b for a, b in zip(one[1], two[1], strict=True))
    )


def _clashes(
    facts: Facts, stood: frozenset[str], index: Mapping[str, int], written: object
) -> tuple[frozenset[tuple[int, int]], ...] | None:
    """Sets of (session, start) of which one at most can be, each pair of them looked at."""
    if written is None:
        return None
    found = []
    starts = [{start.at: start for start in seen.starts} for seen in facts.sessions]
    for each in _list(written):
        mine = []
        for session, at in map(_list, _list(each)):
            s = index[_text(session)]
            mine.append((s, starts[s][_whole(at)]))
        for n, one in enumerate(mine):
            for two in mine[:n]:
                if one[0] != two[0] and not hindering(facts, stood, one, two):
                    raise Unproven("two starts are said to exclude each other, and do not")
        found.append(frozenset((s, start.at) for s, start in mine))
    return tuple(found)


class _Sum:
    """Adds rows up, kind by kind: what a unit of burden, a night, a bad session of each weighs."""

    def __init__(self, rows: Rows, step: str, kept: bool) -> None:
        self.rows, self.step, self.kept = rows, step, kept
        kinds = len(rows.facts.kinds)
        self.burden, self.night = [0] * kinds, [0] * kinds
        self.bad: dict[tuple[int, int], int] = {}
        self.hour: dict[tuple[int, int], int] = {}
        self.clash: dict[int, int] = {}
        self.starts: dict[int, dict[int, int]] = {}
        self.helpers: dict[Helper, int] = {}
        self.change = 0
        self.most = 0
        self.reasonable = self.rota = 0

    def of(self, written: object) -> Summed:
        for each in _list(written):
            *key, weight = _list(each)
            number = _whole(weight)
            if number < 0 or not key:
                raise Unproven("a multiplier below zero")
            self._add(_text(key[0]), key[1:], number)
        self._goal_helpers()
        return Summed(
            tuple(tuple(self._costs(s)) for s in range(len(self.rows.options))),
            self.helpers,
            self.rota,
            self.most,
        )

    def _add(self, name: str, words: Sequence[object], n: int) -> None:
        rows, facts = self.rows, self.rows.facts
        if name in STEPS or name == "region":
            step = REGIONS if name == "region" else name
            if STEPS.index(step) > STEPS.index(self.step):
                raise Unproven("a row of a later step")
            self._goal(name, words, n)
        elif name == "clash":
            at = _whole(words[0])
            if rows.clashes is None or not 0 <= at < len(rows.clashes):
                raise Unproven("a clash that is not listed")
            self.clash[at] = self.clash.get(at, 0) + n
            self.most += n
        elif name == "hour":
            s, clock = rows.index[_text(words[0])], _whole(words[1])
            self.hour[s, clock] = self.hour.get((s, clock), 0) + n
            self._help(("hour", facts.sessions[s].session.series, clock), -n)
        elif name in ("count", "counted"):
            series, clock = _text(words[0]), _whole(words[1])
            sign = n if name == "count" else -n
            for s, seen in enumerate(facts.sessions):
                if seen.session.series == series:
                    self.hour[s, clock] = self.hour.get((s, clock), 0) + sign
            self._help(("count", series, clock), -sign)
        elif name == "together":
            self._together(rows.index[_text(words[0])], _whole(words[1]), rows.index[_text(words[2])], n)
        else:
            self._person(name, facts.kind_of[_text(words[0])], words[1:], n)

    def _together(self, s: int, start: int, t: int, n: int) -> None:
        """A start only goes with those of the next session that do not make too many lack too much."""
        rows, facts = self.rows, self.rows.facts
        if self.step == REASONABLE:
            raise Unproven("a row of a later step")
        here = rows.options[s][rows.named[s][start]]
        both = []
        for k in facts.sessions[s].kinds:
            follow = any({(s, t), (t, s)} & set(pairwise(run)) for run in rows.runs[k])
            if follow and here.burden[facts.sessions[s].kinds.index(k)] > rows.good:
                both.append((rows.sizes[k], facts.sessions[t].kinds.index(k)))
        mine = self.starts.setdefault(s, {})
        mine[here.at] = mine.get(here.at, 0) + n
        theirs = self.starts.setdefault(t, {})
        for there in rows.options[t]:
            if sum(size for size, i in both if there.burden[i] > rows.good) <= rows.reached[REASONABLE]:
                theirs[there.at] = theirs.get(there.at, 0) - n

    def _person(self, name: str, k: int, words: Sequence[object], n: int) -> None:
        rows, kind = self.rows, self.rows.facts.kinds[k]
        if name == "short":
            for s in kind.sessions:
                self.bad[s, k] = self.bad.get((s, k), 0) + n
            self._help(("short", k), -n)
            self.most += n * (len(kind.sessions) - rows.wanted(k))
        elif name == "pair":
            s, t = (rows.index[_text(word)] for word in words)
            if not any((s, t) in pairwise(run) for run in rows.runs[k]):
                raise Unproven("two sessions that do not follow each other")
            for each in (s, t):
                self.bad[each, k] = self.bad.get((each, k), 0) + n
            self._help(("pair", k, s, t), -n)
            self.most += n
        elif name == "most nights":
            self.night[k] += n
            self._help(("most nights",), -n)
            self.most -= n * kind.nights
        elif name == "most":
            self.burden[k] += n
            self._help(("most",), -n)
            self.most -= n * kind.burden
        else:
            raise Unproven(f"no row is called {name}")

    def _goal(self, name: str, words: Sequence[object], n: int) -> None:
        """The row of a step: as good as reached, or better where it is the step in question."""
        rows, kinds = self.rows, self.rows.facts.kinds
        if name == "region":
            region = _text(words[0])
            of = [k for k, kind in enumerate(kinds) if kind.region == region]
            if not of and kinds:
                raise Unproven("a region without people")
            for k in of:
                self.burden[k] += n * kinds[k].size
            total = rows.reached[REGIONS] * 100 * sum(kinds[k].size for k in of)
            settled = sum(kinds[k].size * kinds[k].burden for k in of)
            self.most += n * (self._at_most(REGIONS, total, rows.grain) - settled)
        elif name == REASONABLE:
            self.reasonable += n
            self.most += n * self._at_most(name, rows.reached[name], 1)
        elif name == NIGHTS:
            for k, kind in enumerate(kinds):
                self.night[k] += n * rows.unit * kind.size
            self._help(("most nights",), n * rows.weight)
            settled = rows.unit * sum(kind.size * kind.nights for kind in kinds)
            self.most += n * (self._at_most(name, rows.reached[name] * rows.unit, 1) - settled)
        elif name == PEOPLE:
            for k, kind in enumerate(kinds):
                self.burden[k] += n * rows.unit * kind.size
            self._help(("most",), n * rows.weight * rows.everyone)
            settled = rows.unit * sum(kind.size * kind.burden for kind in kinds)
            total = rows.reached[name] * 100 * rows.unit * rows.everyone
            apart = rows.grain * math.gcd(rows.unit * math.gcd(*rows.sizes), rows.weight * rows.everyone) or 1
            self.most += n * (self._at_most(name, total, apart) - settled)
        elif name == ROTA:
            self.change += n
            self.rota += n
            self.most += n * self._at_most(name, rows.reached[name], 1)

    def _at_most(self, step: str, total: Fraction, grain: int) -> int:
        """What the row may come to: the largest value it can take, below what was reached if it must be."""
        if step == self.step and not self.kept:
            return (math.ceil(total / grain) - 1) * grain
        return math.floor(total)

    def _goal_helpers(self) -> None:
        """What the rows of ``reasonable`` and ``rota`` add to helpers that other rows name."""
        for helper in list(self.helpers):
            if helper[0] in ("short", "pair"):
                self.helpers[helper] += self.reasonable * self.rows.sizes[int(helper[1])]
            elif helper[0] == "hour":
                self.helpers[helper] += self.rota

    def _help(self, helper: Helper, n: int) -> None:
        self.helpers[helper] = self.helpers.get(helper, 0) + n

    def _costs(self, s: int) -> Iterator[int]:
        """What every option of a session adds to the sum."""
        seen = self.rows.facts.sessions[s]
        burden = [self.burden[k] if seen.counts else 0 for k in seen.kinds]
        night = [self.night[k] if seen.counts else 0 for k in seen.kinds]
        bad = [self.bad.get((s, k), 0) for k in seen.kinds]
        together = self.starts.get(s, {})
        clashes = [
            (n, {at for t, at in (self.rows.clashes or ())[i] if t == s}) for i, n in self.clash.items()
        ]
        for option in self.rows.options[s]:
            cost = self.change * option.change + together.get(option.at, 0)
            cost += self.hour.get((s, option.clock), 0)
            for k, amount in enumerate(option.burden):
                cost += burden[k] * amount + night[k] * option.night[k] + bad[k] * (amount > self.rows.good)
            for n, starts in clashes:
                cost += n * (option.at in starts)
            yield cost


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Unproven("not a list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unproven("not a text")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unproven("not a whole number")
    return value
