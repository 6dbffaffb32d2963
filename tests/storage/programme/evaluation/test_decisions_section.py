"""``decisions:`` in programme.yaml: rules are read as meant, and each mistake is told at its place."""

from __future__ import annotations

import pytest

from besrour_cli.model.evaluation.decisions import CommitteeDecision, RuleComparison
from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.storage.programme.evaluation.decisions_section import read_decisions, report_unmeasured
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import compose
from besrour_cli.storage.yaml.readers import bilingual

RULES = """\
go-on:
  asks: {en: Go on, fr: Continuer}
  rules:
    - {measure: return.share, at_least: 60 %}
    - {measure: item.language-served.median.fr, at_least: 4}
    - measure: representation.region.highest
      at_most: 1,25
"""


def read(text: str) -> tuple[tuple[CommitteeDecision, ...] | None, list[tuple[str, int]]]:
    """The decisions of a text, and code and line of each mistake."""
    page = SourceFile("sessions/programme.yaml", text)
    node = compose(page)
    assert node is not None
    found = read_decisions(page, node, bilingual(("en", "fr")))
    return found, [(problem.code, problem.spot.line) for problem in page.problems]


def test_rules_are_read_as_they_are_meant() -> None:
    """A percentage is a part of 1; a decimal comma is a decimal point."""
    found, problems = read(RULES)
    assert problems == [] and found is not None
    [decision] = found
    assert (decision.id, decision.asks["fr"]) == ("go-on", "Continuer")
    assert [(r.measure, r.comparison, r.value) for r in decision.rules] == [
        ("return.share", RuleComparison.AT_LEAST, 0.6),
        ("item.language-served.median.fr", RuleComparison.AT_LEAST, 4.0),
        ("representation.region.highest", RuleComparison.AT_MOST, 1.25),
    ]
    assert decision.lines[0] == "go-on: return.share at_least 0.6"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("return.share", "return.shares", "decision-measure", 4),
        ("at_least: 60 %", "at_least: many", "value-number", 4),
        ("at_least: 60 %", "at_least: 60 %, above: 2", "decision-comparison", 4),
        ("measure: return.share, at_least: 60 %", "measure: return.share", "decision-comparison", 4),
        ("fr: Continuer", "de: Weiter", "text-half-missing", 2),
    ],
)
def test_a_mistake_is_told_at_its_place(old: str, new: str, code: str, line: int) -> None:
    """What no report has, what is no number, two comparisons or none, a language that is missing."""
    _, problems = read(RULES.replace(old, new, 1))
    assert (code, line) in problems


def test_a_decision_without_rules_is_a_mistake() -> None:
    """It would say nothing beforehand."""
    found, problems = read("go-on:\n  asks: {en: Go on, fr: Continuer}\n  rules: []\n")
    assert found == () and [code for code, _ in problems] == ["decision-no-rule"]


def test_a_rule_on_an_item_that_the_form_does_not_have_is_a_mistake() -> None:
    """Or on one of another kind: of a scale nobody can improve; what the form has passes."""
    text = RULES.replace("return.share", "item.lead.improved-share").replace("language-served", "lead")
    page = SourceFile("sessions/programme.yaml", text)
    node = compose(page)
    assert node is not None
    decisions = read_decisions(page, node, bilingual(("en", "fr"))) or ()
    words = {"en": "x", "fr": "y"}
    form = EvaluationForm(
        words, words, (Item("lead", ItemKind.THEN_NOW, words), Item("fair", ItemKind.SCALE, words))
    )
    report_unmeasured(page, decisions, form)
    [problem] = page.problems
    assert (problem.code, problem.spot.line, problem.spot.column) == ("decision-item", 5, 17)
    assert str(problem.remedy) == "items of that kind: fair"
