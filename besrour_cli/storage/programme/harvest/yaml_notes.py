"""Notes of tables as a small YAML: ``session``, ``talked_about``, ``slides``, ``recording``."""

from __future__ import annotations

from collections.abc import Collection

from besrour_cli.model.meeting.harvest import HarvestLinkKind
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.harvest.notes import TableNotes, WrittenText
from besrour_cli.storage.text.scalars import tidy
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose
from besrour_cli.storage.yaml.unknown_keys import report_unknown_key

MARK = "talked_about"
"""The key by which a YAML file is known to be notes of tables."""
_KEYS = ("session", MARK, *HarvestLinkKind)


def parse_yaml(page: SourceFile, languages: Collection[str]) -> TableNotes | None:
    """The notes of a file, or None for one that is no notes of tables; mistakes are on the page."""
    if MARK not in page.text:
        return None
    root = compose(page)
    if not isinstance(root, MappingNode) or MARK not in root.pairs:
        return None
    notes = TableNotes()
    for name, (key, value) in root.pairs.items():
        if name == "session" and isinstance(value, ScalarNode):
            notes.session, notes.session_line = tidy(value.text), value.line
        elif name == MARK:
            notes.points += [_texts(page, item, languages) for item in _items(value)]
        elif name in tuple(HarvestLinkKind):
            notes.links[HarvestLinkKind(name)] = _texts(page, value, languages, one=True)
        else:
            report_unknown_key(page, root, key, value, _KEYS)
    return notes


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, SequenceNode) else [node]


def _texts(
    page: SourceFile, node: Node, languages: Collection[str], *, one: bool = False
) -> dict[str, WrittenText]:
    """A text in each language that is written; ``one``: a text alone is for all of them ("")."""
    if isinstance(node, ScalarNode) and one:
        return {"": _written(node)}
    if not isinstance(node, MappingNode):
        page.report(
            "harvest-language",
            node.line,
            node.column,
            msg("it is not said in which language this is"),
            msg("write en: or fr: before it, and both where you can"),
            width=node.width,
            warning=True,
        )
        return {}
    found = {}
    for code, (key, value) in node.pairs.items():
        if code not in languages:
            report_unknown_key(page, node, key, value, tuple(languages))
        elif isinstance(value, ScalarNode) and value.text.strip():
            found[code] = _written(value)
    return found


def _written(node: ScalarNode) -> WrittenText:
    return WrittenText(tidy(node.text), node.line, node.column, node.width)
