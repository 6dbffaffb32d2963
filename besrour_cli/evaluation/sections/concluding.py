"""Limits in plain words, and the decision that is asked, with the rules that were set beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from besrour_cli.evaluation.decide import CheckedDecision, changed_rules
from besrour_cli.evaluation.sections.figure_words import FigureWords
from besrour_cli.evaluation.sections.responding import response_tests, who_answered
from besrour_cli.model.evaluation.decisions import DecisionRule, RuleComparison, RuleOutcome, SeenRules
from besrour_cli.model.evaluation.figure_text import percent_words
from besrour_cli.model.evaluation.report import FigureKind
from besrour_cli.model.evaluation.sections import ReportSection, ReportTable, Words
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Message, msg
from besrour_cli.model.text.numbers import number_text

OUTCOMES: Mapping[RuleOutcome, Message] = {
    RuleOutcome.MET: msg("met"),
    RuleOutcome.NOT_MET: msg("not met"),
    RuleOutcome.NOT_KNOWN: msg("not known"),
}
SHORT_DIGEST = 12
"""Digits of a digest that are printed: enough to compare by eye."""


def limits(figures: FigureWords) -> ReportSection:
    """What these figures cannot say."""
    sentences = []
    if "response.came" in figures and figures.figure("response.came").n:
        sentences.append(
            msg(
                "The form was answered {answered} times after {came} attendances.",
                answered=figures.text("response.answered"),
                came=figures.text("response.came"),
            )
        )
        if figures.is_shown("response.share"):
            sentences.append(
                msg(
                    "That is {share}; who did not answer may think otherwise.",
                    share=figures.text("response.share"),
                )
            )
        if figures.is_shown("response.language-p"):
            sentences.append(
                msg(
                    "Were both languages equally likely to answer, chance alone would divide the answers so "
                    "unevenly, or more so, with probability {p} (exact test of Freeman and Halton).",
                    p=figures.text("response.language-p"),
                )
            )
        sentences += response_tests(figures)
    sentences += [
        msg("People chose to take part, and there is no group to compare with: no cause is shown."),
        msg("With so few people a share can move far by a few persons: read the counts first."),
        msg(
            "Counts so small that they could give somebody away are hidden, and so is what they could be "
            "worked out from."
        ),
        msg("In tables and charts, x stands for what is hidden, and a dash for what is not known."),
    ]
    return ReportSection("limits", msg("Limits"), sentences=tuple(sentences), tables=who_answered(figures))


def decision(
    figures: FigureWords, checked: Sequence[CheckedDecision], seen: Sequence[SeenRules], days: Sequence[Text]
) -> ReportSection:
    """What the committee is asked, each rule with what was found; ``days`` are those of ``seen`` in words."""
    heading = msg("The decision asked")
    if not checked:
        none = msg("No rule of decision was written down in programme.yaml before the pilot.")
        return ReportSection("decision", heading, sentences=(none,))
    sentences = [_outcome(one) for one in checked]
    if seen:
        sentences.append(
            msg(
                "These rules were first recorded on {day} (SHA-256 {digest}…).",
                day=days[0],
                digest=seen[0].digest[:SHORT_DIGEST],
            )
        )
    by_day = dict(zip((each.day for each in seen), days, strict=True))
    for change in changed_rules(seen):
        day, line = by_day[change.day], change.line
        sentences.append(
            msg("Changed since: on {day}, this rule was added: {rule}.", day=day, rule=line)
            if change.added
            else msg("Changed since: on {day}, this rule was taken away: {rule}.", day=day, rule=line)
        )
    tables = tuple(_rule_table(figures, one) for one in checked)
    return ReportSection("decision", heading, sentences=tuple(sentences), tables=tables)


def _outcome(one: CheckedDecision) -> Message:
    asks = one.decision.asks
    if one.outcome is RuleOutcome.MET:
        return msg("{asks}: all rules set beforehand are met.", asks=asks)
    if one.outcome is RuleOutcome.NOT_MET:
        return msg("{asks}: not all rules set beforehand are met.", asks=asks)
    return msg("{asks}: it is not known whether all rules set beforehand are met.", asks=asks)


def _rule_table(figures: FigureWords, one: CheckedDecision) -> ReportTable:
    rows = []
    words: dict[tuple[int, int], Words] = {}
    for at, (rule, outcome) in enumerate(zip(one.decision.rules, one.outcomes, strict=True)):
        known = rule.measure in figures
        label: Words = figures.figure(rule.measure).label if known else msg("{id}", id=rule.measure)
        rows.append((label, ("", rule.measure if known else "", "")))
        words[at, 0] = rule_words(rule, percent=_is_part(figures, rule))
        if not known:
            words[at, 1] = msg("not known")
        words[at, 2] = OUTCOMES[outcome]
    headings = (msg("Measure"), msg("Set beforehand"), msg("Found"), msg("Outcome"))
    return ReportTable(f"decision.{one.decision.id}", one.decision.asks, headings, tuple(rows), words)


def _is_part(figures: FigureWords, rule: DecisionRule) -> bool:
    """Whether a rule's value is a part of 1 that is written as a percentage."""
    if rule.measure in figures:
        return figures.figure(rule.measure).kind in (FigureKind.PERCENT, FigureKind.INTERVAL)
    return rule.measure.endswith(("share", "interval"))


def rule_words(rule: DecisionRule, *, percent: bool) -> Message:
    """A rule's comparison and value in words."""
    value = {
        code: percent_words(rule.value, code) if percent else number_text(rule.value, code, 2)
        for code in LANGUAGES
    }
    return {
        RuleComparison.AT_LEAST: msg("at least {value}", value=value),
        RuleComparison.ABOVE: msg("above {value}", value=value),
        RuleComparison.AT_MOST: msg("at most {value}", value=value),
        RuleComparison.BELOW: msg("below {value}", value=value),
    }[rule.comparison]
