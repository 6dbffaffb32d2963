"""A link of ``platform:`` or its passcode in a text that goes onto the page, into feeds or newsletter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from besrour_cli.model.diagnostic import SourceLocation, SourceText
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Platform, Series
from besrour_cli.model.text.open_ways import MeetingSecrets, WayKind, open_ways
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode

SESSION_TEXTS = ("title", "description", "links", "form", "agenda", "thanks")
PROGRAMME_TEXTS = ("name", "organiser", "series", "blackouts", "form", "publish")
_PRIVATE = ("platform", "invitation")
"""Keys of a series that invited people alone read."""


class _Settings(Protocol):
    """A programme, or its settings alone: the platform of all, and those that series have of their own."""

    @property
    def platform(self) -> Platform: ...
    @property
    def series(self) -> Mapping[str, Series]: ...


def programme_secrets(programme: _Settings) -> MeetingSecrets:
    """What only invited people may read of a programme's meeting rooms."""
    own = [each.platform for each in programme.series.values()]
    rooms = [programme.platform, *(platform for platform in own if platform is not None)]
    return MeetingSecrets(
        tuple(link for room in rooms for link in (room.link, room.fallback)),
        tuple(room.meeting_id for room in rooms),
        tuple(room.passcode for room in rooms),
    )


def report_open_ways(
    page: SourceFile, root: Node | None, keys: Collection[str], secrets: MeetingSecrets
) -> None:
    """Report each way in below some keys of a file, once a line."""
    if not isinstance(root, MappingNode):
        return
    lines = tuple(page.lines)
    reported: set[tuple[int, int]] = set()
    for name, (key, value) in root.pairs.items():
        for node in _texts(value) if name in keys else ():
            source = SourceText(
                SourceLocation(page.path, node.line, node.column), node.width, key.column + 1, lines
            )
            for way in open_ways(node.text, secrets):
                found = source.find(node.text[way.start : way.end])
                if (found.spot.line, found.spot.column) not in reported:
                    reported.add((found.spot.line, found.spot.column))
                    _report(page, found.spot, found.width, way.kind)


def _report(page: SourceFile, spot: SourceLocation, width: int, kind: WayKind) -> None:
    link = kind is WayKind.LINK
    page.report(
        "open-link" if link else "open-passcode",
        spot.line,
        spot.column,
        msg("the way into the meeting is in a text that everybody can read")
        if link
        else msg("the passcode of the meeting is in a text that everybody can read"),
        msg("take it out: letters give the link and the passcode to those who are invited"),
        width=width,
    )


def _texts(node: Node) -> Iterator[ScalarNode]:
    """Every text below a node that others than those who are invited may read."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode):
        for name, (_, value) in node.pairs.items():
            yield from _texts(value) if name not in _PRIVATE else ()
    else:
        for item in node.items:
            yield from _texts(item)
