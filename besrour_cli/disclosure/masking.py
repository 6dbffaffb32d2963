"""One draft being masked: attacked, widened, and shown again where the attack would not have succeeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from besrour_cli.disclosure.attack import Attack
from besrour_cli.disclosure.complement import Complement
from besrour_cli.disclosure.knowledge import Knowledge, Quantity
from besrour_cli.disclosure.program import Row
from besrour_cli.model.evaluation.publication import LinearFact, MaskRules, Publication

_ROUNDS = 5
"""How often more is hidden for a quantity, when what was chosen over parts of people is not enough."""


class Masking:
    """A draft, what is hidden of it so far, and its attacker.

    Raises ArithmeticError where the people of an earlier report cannot all be among those of the draft.
    """

    def __init__(self, draft: Publication, before: Sequence[Publication], rules: MaskRules) -> None:
        self._draft, self._before, self._width = draft, before, rules.width
        self._hidden = {n for n, each in enumerate(draft.counts) if not each.shown}
        self._must = frozenset(self._hidden)
        self._knowledge = Knowledge((*before, draft))
        own = [self._knowledge.quantity(each, len(before)) for each in draft.counts]
        past = _once([*self._knowledge.hidden_before(), *self._knowledge.changes(rules)])
        self._attack = Attack(self._knowledge, [*own, *past])
        if not self._attack.is_possible():
            raise ArithmeticError("no people at all could be so many")
        self._complement = Complement(self._knowledge, draft.counts)
        for place in self._hidden:
            self._complement.hide(place, draft.counts[place].count)
        self._lost: set[int] = set()

    def widen(self) -> None:
        """Hide more until nothing that is at risk is narrow."""
        while True:
            narrow = [n for n in self._at_risk() if self._attack.is_narrow(n, self._width)]
            if not narrow:
                return
            for n in narrow:
                self._widen_one(n)

    def _at_risk(self) -> list[int]:
        """The places of what must not be known closely: what is hidden, and small changes.

        What earlier reports have given away already, by other rules, cannot be taken back.
        """
        own, every = len(self._draft.counts), len(self._attack.quantities)
        return sorted((self._hidden | set(range(own, every))) - self._lost)

    def _widen_one(self, n: int) -> None:
        for more in range(_ROUNDS):
            if not self._attack.is_narrow(n, self._width):
                return
            for place in self._complement.choose(self._attack.quantities[n], self._width + more):
                self._hide(place)
        for place, each in enumerate(self._draft.counts):
            if each.count:
                self._hide(place)
        if self._attack.is_narrow(n, self._width):
            self._lost.add(n)

    def _hide(self, place: int) -> None:
        if place not in self._hidden:
            self._hidden.add(place)
            self._attack.hide(place)
            self._complement.hide(place, self._draft.counts[place].count)

    def show_again(self) -> None:
        """Show again what turns out not to be needed; what costs most is tried first."""
        spare = sorted(self._hidden - self._must, key=lambda n: (-self._draft.counts[n].weight, n))
        for place in spare:
            if self._attack.shows(place, [n for n in self._at_risk() if n != place], self._width):
                self._hidden.discard(place)

    def with_facts(self, facts: Sequence[LinearFact]) -> Publication:
        """What may be published: the counts, and of the facts those by which nobody is given away.

        Facts of the same id are published together or not at all.
        """
        counts = tuple(replace(e, shown=n not in self._hidden) for n, e in enumerate(self._draft.counts))
        masked = self._draft._replace(counts=counts)
        shown: list[LinearFact] = []
        knowledge = Knowledge((*self._before, masked))
        risks = [self._attack.quantities[n] for n in self._at_risk()]
        rows: list[Row] = []
        for name in dict.fromkeys(fact.id for fact in facts):
            own = [fact for fact in facts if fact.id == name]
            more = [knowledge.fact_row(len(self._before), fact) for fact in own]
            if self._is_harmless([*rows, *more], knowledge, risks):
                shown += own
                rows += more
        return masked._replace(facts=tuple(shown))

    def _is_harmless(self, rows: list[Row], knowledge: Knowledge, risks: list[Quantity]) -> bool:
        attack = Attack(knowledge, risks, rows)
        return not any(attack.is_narrow(n, self._width) for n in range(len(risks)))


def _once(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Each quantity once, whatever it is called."""
    return list({(q.plus.tobytes(), q.minus.tobytes()): q for q in quantities}.values())
