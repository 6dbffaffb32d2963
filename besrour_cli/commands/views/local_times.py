"""One moment on the clocks of several places: a table from west to east, and the same as data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import table
from besrour_cli.commands.terminal.translation import _, language

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.model.place import Place


def local_words(at: datetime, zone: str) -> str:
    """The day and the hour on a zone's clock."""
    local = instants.local(at, zone)
    return f"{formatting.date_words(local.date(), language())}, {formatting.time_words(local, language())}"


def anchor_words(at: datetime, anchor: Place) -> str:
    """The day and the hour at the programme's anchor, which is called by its own name: never by a zone."""
    return f"{local_words(at, anchor.zone)} ({anchor.name(language())})"


def clock_words(minute: int, spoken: str) -> str:
    """A minute of the day, as a language writes the hour."""
    return formatting.time_words(datetime(2000, 1, 1, minute // 60, minute % 60, tzinfo=UTC), spoken)


def span_words(at: datetime, until: datetime | None, zone: str) -> str:
    """The hour on a zone's clock, from start to end where an end is known."""
    start = instants.local(at, zone)
    if until is None:
        return formatting.time_words(start, language())
    return formatting.range_words(start, instants.local(until, zone), language())


def west_to_east(at: datetime, places: Iterable[Place]) -> list[Place]:
    """The places by their clocks, those of one hour by name."""
    return sorted(places, key=lambda p: (instants.offset_minutes(at, p.zone), p.name(language())))


def as_data(at: datetime, place: Place) -> dict[str, object]:
    """The moment on a place's clock, for ``--json``."""
    local = instants.local(at, place.zone)
    words = {code: formatting.reading_words(local, place, code) for code in ("en", "fr")}
    return {"place": place.name("en"), "zone": place.zone, "local": local.isoformat(), **words}


def times_table(
    at: datetime, places: Iterable[Place], anchor: date | None = None, until: datetime | None = None
) -> Table:
    """A row a place; a day that is not the ``anchor`` day is marked as the one before or after it.

    ``until``: the end, if it is known; then each hour is a span.
    """
    spoken, shown = language(), table()
    shown.add_column(_("Place"), overflow="fold")
    shown.add_column(_("Day"))
    shown.add_column(_("Hour"), justify="right", no_wrap=True)
    shown.add_column(_("Offset"), no_wrap=True)
    for place in places:
        reading = instants.local(at, place.zone)
        mark = formatting.day_mark(reading, anchor, spoken)
        day = formatting.date_words(reading.date(), spoken, year=False)
        shown.add_row(
            place.name(spoken),
            f"{day} ({mark})" if mark else day,
            span_words(at, until, place.zone),
            formatting.offset_words(reading, spoken),
        )
    return shown
