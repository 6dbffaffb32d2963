"""The halves of a text in every language: filled in from one template each, and checked against each other.

Letters and the newsletter are both made this way; only their facts and their frames differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from besrour_cli.publishing.documents.markup import Document
from besrour_cli.publishing.documents.render import typeset
from besrour_cli.publishing.parity.compare import check
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.templates import FOLDER, Templates


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
    # as heavy as four bare starts of Python; `check` imports this module for the names of templates alone
    from besrour_cli.publishing.documents.parse import parse  # noqa: PLC0415

    halves = []
    for language, values in facts.items():
        template = f"{name}.{language}.md"
        document = typeset(parse(templates.prose(template, values), language))
        halves.append(ComparedHalf(document, FOLDER + template))
    check(halves, tuple(facts), expected)
    return [half.document for half in halves]


def inline_styles(html: str) -> str:
    """HTML with its style sheet written into the elements, but for dark mode; nothing is fetched."""
    # a compiled library that `check` does not need either
    import css_inline  # noqa: PLC0415

    inliner = css_inline.CSSInliner(
        inline_style_tags=True,
        keep_style_tags=False,
        keep_at_rules=True,
        load_remote_stylesheets=False,
        minify_css=True,
    )
    return inliner.inline(html)
