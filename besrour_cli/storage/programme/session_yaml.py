"""``sessions/<id>.yaml``: one session, checked against the programme and the roster as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Blackout, Link, Series, Session, Window
from besrour_cli.storage.programme.programme_yaml import ProgrammeSettings, dates, form, languages, weekdays
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.text.places import place_of
from besrour_cli.storage.yaml.fields import Fields, bilingual, line, list_of, paragraphs, report, scalar_of
from besrour_cli.storage.yaml.nodes import MappingNode, Node, SequenceNode

if TYPE_CHECKING:
    from besrour_cli.model.took_place import SessionOutcome

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


def read_session(
    page: SourceFile,
    root: Node | None,
    session_id: str,
    head: ProgrammeSettings,
    roster: Mapping[str, bool] | None,
) -> Session | None:
    """One session, or None with its mistakes on the page.

    ``roster`` maps every member id to whether she is paused; None when the roster could not be read.
    """
    if root is None:
        if not page.problems:
            page.problem(
                "file-empty",
                0,
                0,
                msg("the file is empty"),
                msg("write the session into it, or delete the file"),
            )
        return None
    fields = Fields(page, root, _KEYS)
    text, block = bilingual(head.languages), bilingual(head.languages, paragraphs)
    series = _series(fields, head)
    minutes = fields.want("duration", scalar_of(times.duration), series.minutes if series else 60)
    days = fields.want("weekdays", weekdays, series.weekdays if series else (0, 1, 2, 3, 4))
    if series and "duration" in fields.pairs and minutes > series.between[1] - series.between[0]:
        fields.wrong(
            "duration",
            "span-short",
            msg("a session of {n} min does not fit into this span", n=minutes),
            msg("widen the span, or shorten the duration"),
        )
    window = _window(fields, head, days)
    session = Session(
        id=session_id,
        series=series.id if series else "",
        titles=fields.need("title", text, {}),
        descriptions=fields.need("description", block, {}),
        window=window or Window(date.min, date.min),
        minutes=minutes,
        weekdays=days,
        required=fields.want("required", lambda p, n: _required(p, n, roster), {}),
        languages=_spoken(fields, head),
        interpretation=fields.want("interpretation", scalar_of(scalars.boolean), False),
        links=fields.want("links", lambda p, n: _links(p, n, head), ()),
        form=fields.want("form", lambda p, n: form(p, n, text), head.form),
        pinned=fields.want("start", _start, None),
        path=page.path,
        took_place=fields.want("took_place", _took_place, None),
        pinned_spot=_spot(page, fields.node_of("start")),
    )
    return session if fields.whole and window and series else None


def _series(fields: Fields, head: ProgrammeSettings) -> Series | None:
    name = fields.need("series", line, "")
    if not name or not head.series_known:
        return None
    if name not in head.series:
        wrong = scalars.unknown_choice(
            name, head.series, "series-unknown", msg("programme.yaml has no series “{name}”", name=name)
        )
        fields.wrong("series", *wrong)
    return head.series.get(name)


def _window(fields: Fields, head: ProgrammeSettings, days: tuple[int, ...]) -> Window | None:
    node = fields.node_of("window")
    if node is None:
        fields.wrong(
            "window",
            "window-missing",
            msg("the session has no window: besrour cannot know on which dates it may fall"),
            msg("add window: {{from: 2027-01-11, to: 2027-01-29}} with your dates"),
        )
        return None
    inner = Fields(fields.page, node, ("from", "to"))
    ends = dates(inner)
    if not ends:
        fields.whole = False
        return None
    window = Window(*ends)
    if (window.last - window.first).days > 366:
        fields.wrong(
            "window",
            "window-long",
            msg("the window is longer than a year"),
            msg("check the year of both dates"),
        )
        return None
    _usable(fields, window, head.blackouts, days)
    return window


def _usable(fields: Fields, window: Window, blackouts: tuple[Blackout, ...], days: tuple[int, ...]) -> None:
    """Note a window that holds no day on which the session could be."""
    every = [window.first + timedelta(n) for n in range((window.last - window.first).days + 1)]
    if not any(day.weekday() in days for day in every):
        names = ", ".join(_DAY_NAMES[d] for d in days)
        fields.wrong(
            "window",
            "window-weekdays",
            msg("no day of the window is one of the session's weekdays ({days})", days=names),
            msg("widen the window, or add a weekday"),
        )
        return
    free = [d for d in every if not any(b.first <= d <= b.last for b in blackouts)]
    if not free:
        reasons = next((b.reasons for b in blackouts if b.first <= every[0] <= b.last and b.reasons), None)
        fields.wrong(
            "window",
            "window-blackout",
            msg("every day of the window is blacked out: {reason}", reason=reasons)
            if reasons
            else msg("every day of the window is blacked out"),
            msg("move the window, or shorten the blackout in programme.yaml"),
        )
    elif not any(day.weekday() in days for day in free):
        fields.wrong(
            "window",
            "window-blackout",
            msg("every day of the window on the session's weekdays is blacked out"),
            msg("widen the window, or add a weekday"),
        )


def _spoken(fields: Fields, head: ProgrammeSettings) -> tuple[str, ...]:
    spoken = fields.want("languages", languages, head.languages or LANGUAGES)
    known = {language: language for language in head.languages}
    return tuple(known.get(language, language) for language in spoken)  # with the data the programme has read


def _required(
    page: SourceFile, node: Node, roster: Mapping[str, bool] | None
) -> dict[str, tuple[str, ...]] | None:
    fields = Fields(page, node, ROLES)
    found: dict[str, tuple[str, ...]] = {}
    for role in ROLES if isinstance(node, MappingNode) else ():
        ids = fields.want(role, list_of(line), ())
        where = fields.node_of(role)
        nodes = where.items if isinstance(where, SequenceNode) else [where] if where else []
        if len(ids) == len(nodes):
            for member, at in zip(ids, nodes, strict=True):
                fields.whole = _known(page, at, member, roster) and fields.whole
        if ids:
            found[role] = tuple(dict.fromkeys(ids))
    return {role: found[role] for role in fields.pairs if role in found} if fields.whole else None


def _known(page: SourceFile, node: Node, member: str, roster: Mapping[str, bool] | None) -> bool:
    if roster is None:
        return True
    if member not in roster:
        what = msg("members.csv has no one with the id “{id}”", id=member)
        wrong = scalars.unknown_choice(member, roster, "member-unknown", what)
        near = wrong.remedy if wrong.remedy and "word" in wrong.remedy.facts else None
        report(
            page,
            node,
            wrong.code,
            wrong.what,
            near or msg("write an id of members.csv, or add the person there"),
        )
        return False
    if roster[member]:
        report(
            page,
            node,
            "member-paused",
            msg("“{id}” must be there, but is paused in members.csv", id=member),
            msg("name someone else, or empty the column paused"),
        )
        return False
    return True


def _links(page: SourceFile, node: Node, head: ProgrammeSettings) -> tuple[Link, ...] | None:
    whole = True
    found = []
    for item in node.items if isinstance(node, SequenceNode) else [node]:
        fields = Fields(page, item, ("title", "url"))
        link = Link(
            fields.need("title", bilingual(head.languages), {}),
            fields.need("url", scalar_of(scalars.url), ""),
        )
        whole = whole and fields.whole
        found.append(link)
    return tuple(found) if whole else None


def _took_place(page: SourceFile, node: Node) -> SessionOutcome | None:
    from besrour_cli.storage.programme.took_place import read_took_place  # most sessions are still to come

    return read_took_place(page, node, _start)


def _spot(page: SourceFile, node: Node | None) -> SourceLocation | None:
    return SourceLocation(page.path, node.line, node.column) if node is not None else None


def _start(page: SourceFile, node: Node) -> datetime | None:
    """The instant of a start pinned by hand; a place decides which clock it is read on."""
    text = line(page, node)
    if text is None:
        return None
    from besrour_cli.clock.instants import from_local, instant_of, split_local
    from besrour_cli.model.errors import UsageError

    try:
        instant = instant_of(text)
        if instant is not None:
            return instant
        naive, name = split_local(text)
        found = place_of(name)
        if found.wrong:
            report(page, node, *found.wrong)
            return None
        if found.doubt:
            report(page, node, *found.doubt, warning=True)
        zone = found.place.zone if found.place else "UTC"
        return from_local(naive, zone)
    except UsageError as fault:
        report(page, node, "start-time", fault.what, fault.remedy)
        return None
