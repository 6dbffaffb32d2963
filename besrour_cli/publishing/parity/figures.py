"""Whether two halves state the same facts: figures and words by value, names by their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.publishing.documents.markup import Block, BlockKind
from besrour_cli.publishing.documents.typography import ADDRESS
from besrour_cli.publishing.parity.concepts import concepts
from besrour_cli.publishing.parity.fact import Fact, FactKind, Strength
from besrour_cli.publishing.parity.facts import facts, page_of
from besrour_cli.publishing.parity.half import ComparedHalf, differ, text_of
from besrour_cli.publishing.parity.named import missing_names

_NAMES = {
    FactKind.TIME: msg("times"),
    FactKind.DATE: msg("dates"),
    FactKind.OFFSET: msg("offsets from UTC"),
    FactKind.ADDRESS: msg("addresses"),
    FactKind.NUMBER: msg("numbers"),
    FactKind.CURRENCY: msg("currencies"),
    FactKind.LANGUAGE: msg("languages"),
    FactKind.PLACE: msg("places"),
    FactKind.PERSON: msg("people"),
    FactKind.INTERPRETATION: msg("words on interpretation"),
    FactKind.STATE: msg("words on what has changed"),
}
_WORDED = frozenset({"en", "fr"})
"""Languages whose numbers, days and places in words are known."""


def compare_sections(
    first: ComparedHalf, other: ComparedHalf, pages: Sequence[Text] = ()
) -> Iterator[Diagnostic]:
    """Figures section by section, so that one that moved to another section is a difference too.

    Where the halves have not as many sections each, their figures are compared as a whole. ``pages`` are
    addresses that are one page in several languages.
    """
    sections = _sections(first), _sections(other)
    if len(sections[0]) != len(sections[1]):
        yield from compare_figures(first, other)
        return
    for one, two in zip(*sections, strict=True):
        texts = [" \n".join(map(text_of, blocks)) for blocks in (one, two)]
        for page in pages:
            if first.language in page and other.language in page:
                texts[1] = texts[1].replace(page[other.language], page[first.language])
        yield from _compare(first, other, texts[0], texts[1])


def compare_figures(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    """The figures of two halves as a whole."""
    yield from _compare(first, other, first.text, other.text)


def compare_names(first: ComparedHalf, other: ComparedHalf, roster: Sequence[str]) -> Iterator[Diagnostic]:
    """Places and people of two texts that a coordinator wrote; ``roster`` holds the members' names."""
    if {first.language, other.language} <= _WORDED:
        one, two = (ADDRESS.sub("…", half.text) for half in (first, other))
        here, there = list(missing_names(one, two, roster)), list(missing_names(two, one, roster))
        yield from _report(first, other, here, there)


def _sections(half: ComparedHalf) -> list[list[Block]]:
    out: list[list[Block]] = [[]]
    for block in half.document.blocks:
        if block.kind is BlockKind.HEADING:
            out.append([])
        out[-1].append(block)
    return out


def _compare(first: ComparedHalf, other: ComparedHalf, one: str, two: str) -> Iterator[Diagnostic]:
    worded = {first.language, other.language} <= _WORDED
    here, there = (
        _in_words(text, half.language) if worded else facts(text, half.language, worded=False)
        for half, text in ((first, one), (other, two))
    )
    here, there = with_pages(here, there), with_pages(there, here)
    pairs = unpaired(here, there), unpaired(there, here)
    lost = [*missing(here, there), *(pairs[0] if all(pairs) else ())]
    yield from _report(first, other, lost, [*missing(there, here), *(pairs[1] if all(pairs) else ())])


@lru_cache(maxsize=512)
def _in_words(text: str, language: str) -> tuple[Fact, ...]:
    """What a text says, in English or in French; letters to many readers have most sections in common."""
    return (*facts(text, language), *concepts(text, language))


def _report(
    first: ComparedHalf, other: ComparedHalf, one: Sequence[Fact], two: Sequence[Fact]
) -> Iterator[Diagnostic]:
    """A mistake for each kind of fact, with the phrases of each half that the other lacks."""
    if not one and not two:
        return
    for kind, name in _NAMES.items():
        here, there = (_phrases(kind, found) for found in (one, two))
        if here or there:
            words = "".join(here[:1]), "".join(there[:1])
            yield differ(first, other, name, ", ".join(here) or "–", ", ".join(there) or "–", words=words)


def _phrases(kind: FactKind, found: Iterable[Fact]) -> list[str]:
    ordered = sorted((fact for fact in found if fact.kind is kind), key=lambda fact: fact.start)
    return list(dict.fromkeys(fact.words for fact in ordered))


def missing(here: Sequence[Fact], there: Sequence[Fact]) -> list[Fact]:
    """The facts of one half that the other does not have, or has less often where that counts."""
    known = Counter(value for fact in there for value in {fact.value, *fact.also})
    asked = Counter(fact.value for fact in here if fact.strength is Strength.COUNTED)
    found = []
    for fact in here:
        if fact.strength in (Strength.OPTIONAL, Strength.PAIRED) or any(known[value] for value in fact.also):
            continue
        enough = asked[fact.value] if fact.strength is Strength.COUNTED else 1
        if known[fact.value] < enough and not _may_be_excluded(fact, here, there):
            found.append(fact)
            asked[fact.value] -= 1
    return found


def unpaired(here: Sequence[Fact], there: Sequence[Fact]) -> list[Fact]:
    """The paired facts of one half whose values the other half does not have."""
    # “a” and “un” are ones that answer no “first”
    sure = [fact for fact in there if fact.strength is not Strength.OPTIONAL]
    known = {value for fact in sure for value in (fact.value, *fact.also)}
    return [
        fact for fact in here if fact.strength is Strength.PAIRED and not known & {fact.value, *fact.also}
    ]


def with_pages(here: Sequence[Fact], there: Sequence[Fact]) -> list[Fact]:
    """Facts with addresses as pages, where the other half has that page's version in its language."""
    pages = {fact.value for fact in there if fact.value[0] == "page"}
    return [
        fact._replace(value=page)
        if fact.value[0] == "address" and (page := ("page", page_of(str(fact.value[1])))) in pages
        else fact
        for fact in here
    ]


def _may_be_excluded(fact: Fact, here: Sequence[Fact], there: Sequence[Fact]) -> bool:
    """Whether the other half may just not count two things: it has no more “one”, “a” or “un” than this."""
    if fact.value != ("number", "2") or fact.words[0].isdigit():
        return False
    return _ones(there) <= _ones(here)


def _ones(facts_: Sequence[Fact]) -> int:
    return sum(fact.value == ("number", "1") and not fact.words[0].isdigit() for fact in facts_)
