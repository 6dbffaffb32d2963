"""``took_place`` of a session's file: whether people met, when it really began and how long it lasted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.took_place import SessionOutcome
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.yaml.fields import Fields, scalar_of
from besrour_cli.storage.yaml.nodes import MappingNode, Node


def read_took_place(
    page: SourceFile, node: Node, start: Callable[[SourceFile, Node], datetime | None]
) -> SessionOutcome | None:
    """``yes``, ``no``, or ``{start: 2027-03-10 15:20 Accra, duration: 75 min}``, both optional.

    ``start`` reads an instant or a local time with its place.
    """
    spot = SourceLocation(page.path, node.line, node.column)
    if not isinstance(node, MappingNode):
        met = scalar_of(scalars.boolean)(page, node)
        return None if met is None else SessionOutcome(met, spot=spot)
    fields = Fields(page, node, ("start", "duration"))
    began = fields.want("start", start, None)
    minutes = fields.want("duration", scalar_of(times.duration), 0)
    return SessionOutcome(True, began, minutes, spot) if fields.whole else None
