"""``busy.yaml``: hours that members' own calendars have taken, as instants and nothing else.

Written by ``besrour busy`` alone. A file beside plan.yaml rather than a column of the roster: these are
hundreds of dated hours, and the roster is the coordinator's.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from besrour_cli.model.errors import FileError, PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.storage.state.yaml_values import instant, parsed, quoted
from besrour_cli.storage.text.page import SourceFile, printable_path, read_bytes
from besrour_cli.storage.yaml.nodes import MappingNode, ScalarNode, SequenceNode, compose

NAME = "busy.yaml"
SCHEMA = 1
LIMIT = 20_000_000
Spans: TypeAlias = tuple[tuple[datetime, datetime], ...]
_HEAD = (
    "# Written by besrour busy: hours members cannot come. Please do not edit.\n"
    "# Écrit par besrour busy\u00a0: heures où des membres ne peuvent venir. Ne pas modifier.\n"
)


def read(folder: str) -> dict[str, Spans]:
    """Member ids to the spans their calendars have taken; empty when there is no file.

    :class:`PlanFileError` when the file is not as besrour writes it.
    """
    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return {}
    data = read_bytes(path, LIMIT)
    if isinstance(data, int):
        raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
    try:
        page = SourceFile(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        root = compose(page)
        if page.problems or not isinstance(root, MappingNode):
            raise ValueError(NAME)
        schema, members = root.pairs["schema"][1], root.pairs["members"][1]
        if (
            not isinstance(schema, ScalarNode)
            or schema.text != str(SCHEMA)
            or not isinstance(members, MappingNode)
        ):
            raise ValueError(NAME)
        found: dict[str, Spans] = {}
        for member, (_, node) in members.pairs.items():
            if not isinstance(node, SequenceNode):
                raise ValueError(member)
            found[member] = tuple(_span(item.text) for item in node.items if isinstance(item, ScalarNode))
        return found
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("remove it, then read the members' calendars again with besrour busy"),
        ) from error


def write(folder: str, busy: Mapping[str, Spans]) -> bool:
    """Replace the file at once; False when it held these very bytes, or there is nothing to hold."""
    from besrour_cli.storage.output.atomic_files import replace_file

    lines = [f"{_HEAD}schema: {SCHEMA}", "members:" if any(busy.values()) else "members: {}"]
    for member in sorted(busy):
        if busy[member]:
            lines.append(f"  {quoted(member)}:")
            lines += [f"    - {quoted(f'{instant(a)} {instant(b)}')}" for a, b in sorted(busy[member])]
    data = ("\n".join(lines) + "\n").encode()
    path = os.path.join(folder, NAME)
    try:
        with open(path, "rb") as old:
            if old.read(LIMIT) == data:
                return False
    except FileNotFoundError:
        if not any(busy.values()):
            return False
    replace_file(os.path.realpath(path), data)
    return True


def _span(text: str) -> tuple[datetime, datetime]:
    begin, _, end = text.partition(" ")
    return parsed(begin), parsed(end)
