"""``decisions:`` in programme.yaml: what the committee will be asked, and the rules set beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from besrour_cli.model.evaluation.decisions import (
    RULE_MEASURES,
    CommitteeDecision,
    DecisionRule,
    RuleComparison,
    is_rule_measure,
)
from besrour_cli.model.evaluation.form import EvaluationForm, ItemKind
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.scalars import ParseError, similar, tidy
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, report
from besrour_cli.storage.yaml.readers import Reader, line, list_of, scalar_of

_COMPARISONS = tuple(RuleComparison)
_ITEM = "item"
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?%")


def read_decisions(page: SourceFile, node: Node, text: Reader[Text]) -> tuple[CommitteeDecision, ...] | None:
    """Each decision by its id: ``asks`` in both languages, and ``rules`` that must all hold."""
    fields = Fields(page, node, node.pairs if isinstance(node, MappingNode) else ("further-region",))
    found = []
    for name, (key, value) in fields.pairs.items():
        identifier = scalar_of(scalars.identifier)(page, key)
        inner = Fields(page, value, ("asks", "rules"))
        asks = inner.required("asks", text, {})
        rules = inner.required("rules", list_of(_rule), ())
        if inner.complete and not rules:
            inner.report(
                "rules",
                "decision-no-rule",
                msg("a decision without a rule says nothing beforehand"),
                msg("write a rule, such as {rule}", rule="{measure: return.share, at_least: 60 %}"),
            )
        if identifier and inner.complete:
            found.append(CommitteeDecision(name, asks, tuple(rules)))
    return tuple(found) if isinstance(node, MappingNode) else None


def _rule(page: SourceFile, node: Node) -> DecisionRule | None:
    """``{measure: return.share, at_least: 60 %}``."""
    fields = Fields(page, node, ("measure", *map(str, _COMPARISONS)))
    measure = fields.required("measure", line, "")
    written = [each for each in _COMPARISONS if each in fields.pairs]
    if measure and not is_rule_measure(measure):
        near = similar(measure, RULE_MEASURES)
        fields.report(
            "measure",
            "decision-measure",
            msg("no rule can look at “{measure}”", measure=measure),
            msg("a similar one exists: {name}", name=near)
            if near
            else msg("write one of these, ID being an item’s: {names}", names=_listed(RULE_MEASURES)),
        )
    if isinstance(node, MappingNode) and len(written) != 1:
        report(
            page,
            node,
            "decision-comparison",
            msg("a rule has exactly one of these: {keys}", keys=_listed(map(str, _COMPARISONS))),
            msg("write, for instance, at_least: 60 %"),
        )
        return None
    if not written:
        return None
    value = fields.required(written[0], scalar_of(_value), 0.0)
    return DecisionRule(measure, written[0], value) if fields.complete else None


def report_unmeasured(page: SourceFile, root: Node | None, form: EvaluationForm) -> None:
    """Report each rule that looks at an item which the form does not have, or not of such a kind.

    ``root`` is the whole of programme.yaml; what is no rule there has been reported already.
    """
    kinds = {item.id: item.kind for item in form.items}
    for node, item, kind in rules_on_items(root):
        measure = tidy(node.text)
        if kinds.get(item) is kind:
            continue
        what = measure.split(".", 2)[2]
        known = [each for each, its in kinds.items() if its is kind]
        near = similar(item, known)
        report(
            page,
            node,
            "decision-item",
            msg("the form has no item “{item}” of which {measure} is known", item=item, measure=measure),
            msg("a similar one exists: {name}", name=f"item.{near}.{what}")
            if near
            else msg("items of that kind: {names}", names=_listed(known))
            if known
            else None,
        )


def rules_on_items(root: Node | None) -> list[tuple[ScalarNode, str, ItemKind]]:
    """What the rules of programme.yaml look at, where that is an item of the form: its id and its kind."""
    decisions = _at(root, "decisions")
    found = []
    for _, decision in decisions.pairs.values() if isinstance(decisions, MappingNode) else ():
        rules = _at(decision, "rules")
        for rule in rules.items if isinstance(rules, SequenceNode) else ():
            measure = _at(rule, "measure")
            if isinstance(measure, ScalarNode) and is_rule_measure(text := tidy(measure.text)):
                word, _, rest = text.partition(".")
                item, _, what = rest.partition(".")
                kind = ItemKind.THEN_NOW if what.startswith("improved") else ItemKind.SCALE
                found += [(measure, item, kind)] if word == _ITEM else []
    return found


def has_plainly(text: str, root: Node | None) -> bool:
    """Whether a form’s text has each item that rules look at in plain sight, so that it need not be read.

    Every command loads the programme, and the form is as long as all the rest of it.
    """
    return all(f"\n  {item}:\n    kind: {kind}\n" in text for _, item, kind in rules_on_items(root))


def _at(node: Node | None, key: str) -> Node | None:
    """What stands at a key of a mapping."""
    return node.pairs[key][1] if isinstance(node, MappingNode) and key in node.pairs else None


def _value(text: str) -> float | ParseError:
    """A number, or a percentage as a part of 1: ``0.8``, ``60 %``."""
    match = _PERCENT.fullmatch(tidy(text))
    if match:
        return round(float(match[1].replace(",", ".")) / 100, 6)
    return scalars.number(text)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
