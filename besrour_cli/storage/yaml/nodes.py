"""YAML as text with places: every scalar is the words that were typed, with their line and column.

Nothing is ever constructed: ``12:30`` is not 750, ``NO`` is not false, ``010`` is not 8. What YAML
offers beyond lists, mappings and texts (anchors, aliases, tags, several documents) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol, TypeAlias

import yaml

from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.syntax import Repair, clean, explain

DEPTH = 12
"""Levels of nesting; a programme needs six."""

# Signs that YAML forbids (YAML 1.1, section 4.1); a mark within the text is one of them for its parser.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_COMMENT_SIGNS = " #!-=~*"
"""Signs after ``#`` with which people begin a comment on purpose."""


class _EventParser(Protocol):
    """What is used of PyYAML's parsers: events alone, so that nothing is ever constructed."""

    def get_event(self) -> yaml.Event | None: ...


_Parser: Callable[[str], _EventParser]
try:
    from yaml._yaml import CParser

    _Parser = CParser
except ImportError:  # a PyYAML without libyaml: slower, the same events
    _Parser = yaml.Loader


class ScalarNode:
    """Words as typed. ``key`` is the key whose value they are; ``plain``: written without quotes."""

    __slots__ = ("column", "key", "line", "plain", "text", "width")

    def __init__(
        self, text: str, line: int, column: int, key: str = "", *, plain: bool = True, width: int = 1
    ) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.key = key
        self.plain = plain
        self.width = width


class SequenceNode:
    """A list; ``key`` is the key whose value it is."""

    __slots__ = ("column", "items", "key", "line", "width")

    def __init__(self, line: int, column: int, key: str = "") -> None:
        self.items: list[Node] = []
        self.line = line
        self.column = column
        self.key = key
        self.width = 1


class MappingNode:
    """A mapping: keys in order of writing, each once; ``flow``: written between braces."""

    __slots__ = ("column", "flow", "key", "line", "pairs", "width")

    def __init__(self, line: int, column: int, key: str = "", flow: bool = False) -> None:
        self.pairs: dict[str, tuple[ScalarNode, Node]] = {}
        self.line = line
        self.column = column
        self.key = key
        self.flow = flow
        self.width = 1


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def report(
    page: SourceFile,
    node: Node,
    code: str,
    what: Message,
    remedy: Message | None = None,
    *,
    warning: bool = False,
) -> None:
    """Report a mistake at a node."""
    page.report(code, node.line, node.column, what, remedy, width=node.width, warning=warning)


class _TooDeep(Exception):
    """Nested deeper than DEPTH; the problem is already on the page."""


def compose(page: SourceFile) -> Node | None:
    """The nodes of a page, or None when it is empty or cannot be read as YAML at all.

    All mistakes are reported on the page. After a mistake of form whose meaning is plain, the line is
    mended in memory and reading goes on, so that one run shows the mistakes further down too.
    """
    text = clean(page, _CONTROL) if _CONTROL.search(page.text) else page.text
    repairs: dict[int, Repair] = {}
    while True:
        reported = len(page.problems)
        composer = _Composer(page, text)
        try:
            return composer.document()
        except _TooDeep:
            return None
        except yaml.YAMLError as error:
            del page.problems[reported:]  # they are reported again when the mended text is read
            mended = explain(page, text, error, composer.last, repairs)
            if mended is None:
                return None
            text = mended


