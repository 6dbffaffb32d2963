"""What is wrong with one half by itself: its typography, its language, empty blocks, missing terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.language import data_of
from besrour_cli.model.message import msg
from besrour_cli.publishing.documents.markup import Block, BlockKind, SpanKind, words_of
from besrour_cli.publishing.documents.typography import issues, set_typography
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts

_MARKS = {
    "en": frozenset(
        "the and of to in is for with you your this that are we on at it be will from or".split()
    ),
    "fr": frozenset(
        "le la les des du de et à en est pour avec vous votre cette ce une un nous dans sur au qui".split()
    ),
}
"""Words that only one of the two languages has, and has often."""
_ALSO = {
    "en": frozenset("a as do no me so he an us by am i are can ten son".split()),
    "fr": frozenset("a as ai ont se me te on ne ce si sa es son par plus que qui je tu il".split()),
}
"""Short words of the two that are frequent in other languages as well: they betray neither."""
_CommonWords: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
"""Languages, each with the common words that betray it."""
_WORD = re.compile(r"(?<![\w.])(?!(?-i:[A-Z])\b)[^\W\d_]+(?!\w)")
"""A word: no letter of a postal code, of initials, or of a list of choices (A, B, E)."""
_FEWEST_WORDS = 5
"""A shorter text may be a name, which belongs to no language."""
_FEWEST_TITLE = 3
"""A title of fewer words may be the same in two languages."""
_FOREIGN_WORDS = 3
"""So many words of another language, and twice as many as of its own, make a text foreign."""


def own_mistakes(
    half: ComparedHalf, expected: ExpectedFacts, languages: Sequence[str]
) -> Iterator[Diagnostic]:
    """Every mistake that is seen without the other half, in the order of the text.

    ``languages`` are the programme's: words of another of them betray a text that was not translated.
    """
    # a name is written as its bearer writes it: a nickname in straight quotation marks is no mistake
    written = (set_typography(name, half.language) for name in expected.names)
    odd_names = [name for name in written if any(issues(name, half.language))]
    common = tuple({**_MARKS, **{d.code: d.common for code in languages if (d := data_of(code))}}.items())
    for block in half.document.blocks:
        yield from _block_mistakes(half, block, common, expected.names, odd_names)
    everything = half.text
    for term in expected.terms:
        words = term.get(half.language, "")
        if words and set_typography(words, half.language) not in everything:
            yield half.mistake(
                "term-missing",
                msg("the {language} half does not say “{words}”", language=half.name, words=words),
                msg("put it back"),
            )


def _block_mistakes(
    half: ComparedHalf,
    block: Block,
    common: _CommonWords,
    names: tuple[str, ...],
    odd_names: Sequence[str],
) -> Iterator[Diagnostic]:
    language = half.language
    for line in block.lines:
        prose = "".join(" … " if span.kind is SpanKind.VERBATIM else span.text for span in line)
        own = _without(odd_names, prose, "…")
        for issue in issues(own, language, table=block.kind is BlockKind.TABLE):
            yield half.mistake("typography", issue.what, issue.remedy, issue.text, issue.words)
        foreign = _foreign_part(prose, names, language, common)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST) and foreign:
            yield half.mistake(
                "language",
                msg("this does not read as {language}", language=half.name),
                msg("translate it"),
                prose,
                foreign,
            )
    if not any(words_of(line).strip() for line in block.lines):
        yield half.mistake(
            "empty", msg("a heading, list or paragraph is empty"), msg("write it, or remove it")
        )


@lru_cache(maxsize=512)
def _foreign_part(prose: str, names: tuple[str, ...], language: str, common: _CommonWords) -> str:
    """The line, or a sentence of it outside quotation marks, if it reads as another language."""
    plain = _without(names, prose)
    if _is_foreign(plain, language, common):
        return prose
    quoted = re.sub(r"«[^»]*»|“[^”]*”", lambda match: "…" * len(match.group()), plain)
    parts = re.split(r"(?<=[.!?])\s+", quoted)
    return next((part for part in parts if len(parts) > 1 and _is_foreign(part, language, common)), "")


def has_words_of(text: str, others: Iterable[str], language: str) -> bool:
    """Whether a text has common words of other languages, and none of its own."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    own = _MARKS.get(language, frozenset())
    foreign = frozenset().union(*(_MARKS.get(code, frozenset()) for code in others))
    if len(words) < _FEWEST_TITLE or any(word in own for word in words):
        return False
    return any(word in foreign for word in words)


def _without(names: Sequence[str], prose: str, instead: str = " … ") -> str:
    """A line without names of people, which are in whatever language they are."""
    for name in sorted(names, key=len, reverse=True):
        prose = prose.replace(name, instead)
    return prose


def _is_foreign(text: str, language: str, common: _CommonWords) -> bool:
    """Whether a paragraph reads as another language; only an aid, so only when it is plain."""
    words = [word.lower() for word in _WORD.findall(text)]
    known = dict(common)
    if len(words) < _FEWEST_WORDS or language not in known:
        return False
    mine = known.pop(language)
    shared = mine | _ALSO.get(language, frozenset())
    own = sum(word in mine for word in words)
    counts = [sum(word in marks - shared for word in words) for marks in known.values()]
    return any(foreign >= _FOREIGN_WORDS and foreign > 2 * own for foreign in counts)
