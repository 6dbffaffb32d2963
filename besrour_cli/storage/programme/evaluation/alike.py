"""Words of a form that a download could not tell apart: two items, or two choices, that read alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import folded_words
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, report


def report_alike(fields: Fields, form: EvaluationForm) -> None:
    """Report items with the same words in a language, and such choices of one item."""
    items = fields.node_of("items")
    assert isinstance(items, MappingNode)
    for first, second, words in _alike((item.id, item.text) for item in form.items):
        _report(fields, items.pairs[second][1], first, second, words)
    for item in form.items:
        for first, second, words in _alike((choice.id, choice.text) for choice in item.choices):
            _report(fields, _node_of_choices(fields, items, item), first, second, words)
    _report_then_now(fields, form)


def _alike(texts: Iterable[tuple[str, Text]]) -> list[tuple[str, str, str]]:
    """Pairs of ids of which a tool may give back the same words, each pair once, with the words.

    The id of one may be the words of the other, too.
    """
    found = []
    for (first, one), (second, other) in combinations(texts, 2):
        here = {folded_words(words): words for words in (*one.values(), first)}
        there = {folded_words(words) for words in (*other.values(), second)}
        same = [words for folded, words in here.items() if folded in there]
        found += [(first, second, same[0])] if same else []
    return found


def _report(fields: Fields, node: Node, first: str, second: str, words: str) -> None:
    report(
        fields.page,
        node,
        "form-alike",
        msg(
            "“{first}” and “{second}” have the same words, “{words}”: an answer could not be told apart",
            first=first,
            second=second,
            words=words,
        ),
        msg("change the words of one of them"),
    )


def _node_of_choices(fields: Fields, items: MappingNode, item: Item) -> Node:
    """Where the choices of an item stand: with it, or where the points of its scale do."""
    node = items.pairs[item.id][1]
    assert isinstance(node, MappingNode)
    if item.kind not in (ItemKind.SCALE, ItemKind.THEN_NOW):
        return node.pairs["choices"][1]
    return node.pairs["points"][1]


def _report_then_now(fields: Fields, form: EvaluationForm) -> None:
    """Report that looking back and now have the same words."""
    for code, words in form.then.items():
        if folded_words(words) == folded_words(form.now.get(code, "")):
            fields.report(
                "now",
                "form-alike",
                msg(
                    "“{first}” and “{second}” have the same words, “{words}”: an answer could not be told "
                    "apart",
                    first="then",
                    second="now",
                    words=words,
                ),
                msg("change the words of one of them"),
            )
