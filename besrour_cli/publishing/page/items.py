"""What the page lists: sessions, places with the hours of their year, calendars to subscribe to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from besrour_cli.clock import formatting
from besrour_cli.clock.instants import instant_text, local
from besrour_cli.model.language import Text
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.harvests.facts import HarvestFacts, harvest_facts
from besrour_cli.publishing.letters.template_facts import paragraphs, text_in
from besrour_cli.publishing.page.clocks import ClockHour, ClockLine, hours, reading
from besrour_cli.publishing.page.links import AddToCalendarLinks, add_links
from besrour_cli.publishing.page.shown_sessions import PlannedSession, ShownSessions


class PageItemKind(StrEnum):
    """How a session is shown: ``next`` in full, others in a line; ``held`` is over."""

    NEXT = "next"
    COMING = "coming"
    CANCELLED = "cancelled"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class SessionItem:
    """One session on the page.

    ``own`` is its hours on the anchor's clock, ``about`` its description in paragraphs; ``places`` (names,
    hour, mark) and ``add`` are filled for the next session alone; ``file`` is its ``.ics`` file, empty when
    it is over or cancelled. ``harvest`` is what was talked about at one that is over, by language.
    """

    id: str
    kind: PageItemKind
    state: SessionState
    title: Text
    series: Text
    start: str
    minutes: int
    own: Text
    about: Mapping[str, tuple[str, ...]]
    interpretation: bool
    places: tuple[tuple[Text, ClockLine], ...]
    add: tuple[AddToCalendarLinks, ...]
    file: str
    harvest: Mapping[str, HarvestFacts]


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """Places that share a clock, their zones and offsets for the script, and the hours of their year."""

    names: Text
    zones: str
    offsets: str
    hours: Mapping[str, tuple[ClockHour, ...]]


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """A calendar to subscribe to: its name, its address or relative path, and the same as ``webcal``."""

    name: Text
    url: Text
    webcal: Text


def all_texts(text: Text, languages: Sequence[str]) -> dict[str, str]:
    """A text in each language, the first it has where one is missing."""
    return {code: text_in(text, code) for code in languages}


def place_items(programme: Programme, shown: ShownSessions) -> list[PlaceItem]:
    """A clock a line, with its hours at the sessions that are coming; none when no session is."""
    if not shown.coming:
        return []
    slots = [each.slot for each in shown.coming]
    return [
        PlaceItem(
            names=clock.names,
            zones=" ".join(clock.zones),
            # for the script, one offset is enough where the clock does not change
            offsets=" ".join(map(str, clock.offsets if len(set(clock.offsets)) > 1 else clock.offsets[:1])),
            hours={code: hours(slots, clock.offsets, code) for code in programme.languages},
        )
        for clock in shown.clocks(programme, shown.coming)
    ]


def session_items(programme: Programme, shown: ShownSessions) -> list[SessionItem]:
    """The sessions that are coming, the next one first, then those that are over."""
    return [_item(programme, shown, each) for each in (*shown.coming, *shown.past)]


def _item(programme: Programme, shown: ShownSessions, planned: PlannedSession) -> SessionItem:
    session, slot = planned
    languages, place = programme.languages, programme.anchor
    over = slot.state in (SessionState.HELD, SessionState.CANCELLED)
    is_next = session.id == shown.next_id
    first = local(slot.start, place.zone)
    return SessionItem(
        id=session.id,
        kind=PageItemKind.NEXT if is_next else PageItemKind(slot.state) if over else PageItemKind.COMING,
        state=slot.state,
        title={code: set_typography(text_in(session.titles, code), code) for code in languages},
        series=all_texts(programme.series[session.series].names, languages) if len(shown.series) > 1 else {},
        start=instant_text(slot.start),
        minutes=slot.minutes,
        own={
            code: f"{formatting.date_words(first.date(), code)}, {formatting.time_words(first, code)}"
            f" ({place.name(code)})"
            for code in languages
        },
        about=_paragraphs(session.descriptions, languages),
        interpretation=session.interpretation,
        places=_readings(programme, shown, slot) if is_next else (),
        add=add_links(programme, session.titles, slot) if is_next else (),
        file="" if over else f"{slot.known_id}.ics",
        harvest=_harvest(programme, slot),
    )


def _harvest(programme: Programme, slot: ScheduledSession) -> dict[str, HarvestFacts]:
    """What tables talked about, in each language; nothing before the session is over."""
    if slot.state != SessionState.HELD:
        return {}
    found = {code: harvest_facts(programme, slot.session, code) for code in programme.languages}
    return {
        code: replace(facts, points=tuple(set_typography(point, code) for point in facts.points))
        for code, facts in found.items()
        if facts is not None
    }


def _paragraphs(text: Text, languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """A description in each language, set as the language sets prose; nothing where there is none."""
    found = {
        code: tuple(set_typography(part, code) for part in paragraphs(text_in(text, code)))
        for code in languages
    }
    return found if any(found.values()) else {}


def _readings(
    programme: Programme, shown: ShownSessions, slot: ScheduledSession
) -> tuple[tuple[Text, ClockLine], ...]:
    """The next session on every clock: the first of those that are coming."""
    return tuple(
        (clock.names, reading(slot, clock.offsets[0], slot.anchor, programme.languages))
        for clock in shown.clocks(programme, shown.coming)
    )


def feed_items(programme: Programme, series: Sequence[str], address: str) -> tuple[FeedLinks, ...]:
    """One calendar a series, with a file for each language."""
    items = []
    for series_id in series:
        urls, webcals = {}, {}
        for code in programme.languages:
            suffix = f".{code}" if len(programme.languages) > 1 else ""
            path = f"calendar/series-{series_id}{suffix}.ics"
            urls[code] = f"{address.rstrip('/')}/{path}" if address else f"../{path}"
            webcals[code] = f"webcal://{urls[code].partition('://')[2]}" if address else ""
        items.append(
            FeedLinks(all_texts(programme.series[series_id].names, programme.languages), urls, webcals)
        )
    return tuple(items)
