"""What the clock at a place shows when a session starts and ends, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from besrour_cli.clock import formatting
from besrour_cli.clock.ethiopian_and_swahili import ETHIOPIA, ethiopian_words, swahili_words
from besrour_cli.clock.instants import local
from besrour_cli.model.language import join_and
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Member

ROW_PLACES = 12
"""How many places a row names at most."""


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """One place's clock: day in words, times, offset, and a mark when the day is not the reader's.

    In a row for several places on one clock, ``mine`` says that the reader's is among them; ``home`` is that
    place and ``rest`` what follows it in ``place``. ``ethiopian`` is the hour and date as Ethiopia counts
    them, for a place there; ``swahili`` the hour in Swahili, for a reader who has that language.
    """

    place: str
    date: str
    day: str
    short: str
    start: str
    end: str
    range: str
    offset: str
    mark: str
    mine: bool = False
    home: str = ""
    rest: str = ""
    ethiopian: str = ""
    swahili: str = ""


def reading(
    start: datetime,
    end: datetime,
    place: Place,
    language: str,
    *,
    names: str = "",
    today: date | None = None,
    languages: Sequence[str] = (),
) -> ReadingFacts:
    """What the clock at a place shows when a session starts and ends; ``languages`` are its reader's."""
    first, last = local(start, place.zone), local(end, place.zone)
    return _facts(first, last, place, language, names, today, languages)


def _facts(
    first: datetime,
    last: datetime,
    place: Place,
    language: str,
    names: str = "",
    today: date | None = None,
    languages: Sequence[str] = (),
) -> ReadingFacts:
    """Local times in words, also those that a change of law has since made untrue."""
    full = formatting.date_words(first.date(), language)
    return ReadingFacts(
        place=names or place.name(language),
        date=full,
        day=full.removeprefix("le\u00a0"),
        short=formatting.short_date(first.date(), language),
        start=formatting.time_words(first, language),
        end=formatting.time_words(last, language),
        range=formatting.range_words(first, last, language),
        offset=formatting.offset_words(first, language),
        mark=formatting.day_mark(first, today, language),
        ethiopian=ethiopian_words(first, language) if place.country == ETHIOPIA else "",
        swahili=swahili_words(first) if "sw" in languages else "",
    )


def distinct_places(members: Iterable[Member]) -> tuple[Place, ...]:
    """Each place of some members once, however each of them wrote it."""
    return tuple({(tuple(sorted(m.place.names.items())), m.place.zone): m.place for m in members}.values())


def reading_rows(
    start: datetime, end: datetime, places: Sequence[Place], language: str, home: Place | None = None
) -> tuple[ReadingFacts, ...]:
    """One row a clock, from west to east, naming its places: ``home`` first, twelve at most."""
    today = local(start, home.zone).date() if home else None
    order = sorted(places, key=lambda p: (local(start, p.zone).replace(tzinfo=None), p.name("en"), p.zone))
    clocks: dict[datetime, list[Place]] = {}
    for place in order:
        clocks.setdefault(local(start, place.zone).replace(tzinfo=None), []).append(place)
    rows: list[ReadingFacts] = []
    for agreeing in clocks.values():
        own = [p for p in agreeing if home is not None and _same(p, home)][:1]
        named = [*own, *(p for p in agreeing if p not in own)][:ROW_PLACES]
        names = join_and([p.name(language) for p in named], language)
        row = reading(start, end, named[0], language, names=names, today=today)
        if own:
            mine = own[0].name(language)
            row = replace(row, mine=True, home=mine, rest=names.removeprefix(mine))
        rows.append(row)
    return tuple(rows)


def _same(one: Place, other: Place) -> bool:
    return one.zone == other.zone and dict(one.names) == dict(other.names)


def earlier_reading(slot: ScheduledSession, place: Place, language: str) -> ReadingFacts | None:
    """What an earlier letter printed for a zone, when that is no longer what its clock will show."""
    for printed in slot.former:
        if printed.zone == place.zone:
            then = datetime.fromisoformat(printed.local)
            if then.replace(tzinfo=None) != local(slot.start, place.zone).replace(tzinfo=None):
                return _facts(then, then + (slot.end - slot.start), place, language)
            return None
    return None
