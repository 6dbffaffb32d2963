"""Both halves of a letter say the same: checked on the words themselves before anything is returned.

Whatever wrote a half (a shipped template, a coordinator's own, a session's description), its figures are
read back and compared by value, its names counted, its structure laid beside the other's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import Text, conjunctions, language_name
from besrour_cli.model.language_registry import get_all
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.documents.markup import (
    HEADINGS,
    Block,
    BlockKind,
    Document,
    Line,
    Span,
    SpanKind,
    words_of,
)
from besrour_cli.publishing.documents.render import plain
from besrour_cli.publishing.documents.typography import issues, set_typography
from besrour_cli.publishing.parity.extract_values import extract_values

SHORTEST, LONGEST = 0.6, 1.75
"""Bounds of a half's length against the other's."""
_MARKS = {
    "en": frozenset(
        "the and of to in is for with you your this that are we on at it be will from or".split()
    ),
    "fr": frozenset(
        "le la les des du de et à en est pour avec vous votre cette ce une un nous dans sur au qui".split()
    ),
}


class ExpectedFacts(NamedTuple):
    """What a letter is about: names printed as they are, and terms each language has its own words for."""

    names: tuple[str, ...] = ()
    terms: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()


class ComparedHalf(NamedTuple):
    """One half and where it was written: a template, or a session's file."""

    document: Document
    where: str

    @property
    def language(self) -> str:
        """The half's language."""
        return self.document.language


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
            yield _problem(
                "half-missing",
                where,
                msg("the {language} half is missing", language=_name(language)),
                msg("write it: both halves leave together"),
            )
    for half in halves:
        yield from _in_itself(half, expected)
    first, *others = halves
    for other in others:
        if {first.language, other.language} <= present:
            yield from _structure(first, other)
            yield from _names(first, other, expected.names)
            yield from _tables(first, other, expected.places)
            yield from _lengths(first, other)
            yield from _headings(first, other, expected)


def texts(texts: Text, spot_path: str, what: str, languages: Sequence[str]) -> Iterator[Diagnostic]:
    """Mistakes in one bilingual text of a session's file, such as its title or description."""
    halves = [
        ComparedHalf(
            Document(code, {}, (Block(BlockKind.PARAGRAPH, (_plain_line(texts.get(code, ""), code),)),)),
            spot_path,
        )
        for code in languages
    ]
    for half in halves:
        if not texts.get(half.language, "").strip():
            yield _problem(
                "half-missing",
                spot_path,
                msg("the {language} half of {what} is missing", language=_name(half.language), what=what),
                msg("write it: both halves leave together"),
            )
        yield from _in_itself(half, ExpectedFacts())
    for other in halves[1:]:
        yield from _figures(halves[0], other)


def session_texts(programme: Programme, session: Session) -> Iterator[Diagnostic]:
    """Mistakes in what the coordinator wrote for one session: found here, they are named with her file."""
    path = session.path or f"sessions/{session.id}.yaml"
    yield from texts(session.titles, path, "title", programme.languages)
    if any(session.descriptions.values()):
        yield from texts(session.descriptions, path, "description", programme.languages)
    for link in (*session.links, *([session.form] if session.form else ())):
        yield from texts(link.titles, path, "title", programme.languages)


def _plain_line(text: str, language: str) -> Line:
    return (Span(SpanKind.WORDS, set_typography(" ".join(text.split()), language)),)


def _in_itself(half: ComparedHalf, expected: ExpectedFacts) -> Iterator[Diagnostic]:
    language = half.language
    for block in half.document.blocks:
        for line in block.lines:
            prose = "".join(" … " if span.kind is SpanKind.VERBATIM else span.text for span in line)
            for slip in issues(prose, language, table=block.kind is BlockKind.TABLE):
                yield _problem("typography", half.where, slip.what, slip.remedy, slip.text)
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST) and _other_tongue(prose, language):
                yield _problem(
                    "language",
                    half.where,
                    msg("this does not read as {language}", language=_name(language)),
                    msg("translate it"),
                    prose,
                )
        if not any(words_of(line).strip() for line in block.lines):
            yield _problem(
                "empty",
                half.where,
                msg("a heading, list or paragraph is empty"),
                msg("write it, or remove it"),
            )
    everything = _everything(half)
    for term in expected.terms:
        words = term.get(language, "")
        if words and set_typography(words, language) not in everything:
            yield _problem(
                "term-missing",
                half.where,
                msg("the {language} half does not say “{words}”", language=_name(language), words=words),
                msg("put it back"),
            )


