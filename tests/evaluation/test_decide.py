"""Rules of decision: met, not met, not known; when they were first seen, and what changed since."""

from __future__ import annotations

import pytest

from besrour_cli.evaluation.decide import changed_rules, checked_decision, rules_digest, with_seen
from besrour_cli.evaluation.trace import figures_written
from besrour_cli.model.evaluation.decisions import (
    CommitteeDecision,
    DecisionRule,
    RuleComparison,
    RuleOutcome,
)
from besrour_cli.model.evaluation.figure_text import figure_text, figures_in, marked, unmarked, with_figures
from besrour_cli.model.evaluation.report import Figure, FigureKind, Measures
from besrour_cli.model.message import msg

NAMES = {"en": "Go on", "fr": "Continuer"}


def figure(name: str, kind: FigureKind, *values: float, masked: str = "") -> Figure:
    """A figure with values."""
    return Figure(id=name, kind=kind, label=msg("x"), formula=msg("y"), values=values, masked=masked)


SHARE = figure("return.share", FigureKind.PERCENT, 0.6)
LOW = figure("item.lead.improved-interval", FigureKind.INTERVAL, 0.49, 0.8)
HIDDEN = figure("item.fair.median.fr", FigureKind.MEDIAN, 4, 3, 5, masked="–")
MEASURES = Measures(figures={each.id: each for each in (SHARE, LOW, HIDDEN)})


def rule(measure: str, comparison: RuleComparison, value: float) -> DecisionRule:
    """A rule."""
    return DecisionRule(measure, comparison, value)


MET = rule("return.share", RuleComparison.AT_LEAST, 0.6)
NOT_MET = rule("item.lead.improved-interval", RuleComparison.ABOVE, 0.5)
UNKNOWN = rule("item.fair.median.fr", RuleComparison.AT_LEAST, 4)


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        ((MET,), RuleOutcome.MET),
        ((MET, NOT_MET), RuleOutcome.NOT_MET),
        ((MET, UNKNOWN), RuleOutcome.NOT_KNOWN),
        ((UNKNOWN, NOT_MET), RuleOutcome.NOT_MET),
        ((rule("no.such-figure", RuleComparison.BELOW, 1),), RuleOutcome.NOT_KNOWN),
    ],
)
def test_all_rules_must_hold(rules: tuple[DecisionRule, ...], outcome: RuleOutcome) -> None:
    """One that does not settles it; one that is masked or was not measured leaves it open."""
    assert checked_decision(CommitteeDecision("go", NAMES, rules), MEASURES).outcome is outcome


def test_what_is_equal_is_at_least_and_at_most_but_not_above() -> None:
    """Also where a float is a hair off: 0.1 + 0.2 is 0.3 to a committee."""
    for comparison, holds in zip(RuleComparison, (True, False, True, False), strict=True):
        assert comparison.holds(0.1 + 0.2, 0.3) is holds


def test_a_rule_that_was_changed_later_is_shown_with_its_day() -> None:
    """The first day stays; the same rules seen again add nothing; a change tells what came and what went."""
    first, later = CommitteeDecision("go", NAMES, (MET,)), CommitteeDecision("go", NAMES, (MET, NOT_MET))
    seen = with_seen((), [first], "2027-01-05")
    assert with_seen(seen, [first], "2027-02-05") == seen
    assert [(one.day, one.digest) for one in seen] == [("2027-01-05", rules_digest([first]))]
    twice = with_seen(seen, [later], "2027-06-01")
    assert [(one.line, one.day, one.added) for one in changed_rules(twice)] == [
        ("go: item.lead.improved-interval above 0.5", "2027-06-01", True)
    ]
    gone = with_seen(twice, [], "2027-07-01")
    assert [one.added for one in changed_rules(gone)] == [True, False, False]
    assert with_seen((), [], "2027-01-05") == ()


@pytest.mark.parametrize(
    ("kind", "values", "english", "french"),
    [
        (FigureKind.COUNT, (1295.0,), "1,295", "1\u00a0295"),
        (FigureKind.PERCENT, (0.625,), "62%", "62\u00a0%"),
        (FigureKind.INTERVAL, (0.203, 0.614), "20% to 61%", "20\u00a0% à 61\u00a0%"),
        (FigureKind.MEDIAN, (4.0, 3.0, 4.5), "4 (3 to 4.5)", "4 (3 à 4,5)"),
        (FigureKind.RATIO, (0.836,), "0.84", "0,84"),
        (FigureKind.EFFECT, (-0.25,), "−0.25", "−0,25"),
        (FigureKind.PROBABILITY, (0.0004,), "<0.001", "<\u00a00,001"),
        (FigureKind.PROBABILITY, (0.0123,), "0.012", "0,012"),
    ],
)
def test_a_figure_is_written_as_its_language_does(
    kind: FigureKind, values: tuple[float, ...], english: str, french: str
) -> None:
    """Canadian English, and French by the OQLF."""
    one = figure("a.b", kind, *values)
    assert (figure_text(one, "en"), figure_text(one, "fr")) == (english, french)


def test_a_sentence_knows_which_of_its_numbers_are_figures() -> None:
    """They are found in it with their ids, and what people read has no sign of that."""
    sentence = f"{marked(SHARE)['en']} came back in 2027."
    assert figures_in(sentence) == (("return.share", "60%"),)
    assert unmarked(sentence) == "60% came back in 2027."
    linked = with_figures(sentence, lambda name, words: f"[{name} {words}]", str.upper)
    assert linked == "[return.share 60%] CAME BACK IN 2027."


@pytest.mark.parametrize("text", ["return.share", "60%", "60 %", "60\u00a0%"])
def test_a_figure_is_traced_by_its_id_or_as_it_is_printed(text: str) -> None:
    """In either language, whatever blanks are typed."""
    assert figures_written(MEASURES, text) == (SHARE,)


def test_nothing_is_traced_by_a_number_that_is_not_printed() -> None:
    """Neither what a mask hides, nor a part of a number."""
    assert figures_written(MEASURES, "4 (3 to 5)") == ()
    assert figures_written(MEASURES, "6") == ()
