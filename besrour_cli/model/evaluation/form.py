"""The evaluation form: its items, each with an id that is the same in every language."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.language import Text


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


class Choice(NamedTuple):
    """One answer to tick: its id, the same in all languages, and its words."""

    id: str
    text: Text


class Item(NamedTuple):
    """One question: id, kind, words, and the choices of ``one`` and ``several`` in their order.

    For scales, ``choices`` are the five points from 1 to 5, whose ids are the digits. ``required``: must be
    answered.
    """

    id: str
    kind: ItemKind
    text: Text
    choices: tuple[Choice, ...] = ()
    required: bool = False


class EvaluationForm(NamedTuple):
    """The form: what it says at the top, items in their order, the item that the decision looks at first.

    ``about`` has purpose, who reads it, where it is stored, that it is voluntary, whom to ask: consent.
    ``primary``: the id of one then-now item.
    """

    title: Text
    about: Text
    items: tuple[Item, ...]
    primary: str = ""

    def item(self, identifier: str) -> Item:
        """The item with that id; KeyError where there is none."""
        for item in self.items:
            if item.id == identifier:
                return item
        raise KeyError(identifier)
