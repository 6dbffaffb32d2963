"""Hidden signs that a text between double quotes writes as codes, such as ``"\\x1b"``: no line shows them."""

from __future__ import annotations

from collections.abc import Iterator

from besrour_cli.model.message import msg
from besrour_cli.model.text.hidden_signs import hidden_signs
from besrour_cli.storage.text.hidden_signs import sign_code, what_it_does
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, report


def report_escaped(page: SourceFile, root: Node | None) -> None:
    """Report each text with a code of a hidden sign that is nowhere in the file as itself."""
    for node in _texts(root):
        sign = next((sign for _, sign in hidden_signs(node.text) if sign not in page.text), "")
        if sign:
            report(
                page,
                node,
                sign_code(sign),
                what_it_does(sign),
                msg("a backslash inside double quotes begins a code: take it out"),
            )


def _texts(node: Node | None) -> Iterator[ScalarNode]:
    """The keys and texts of a node that are written between quotes."""
    if isinstance(node, ScalarNode):
        if not node.plain:
            yield node
    elif isinstance(node, MappingNode):
        for key, value in node.pairs.values():
            yield from _texts(key)
            yield from _texts(value)
    elif node is not None:
        for item in node.items:
            yield from _texts(item)
