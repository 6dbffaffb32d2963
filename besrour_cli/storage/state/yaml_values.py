"""The values of besrour's own YAML files: how texts and instants are written, and all of them read back.

Every reader raises ``KeyError`` for a key that is missing and ``ValueError`` for a value of another form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose

T = TypeVar("T")
_ESCAPES = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')


def quote(text: str) -> str:
    """A double-quoted YAML scalar on one line (YAML 1.1, section 9.1.1), every odd sign escaped."""
    return '"' + _ESCAPES.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in '"\\':
        return "\\" + sign
    # Half a surrogate pair is no character, and UTF-8 has no way to write one.
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else f"\\u{ord(sign):04x}"


def format_instant(moment: datetime) -> str:
    """An instant in UTC, without seconds when it has none. Raises ``ValueError`` for a naive time."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs an offset")
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat("T", "minutes" if not (utc.second or utc.microsecond) else "auto") + "Z"


def format_span(span: tuple[datetime, datetime]) -> str:
    """Two instants with a space between them."""
    return " ".join(map(format_instant, span))


def parse_instant(text: str) -> datetime:
    """The instant a text of :func:`format_instant` names."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def parse_span(text: str) -> tuple[datetime, datetime]:
    """The two instants of a text of :func:`format_span`."""
    start, _, end = text.partition(" ")
    return parse_instant(start), parse_instant(end)


def parse_document(name: str, text: str) -> MappingNode:
    """The mapping that a whole file is; ``name`` is the file's."""
    page = SourceFile(name, text)
    root = compose(page)
    if page.problems:
        raise ValueError(str(page.problems[0].what))
    return as_mapping(root)


def as_mapping(node: Node | None) -> MappingNode:
    """A node that must be a mapping."""
    if not isinstance(node, MappingNode):
        raise ValueError("not a mapping")
    return node


def as_text(node: Node) -> str:
    """The text of a node that must be a scalar."""
    if not isinstance(node, ScalarNode):
        raise ValueError("not a scalar")
    return node.text


def text_at(pairs: MappingNode, key: str, default: str | None = None) -> str:
    """The text under a key; ``default``, if given, where the key is missing."""
    if key not in pairs.pairs and default is not None:
        return default
    return as_text(pairs.pairs[key][1])


def optional_at(pairs: MappingNode, key: str, parse: Callable[[str], T]) -> T | None:
    """What ``parse`` makes of the text under a key; None where the key is missing."""
    return parse(text_at(pairs, key)) if key in pairs.pairs else None


def items_at(pairs: MappingNode, key: str, *, optional: bool = False) -> list[Node]:
    """The items of the list under a key; none where an ``optional`` key is missing."""
    if optional and key not in pairs.pairs:
        return []
    node = pairs.pairs[key][1]
    if not isinstance(node, SequenceNode):
        raise ValueError(key)
    return node.items


def mapping_at(pairs: MappingNode, key: str, *, optional: bool = False) -> dict[str, Node]:
    """The keys and values of the mapping under a key; none where an ``optional`` key is missing."""
    if optional and key not in pairs.pairs:
        return {}
    return {name: value for name, (_, value) in as_mapping(pairs.pairs[key][1]).pairs.items()}
