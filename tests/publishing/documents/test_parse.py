"""The markup of templates: what each construct becomes, and that no fact ever acts as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.publishing.documents.markup import Block, BlockKind, Span, SpanKind, escape, sanitise
from besrour_cli.publishing.documents.parse import parse


def blocks(source: str) -> tuple[Block, ...]:
    return parse(source, "en").blocks


def words(*texts: str) -> tuple[tuple[Span, ...], ...]:
    return tuple((Span(SpanKind.WORDS, text),) for text in texts)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# One", [Block(BlockKind.TITLE, words("One"))]),
        ("## C#\n### #2", [Block(BlockKind.HEADING, words("C#")), Block(BlockKind.SUBHEADING, words("#2"))]),
        ("#### four", [Block(BlockKind.PARAGRAPH, words("#### four"))]),
        ("a\nb\n\nc", [Block(BlockKind.PARAGRAPH, words("a b")), Block(BlockKind.PARAGRAPH, words("c"))]),
        ("- a\ngoes on\n- b", [Block(BlockKind.LIST, words("a goes on", "b"))]),
        ("- a\n\n- b", [Block(BlockKind.LIST, words("a")), Block(BlockKind.LIST, words("b"))]),
        ("> a\n>\n> b\nc", [Block(BlockKind.PANEL, words("a", "b")), Block(BlockKind.PARAGRAPH, words("c"))]),
        ("> - a\n> # b", [Block(BlockKind.PANEL, words("- a", "# b"))]),
        ("| a | b |\n| c |", [Block(BlockKind.TABLE, (*words("a", "b", "c"), ()), 2)]),
        ("| a |\n|---|\n| b |", [Block(BlockKind.TABLE, words("a", "b"), 1)]),
        ("a\n| b |", [Block(BlockKind.PARAGRAPH, words("a")), Block(BlockKind.TABLE, words("b"), 1)]),
        ("2027. A year\n1) b", [Block(BlockKind.PARAGRAPH, words("2027. A year 1) b"))]),
        ("    a * b_c_d &amp; <i> \\*", [Block(BlockKind.PARAGRAPH, words("a * b_c_d &amp; <i> \\*"))]),
        ("a\n===", [Block(BlockKind.PARAGRAPH, words("a ==="))]),
        ("|---|", [Block(BlockKind.TABLE, ())]),
    ],
)
def test_blocks(source: str, expected: list[Block]) -> None:
    """Headings, lists, panels and tables need no blank line around them; what is not ours stays words."""
    assert list(blocks(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**a**", [(SpanKind.STRONG, "a", "")]),
        ("**Midi\u00a0:**18 h", [(SpanKind.STRONG, "Midi\u00a0:", ""), (SpanKind.WORDS, "18 h", "")]),
        ("[a b](https://e.org/_x?a=1&b=é)", [(SpanKind.LINK, "a b", "https://e.org/_x?a=1&b=é")]),
        ("[a](javascript:x)", [(SpanKind.LINK, "a", "javascript:x")]),
        ("` **a** `", [(SpanKind.VERBATIM, " **a** ", "")]),
        (
            "a\\\n- b\n\nc\\\n2. d",
            [(SpanKind.WORDS, "c", ""), (SpanKind.BREAK, "\n", ""), (SpanKind.WORDS, "2. d", "")],
        ),
        ("a [b] (c) *d* ** e", [(SpanKind.WORDS, "a [b] (c) *d* ** e", "")]),
    ],
)
def test_spans(source: str, expected: list[tuple[SpanKind, str, str]]) -> None:
    """Strong words whatever is beside them, addresses as written, verbatim words with their blanks."""
    assert list(blocks(source)[-1].lines[-1]) == expected


def test_the_head_is_no_block() -> None:
    """Lines of key and value above a rule, with the blanks around them taken away."""
    document = parse("mark: Reminder \nwhen : a: b\nnothing\n---\n# T", "en")
    assert document.head == {"mark": "Reminder", "when": "a: b"}
    assert document.blocks == (Block(BlockKind.TITLE, words("T")),)


@given(st.text(max_size=60), st.sampled_from(["{}", "- {}", "> {}", "# {}", "| {} |", "x {} y", "**x**{}"]))
def test_a_fact_is_words_wherever_it_is_printed(fact: str, template: str) -> None:
    """Whatever a name or a title holds: one block, no span but the template's own, and the same words."""
    read = blocks(template.format(f"({escape(fact)})"))
    assert len(read) == 1
    spans = [span for line in read[0].lines for span in line if span.kind is not SpanKind.STRONG]
    assert all(span.kind is SpanKind.WORDS for span in spans)
    assert f"({sanitise(fact)})" in "".join(span.text for span in spans)
