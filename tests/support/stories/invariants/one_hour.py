"""One hour everywhere: each local time that was printed about a session is what its instant gives there.

The instant is that of ``plan.yaml`` when the thing was written; what it gives at a place is worked out by
:mod:`zoneinfo` from the zone data then in force. Calendars are read by icalendar, letters by :mod:`email`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from support.stories.invariants.page_text import items
from support.stories.invariants.reading import entries
from support.stories.law import zone_in
from support.stories.printed_times import (
    ETHIOPIAN,
    OFFSET,
    TIME,
    dates,
    ethiopian_minutes,
    minutes_at,
    minutes_of,
    offset_of,
    times,
)
from support.stories.written import Delivered, Moment, Piece, Span, Written

ETHIOPIA = "Africa/Addis_Ababa"


class OneHour:
    """The check of a year; ``places`` are the zones of all places by their printed names.

    ``laws`` are the copies of the zone data that were in force at some time; ``parts`` the minutes of a
    session at which a part of it begins, as the run sheet has them.
    """

    def __init__(
        self, written: Written, places: dict[str, str], laws: Iterable[Path], parts: Sequence[int] = ()
    ) -> None:
        self.written, self.places, self.laws = written, places, tuple(laws)
        self.parts = [timedelta(minutes=minutes) for minutes in parts]
        names = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
        self._names = re.compile(names)
        self._readings: dict[frozenset[Span], tuple[set[int], set[date]]] = {}
        self.seen = 0
        """How many local times were held against an instant."""

    def mistakes(self) -> Iterator[str]:
        """Yield a sentence for each time that is not so."""
        for letter in self.written.letters:
            where = f"{letter.command} to {letter.to}"
            yield from self._calendar(letter.part("text/calendar"), letter.moment, where)
            if letter.session:
                for kind in ("text/plain", "text/html"):
                    text = without_tags(letter.part(kind)) if kind == "text/html" else letter.part(kind)
                    yield from self._of_session(text, letter.session, letter.moment, f"{where}, {kind}")
                yield from self._own_box(letter, where)
            elif letter.command.startswith("send newsletter"):
                yield from self._dated(letter.part("text/plain"), letter.moment, where)
        for piece in self.written.pieces:
            yield from self._piece(piece)

    def _piece(self, piece: Piece) -> Iterator[str]:
        if piece.name.endswith(".ics"):
            yield from self._calendar(piece.text, piece.moment, piece.name)
        elif piece.name.endswith("page/index.html"):
            yield from self._page(piece)
        elif re.match(r"out/(posts|sheet)/.*\.txt", piece.name):
            yield from self._of_session(piece.text, piece.session, piece.moment, piece.name)
        elif re.match(r"out/newsletter/.*\.txt", piece.name):
            yield from self._dated(piece.text, piece.moment, piece.name)
        elif piece.name.startswith("shown/"):
            for line in piece.text.splitlines():
                yield from self._dated(line, piece.moment, piece.name)

    def _calendar(self, text: str, moment: Moment, where: str) -> Iterator[str]:
        """Instants are those of the plan; each place in the description has its own clock's reading."""
        for entry in entries(text):
            span, planned = (entry.begins, entry.ends), moment.spans[entry.session]
            if span != planned:
                yield f"{where}: {entry.session} is {span}, and not {planned}"
            if not all(at.tzinfo is not None and at.utcoffset() == timedelta(0) for at in span):
                yield f"{where}: {entry.session} is not given in UTC"
            for words in (entry.summary, entry.description):
                yield from self._of_session(words, entry.session, moment, f"{where}, {entry.session}")

    def _of_session(self, text: str, session: str, moment: Moment, where: str) -> Iterator[str]:
        """In a text about one session: every time, date and offset is one that it has or had somewhere."""
        spans = moment.ever[session]
        good, days = self._anywhere(spans)
        line = _joined(text)
        for found in times(line):
            self.seen += 1
            if found.minutes not in good:
                yield f"{where}: {line[max(0, found.begin - 60) : found.end]!r} is an hour at no place"
        for day, weekday in dates(line):
            if weekday is not None and day.weekday() != weekday:
                yield f"{where}: {day} is not that day of the week"
            if weekday is not None and day not in days and not _is_of_another_act(text, day, moment):
                yield f"{where}: {day} is a day of the session nowhere"
        yield from self._beside_places(text, [moment.spans[session], *spans], moment, where)

    def _anywhere(self, spans: frozenset[Span]) -> tuple[set[int], set[date]]:
        """The hours, and the days, that clocks at any place show at the beginnings and ends of spans."""
        if spans not in self._readings:
            moments = {at for span in spans for at in (*span, *(span[0] + part for part in self.parts))}
            clocks = [zone_in(data, zone) for data in self.laws for zone in {*self.places.values()}]
            here = [at.astimezone(clock) for at in moments for clock in clocks]
            self._readings[spans] = ({minutes_at(at) for at in here}, {at.date() for at in here})
        return self._readings[spans]

    def _beside_places(self, text: str, spans: Iterable[Span], moment: Moment, where: str) -> Iterator[str]:
        """Where a line has a place, an hour and an offset, they are those of a session at that place."""
        for line in text.splitlines():
            offset, hour = OFFSET.search(line), TIME.search(OFFSET.sub("", line))
            named = self._names.findall(line)
            if hour is None or offset is None or not named:
                continue
            for place in named:
                here = [s[0].astimezone(zone_in(moment.zones, self.places[place])) for s in spans]
                self.seen += 1
                if not any(
                    minutes_at(at) == minutes_of(hour) and at.utcoffset() == offset_of(offset) for at in here
                ):
                    yield f"{where}: {line.strip()!r} is not the hour at {place}"
            if spoken := ETHIOPIAN.search(line):
                here = [s[0].astimezone(zone_in(moment.zones, ETHIOPIA)) for s in spans]
                if ethiopian_minutes(spoken) not in {minutes_at(at) for at in here}:
                    yield f"{where}: {line.strip()!r} is not the hour as Ethiopia counts it"

    def _own_box(self, letter: Delivered, where: str) -> Iterator[str]:
        """The hour in the subject is the reader's own."""
        subject = str(letter.letter["Subject"])
        zone = next((z for place, z in self.places.items() if f"({place})" in subject), None)
        if zone is None:
            yield f"{where}: {subject!r} names no place"
            return
        at = letter.moment.spans[letter.session][0].astimezone(zone_in(letter.moment.zones, zone))
        found = list(times(subject))
        self.seen += len(found)
        if {(each.minutes, each.day) for each in found} != {(minutes_at(at), at.date())}:
            yield f"{where}: {subject!r} is not {at}"

    def _dated(self, text: str, moment: Moment, where: str) -> Iterator[str]:
        """In a text about several sessions: a date with a time is one that a session has somewhere."""
        good = {
            (reading.date(), minutes_at(reading))
            for span in moment.spans.values()
            for zone in self.places.values()
            for reading in (at.astimezone(zone_in(moment.zones, zone)) for at in span)
        }
        line = _joined(text)
        for found in times(line):
            if found.day is not None:
                self.seen += 1
                if (found.day, found.minutes) not in good:
                    yield f"{where}: {line[max(0, found.begin - 60) : found.end]!r} is no session's hour"
        yield from self._beside_places(text, moment.spans.values(), moment, where)

    def _page(self, piece: Piece) -> Iterator[str]:
        """Each session of the page by its instant, with every clock that it lists."""
        starts = {span[0]: session for session, span in piece.moment.spans.items()}
        for item in items(piece.text):
            begins = datetime.fromisoformat(item.start).astimezone(UTC)
            if begins not in starts:
                yield f"{piece.name}: no session begins at {item.start}"
                continue
            for hours, named in item.clocks:
                for place in self._names.findall(named):
                    at = begins.astimezone(zone_in(piece.moment.zones, self.places[place]))
                    for found in times(hours):
                        self.seen += 1
                        if found.minutes != minutes_at(at):
                            yield f"{piece.name}: {item.start} is not {hours!r} at {place}"
            anchor = begins.astimezone(zone_in(piece.moment.zones, "America/Toronto"))
            for found in times(item.own):
                self.seen += 1
                if (found.minutes, found.day) != (minutes_at(anchor), anchor.date()):
                    yield f"{piece.name}: {item.own!r} is not {anchor}"


def without_tags(html: str) -> str:
    """The words of an HTML letter, a line a block."""
    body = re.sub(r"(?s)<(style|script|head)\b.*?</\1>", "", html)
    cells = re.sub(r"(?i)</?t[dh]\b[^>]*>", "\t", body)
    blocks = re.sub(r"(?i)</?(?:p|h\d|li|tr|ul|div|table)\b[^>]*>|<br\s*/?>", "\n", cells)
    plain = re.sub(r"<[^>]+>", "", blocks)
    return plain.replace("&#160;", "\u00a0").replace("&nbsp;", "\u00a0").replace("&amp;", "&")


def _joined(text: str) -> str:
    """A text on one line, since a date may be broken at its blanks."""
    return re.sub(r"[ \t]*\n\s*", " ", text)


def _is_of_another_act(text: str, day: object, moment: Moment) -> bool:
    """Whether a date may stand in a letter without being the session's: that of an earlier announcement."""
    return day == moment.now.date()
