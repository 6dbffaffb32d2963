"""``decisions:`` in programme.yaml: rules are read as meant, and each mistake is told at its place."""

from __future__ import annotations

from textwrap import indent

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


WORDS = {"en": "x", "fr": "y"}
FORM = EvaluationForm(
    WORDS, WORDS, (Item("lead", ItemKind.THEN_NOW, WORDS), Item("fair", ItemKind.SCALE, WORDS))
)


def unmeasured(rules: str) -> list[tuple[str, int, int, str]]:
    """Code, line, column and remedy of each rule whose item the form does not have."""
    page = SourceFile("sessions/programme.yaml", f"decisions:\n{indent(rules, '  ')}")
    report_unmeasured(page, compose(page), FORM)
    return [(p.code, p.spot.line, p.spot.column, str(p.remedy)) for p in page.problems]


def test_a_rule_on_an_item_that_the_form_does_not_have_is_a_mistake() -> None:
    """Or on one of another kind: of a scale nobody can improve; what the form has passes."""
    text = RULES.replace("return.share", "item.lead.improved-share").replace("language-served", "lead")
    assert unmeasured(text) == [("decision-item", 6, 19, "items of that kind: fair")]


def test_an_item_that_was_renamed_is_told_at_each_rule_that_has_its_former_name() -> None:
    """At the rule itself, though an earlier line has the same words; with the name that is most like it."""
    text = RULES.replace(
        "- {measure: return.share", "# item.fairs.median\n    - {measure: item.fairs.median.fr"
    )
    text = text.replace("item.language-served.median.fr", "item.fairs.median")
    assert unmeasured(text) == [
        ("decision-item", 6, 19, "a similar one exists: item.fair.median.fr"),
        ("decision-item", 7, 19, "a similar one exists: item.fair.median"),
    ]


UNREAD = "go-on: {rules: [{measure: [item.x.median]}, {measure: nonsense}]}\n"


def test_a_rule_that_is_a_text_alone_is_a_mistake() -> None:
    """Nothing is compared with nothing."""
    found, problems = read("go-on:\n  asks: {en: Go on, fr: Continuer}\n  rules: [return.share]\n")
    assert not (found and found[0].rules) and ("kind-not-mapping", 3) in problems


def test_what_is_no_rule_is_left_to_those_who_read_it() -> None:
    """Half a section, a list in the place of a mapping: nothing is said twice."""
    for text in ("go-on: []\n", "go-on: {rules: {measure: item.x.median}}\n", "- item.x.median\n", UNREAD):
        assert unmeasured(text) == []