class _Composer:
    """Builds the nodes of one text from the parser's events, noting what besrour refuses."""

    def __init__(self, page: SourceFile, text: str) -> None:
        self.page = page
        self.parser = _Parser(text)
        self.last: yaml.Event | None = None
        self.may_hide_words = " #" in text

    def next(self) -> yaml.Event | None:
        """The next event of the parser; raises yaml.YAMLError at a mistake of form."""
        self.last = self.parser.get_event()
        return self.last

    def document(self) -> Node | None:
        """The one document of the file, or None when it holds nothing."""
        self.next()  # the stream begins
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        root = self.node(self.next(), "", 0)
        self.next()  # the document ends
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            self.page.report(
                "yaml-documents",
                *_place_of(event),
                msg("a second document begins here, and a file may hold only one"),
                msg("remove the line ---, or move what follows it into a file of its own"),
                width=3,
            )
        return root

    def node(self, event: yaml.Event | None, key: str, depth: int) -> Node:
        """The node that begins with an event; ``depth`` is the number of nodes around it."""
        line, column = _place_of(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, key)
        if isinstance(event, yaml.AliasEvent):
            self.refuse_alias(event)
            return ScalarNode(f"*{event.anchor}", line, column, key)
        assert isinstance(event, yaml.CollectionStartEvent)  # nothing else begins a node
        self.refuse_extras(event, event.tag)
        if depth >= DEPTH:
            self.page.report(
                "yaml-deep",
                line,
                column,
                msg("lists or braces are nested more than {n} deep", n=DEPTH),
                msg("compare the file with the example that besrour init writes"),
            )
            raise _TooDeep
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = SequenceNode(line, column, key)
            while not isinstance(item := self.next(), yaml.SequenceEndEvent):
                sequence.items.append(self.node(item, key, depth + 1))
            return sequence
        mapping = MappingNode(line, column, key, bool(event.flow_style))
        while not isinstance(first := self.next(), yaml.MappingEndEvent):
            self.pair(mapping, self.node(first, "", depth + 1), depth)
        return mapping

    def scalar(self, event: yaml.ScalarEvent, key: str) -> ScalarNode:
        """A text, with a warning when words after it were taken for a comment."""
        line, column = _place_of(event)
        end = event.end_mark
        one_line = end is not None and end.line == line - 1
        # The sign "!" alone only forbids to construct a value, which never happens here.
        self.refuse_extras(event, "" if event.tag == "!" and event.style else event.tag)
        plain = not event.style
        if end and one_line and plain and event.value and self.may_hide_words:
            self.warn_of_hidden(line, end.column)
        width = end.column - (column - 1) if end and one_line else 1
        return ScalarNode(event.value, line, column, key, plain=plain, width=width)

    def pair(self, mapping: MappingNode, key: Node, depth: int) -> None:
        """Add a key and the value that follows; of a key that is written twice the first one counts."""
        name = " ".join(key.text.split()) if isinstance(key, ScalarNode) else ""
        value = self.node(self.next(), name, depth + 1)
        if not isinstance(key, ScalarNode):
            self.page.report(
                "yaml-key",
                key.line,
                key.column,
                msg("a list or a mapping stands where a key is expected"),
                msg("write a word, then a colon, then the value"),
            )
        elif name in mapping.pairs:
            first = mapping.pairs[name][0]
            report(
                self.page,
                key,
                "key-doubled",
                msg(
                    "“{key}” is written twice: first on line {line}, and again here",
                    key=name,
                    line=first.line,
                ),
                msg("keep one of the two lines"),
            )
        else:
            mapping.pairs[name] = (key, value)

    def warn_of_hidden(self, line: int, end: int) -> None:
        """Warn of words after a text that ends at an index of its line, if they seem no comment."""
        rest = self.page.line(line)[end:]
        words = rest.strip()
        if words.startswith("#") and words[1:2] and words[1] not in _COMMENT_SIGNS:
            self.page.report(
                "yaml-comment",
                line,
                end + 1 + rest.index("#"),
                msg("“{text}” is not read: after a space, # begins a comment", text=words),
                msg("put quotes around the whole text, or a space after # if it is a comment"),
                width=len(words),
                warning=True,
            )

    def refuse_alias(self, event: yaml.AliasEvent) -> None:
        """Report an alias: it repeats what is elsewhere, or is a star that someone meant as a star."""
        name = event.anchor or ""
        self.page.report(
            "yaml-alias",
            *_place_of(event),
            msg(
                "“*{name}” points to another place of the file, which besrour does not follow",
                name=name,
            ),
            msg("write the text out, or put quotes around it if the star belongs to it"),
            width=len(name) + 1,
        )

    def refuse_extras(self, event: yaml.NodeEvent, tag: str | None) -> None:
        """Report an anchor and a tag."""
        if event.anchor:
            self.page.report(
                "yaml-anchor",
                *_place_of(event),
                msg("“&{name}” gives this place a name, which besrour does not use", name=event.anchor),
                msg("remove it, or put quotes around the text if & belongs to it"),
                width=len(event.anchor) + 1,
            )
        if tag:
            self.page.report(
                "yaml-tag",
                *_place_of(event),
                msg(
                    "a word with ! before a text is an instruction to programs, which besrour does not follow"
                ),
                msg("remove it, or put quotes around the text if ! belongs to it"),
            )


def _place_of(event: yaml.Event | None) -> tuple[int, int]:
    """Line and column of an event, from 1."""
    mark = event.start_mark if event else None
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
