"""``took_place`` of a session's file: whether people met, when it really began and how long it lasted."""

from __future__ import annotations

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.place import Place
from besrour_cli.model.took_place import SessionOutcome
from besrour_cli.storage.programme.common_readers import read_start
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node
from besrour_cli.storage.yaml.readers import Reader, scalar_of


def read_took_place(anchor: Place) -> Reader[SessionOutcome]:
    """``yes``, ``no``, or ``{start: 2027-03-10 15:20 Accra, duration: 75 min}``, both keys optional."""

    def read(page: SourceFile, node: Node) -> SessionOutcome | None:
        spot = SourceLocation(page.path, node.line, node.column)
        if not isinstance(node, MappingNode):
            met = scalar_of(scalars.boolean)(page, node)
            return None if met is None else SessionOutcome(met, spot=spot)
        fields = Fields(page, node, ("start", "duration"))
        began = fields.optional("start", read_start(anchor), None)
        minutes = fields.optional("duration", scalar_of(times.duration), 0)
        return SessionOutcome(True, began, minutes, spot) if fields.complete else None

    return read
