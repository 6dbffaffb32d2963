"""Rules of decision held against the figures: met, not met, or not known; and since when the rules stand."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.model.evaluation.decisions import (
    CommitteeDecision,
    DecisionRule,
    RuleOutcome,
    SeenRules,
    rule_lines,
)
from besrour_cli.model.evaluation.report import Measures


class CheckedDecision(NamedTuple):
    """A decision, the outcome of each of its rules in their order, and that of all together."""

    decision: CommitteeDecision
    outcomes: tuple[RuleOutcome, ...]
    outcome: RuleOutcome


class ChangedRule(NamedTuple):
    """A rule that was added or taken away after the first were seen: its line, the day, which of the two."""

    line: str
    day: str
    added: bool


def rule_outcome(rule: DecisionRule, measures: Measures) -> RuleOutcome:
    """Whether a figure is as the rule wants it; not known where it is masked or was not measured."""
    figure = measures.figures.get(rule.measure)
    if figure is None or not figure.is_shown:
        return RuleOutcome.NOT_KNOWN
    return RuleOutcome.MET if rule.comparison.holds(figure.value, rule.value) else RuleOutcome.NOT_MET


def checked_decision(decision: CommitteeDecision, measures: Measures) -> CheckedDecision:
    """A decision is met when all of its rules are, and not met as soon as one is not."""
    outcomes = tuple(rule_outcome(rule, measures) for rule in decision.rules)
    if RuleOutcome.NOT_MET in outcomes:
        return CheckedDecision(decision, outcomes, RuleOutcome.NOT_MET)
    unknown = RuleOutcome.NOT_KNOWN in outcomes
    return CheckedDecision(decision, outcomes, RuleOutcome.NOT_KNOWN if unknown else RuleOutcome.MET)


def rules_digest(decisions: Sequence[CommitteeDecision]) -> str:
    """The SHA-256 of all rules (FIPS 180-4), as 64 hexadecimal digits: another rule, another digest."""
    return sha256("\n".join(rule_lines(decisions)).encode()).hexdigest()


def with_seen(
    seen: Sequence[SeenRules], decisions: Sequence[CommitteeDecision], day: str
) -> tuple[SeenRules, ...]:
    """What was seen of rules, with those of today where they differ from the last ones."""
    digest, lines = rules_digest(decisions), rule_lines(decisions)
    if (not decisions and not seen) or (seen and seen[-1].digest == digest):
        return tuple(seen)
    return (*seen, SeenRules(day, digest, lines))


def changed_rules(seen: Sequence[SeenRules]) -> tuple[ChangedRule, ...]:
    """Every rule that came or went after the first were seen, in order of the days."""
    changes = []
    for before, after in pairwise(seen):
        changes += [ChangedRule(line, after.day, False) for line in before.lines if line not in after.lines]
        changes += [ChangedRule(line, after.day, True) for line in after.lines if line not in before.lines]
    return tuple(changes)
