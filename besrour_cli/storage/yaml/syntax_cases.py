"""Which mistake of form a line of YAML has: each kind is a function, the first that knows it answers."""

from __future__ import annotations

from collections.abc import Callable

from besrour_cli.model.message import msg
from besrour_cli.storage.yaml.syntax_brackets import after_bracket, open_bracket
from besrour_cli.storage.yaml.syntax_colon import no_colon, second_colon
from besrour_cli.storage.yaml.syntax_indent import blank_indent, indentation, mixed_list
from besrour_cli.storage.yaml.syntax_line import ParserStop, SyntaxDiagnosis
from besrour_cli.storage.yaml.syntax_quotes import early_quote, far_quote
from besrour_cli.storage.yaml.syntax_signs import backslash, directive, first_sign

# The order matters: a mistake can look like one further down the list, never like one above it.
_CASES: tuple[Callable[[ParserStop], SyntaxDiagnosis | None], ...] = (
    blank_indent,
    far_quote,
    second_colon,
    early_quote,
    no_colon,
    after_bracket,
    indentation,
    mixed_list,
    open_bracket,
    backslash,
    directive,
    first_sign,
)


def diagnose(stop: ParserStop) -> SyntaxDiagnosis:
    """What the writer did, from where the parser stopped; a line that no case knows is merely unreadable."""
    for case in _CASES:
        diagnosis = case(stop)
        if diagnosis:
            return diagnosis
    return SyntaxDiagnosis(
        code="yaml-form",
        line=stop.line,
        column=stop.column,
        what=msg("besrour cannot read this line"),
        remedy=msg("put quotes around a text that holds one of : # {{ }} [ ] , & * ! | > % @"),
    )
