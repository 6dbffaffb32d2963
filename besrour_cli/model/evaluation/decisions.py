"""Rules of decision, written before the pilot: what a figure must be for the committee to go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.language import Text

RULE_MEASURES = (
    "return.share",
    "return.interval",
    "representation.region.lowest",
    "representation.region.highest",
    "representation.language.lowest",
    "representation.language.highest",
    "response.share",
    "attended.gini",
    "item.ID.improved-share",
    "item.ID.improved-interval",
    "item.ID.agree-share",
    "item.ID.median",
    "item.ID.median.en",
    "item.ID.median.fr",
)
"""Ids of figures that a rule may look at; of an interval the lower end, of a median the median itself.

``ID`` is that of an item of the evaluation form.
"""
_MEASURES = re.compile("|".join(re.escape(one).replace("ID", "[a-z0-9-]+") for one in RULE_MEASURES))


class RuleComparison(StrEnum):
    """How a figure must stand to a rule's value; programme.yaml has the values as keys."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"

    def holds(self, figure: float, value: float) -> bool:
        """Whether a figure stands so to the value; what differs in the twelfth decimal is equal."""
        difference = round(figure - value, 12)
        return {
            RuleComparison.AT_LEAST: difference >= 0,
            RuleComparison.ABOVE: difference > 0,
            RuleComparison.AT_MOST: difference <= 0,
            RuleComparison.BELOW: difference < 0,
        }[self]


class DecisionRule(NamedTuple):
    """One rule: the id of a figure, how it must stand to a value (a part of 1 for percentages)."""

    measure: str
    comparison: RuleComparison
    value: float

    @property
    def line(self) -> str:
        """The rule as one line, by which it is known again: ``return.share at_least 0.6``."""
        return f"{self.measure} {self.comparison} {self.value!r}"


class CommitteeDecision(NamedTuple):
    """What the committee is asked, and the rules all of which must hold for a yes."""

    id: str
    asks: Text
    rules: tuple[DecisionRule, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The rules as lines that begin with the decision's id."""
        return tuple(f"{self.id}: {rule.line}" for rule in self.rules)


class SeenRules(NamedTuple):
    """The rules as they stood when besrour first saw them: the day (ISO 8601), their digest, their lines."""

    day: str
    digest: str
    lines: tuple[str, ...]


class RuleOutcome(StrEnum):
    """What became of a rule, or of all rules of a decision."""

    MET = "met"
    NOT_MET = "not met"
    NOT_KNOWN = "not known"


def is_rule_measure(measure: str) -> bool:
    """Whether a rule may look at a figure of this id."""
    return _MEASURES.fullmatch(measure) is not None


def rule_lines(decisions: Sequence[CommitteeDecision]) -> tuple[str, ...]:
    """All rules of some decisions, as lines."""
    return tuple(line for decision in decisions for line in decision.lines)
