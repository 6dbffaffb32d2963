"""A form with its facts filled in, and its items in blocks: a row of then-now items is one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from besrour_cli.model.evaluation.form import NOW, THEN, EvaluationForm, Item, ItemKind
from besrour_cli.model.language import Text


class ItemBlock(NamedTuple):
    """Items that are shown together: then-now items of one scale, say, or one item alone."""

    items: tuple[Item, ...]

    @property
    def is_then_now(self) -> bool:
        """Whether it is asked twice: looking back, and now."""
        return self.items[0].kind is ItemKind.THEN_NOW


def blocks(form: EvaluationForm, joined: Collection[ItemKind] = (ItemKind.THEN_NOW,)) -> Iterator[ItemBlock]:
    """Yield the items in their order, those of a ``joined`` kind and with the same points together."""

    def key(numbered: tuple[int, Item]) -> tuple[object, ...]:
        number, item = numbered
        points = tuple(tuple(sorted(choice.text.items())) for choice in item.choices)
        return (item.kind, points) if item.kind in joined else (number,)

    for _key, members in groupby(enumerate(form.items), key):
        yield ItemBlock(tuple(item for _number, item in members))


def parts(form: EvaluationForm) -> tuple[tuple[str, Text], ...]:
    """What a then-now item is asked for, with the words that stand before it."""
    return (THEN, form.then), (NOW, form.now)


def filled(form: EvaluationForm, facts: Mapping[str, Text]) -> EvaluationForm:
    """The form with names in braces replaced by their words: ``{contact}``, ``{programme}``."""

    def words(text: Text) -> dict[str, str]:
        halves = {}
        for language, half in text.items():
            halves[language] = half
            for name, value in facts.items():
                word = value.get(language) or value.get("en", "")
                halves[language] = halves[language].replace(f"{{{name}}}", word)
        return halves

    return form._replace(title=words(form.title), about=words(form.about))
