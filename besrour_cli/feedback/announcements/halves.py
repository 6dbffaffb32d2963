"""An English and a French half that name different days, hours or places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from besrour_cli.feedback.announcements.finding import Finding, words_of
from besrour_cli.feedback.announcements.instants import Years, instants
from besrour_cli.feedback.announcements.tokens.dates import DayMention
from besrour_cli.feedback.announcements.tokens.mentions import ParsedAnnouncement, TimeMention
from besrour_cli.model.message import msg

_BESIDE = re.compile(r"\s*[/|–—-]\s*")


def unlike_halves(announcement: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    """Yield the first hour that has no like in the other half, else the first place that has none."""
    for one_day, two_day in pairwise(announcement.days):
        gap = announcement.text[one_day.end : two_day.start]
        both = {one_day.language, two_day.language} == {"en", "fr"} and _BESIDE.fullmatch(gap)
        if both and not {*years.days(one_day)} & {*years.days(two_day)}:
            yield _unlike_days(one_day, two_day)
            return
    english, french = (
        [r for r in announcement.readings if _language(r) == spoken and r.marks and years.days(r.day)]
        for spoken in ("en", "fr")
    )
    one, two = _without_like(english, french, years), _without_like(french, english, years)
    if one and two:
        yield _finding(announcement.text, one, two, warning=False)
        return
    if one or two or not english or not french:
        return
    named, names_there = _zones(english), _zones(french)
    strange = [r for r in english if _zones([r]) - names_there]
    strange_too = [r for r in french if _zones([r]) - named]
    if strange and strange_too:
        yield _finding(announcement.text, strange[0], strange_too[0], warning=True)


def _unlike_days(one: DayMention, two: DayMention) -> Finding:
    return Finding(
        start=two.start,
        end=two.end,
        code="readings-disagree",
        what=msg("“{one}” and “{two}” are not the same day", one=one.text, two=two.text),
        remedy=msg("keep the day, hour and place that are right in both"),
    )


def _language(reading: TimeMention) -> str:
    """Return "en" or "fr" as hour and day say; "" where they contradict: 10:00 AM in a French sentence."""
    of_day = reading.day.language if reading.day else ""
    return (reading.hour.style or of_day) if reading.hour.style in ("", of_day) or not of_day else ""


def _without_like(half: list[TimeMention], other: list[TimeMention], years: Years) -> TimeMention | None:
    """Return the first reading whose instants no reading of the other half can mean."""
    there = {at for reading in other for at in _instants(reading, years)}
    return next((r for r in half if there and (at := _instants(r, years)) and not at & there), None)


def _instants(reading: TimeMention, years: Years) -> frozenset[datetime]:
    return frozenset(at for day in years.days(reading.day) for at in instants(reading, day))


def _zones(half: list[TimeMention]) -> set[str]:
    return {m.place.zone for r in half for m in r.marks if m.place is not None}


def _finding(text: str, one: TimeMention, two: TimeMention, *, warning: bool) -> Finding:
    return Finding(
        start=two.hour.start,
        end=two.hour.end,
        code="readings-disagree",
        what=msg(
            "the English half says “{one}”, the French half “{two}”",
            one=f"{one.day.text}, {words_of(text, one)}" if one.day else words_of(text, one),
            two=f"{two.day.text}, {words_of(text, two)}" if two.day else words_of(text, two),
        ),
        remedy=msg("keep the day, hour and place that are right in both"),
        warning=warning,
    )
