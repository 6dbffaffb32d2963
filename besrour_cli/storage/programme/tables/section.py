"""``tables:`` in ``sessions/programme.yaml``: how many people sit at a table, and who would host one."""

from __future__ import annotations

import re

from besrour_cli.model.message import msg
from besrour_cli.model.people.tables import TableSettings
from besrour_cli.storage.text.scalars import ParseError
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node
from besrour_cli.storage.yaml.readers import line, list_of, scalar_of

_SIZES = re.compile(r"(\d{1,2}) ?(?:-|–|to|à) ?(\d{1,2})")
_LARGEST = 8
"""People at a table beyond which not everybody gets to speak."""


def read_tables(page: SourceFile, node: Node) -> TableSettings:
    """``{size: 4-6, hosts: [working-group, gh-1]}``; what is missing, or has a mistake, is as usual."""
    fields = Fields(page, node, ("size", "hosts"))
    usual = TableSettings()
    least, most = fields.optional("size", scalar_of(_sizes), (usual.least, usual.most))
    return TableSettings(least, most, fields.optional("hosts", list_of(line), ()))


def _sizes(text: str) -> tuple[int, int] | ParseError:
    match = _SIZES.fullmatch(text.strip())
    least, most = (int(match[1]), int(match[2])) if match else (0, 0)
    if 1 < least <= most <= _LARGEST:
        return least, most
    return ParseError(
        "tables-size",
        msg("“{text}” is not how many people sit at a table", text=text),
        msg("write the fewest and the most, from 2 to {n}, such as 4-6", n=_LARGEST),
    )
