"""The page for the screen: a large clock, the hours of all who join, who leads now, and the time left.

One file in both languages that asks nobody else for anything: what is inline is named by its hash in the
content security policy, so nothing else can run. Every hour that it may show comes from ``clock``: a list of
the minutes of a day in words, and the offsets of each place. No link, number or passcode is on it, and of
people only those who lead a part.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from besrour_cli.clock.formatting import day_mark, time_words
from besrour_cli.clock.instants import local, to_epoch_minutes, transitions
from besrour_cli.model.language import Text
from besrour_cli.model.meeting.agenda import AgendaPart
from besrour_cli.model.place import Place
from besrour_cli.publishing.content_policy import compact, content_policy, stripped
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.run_sheet.values import (
    ClockAt,
    RunSubject,
    clocks_of,
    leaders,
    timed_parts,
)
from besrour_cli.publishing.templates import Templates

_MINUTES_OF_A_DAY = 24 * 60
_AROUND = timedelta(hours=12)
"""How long before and after the session the page knows every clock."""


def screen_page(subject: RunSubject, places: Sequence[Place], templates: Mapping[str, str]) -> bytes:
    """The page as HTML, with the clocks of some places.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` for a mistake in a template.
    """
    source = Templates(templates)
    slot = subject.slot
    clocks = clocks_of(places, (slot.start - _AROUND, slot.start, slot.end, slot.end + _AROUND))
    facts: dict[str, object] = {
        "languages": subject.languages(),
        "title": _typeset(subject, subject.session.titles),
        "programme": _typeset(subject, subject.programme.names),
        "clocks": [
            {
                "places": [
                    {code: place.name(code) for code in subject.languages()} for place in clock.places
                ],
                "start": _hour(subject, clock, slot.start),
            }
            for clock in clocks
        ],
        "parts": [
            {
                "title": _typeset(subject, timed.part.titles),
                "who": _who(subject, timed.part),
                "begins": timed.begins,
                "ends": timed.ends,
            }
            for timed in timed_parts(subject.session)
        ],
        "data": Markup(json.dumps(_data(subject, clocks), ensure_ascii=False).replace("<", "\\u003c")),
    }
    style = compact(source.frame("run_sheet/screen.css", facts))
    script = compact(source.frame("run_sheet/screen.js", facts))
    facts |= {"style": Markup(style), "script": Markup(script), "policy": content_policy(style, script)}
    return f"{stripped(source.frame('run_sheet/screen.html', facts))}\n".encode()


def _data(subject: RunSubject, clocks: Sequence[ClockAt]) -> dict[str, object]:
    """What the script reckons with; instants are minutes since 1970-01-01T00:00Z."""
    slot, first = subject.slot, datetime(2027, 1, 1, tzinfo=UTC)  # any day: its 24 hours are put into words
    minutes = [first + timedelta(minutes=n) for n in range(_MINUTES_OF_A_DAY)]
    around = (slot.start - _AROUND, slot.end + _AROUND)
    return {
        "start": to_epoch_minutes(slot.start),
        "minutes": round((slot.end - slot.start) / timedelta(minutes=1)),
        "parts": [part.minutes for part in subject.session.agenda.parts],
        "anchor": _offsets(subject.programme.anchor.zone, around),
        "clocks": [_offsets(clock.places[0].zone, around) for clock in clocks],
        "hours": {code: [time_words(each, code) for each in minutes] for code in subject.languages()},
        "marks": {
            code: [day_mark(first + timedelta(days=apart), first.date(), code) for apart in range(-2, 3)]
            for code in subject.languages()
        },
    }


def _offsets(zone: str, around: tuple[datetime, datetime]) -> list[list[int]]:
    """From which minute a zone's clock is how many minutes east of UTC."""
    return [[to_epoch_minutes(at), offset] for at, offset in transitions(zone, *around)]


def _hour(subject: RunSubject, clock: ClockAt, moment: datetime) -> Text:
    shown = local(moment, clock.places[0].zone)
    return {code: time_words(shown, code) for code in subject.languages()}


def _typeset(subject: RunSubject, text: Text) -> Text:
    return {code: set_typography(text[code], code) for code in subject.languages()}


def _who(subject: RunSubject, part: AgendaPart) -> Text:
    return {code: leaders(subject, part, code) for code in subject.languages()}
