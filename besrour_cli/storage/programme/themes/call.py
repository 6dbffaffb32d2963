"""``themes:`` in ``sessions/programme.yaml``: until when people may propose and choose themes, and where."""

from __future__ import annotations

from besrour_cli.model.replies import ThemeCall
from besrour_cli.storage.text import dates, scalars
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node
from besrour_cli.storage.yaml.readers import scalar_of


def read_call(page: SourceFile, node: Node) -> ThemeCall | None:
    """``{open_until: 2027-10-01, link: https://...}``; None when either is missing, as reported."""
    fields = Fields(page, node, ("open_until", "link"))
    last = fields.required("open_until", scalar_of(dates.day), None)
    link = fields.required("link", scalar_of(scalars.url), "")
    return ThemeCall(last, link) if last and link else None
