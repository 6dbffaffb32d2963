"""The schedule page: one static HTML file in every language, complete without a script or another request.

Nothing on it is for invited people alone: no link, number or passcode to join, no person, no address.
What is inline is named by its hash in the content security policy (CSP 3, section 6.7), so nothing else
can run. ``docs/explanation/page.md``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from besrour_cli.clock import formatting
from besrour_cli.clock.instants import instant_text, local, zone_data_version
from besrour_cli.model.language import Text
from besrour_cli.model.plan import Plan, ScheduledSession
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.letters.reading_facts import distinct_places
from besrour_cli.publishing.letters.template_facts import text_in
from besrour_cli.publishing.page.clocks import ClockHour, ClockLine, PageClock, clocks, hours, reading
from besrour_cli.publishing.page.links import AddToCalendarLinks, add_links, event_data
from besrour_cli.publishing.page.year import YearGrid, year_grid
from besrour_cli.publishing.templates import Templates

HTML, STYLE, SCRIPT = "page.html", "page.css", "page.js"
# A line end before a block means nothing to a browser.
_BREAK = re.compile(
    r"\n(?=</?(?:p|li|[ou]l|h[1-6r]|div|details|fig|svg|g|text|main|footer|nav|meta|template)\b)"
)
_COMMENT = re.compile(r"^\s*/\*.*?\*/\s*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class SessionItem:
    """One session. ``kind`` is coming, next, cancelled or held; ``own`` its hours on the anchor's clock;

    ``places`` (names, hour, mark) and ``add`` are there for the next one alone.
    """

    id: str
    kind: str
    state: str
    title: Text
    series: Text
    start: str
    minutes: int
    own: Text
    interpretation: bool
    places: tuple[tuple[Text, ClockLine], ...]
    add: tuple[AddToCalendarLinks, ...]
    file: str


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """Places that share a clock, their zones and offsets for the script, and the hours of their year."""

    names: Text
    zones: str
    offsets: str
    hours: Mapping[str, tuple[ClockHour, ...]]


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to subscribe to: its name, its address or relative path, and the same as ``webcal``."""

    name: Text
    url: Text
    webcal: Text


def page(
    programme: Programme, plan: Plan, templates: Mapping[str, str], address: str = ""
) -> dict[str, bytes]:
    """``index.html`` with the series the programme publishes (all, when it names none), and beside it

    one ``.ics`` a coming session, for those who ask for it.

    The next session is the first that the plan does not call held or cancelled; in the reader's browser
    a small script goes by the day she looks. So the bytes depend on the programme and the plan alone.
    ``address`` is where ``calendar/`` and ``page/`` lie on the web: with it the calendars can be
    subscribed to. Raises :class:`~besrour_cli.model.errors.DiagnosticsError` for a mistake in a template.
    """
    from markupsafe import Markup

    source = Templates(templates)
    facts = page_facts(programme, plan, address or programme.publish.address)
    style = _compact(source.frame(STYLE, facts))
    script = _compact(source.frame(SCRIPT, facts))
    facts |= {
        "style": Markup(style),
        "script": Markup(script),
        "policy": Markup(";").join(
            map(
                Markup,
                (
                    "default-src 'none'",
                    f"style-src {_hash(style)}",
                    f"script-src {_hash(script)}",
                    "img-src data:",
                    "base-uri 'none'",
                    "form-action 'none'",
                ),
            )
        ),
    }
    from besrour_cli.publishing.calendars.feeds import objects

    shown = {item.id for item in facts["items"] if item.file}  # type: ignore[attr-defined]
    files = {f"{one}.ics": ics for one, ics in objects(programme, plan).items() if one in shown}
    return files | {"index.html": (_BREAK.sub("", _stripped(source.frame(HTML, facts))) + "\n").encode()}


