"""The evaluation form: its items, each with an id that is the same in every language."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.model.language import Text

THEN, NOW = "then", "now"
"""What an item of the kind then-now is answered for, in the names of its two columns."""
CONSENT = "consent"
"""The id of the item by which people say that their answers may be used, if the form has it."""
AGREED = "yes"
"""The id of its choice that says so."""


class ItemKind(StrEnum):
    """How an item is answered; evaluation.yaml has the values."""

    SCALE = "scale"
    """From 1 to 5: how far one agrees."""
    THEN_NOW = "then-now"
    """From 1 to 5 twice: looking back to before, and now."""
    ONE = "one"
    """One of the choices."""
    SEVERAL = "several"
    """Any of the choices."""
    COMMENT = "comment"
    """Words of one's own."""
    CODE = "code"
    """A code that one makes oneself, the same each time; it links answers of one person, and names nobody."""


class ItemChoice(NamedTuple):
    """One answer to tick: its id, the same in all languages, and its words."""

    id: str
    text: Text


class Item(NamedTuple):
    """One question: id, kind, words, and the choices of ``one`` and ``several`` in their order.

    For scales, ``choices`` are the five points from 1 to 5, whose ids are the digits. ``required``: must be
    answered. ``help`` is said below the question.
    """

    id: str
    kind: ItemKind
    text: Text
    choices: tuple[ItemChoice, ...] = ()
    required: bool = False
    help: Text = MappingProxyType({})

    def columns(self) -> tuple[str, ...]:
        """The names under which its answers are stored (``EvaluationAnswer.values``); none for words."""
        if self.kind in (ItemKind.COMMENT, ItemKind.CODE):
            return ()
        if self.kind is ItemKind.THEN_NOW:
            return f"{self.id}.{THEN}", f"{self.id}.{NOW}"
        return (self.id,)


class EvaluationForm(NamedTuple):
    """The form: what it says at the top, items in their order, the item that the decision looks at first.

    ``about`` has purpose, who reads it, where it is stored, that it is voluntary, whom to ask: consent.
    ``primary``: the id of one then-now item. ``then`` and ``now`` stand before then-now items: looking back
    to before, and now.
    """

    title: Text
    about: Text
    items: tuple[Item, ...]
    primary: str = ""
    then: Text = MappingProxyType({})
    now: Text = MappingProxyType({})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it can be filled in: those that the title and every text of it have."""
        texts = [self.about, *(item.text for item in self.items)]
        texts += [choice.text for item in self.items for choice in item.choices]
        return tuple(code for code in self.title if all(code in text for text in texts))

    def columns(self) -> tuple[str, ...]:
        """The names under which answers are stored, in the order of the items."""
        return tuple(column for item in self.items for column in item.columns())

    def item(self, identifier: str) -> Item:
        """The item with that id; KeyError where there is none."""
        for item in self.items:
            if item.id == identifier:
                return item
        raise KeyError(identifier)
