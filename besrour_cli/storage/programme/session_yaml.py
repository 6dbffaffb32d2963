"""``sessions/<id>.yaml``: one session, checked against the programme and the roster as it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from besrour_cli.model.language import Text, with_data
from besrour_cli.model.meeting.agenda import NO_AGENDA
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Blackout, Series, Session, Window
from besrour_cli.schedule.recurrence import Occurrence
from besrour_cli.storage.programme.common_readers import (
    languages,
    read_dates,
    read_link,
    read_start,
    weekdays,
)
from besrour_cli.storage.programme.programme_yaml import ProgrammeSettings
from besrour_cli.storage.programme.series.agenda import AGENDA_KEYS, read_agenda
from besrour_cli.storage.programme.series.required_people import read_required
from besrour_cli.storage.programme.series.session_patterns import NO_PATTERN, no_day
from besrour_cli.storage.programme.series_section import USUAL_MINUTES, WORKING_DAYS
from besrour_cli.storage.programme.session_sources import session_sources
from besrour_cli.storage.programme.took_place import read_took_place
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node
from besrour_cli.storage.yaml.readers import Reader, bilingual, line, list_of, paragraphs, scalar_of

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
    *AGENDA_KEYS,
)
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

    What the file does not say is as in the pattern of its series, if that repeats. ``paused`` maps every
    member id to whether that person is paused; None: the roster could not be read, so that no id can be
    called unknown.
    """
    if root is None:
        page.report_empty(msg("write the session into it, or delete the file"))
        return None
    fields = Fields(page, root, _KEYS)
    text, block = bilingual(settings.languages), bilingual(settings.languages, paragraphs)
    series = _series(fields, settings, session_id)
    pattern = settings.patterns.get(series.id, NO_PATTERN) if series else NO_PATTERN
    days = fields.optional("weekdays", weekdays, series.weekdays if series else WORKING_DAYS)
    window = _window(fields, settings.blackouts, days, pattern.occurrences.get(session_id))
    required = fields.optional("required", lambda p, n: read_required(p, n, paused), None)
    spoken = fields.optional("languages", languages, pattern.languages or settings.spoken)
    minutes = _minutes(fields, series)
    session = Session(
        id=session_id,
        series=series.id if series else "",
        titles=_text(fields, "title", text, pattern.titles),
        descriptions=_text(fields, "description", block, pattern.descriptions),
        window=window or Window(date.min, date.min),
        minutes=minutes,
        weekdays=days,
        required=pattern.required_at(session_id) if required is None else required,
        languages=with_data(spoken, settings.languages),
        interpretation=fields.optional("interpretation", scalar_of(scalars.boolean), pattern.interpretation),
        links=fields.optional("links", list_of(lambda p, n: read_link(p, n, text)), pattern.links),
        form=fields.optional("form", lambda p, n: read_link(p, n, text), pattern.form or settings.form),
        pinned=fields.optional("start", read_start(settings.anchor), None),
        path=f"{SESSIONS}/{session_id}.yaml",
        agenda=read_agenda(fields, settings.languages, minutes, series.agenda if series else NO_AGENDA),
        took_place=fields.optional("took_place", read_took_place(settings.anchor), None),
        sources={
            **settings.sources.get("", {}),
            **(settings.sources.get(series.id, {}) if series else {}),
            **pattern.sources,
            **session_sources(page, root),
        },
    )
    return session if fields.complete and window and series else None


def sessions_without_files(settings: ProgrammeSettings, files: Collection[str]) -> Iterator[Session]:
    """The sessions of series that repeat which no file speaks of: all of each is as its pattern says."""
    for pattern in settings.patterns.values():
        if pattern.place is None:
            continue
        page, window, _ = pattern.place
        nothing = MappingNode(window.line, window.column)
        nothing.width = window.width
        found = (
            read_session(page, nothing, i, settings, None) for i in pattern.occurrences if i not in files
        )
        yield from filter(None, found)


def _text(fields: Fields, key: str, read: Reader[Text], usual: Text) -> Text:
    """A text that must be written where the series has none for all of its sessions."""
    return fields.optional(key, read, usual) if usual else fields.required(key, read, {})


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


def _series(fields: Fields, settings: ProgrammeSettings, session_id: str) -> Series | None:
    """The session's series; None when it is not one of the programme's, as reported if those are known.

    A file of the id of a series that repeats need not name it.
    """
    own = next((name for name, each in settings.patterns.items() if session_id in each.occurrences), "")
    name = fields.optional("series", line, own) if own else fields.required("series", line, "")
    if own and name and name != own:
        fields.report(
            "series",
            "series-other",
            msg("“{id}” is a session of the series “{series}”, which repeats", id=session_id, series=own),
            msg("write series: {series}, or give the file another name", series=own),
        )
    elif name and settings.series and name not in settings.series:
        what = msg("programme.yaml has no series “{name}”", name=name)
        fields.report("series", *scalars.unknown_choice(name, settings.series, "series-unknown", what))
    return settings.series.get(name)


def _window(
    fields: Fields, blackouts: tuple[Blackout, ...], days: tuple[int, ...], occurrence: Occurrence | None
) -> Window | None:
    """The dates on which the session may fall, or None as reported; ``days`` are its weekdays.

    ``occurrence`` has those of a series that repeats.
    """
    node = fields.node_of("window")
    if node is None and occurrence is not None:
        if reason := no_day(occurrence.window, blackouts, days):
            code, what, _ = reason
            fields.report(
                "window",
                code,
                msg("“{id}”: {reason}", id=occurrence.id, reason=what),
                msg("widen the window, or leave it out: except: {period}", period=occurrence.period),
            )
        return occurrence.window
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
    if reason := no_day(window, blackouts, days):
        fields.report("window", *reason)
    return window
