"""``ignore:`` of programme.yaml: columns that a coordinator keeps on purpose, so that nobody is warned."""

from __future__ import annotations

from besrour_cli.model.message import msg
from besrour_cli.storage.programme.members_csv import COLUMNS
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.unread_columns import folded
from besrour_cli.storage.yaml.nodes import Node, SequenceNode, report
from besrour_cli.storage.yaml.readers import line, list_of


def read_ignored(page: SourceFile, node: Node) -> tuple[str, ...] | None:
    """The headers of columns to pass over; one that is read all the same is warned of."""
    names = list_of(line)(page, node)
    read = {way for ways in COLUMNS.values() for way in ways.split(", ")}
    for item, name in zip(
        node.items if isinstance(node, SequenceNode) else [node], names or (), strict=False
    ):
        if folded(name) in read:
            what = msg("“{name}” is a column that besrour reads: it is not passed over", name=name)
            remedy = msg("take it out of ignore:, or give the column another header")
            report(page, item, "ignore-read", what, remedy, warning=True)
    return names
