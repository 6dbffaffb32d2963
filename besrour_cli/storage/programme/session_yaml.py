"""``sessions/<id>.yaml``: one session, checked against the programme and the roster as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from besrour_cli.model.language import with_data
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Blackout, Series, Session, Window
from besrour_cli.storage.programme.common_readers import (
    languages,
    read_dates,
    read_link,
    read_start,
    weekdays,
)
from besrour_cli.storage.programme.programme_yaml import ProgrammeSettings
from besrour_cli.storage.programme.series_section import USUAL_MINUTES, WORKING_DAYS
from besrour_cli.storage.programme.session_sources import session_sources
from besrour_cli.storage.programme.took_place import read_took_place
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node, SequenceNode, report
from besrour_cli.storage.yaml.readers import bilingual, line, list_of, paragraphs, scalar_of

_KEYS = (
    "series",
    "title",
    "description",
    "window",
    "duration",
    "weekdays",
    "required",
    "languages",
    "interpretation",
    "links",
    "form",
    "start",
    "took_place",
)
ROLES = ("facilitator", "host", "interpreter", "speaker", "notetaker")
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_WINDOW = 366
"""Days between the first and the last date; a longer window has a wrong year."""


def read_session(
    page: SourceFile,
    root: Node | None,
    session_id: str,
    settings: ProgrammeSettings,
    paused: Mapping[str, bool] | None,
) -> Session | None:
    """One session, or None with its mistakes on the page.

    ``paused`` maps every member id to whether that person is paused; None: the roster could not be read,
    so that no id can be called unknown.
    """
    if root is None:
        page.report_empty(msg("write the session into it, or delete the file"))
        return None
    fields = Fields(page, root, _KEYS)
    text, block = bilingual(settings.languages), bilingual(settings.languages, paragraphs)
    series = _series(fields, settings)
    days = fields.optional("weekdays", weekdays, series.weekdays if series else WORKING_DAYS)
    window = _window(fields, settings.blackouts, days)
    session = Session(
        id=session_id,
        series=series.id if series else "",
        titles=fields.required("title", text, {}),
        descriptions=fields.required("description", block, {}),
        window=window or Window(date.min, date.min),
        minutes=_minutes(fields, series),
        weekdays=days,
        required=fields.optional("required", lambda p, n: _required(p, n, paused), {}),
        languages=with_data(fields.optional("languages", languages, settings.spoken), settings.languages),
        interpretation=fields.optional("interpretation", scalar_of(scalars.boolean), False),
        links=fields.optional("links", list_of(lambda p, n: read_link(p, n, text)), ()),
        form=fields.optional("form", lambda p, n: read_link(p, n, text), settings.form),
        pinned=fields.optional("start", read_start(settings.anchor), None),
        path=page.path,
        took_place=fields.optional("took_place", read_took_place(settings.anchor), None),
        sources={
            **settings.sources.get("", {}),
            **(settings.sources.get(series.id, {}) if series else {}),
            **session_sources(page, root),
        },
    )
    return session if fields.complete and window and series else None


def _minutes(fields: Fields, series: Series | None) -> int:
    """The session's own length or its series'; reported when the hours of the series are too short for it."""
    minutes = fields.optional(
        "duration", scalar_of(times.duration), series.minutes if series else USUAL_MINUTES
    )
    if series and "duration" in fields.pairs and minutes > series.between[1] - series.between[0]:
        fields.report(
            "duration",
            "span-short",
            msg("a session of {n} min does not fit into this span", n=minutes),
            msg("widen the span, or shorten the duration"),
        )
    return minutes


def _series(fields: Fields, settings: ProgrammeSettings) -> Series | None:
    """The session's series; None when it is not one of the programme's, as reported if those are known."""
    name = fields.required("series", line, "")
    if name and settings.series and name not in settings.series:
        what = msg("programme.yaml has no series “{name}”", name=name)
        fields.report("series", *scalars.unknown_choice(name, settings.series, "series-unknown", what))
    return settings.series.get(name)


def _window(fields: Fields, blackouts: tuple[Blackout, ...], days: tuple[int, ...]) -> Window | None:
    """The dates on which the session may fall, or None as reported; ``days`` are its weekdays."""
    node = fields.node_of("window")
    if node is None:
        fields.report(
            "window",
            "window-missing",
            msg("the session has no window: besrour cannot know on which dates it may fall"),
            msg("add window: {{from: 2027-01-11, to: 2027-01-29}} with your dates"),
        )
        return None
    inner = Fields(fields.page, node, ("from", "to"))
    ends = read_dates(inner)
    if not ends:
        fields.complete = False
        return None
    window = Window(*ends)
    if (window.last - window.first).days > _LONGEST_WINDOW:
        fields.report(
            "window",
            "window-long",
            msg("the window is longer than a year"),
            msg("check the year of both dates"),
        )
        return None
    _report_unusable(fields, window, blackouts, days)
    return window


def _report_unusable(
    fields: Fields, window: Window, blackouts: tuple[Blackout, ...], days: tuple[int, ...]
) -> None:
    """Report a window that holds no day on which the session could be."""
    every = [window.first + timedelta(n) for n in range((window.last - window.first).days + 1)]
    if not any(day.weekday() in days for day in every):
        names = ", ".join(_DAY_NAMES[d] for d in days)
        fields.report(
            "window",
            "window-weekdays",
            msg("no day of the window is one of the session's weekdays ({days})", days=names),
            msg("widen the window, or add a weekday"),
        )
        return
    free = [d for d in every if not any(b.first <= d <= b.last for b in blackouts)]
    if not free:
        reasons = next((b.reasons for b in blackouts if b.first <= every[0] <= b.last and b.reasons), None)
        fields.report(
            "window",
            "window-blackout",
            msg("every day of the window is blacked out: {reason}", reason=reasons)
            if reasons
            else msg("every day of the window is blacked out"),
            msg("move the window, or shorten the blackout in programme.yaml"),
        )
    elif not any(day.weekday() in days for day in free):
        fields.report(
            "window",
            "window-blackout",
            msg("every day of the window on the session's weekdays is blacked out"),
            msg("widen the window, or add a weekday"),
        )


def _required(
    page: SourceFile, node: Node, paused: Mapping[str, bool] | None
) -> dict[str, tuple[str, ...]] | None:
    """Each role that is written with the ids of those who must be there; None when any of them cannot be."""
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
            required[role] = tuple(dict.fromkeys(ids))
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
