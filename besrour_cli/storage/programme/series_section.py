"""``series:`` in ``sessions/programme.yaml``: each run of sessions for the same groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from besrour_cli.model.meeting.agenda import NO_AGENDA
from besrour_cli.model.message import msg
from besrour_cli.model.programme import DAY, Series
from besrour_cli.storage.programme.agreements import read_prefer
from besrour_cli.storage.programme.common_readers import read_platform, weekdays
from besrour_cli.storage.programme.series.agenda import AGENDA_KEYS, read_agenda
from besrour_cli.storage.programme.series.session_patterns import PATTERN_KEYS
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, SequenceNode, report
from besrour_cli.storage.yaml.readers import bilingual, list_of, paragraphs, scalar_of

_KEYS = (
    "name",
    "description",
    "invitation",
    "duration",
    "groups",
    "weekdays",
    "between",
    "days_between",
    "colour",
    "platform",
    "prefer",
    *AGENDA_KEYS,
    *PATTERN_KEYS,
)
USUAL_MINUTES = 60
WORKING_DAYS = (0, 1, 2, 3, 4)


class SeriesSection(NamedTuple):
    """All series by id, the groups that they invite, and their keys, which :mod:`.series` reads on."""

    series: dict[str, Series]
    groups: tuple[GroupReference, ...]
    fields: dict[str, Fields]


class GroupReference(NamedTuple):
    """A group that a series invites, and the node where it is written."""

    series: str
    group: str
    node: Node


def read_all_series(page: SourceFile, node: Node | None, languages: tuple[str, ...]) -> SeriesSection:
    """Every series that is written below ``series:``."""
    series: dict[str, Series] = {}
    groups: list[GroupReference] = []
    opened: dict[str, Fields] = {}
    if isinstance(node, MappingNode) and node.pairs:
        for series_id, (key, value) in node.pairs.items():
            name = scalars.identifier(series_id)
            if isinstance(name, scalars.ParseError):
                report(page, key, *name)
            opened[series_id] = Fields(page, value, _KEYS)
            series[series_id] = _read_series(opened[series_id], series_id, languages, groups)
    elif node is not None:
        report(
            page,
            node,
            "kind-not-mapping",
            msg("“series” has no series"),
            msg("write the id of a series on a line below, indented, with a colon after it"),
        )
    return SeriesSection(series, tuple(groups), opened)


def _read_series(
    fields: Fields, series_id: str, languages: tuple[str, ...], groups: list[GroupReference]
) -> Series:
    """One series; what cannot be read is reported, and a harmless stand-in lets its sessions be read.

    The groups that it invites are added to ``groups``.
    """
    text, block = bilingual(languages, wanted=languages), bilingual(languages, paragraphs, wanted=languages)
    invited = _groups(fields, series_id)
    groups += invited
    minutes = fields.required("duration", scalar_of(times.duration), USUAL_MINUTES)
    return Series(
        id=series_id,
        names=fields.required("name", text, {}),
        minutes=minutes,
        groups=tuple(dict.fromkeys(reference.group for reference in invited)),
        weekdays=fields.optional("weekdays", weekdays, WORKING_DAYS),
        descriptions=fields.optional("description", block, {}),
        invitations=fields.optional("invitation", bilingual(languages, paragraphs), {}),
        between=_between(fields, minutes),
        days_between=fields.optional("days_between", scalar_of(scalars.integer), 0),
        colour=fields.optional("colour", scalar_of(scalars.colour), ""),
        platform=fields.optional("platform", lambda p, n: read_platform(p, n, block), None),
        prefer=fields.optional("prefer", read_prefer, None),
        agenda=read_agenda(fields, languages, minutes, NO_AGENDA),
    )


def _groups(fields: Fields, series_id: str) -> list[GroupReference]:
    """The groups of a series, if all of them can be read."""
    names = fields.required("groups", list_of(scalar_of(scalars.identifier)), ())
    node = fields.node_of("groups")
    if node is None:
        return []
    if isinstance(node, SequenceNode) and not node.items:
        fields.report(
            "groups", "series-no-group", msg("the series invites no group"), msg("name at least one group")
        )
    nodes = node.items if isinstance(node, SequenceNode) else [node]
    return [GroupReference(series_id, name, at) for name, at in zip(names, nodes, strict=False)]


def _between(fields: Fields, minutes: int) -> tuple[int, int]:
    """The hours of the day for a session of so many minutes; reported when they are too short for it."""
    between = fields.optional("between", scalar_of(times.span), (0, DAY))
    if between[1] <= between[0]:
        fields.report(
            "between",
            "span-reversed",
            msg("the span ends before it begins"),
            msg("write the earlier hour first, such as 06:00-22:00"),
        )
        return (0, DAY)
    if minutes > between[1] - between[0]:
        fields.report(
            "between",
            "span-short",
            msg("a session of {n} min does not fit into this span", n=minutes),
            msg("widen the span, or shorten the duration"),
        )
    return between


def report_empty_groups(
    page: SourceFile, references: Sequence[GroupReference], groups: Collection[str]
) -> None:
    """Report groups that no one belongs to: a warning, and a mistake when the series then invites no one."""
    peopled = {reference.series for reference in references if reference.group in groups}
    for series, group, node in references:
        if group in groups:
            continue
        near = scalars.similar(group, sorted(groups))
        report(
            page,
            node,
            "group-empty",
            msg("no one in members.csv belongs to the group “{group}”", group=group),
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("write the group into the column groups of those who belong to it"),
            warning=series in peopled,
        )
