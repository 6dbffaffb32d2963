"""YAML as text with places: every scalar stays the words that were typed, and knows its line and column.

Nothing is ever constructed: ``12:30`` is not 750, ``NO`` is not false, ``010`` is not 8. What YAML
offers beyond lists, mappings and texts (anchors, aliases, tags, several documents) is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from besrour_cli.model.message import msg
from besrour_cli.storage.text.page import SourceFile

if TYPE_CHECKING:
    from besrour_cli.storage.yaml.syntax import Repair

DEPTH = 12
"""Levels of nesting; a programme needs six."""

# Signs that YAML forbids (YAML 1.1, section 4.1); a mark within the text is one of them for its parser.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def _parser() -> Any:
    """The parser's class: only events are wanted, so no constructor is ever built."""
    if yaml.__with_libyaml__:
        from yaml._yaml import CParser

        return CParser
    return yaml.Loader  # slower, the same events


_Parser = _parser()


class ScalarNode:
    """Words as typed. ``key`` is the key they stand under; ``plain``: written without quotes."""

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
    """A list."""

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


class TooDeep(Exception):
    """Nested past DEPTH; the problem is already on the page."""


class Composer:
    """Builds the nodes of one text from the parser's events, noting what besrour refuses."""

    def __init__(self, page: SourceFile, text: str) -> None:
        self.page = page
        self.text = text
        self.parser = _Parser(text)
        self.last: Any = None
        self.hashed = " #" in text

    def next(self) -> Any:
        """The next event of the parser."""
        self.last = self.parser.get_event()
        return self.last

    def document(self) -> Node | None:
        """The one document of the file, or None when it holds nothing."""
        self.next()
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        root = self.node(self.next(), "", 0)
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            self.page.problem(
                "yaml-documents",
                event.start_mark.line + 1,
                event.start_mark.column + 1,
                msg("a second document begins here, and a file may hold only one"),
                msg("remove the line ---, or move what follows it into a file of its own"),
                width=3,
            )
        return root

    def node(self, event: Any, key: str, depth: int) -> Node:
        """The node that an event begins."""
        kind = type(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if kind is yaml.ScalarEvent:
            end = event.end_mark
            width = end.column - mark.column if end.line == mark.line else 1
            if event.anchor or event.tag:
                self.refuse_extras(event)
            plain = not event.style
            if plain and self.hashed and end.line == mark.line and event.value:
                self.swallowed(end.line, end.column)
            return ScalarNode(event.value, line, column, key, plain=plain, width=width)
        if kind is yaml.AliasEvent:
            self.refuse_alias(event)
            return ScalarNode("*" + event.anchor, line, column, key)
        if event.anchor or event.tag:
            self.refuse_extras(event)
        if depth >= DEPTH:
            self.page.problem(
                "yaml-deep",
                line,
                column,
                msg("lists or braces are nested more than {n} deep", n=DEPTH),
                msg("compare the file with the example that besrour init writes"),
            )
            raise TooDeep
        if kind is yaml.SequenceStartEvent:
            items = SequenceNode(line, column, key)
            while type(event := self.next()) is not yaml.SequenceEndEvent:
                items.items.append(self.node(event, key, depth + 1))
            return items
        pairs = MappingNode(line, column, key, bool(event.flow_style))
        while type(event := self.next()) is not yaml.MappingEndEvent:
            self.pair(pairs, event, depth)
        return pairs

    def pair(self, pairs: MappingNode, event: Any, depth: int) -> None:
        """One key and its value; a key written twice is a mistake, and the first one counts."""
        written = self.node(event, "", depth + 1)
        name = " ".join(written.text.split()) if isinstance(written, ScalarNode) else ""
        value = self.node(self.next(), name, depth + 1)
        if not isinstance(written, ScalarNode):
            self.page.problem(
                "yaml-key",
                written.line,
                written.column,
                msg("a list or a mapping stands where a key is expected"),
                msg("write a word, then a colon, then the value"),
            )
        elif name in pairs.pairs:
            first = pairs.pairs[name][0]
            self.page.problem(
                "key-doubled",
                written.line,
                written.column,
                msg(
                    "“{key}” is written twice: first on line {line}, and again here",
                    key=name,
                    line=first.line,
                ),
                msg("keep one of the two lines"),
                width=written.width,
            )
        else:
            pairs.pairs[name] = (written, value)

    def swallowed(self, line: int, column: int) -> None:
        """Warn of words lost after an unquoted ``#``: YAML reads them as a comment."""
        rest = self.page.line(line + 1)[column:]
        words = rest.strip()
        if words.startswith("#") and len(words) > 1 and words[1] not in " #!-=~*":
            self.page.problem(
                "yaml-comment",
                line + 1,
                column + 1 + rest.index("#"),
                msg("“{text}” is not read: after a space, # begins a comment", text=words),
                msg("put quotes around the whole text, or a space after # if it is a comment"),
                width=len(words),
                warning=True,
            )

    def refuse_alias(self, event: Any) -> None:
        """An alias repeats what is elsewhere, or is a star that someone meant as a star."""
        self.page.problem(
            "yaml-alias",
            event.start_mark.line + 1,
            event.start_mark.column + 1,
            msg(
                "“*{name}” points to another place of the file, which besrour does not follow",
                name=event.anchor,
            ),
            msg("write the text out, or put quotes around it if the star belongs to it"),
            width=len(event.anchor) + 1,
        )

    def refuse_extras(self, event: Any) -> None:
        """Anchors and tags."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.anchor:
            self.page.problem(
                "yaml-anchor",
                line,
                column,
                msg("“&{name}” gives this place a name, which besrour does not use", name=event.anchor),
                msg("remove it, or put quotes around the text if & belongs to it"),
                width=len(event.anchor) + 1,
            )
        if event.tag and not (event.tag == "!" and getattr(event, "style", None) not in (None, "")):
            self.page.problem(
                "yaml-tag",
                line,
                column,
                msg(
                    "a word with ! before a text is an instruction to programs, which besrour does not follow"
                ),
                msg("remove it, or put quotes around the text if ! belongs to it"),
            )


def compose(page: SourceFile) -> Node | None:
    """The nodes of a page, or None when it is empty or cannot be read as YAML at all.

    All mistakes are noted on the page. After a mistake of form whose meaning is plain, the line is
    mended in memory and reading goes on, so that one run shows the mistakes further down too.
    """
    text = page.text
    if _CONTROL.search(text):
        from besrour_cli.storage.yaml.syntax import clean

        text = clean(page, _CONTROL)
    mended: dict[int, Repair] = {}
    while True:
        noted = len(page.problems)
        composer: Composer | None = None
        try:
            composer = Composer(page, text)
            return composer.document()
        except TooDeep:
            return None
        except yaml.YAMLError as error:
            from besrour_cli.storage.yaml.syntax import explain

            del page.problems[noted:]
            again = explain(page, text, error, composer.last if composer else None, mended)
            if again is None:
                return None
            text = again
