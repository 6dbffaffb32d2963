"""How much work a search may do: seconds by a clock that the caller hands in, and nodes.

Planning reads no clock of its own, so a choice is a function of its arguments. Commands hand in
``time.monotonic``, tests a clock they set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Budget:
    """``seconds`` of time allowed from ``began`` on, both as ``clock`` counts them."""

    clock: Callable[[], float]
    seconds: float
    began: float

    def remaining(self) -> float:
        """Return the seconds that remain; none or fewer once the budget has expired."""
        return self.began + self.seconds - self.clock()

    def expired(self) -> bool:
        """Return whether no time remains."""
        return self.remaining() <= 0.0

    def part(self, seconds: float) -> Budget:
        """Return a budget of some seconds that begins now, by the same clock."""
        return Budget(self.clock, seconds, self.clock())

    def renewed(self) -> Budget:
        """Return a budget as long as this one that begins now."""
        return self.part(self.seconds)


def start_budget(clock: Callable[[], float], seconds: float) -> Budget:
    """Return a budget of some seconds that begins now; ``clock`` counts seconds and never goes back."""
    return Budget(clock, seconds, clock())


UNLIMITED = Budget(lambda: 0.0, inf, 0.0)
"""All the time there is: only the limits on nodes end a search before its proof."""


@dataclass(frozen=True)
class SearchLimits:
    """When the search by branch and bound that certifies a step is given up: after nodes, and seconds."""

    nodes: int = 2_000
    seconds: float = 5.0


DEFAULT_LIMITS = SearchLimits()
"""The limits of every plan; tests hand in others."""
