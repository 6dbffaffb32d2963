"""One language's half of a text as it is compared: its words, where they were written, its mistakes."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation, SourceText
from besrour_cli.model.language import Text, language_name
from besrour_cli.model.message import Message, msg
from besrour_cli.publishing.documents.markup import Block, Document
from besrour_cli.publishing.documents.render import plain


class ExpectedFacts(NamedTuple):
    """What a letter is about: names printed as they are, and terms each language has its own words for.

    ``pages`` are addresses of one page in several languages.
    """

    names: tuple[str, ...] = ()
    terms: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    pages: tuple[Text, ...] = ()


class ComparedHalf(NamedTuple):
    """One half and where it was written: the path of a template, or of a session's file.

    ``source`` is the place of a session's text in that file (None: not known, as in templates).
    """

    document: Document
    where: str
    source: SourceText | None = None

    @property
    def language(self) -> str:
        """The half's language."""
        return self.document.language

    @property
    def name(self) -> Text:
        """The name of the half's language, in the coordinators' languages."""
        return language_names(self.language)

    @property
    def text(self) -> str:
        """The whole half as plain text, a line each."""
        return "\n".join(map(text_of, self.document.blocks))

    def mistake(
        self, code: str, what: Message, remedy: Message, text: str = "", words: str = ""
    ) -> Diagnostic:
        """A mistake of this half; ``text`` is the passage it is in, ``words`` those of it that are wrong."""
        if self.source is None:
            return mistake_at(self.where, code, what, remedy, text)
        spot, line, width = self.source.find(words or text, text)
        return Diagnostic(f"parity-{code}", spot, what=what, remedy=remedy, text=line, width=width)


def lengths_differ(first: ComparedHalf, other: ComparedHalf, least: int, bounds: tuple[float, float]) -> bool:
    """Whether the other half's length, as a part of the first's, is out of bounds.

    Two halves one of which has fewer characters than ``least`` tell nothing by their lengths.
    """
    one, two = len(first.text), len(other.text)
    return min(one, two) >= least and not bounds[0] <= two / one <= bounds[1]


def language_names(language: str) -> Text:
    """A language's name in each language that coordinators read."""
    return {code: language_name(language, code) for code in ("en", "fr")}


def mistake_at(where: str, code: str, what: Message, remedy: Message, text: str = "") -> Diagnostic:
    """A mistake of parity in a file."""
    return Diagnostic(
        f"parity-{code}", SourceLocation(where), what=what, remedy=remedy, text=text, width=max(1, len(text))
    )


def differ(
    first: ComparedHalf,
    other: ComparedHalf,
    name: Message,
    one: str,
    two: str,
    words: tuple[str, str] = ("", ""),
) -> Diagnostic:
    """A mistake of two halves that differ in something: what the first has there, and the other.

    ``words``: those of each half that the other lacks, as far as they are known.
    """
    half = first if words[0] and not words[1] else other
    return half.mistake(
        "halves-differ",
        msg(
            "the halves differ in their {name}: {first} has {one}, {other} has {two}",
            name=name,
            first=first.name,
            one=one,
            other=other.name,
            two=two,
        ),
        msg("say the same in both halves"),
        words[0] if half is first else words[1],
    )


@lru_cache(maxsize=512)
def text_of(block: Block) -> str:
    """A block as plain text, its lines apart; letters to many readers have most blocks in common."""
    return "\n".join(plain(line) for line in block.lines)
