"""The halves of a text in every language: filled in from one template each, and checked against each other.

Letters and the newsletter are both made this way; only their facts and their frames differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from besrour_cli.publishing.documents.markup import Document
from besrour_cli.publishing.documents.render import typeset
from besrour_cli.publishing.parity.compare import check
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.templates import FOLDER, Templates

_INLINED = re.compile(r"<style>.*?</style>\s*", re.DOTALL)
_KEPT = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
_RULES = re.compile(r"(.{300,}?})")
_OPTIONAL = re.compile(
    r"</(?:p|li|t[dhr]|thead|tbody)>(?=\s*</?(?:p|div|[uo]l|li|h[1-6]|t[dhr]|tbody|table)\b)"
)
"""End tags that HTML lets anybody leave out before another block (HTML Living Standard, 13.1.2.4)."""
_LONG = 800
"""A longer line is broken: 998 octets are allowed (RFC 5322 section 2.1.1), and names are filled in later."""


def render_halves(
    templates: Templates,
    name: str,
    facts: Mapping[str, Mapping[str, object]],
    expected: ExpectedFacts,
) -> list[Document]:
    """One document a language, from ``NAME.LANGUAGE.md``; ``facts`` maps languages, in the reader's order.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` when a template has a mistake or the halves
    do not say the same.
    """
    halves = filled_halves(templates, name, facts)
    check(halves, tuple(facts), expected)
    return [half.document for half in halves]


def filled_halves(
    templates: Templates, name: str, facts: Mapping[str, Mapping[str, object]]
) -> list[ComparedHalf]:
    """The halves as they are filled in, not compared yet: where many texts differ in their values alone."""
    # as heavy as four bare starts of Python; `check` imports this module for the names of templates alone
    from besrour_cli.publishing.documents.parse import parse  # noqa: PLC0415

    halves = []
    for language, values in facts.items():
        template = f"{name}.{language}.md"
        document = typeset(parse(templates.prose(template, values), language))
        halves.append(ComparedHalf(document, FOLDER + template))
    return halves


def inline_styles(html: str) -> str:
    """HTML as it is mailed: the first style sheet written into the elements, the second kept.

    A program that drops style sheets still shows the panel and the button; written into every element,
    the whole sheet would weigh more than the letter's words. Nothing is fetched.
    """
    # a compiled library that `check` does not need either
    import css_inline  # noqa: PLC0415

    inliner = css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
    )
    kept = _INLINED.sub("", inliner.inline(html)).replace(' data-css-inline="ignore"', "")
    kept = _OPTIONAL.sub("", kept.replace("&nbsp;", "\u00a0"))
    return "".join(map(_short_lines, _KEPT.sub(_tight, kept).splitlines(keepends=True)))


def _tight(sheet: re.Match[str]) -> str:
    """A style sheet without the blanks that only its writer needs, in lines that end with a rule."""
    rules = re.sub(r":\s+", ":", re.sub(r"\s*([{};,])\s*", r"\1", sheet[0])).replace(";}", "}")
    return _RULES.sub(r"\1\n", rules)


def _short_lines(line: str) -> str:
    """A line broken at its blanks, outside of tags, where it is too long for mail."""
    if len(line.encode()) <= _LONG:
        return line
    out: list[str] = []
    length = 0
    for piece in re.findall(r"<[^>]*>|[^\s<]+|\s+", line):
        breaks = piece.isspace() and length > _LONG // 4
        out.append("\n" if breaks else piece)
        length = 0 if breaks else length + len(piece.encode())
    return "".join(out)
