"""``took_place`` of a session's file: whether people met, when it really began and how long it lasted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from besrour_cli.model.diagnostic import Spot
from besrour_cli.model.took_place import TookPlace
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.page import Page
from besrour_cli.storage.yaml.fields import Fields, word
from besrour_cli.storage.yaml.nodes import Node, Pairs


def read_took_place(
    page: Page, node: Node, start: Callable[[Page, Node], datetime | None]
) -> TookPlace | None:
    """``yes``, ``no``, or ``{start: 2027-03-10 15:20 Accra, duration: 75 min}``, both optional.

    ``start`` reads an instant or a local time with its place.
    """
    spot = Spot(page.path, node.line, node.column)
    if not isinstance(node, Pairs):
        met = word(scalars.boolean)(page, node)
        return None if met is None else TookPlace(met, spot=spot)
    fields = Fields(page, node, ("start", "duration"))
    began = fields.want("start", start, None)
    minutes = fields.want("duration", word(times.duration), 0)
    return TookPlace(True, began, minutes, spot) if fields.whole else None