def page_facts(programme: Programme, plan: Plan, address: str = "") -> dict[str, object]:
    """Everything the page's template may print; texts are mappings of language to words."""
    from markupsafe import Markup

    languages = programme.languages
    shown = programme.publish.series or tuple(programme.series)
    planned = [(s, plan.slots[s.id]) for s in programme.sessions if s.id in plan.slots and s.series in shown]
    planned.sort(key=lambda pair: (pair[1].start, pair[0].id))
    coming = [pair for pair in planned if pair[1].state != "held"]
    held = [pair for pair in planned if pair[1].state == "held"]
    people = [m for session, _ in planned for m in programme.invited(session)]
    places = (programme.anchor, *distinct_places(people))
    following = next((s.id for s, slot in coming if slot.state != "cancelled"), "")
    coming.sort(key=lambda pair: pair[0].id != following)
    by_clock = clocks(places, [slot.start for _, slot in planned], languages)
    of_coming = clocks(places, [slot.start for _, slot in coming], languages)
    items = []
    for index, (session, slot) in enumerate((*coming, *held)):
        kind = "next" if session.id == following else slot.state
        rows = [(clock, clock.offsets[index]) for clock in of_coming] if kind == "next" else []
        items.append(_item(programme, session, slot, kind, rows, len(shown) > 1))
    return {
        "languages": languages,
        "names": _all(programme.names, languages),
        "organiser": _all(programme.contact.name, languages),
        "website": programme.contact.website,
        "items": items,
        "clocks": [
            PlaceItem(
                clock.names,
                " ".join(clock.zones),
                " ".join(map(str, clock.offsets if len(set(clock.offsets)) > 1 else clock.offsets[:1])),
                {code: hours([slot for _, slot in coming], clock.offsets, code) for code in languages},
            )
            for clock in (of_coming if coming else ())
        ],
        "year": _year(programme, planned, by_clock, shown),
        "feeds": _feeds(programme, shown, address),
        "several": len(shown) > 1,
        "interpreted": bool(planned) and all(session.interpretation for session, _ in planned),
        "tzdata": zone_data_version(),
        "proposed": any(slot.state == "proposed" for _, slot in planned),
        "data": Markup(
            event_data(
                programme,
                [(s.titles, slot) for s, slot in (*coming, *held)],
                languages,
                f"{address}/page/" if address else "",
            )
        ),
    }


def _item(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    kind: str,
    rows: Sequence[tuple[PageClock, int]],
    several: bool,
) -> SessionItem:
    languages = programme.languages
    is_next = kind == "next"
    alive = slot.state not in ("held", "cancelled")
    place = programme.anchor
    first = local(slot.start, place.zone)
    return SessionItem(
        id=session.id,
        kind=kind if kind in ("next", "cancelled", "held") else "coming",
        state=slot.state,
        title={code: set_typography(text_in(session.titles, code), code) for code in languages},
        series=_all(programme.series[session.series].names, languages) if several else {},
        start=instant_text(slot.start),
        minutes=round((slot.end - slot.start).total_seconds() / 60),
        own={
            code: f"{formatting.date_words(first.date(), code)}, {formatting.time_words(first, code)}"
            f" ({place.name(code)})"
            for code in languages
        },
        interpretation=session.interpretation,
        places=tuple((c.names, reading(slot, minutes, slot.anchor, languages)) for c, minutes in rows),
        add=add_links(session.titles, slot, languages) if is_next else (),
        file=f"{session.id}.ics" if alive else "",
    )


def _year(
    programme: Programme,
    planned: Sequence[tuple[Session, ScheduledSession]],
    by_clock: Sequence[PageClock],
    shown: Sequence[str],
) -> YearGrid | None:
    if not planned:
        return None
    names = [(one, _all(programme.series[one].names, programme.languages)) for one in shown]
    slots = [(session.series, slot) for session, slot in planned]
    return year_grid(slots, names, by_clock, programme.anchor.zone, programme.fairness.night)


def _feeds(programme: Programme, shown: Sequence[str], address: str) -> tuple[Feed, ...]:
    """One calendar a series shown, its file in the reader's language first."""
    found = []
    for series_id in shown:
        urls, webcals = {}, {}
        for code in programme.languages:
            suffix = f".{code}" if len(programme.languages) > 1 else ""
            path = f"calendar/series-{series_id}{suffix}.ics"
            urls[code] = f"{address.rstrip('/')}/{path}" if address else f"../{path}"
            webcals[code] = f"webcal://{urls[code].partition('://')[2]}" if address else ""
        found.append(Feed(_all(programme.series[series_id].names, programme.languages), urls, webcals))
    return tuple(found)


def _all(text: Text, languages: Sequence[str]) -> dict[str, str]:
    return {code: text_in(text, code) for code in languages}


def _compact(text: str) -> str:
    """A style sheet or script without its comments' lines, blank lines and indentation."""
    return _stripped(_COMMENT.sub("", text))


def _stripped(text: str) -> str:
    return "\n".join(filter(None, map(str.strip, text.splitlines())))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
