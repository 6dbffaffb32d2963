"""The keys of a mapping, read one by one, with every unknown and every missing key reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, report
from besrour_cli.storage.yaml.readers import Reader
from besrour_cli.storage.yaml.unknown_keys import is_empty, report_unknown_key

T = TypeVar("T")
D = TypeVar("D")
_KEYS_SHOWN = 4
"""Keys that are named as examples where a mapping is expected and something else is written."""


class Fields:
    """The keys of one mapping, read one by one.

    Keys that are not known are reported when the mapping is opened, a required one that is missing when it
    is read. A value with a mistake gives ``otherwise``, so that reading goes on and finds the other
    mistakes; ``complete`` is False from then on. ``pairs`` maps each key to its node and its value's.
    """

    def __init__(self, page: SourceFile, node: Node | None, known: Iterable[str]) -> None:
        self.page = page
        self.node = node
        self.complete = True
        self.pairs: Mapping[str, tuple[ScalarNode, Node]] = {}
        self._meant: set[str] = set()  # by keys that are not known: one mistake is reported once
        known = tuple(known)
        if isinstance(node, MappingNode):
            self.pairs = node.pairs
            for name, (key, value) in node.pairs.items():
                if name not in known:
                    meant = report_unknown_key(page, node, key, value, known)
                    self._meant.add(meant)
                    # The value of a misspelt key is read too, so that it hides no other mistake.
                    if meant and meant not in self.pairs and not is_empty(value):
                        self.pairs = {**self.pairs, meant: (key, value)}
                    self.complete = False
            return
        self.complete = False
        if node is not None:
            report(
                page,
                node,
                "kind-not-mapping",
                msg("keys are expected here, such as: {keys}", keys=", ".join(known[:_KEYS_SHOWN])),
                msg("write each key on a line of its own, with a colon and its value after it"),
            )

    def node_of(self, key: str) -> Node | None:
        """The node of a key's value, or None when it is not written."""
        pair = self.pairs.get(key)
        return pair[1] if pair else None

    def required(self, key: str, read: Reader[T], otherwise: D) -> T | D:
        """The value of a key that must be written; ``otherwise`` when it is not or has a mistake."""
        pair = self.pairs.get(key)
        if pair is None:
            if isinstance(self.node, MappingNode) and key not in self._meant:
                what = (
                    msg("“{inside}” lacks “{key}”", inside=self.node.key, key=key)
                    if self.node.key
                    else msg("the file lacks “{key}”", key=key)
                )
                report(self.page, self.node, "key-missing", what, msg("add a line {key}:", key=key))
            self.complete = False
            return otherwise
        return self._value(pair[1], read, otherwise)

    def optional(self, key: str, read: Reader[T], otherwise: D) -> T | D:
        """The value of a key that may be left out; ``otherwise`` when it is or has a mistake."""
        pair = self.pairs.get(key)
        return otherwise if pair is None else self._value(pair[1], read, otherwise)

    def report(
        self, key: str, code: str, what: Message, remedy: Message | None = None, *, warning: bool = False
    ) -> None:
        """Report a mistake at a key's value, or at the whole mapping when the key is not written."""
        node = self.node_of(key) or self.node
        if node is not None:
            report(self.page, node, code, what, remedy, warning=warning)
        self.complete = self.complete and warning

    def _value(self, node: Node, read: Reader[T], otherwise: D) -> T | D:
        value = read(self.page, node)
        if value is None:
            self.complete = False
            return otherwise
        return value
