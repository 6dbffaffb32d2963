"""Sentences as values: they travel untranslated, and only ``commands`` puts them in words.

A room never knows the reader's language. It makes a :class:`Message` from an English sentence
(the gettext msgid) and named facts; the terminal renders it in the coordinator's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias, Union

Fact: TypeAlias = Union[str, int, float, "Message", Mapping[str, str]]


class Message(NamedTuple):
    """An English sentence with ``{named}`` gaps, its plural form if it counts, and the facts."""

    id: str
    facts: Mapping[str, Fact]
    plural: str = ""
    number: int = 0

    def render(
        self,
        translate: Callable[[str], str],
        translate_plural: Callable[[str, str, int], str],
        language: str,
    ) -> str:
        """The sentence in one language; facts that are messages or bilingual texts follow it."""
        counts = bool(self.plural)
        sentence = translate_plural(self.id, self.plural, self.number) if counts else translate(self.id)
        shown: dict[str, object] = {}
        for name, fact in self.facts.items():
            if isinstance(fact, Message):
                shown[name] = fact.render(translate, translate_plural, language)
            elif isinstance(fact, Mapping):
                shown[name] = fact.get(language) or next(iter(fact.values()), "")
            else:
                shown[name] = fact
        return sentence.format(**shown) if shown else sentence.replace("{{", "{").replace("}}", "}")

    def __str__(self) -> str:
        """The English sentence, for logs, tests and exceptions."""
        return self.render(lambda s: s, lambda one, many, n: one if n == 1 else many, "en")


def msg(sentence: str, /, **facts: Fact) -> Message:
    """A sentence to translate; catalogues are extracted from calls of this name."""
    return Message(sentence, facts)


def msgn(one: str, many: str, n: int, /, **facts: Fact) -> Message:
    """A sentence that counts: ``{n}`` is the number, and each language chooses its plural."""
    return Message(one, {"n": n, **facts}, many, n)
