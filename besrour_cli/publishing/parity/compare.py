"""Both halves of a letter say the same: checked on the words themselves before anything is returned.

Whatever wrote a half (a shipped template, a coordinator's own, a session's description), its figures are
read back and compared by value, its names counted, its structure laid beside the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import Text, conjunctions
from besrour_cli.model.message import msg, msgn
from besrour_cli.publishing.documents.markup import HEADINGS, BlockKind, Line, words_of
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.parity.extract_values import ExtractedValues, extract_values
from besrour_cli.publishing.parity.figures import compare_sections
from besrour_cli.publishing.parity.half import (
    ComparedHalf,
    ExpectedFacts,
    differ,
    language_names,
    lengths_differ,
    mistake_at,
)
from besrour_cli.publishing.parity.half_mistakes import own_mistakes

SHORTEST, LONGEST = 0.6, 1.75
"""Bounds of a half's length against the other's."""
_COMPARED_LENGTH = 200
"""Characters from which on two lengths say something."""
_COUNTED = (
    (BlockKind.TITLE, msg("titles")),
    (BlockKind.HEADING, msg("sections")),
    (BlockKind.SUBHEADING, msg("subheadings")),
    (BlockKind.PARAGRAPH, msg("paragraphs")),
    (BlockKind.LIST, msg("list items")),
    (BlockKind.TABLE, msg("table cells")),
    (BlockKind.PANEL, msg("lines in the panel")),
)


def check(halves: Sequence[ComparedHalf], languages: Sequence[str], expected: ExpectedFacts) -> None:
    """Refuse a letter whose halves differ, or break their language's rules; every mistake at once."""
    problems: list[Diagnostic] = []
    for problem in mistakes(halves, languages, expected):
        if problem not in problems:
            problems.append(problem)
    if problems:
        raise DiagnosticsError(
            msgn(
                "the letter is not written: its halves differ or break their language’s rules in one place",
                "the letter is not written: its halves differ or break their language’s rules in {n} places",
                len(problems),
            ),
            problems,
        )


def mistakes(
    halves: Sequence[ComparedHalf], languages: Sequence[str], expected: ExpectedFacts
) -> Iterator[Diagnostic]:
    """Every way in which halves differ from the first, lack something expected, or break a rule."""
    present = {half.language for half in halves if half.document.blocks}
    for language in languages:
        if language not in present:
            where = next((half.where for half in halves if half.language == language), "")
            yield mistake_at(
                where,
                "half-missing",
                msg("the {language} half is missing", language=language_names(language)),
                msg("write it: both halves leave together"),
            )
    for half in halves:
        yield from own_mistakes(half, expected, languages)
    # with three languages each is compared with the first: two that agree with it agree with each other
    first, *others = halves
    for other in others:
        if {first.language, other.language} <= present:
            yield from _marks(first, other)
            yield from _structure(first, other)
            yield from compare_sections(first, other, expected.pages)
            yield from _names(first, other, expected.names)
            yield from _tables(first, other, expected.places)
            yield from _lengths(first, other)
            yield from _headings(first, other, expected)


def _marks(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    """What the subject says before its day (“Reminder”): in both halves, or in none."""
    one, two = (half.document.head.get("mark", "").strip() for half in (first, other))
    if bool(one) != bool(two):
        yield differ(first, other, msg("marks"), one or "–", two or "–")


def _structure(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    for kind, name in _COUNTED:
        one, two = (
            sum(len(b.lines) for b in half.document.blocks if b.kind is kind) for half in (first, other)
        )
        if one != two:
            yield differ(first, other, name, str(one), str(two))
    kinds = [[b.kind for b in half.document.blocks] for half in (first, other)]
    if kinds[0] != kinds[1] and Counter(kinds[0]) == Counter(kinds[1]):
        yield other.mistake(
            "order",
            msg("the blocks stand in another order than in the other half"),
            msg("put them in the same order"),
        )


def _names(first: ComparedHalf, other: ComparedHalf, names: Iterable[str]) -> Iterator[Diagnostic]:
    texts = first.text, other.text
    # a name may be inside another one; counting both in both halves still comes out the same
    for name in dict.fromkeys(names):
        one, two = (
            text.count(set_typography(name, half.language))
            for text, half in zip(texts, (first, other), strict=True)
        )
        if one != two:
            yield (other if two < one else first).mistake(
                "names",
                msg(
                    "“{name}” stands {one} times in one half and {two} times in the other",
                    name=name,
                    one=one,
                    two=two,
                ),
                msg("name the same people in both halves"),
            )


def _tables(first: ComparedHalf, other: ComparedHalf, places: Sequence[Text]) -> Iterator[Diagnostic]:
    """Row by row: the same places, the same time."""
    pairs = {(_place_in(first, place), _place_in(other, place)) for place in places}
    conjunction = "|".join(f" {re.escape(word)} " for word in conjunctions((first.language, other.language)))
    tables = [[b for b in half.document.blocks if b.kind is BlockKind.TABLE] for half in (first, other)]
    for one, two in zip(*tables, strict=False):
        for row, twin in zip(one.rows[1:], two.rows[1:], strict=False):
            same_values = _row_values(row, first) == _row_values(twin, other)
            cells = words_of(row[0]), words_of(twin[0])
            if not same_values or (pairs and not _same_places(cells, pairs, conjunction)):
                yield other.mistake(
                    "rows",
                    msg("a row differs between the halves, or names a place no reader lives in"),
                    msg("give the same places and time in both, named as the roster names them"),
                    " ".join(map(words_of, twin)),
                )


def _place_in(half: ComparedHalf, place: Text) -> str:
    return set_typography(place.get(half.language, ""), half.language)


def _row_values(row: Sequence[Line], half: ComparedHalf) -> ExtractedValues:
    return extract_values(" | ".join(map(words_of, row)), half.language)


def _same_places(cells: tuple[str, str], pairs: Set[tuple[str, str]], conjunction: str) -> bool:
    """Whether two cells name the same places: one whose name may hold a comma, or several, one by one.

    ``conjunction`` is a pattern of what stands between the last two of several.
    """
    one, two = (re.split(f", |{conjunction}", cell) for cell in cells)
    return len(one) == len(two) and (cells in pairs or pairs >= set(zip(one, two, strict=True)))


def _lengths(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    if lengths_differ(first, other, _COMPARED_LENGTH, (SHORTEST, LONGEST)):
        short = min(first, other, key=lambda half: len(half.text))
        yield short.mistake(
            "length",
            msg("one half is much shorter than the other"),
            msg("see what the {language} half leaves out", language=short.name),
        )


def _headings(first: ComparedHalf, other: ComparedHalf, expected: ExpectedFacts) -> Iterator[Diagnostic]:
    """Headings that say the same in both halves, names that are alike in both languages apart."""
    same = {
        term[first.language]
        for term in expected.terms
        if term.get(first.language, "") == term.get(other.language)
    }
    names = re.compile("|".join(re.escape(term) for term in sorted(same, key=len, reverse=True)) or "$^")
    heads = [
        [words_of(b.lines[0]) for b in half.document.blocks if b.kind in HEADINGS] for half in (first, other)
    ]
    for one, two in zip(*heads, strict=False):
        if one == two and any(map(str.isalpha, names.sub("", one))):
            yield other.mistake(
                "heading", msg("the heading is the same in both halves"), msg("translate it"), two
            )
