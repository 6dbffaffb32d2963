"""Who must be there, by role: ids of the roster below ``required:`` of a session, or of a series."""

from __future__ import annotations

from collections.abc import Mapping

from besrour_cli.model.message import msg
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node, SequenceNode, report
from besrour_cli.storage.yaml.readers import line, list_of

ROLES = ("facilitator", "host", "interpreter", "speaker", "notetaker")


def read_required(
    page: SourceFile, node: Node, paused: Mapping[str, bool] | None, *, once: bool = True
) -> dict[str, tuple[str, ...]] | None:
    """Each role that is written with the ids of those who must be there; None when any of them cannot be.

    ``paused`` maps every member id to whether that person is paused; None: no id can be called unknown.
    Each id counts ``once``, or as often as it is written.
    """
    fields = Fields(page, node, ROLES)
    required: dict[str, tuple[str, ...]] = {}
    for role, (_, value) in fields.pairs.items():
        if role not in ROLES:
            continue
        ids = fields.optional(role, list_of(line), ())
        nodes = value.items if isinstance(value, SequenceNode) else [value]
        if len(ids) == len(nodes):
            for member, at in zip(ids, nodes, strict=True):
                fields.complete = _can_be_there(page, at, member, paused) and fields.complete
        if ids:
            required[role] = tuple(dict.fromkeys(ids)) if once else ids
    return required if fields.complete else None


def _can_be_there(page: SourceFile, node: Node, member: str, paused: Mapping[str, bool] | None) -> bool:
    """Whether a required person is in the roster and not paused; reported if not."""
    if paused is None:
        return True
    if member not in paused:
        near = scalars.similar(member, paused)
        report(
            page,
            node,
            "member-unknown",
            msg("members.csv has no one with the id “{id}”", id=member),
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("write an id of members.csv, or add the person there"),
        )
        return False
    if paused[member]:
        report(
            page,
            node,
            "member-paused",
            msg("“{id}” must be there, but is paused in members.csv", id=member),
            msg("name someone else, or empty the column paused"),
        )
        return False
    return True
