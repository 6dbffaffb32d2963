"""The attack on what is published: what somebody who has read everything can work out, and how closely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.disclosure.attack import Attack
from besrour_cli.disclosure.knowledge import Knowledge, Quantity
from besrour_cli.model.evaluation.publication import Group, MaskRules, Publication


class FeasibleInterval(NamedTuple):
    """The smallest and the largest number that something may be, by everything that was published.

    It is a group's count in the publication at that place, or how it changed since an earlier one.
    """

    group: Group
    at: int
    since: int | None
    low: int
    high: int
    truth: int

    @property
    def width(self) -> int:
        """How far apart the two are: zero where the number is known."""
        return self.high - self.low


def intervals(publications: Sequence[Publication], rules: MaskRules) -> tuple[FeasibleInterval, ...]:
    """The exact interval of each hidden count and each small change, over all publications together."""
    attack = _attack(publications, rules)
    every = enumerate(attack.quantities)
    return tuple(_interval(q, *attack.interval(n)) for n, q in every)


def exposures(publications: Sequence[Publication], rules: MaskRules) -> tuple[FeasibleInterval, ...]:
    """The hidden counts and small changes that are known too closely; none, where the mask is good."""
    attack = _attack(publications, rules)
    narrow = [n for n in range(len(attack.quantities)) if attack.is_narrow(n, rules.width)]
    return tuple(_interval(attack.quantities[n], *attack.interval(n)) for n in narrow)


def _attack(publications: Sequence[Publication], rules: MaskRules) -> Attack:
    knowledge = Knowledge(publications)
    at, last = len(publications) - 1, publications[-1]
    hidden = [knowledge.quantity(each, at) for each in last.counts if not each.shown]
    facts = [knowledge.fact_row(at, fact) for fact in last.facts]
    return Attack(knowledge, [*hidden, *knowledge.hidden_before(), *knowledge.changes(rules)], facts)


def _interval(quantity: Quantity, low: int, high: int) -> FeasibleInterval:
    return FeasibleInterval(
        group=quantity.group,
        at=quantity.at,
        since=quantity.since,
        low=low,
        high=high,
        truth=quantity.truth,
    )