def _structure(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    for kind, name in (
        (BlockKind.TITLE, msg("titles")),
        (BlockKind.HEADING, msg("sections")),
        (BlockKind.SUBHEADING, msg("subheadings")),
        (BlockKind.PARAGRAPH, msg("paragraphs")),
        (BlockKind.LIST, msg("list items")),
        (BlockKind.TABLE, msg("table cells")),
        (BlockKind.PANEL, msg("lines in the panel")),
    ):
        counts = [
            sum(len(b.lines) for b in half.document.blocks if b.kind == kind) for half in (first, other)
        ]
        if counts[0] != counts[1]:
            yield _differ(first, other, name, str(counts[0]), str(counts[1]))
    kinds = [[b.kind for b in half.document.blocks] for half in (first, other)]
    if kinds[0] != kinds[1] and Counter(kinds[0]) == Counter(kinds[1]):
        yield _problem(
            "order",
            other.where,
            msg("the blocks stand in another order than in the other half"),
            msg("put them in the same order"),
        )
    sections = _sections(first), _sections(other)
    if len(sections[0]) != len(sections[1]):
        yield from _figures(first, other)
        return
    for one, two in zip(*sections, strict=True):
        yield from _amounts(first, other, one, two)


def _sections(half: ComparedHalf) -> list[list[Block]]:
    out: list[list[Block]] = [[]]
    for block in half.document.blocks:
        if block.kind is BlockKind.HEADING:
            out.append([])
        out[-1].append(block)
    return out


def _amounts(
    first: ComparedHalf, other: ComparedHalf, one: list[Block], two: list[Block]
) -> Iterator[Diagnostic]:
    """Figures section by section: what moved to another section is a difference too."""
    sums = [
        extract_values(" \n".join(_text(b) for b in blocks), half.language)
        for half, blocks in ((first, one), (other, two))
    ]
    for name, a, b in zip(_FIGURES, *sums, strict=True):
        yield from _counted(first, other, name, a, b)


_FIGURES = (msg("times"), msg("dates"), msg("offsets from UTC"), msg("addresses"), msg("numbers"))


def _figures(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    sums = [extract_values(_everything(half), half.language) for half in (first, other)]
    for name, a, b in zip(_FIGURES, *sums, strict=True):
        yield from _counted(first, other, name, a, b)


def _counted(
    first: ComparedHalf, other: ComparedHalf, name: Message, a: Counter[Hashable], b: Counter[Hashable]
) -> Iterator[Diagnostic]:
    if a != b:
        yield _differ(first, other, name, _shown(a - b), _shown(b - a))


def _shown(values: Mapping[Hashable, int]) -> str:
    return ", ".join(sorted(_worded(value) for value in values)) or "–"


def _worded(value: Hashable) -> str:
    if isinstance(value, tuple):
        weekday, month, day, year = value
        return "-".join(f"{n:02d}" for n in (year, month, day) if n) + (f" ({weekday}/7)" if weekday else "")
    if isinstance(value, int):
        return f"{'-' if value < 0 else ''}{abs(value) // 60}:{abs(value) % 60:02d}"
    return str(value)


def _names(first: ComparedHalf, other: ComparedHalf, names: Iterable[str]) -> Iterator[Diagnostic]:
    both = [_everything(half) for half in (first, other)]
    for name in dict.fromkeys(names):
        counts = [
            text.count(set_typography(name, half.language))
            for text, half in zip(both, (first, other), strict=True)
        ]
        if counts[0] != counts[1]:
            yield _problem(
                "names",
                (other if counts[1] < counts[0] else first).where,
                msg(
                    "“{name}” stands {one} times in one half and {two} times in the other",
                    name=name,
                    one=counts[0],
                    two=counts[1],
                ),
                msg("name the same people in both halves"),
            )


def _tables(first: ComparedHalf, other: ComparedHalf, places: Sequence[Text]) -> Iterator[Diagnostic]:
    """Row by row: the same places, the same time."""
    pairs = {
        tuple(set_typography(p.get(half.language, ""), half.language) for half in (first, other))
        for p in places
    }
    tables = [[b for b in half.document.blocks if b.kind is BlockKind.TABLE] for half in (first, other)]
    for one, two in zip(*tables, strict=False):
        for row, twin in zip(one.rows[1:], two.rows[1:], strict=False):
            values = [
                extract_values(" | ".join(map(words_of, cells)), half.language)
                for cells, half in ((row, first), (twin, other))
            ]
            names = [_place_names(words_of(cells[0])) for cells in (row, twin)]
            same = len(names[0]) == len(names[1]) and (
                (words_of(row[0]), words_of(twin[0])) in pairs or pairs.issuperset(zip(*names, strict=True))
            )
            if values[0] != values[1] or (pairs and not same):
                yield _problem(
                    "rows",
                    other.where,
                    msg("a row differs between the halves, or names a place no reader lives in"),
                    msg("give the same places and time in both, named as the roster names them"),
                    " ".join(map(words_of, twin)),
                )


def _place_names(cell: str) -> list[str]:
    """The places of a row that stands for several on one clock."""
    words = "|".join(f" {re.escape(word)} " for word in conjunctions())
    return re.split(f", |{words}", cell)


def _lengths(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    sizes = [len(_everything(half)) for half in (first, other)]
    if min(sizes) > 200 and not SHORTEST <= sizes[1] / sizes[0] <= LONGEST:
        short = other if sizes[1] < sizes[0] else first
        yield _problem(
            "length",
            short.where,
            msg("one half is much shorter than the other"),
            msg("see what the {language} half leaves out", language=_name(short.language)),
        )


def _headings(first: ComparedHalf, other: ComparedHalf, expected: ExpectedFacts) -> Iterator[Diagnostic]:
    same = {
        term.get(first.language)
        for term in expected.terms
        if term.get(first.language) == term.get(other.language)
    }
    heads = [
        [words_of(b.lines[0]) for b in half.document.blocks if b.kind in HEADINGS] for half in (first, other)
    ]
    for one, two in zip(*heads, strict=False):
        if one == two and one not in same:
            yield _problem(
                "heading",
                other.where,
                msg("the heading is the same in both halves"),
                msg("translate it"),
                two,
            )


def _text(block: Block) -> str:
    return "\n".join(plain(line) for line in block.lines)


def _everything(half: ComparedHalf) -> str:
    return "\n".join(_text(block) for block in half.document.blocks)


def _other_tongue(text: str, language: str) -> bool:
    """Whether a paragraph reads as the other language; only an aid, so only when it is plain."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    known = {**_MARKS, **{tongue.code: tongue.common for tongue in get_all()}}
    if len(words) < 5 or language not in known:
        return False
    own = sum(word in known[language] for word in words)
    return any(
        foreign >= 3 and foreign > 2 * own
        for code, marks in known.items()
        if code != language
        for foreign in [sum(word in marks for word in words)]
    )


def _differ(first: ComparedHalf, other: ComparedHalf, name: Message, one: str, two: str) -> Diagnostic:
    return _problem(
        "halves-differ",
        other.where,
        msg(
            "the halves differ in their {name}: {first} has {one}, {other} has {two}",
            name=name,
            first=_name(first.language),
            one=one,
            other=_name(other.language),
            two=two,
        ),
        msg("say the same in both halves"),
    )


def _name(language: str) -> Text:
    return {code: language_name(language, code) for code in ("en", "fr")}


def _problem(code: str, where: str, what: Message, remedy: Message, text: str = "") -> Diagnostic:
    return Diagnostic(f"parity-{code}", SourceLocation(where), what, remedy, text, max(1, len(text)))
