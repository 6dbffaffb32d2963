"""A moment as people write it and as besrour prints it, read back: date, hour, and the clock that is meant.

Every part of the text is understood or refused: what is left beside the date, the hour and an offset is the
place. A date that can be two days, and a place whose clock is not the offset beside it, are refused.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from besrour_cli.clock.instants import UTC, from_local, instant_of, instant_text, not_a_time, offset_minutes
from besrour_cli.clock.written_dates import find_date
from besrour_cli.clock.written_hours import DAY, find_hours, folded
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place

__all__ = ["WrittenMoment", "read_moment"]

_MARKS = (
    r"two days before|the day before|next day|two days later|"
    r"l'avant-veille|la veille|le lendemain|le surlendemain"
)
_OFFSET = (
    r"(?<![\w/])(?:(?:utc|gmt) ?)?(?P<sign>[+\-\u2212])(?P<hours>\d{1,2})"
    r"(?::?(?P<minutes>\d{2})| ?h(?: ?(?P<after>\d{2}))?)?(?![\w:])|(?<![\w/])(?:utc|gmt|z)(?![\w/])"
)
_BRACKETED = r" \((\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?z)\)$"
_EXACT = (
    r"(?P<instant>\d{4}-\d\d-\d\d[Tt ](?P<clock>\d\d:\d\d)(?::\d\d)? ?(?P<offset>[Zz]|UTC|[+-]\d\d:?\d\d))"
    r"(?:[ ,]+(?P<place>\D.*))?"
)
_SPAN_OR_OFFSET = r"(\d{4}-\d\d-\d\d) (\d\d:\d\d)-(\d\d:\d\d)"
_LEAD = r"^(?:[\s,;:\u2013\u2014-]|(?:in|at|on|à|heure de|heure d')(?:\s|(?<=')))+"
_TAIL = r"(?:[\s,;:\u2013\u2014-]|\b(?:local )?time$|\bheure locale$)+$"


class WrittenMoment(NamedTuple):
    """What a text says: a local time, the place after it ("": none), and the offset or instant beside it.

    ``span`` tells that an end was named as well, of which a moment has no use.
    """

    text: str
    naive: datetime
    place: str
    offset: int | None = None
    instant: datetime | None = None
    span: bool = False

    def on_clock_of(self, place: Place | None) -> datetime:
        """The instant meant, on the clock of the place that was written, or of the anchor.

        Without an offset there must be a place; with one alone there need not be. Raises UsageError when
        the offset or instant that is written beside it is not that of the clock.
        """
        if self.offset is not None:
            at = self._at_offset(self.offset, place)
        elif place is None:
            raise ValueError("a local time needs a place")
        else:
            at = from_local(self.naive, place.zone, place.names)
        if self.instant is not None and self.instant != at:
            first, second = instant_text(at), instant_text(self.instant)
            raise UsageError(
                msg(
                    "“{text}” names two moments: {first} and {second}",
                    text=self.text,
                    first=first,
                    second=second,
                ),
                msg("write one of them"),
            )
        return at

    def _at_offset(self, offset: int, place: Place | None) -> datetime:
        try:
            at = (self.naive - timedelta(minutes=offset)).replace(tzinfo=UTC)
        except OverflowError:
            raise not_a_time(self.text) from None
        if place and offset_minutes(at, place.zone) != offset:
            raise UsageError(
                msg("the offset in “{text}” is not that of {place} then", text=self.text, place=place.names),
                msg("leave out the offset, or the place"),
            )
        return at


def read_moment(text: str) -> WrittenMoment:
    """A date with an hour, and what stands around them; a text that holds no such pair is refused."""
    value = unicodedata.normalize("NFC", " ".join(text.split()))
    _refuse_span_or_offset(value)
    rest, beside = value, _pattern(_BRACKETED).search(folded(value))
    if beside:
        rest = value[: beside.start()]
    instant = instant_of(beside[1].upper()) if beside else None
    exact = _pattern(_EXACT).fullmatch(rest)
    if exact and (
        beside or "T" in rest or "-" not in exact["offset"] or exact["clock"] > exact["offset"][1:]
    ):
        at, offset = instant_of(exact["instant"]), _cut_offset(exact["offset"])[1]
        if at and offset is not None:
            naive = at.replace(tzinfo=None) + timedelta(minutes=offset)
            return WrittenMoment(
                text=value, naive=naive, place=_place(exact["place"] or ""), offset=offset, instant=instant
            )
    found = find_date(rest)
    if found is None:
        raise not_a_time(value)
    rest = f"{rest[: found.start]}, {rest[found.end :]}"
    hours = find_hours(folded(rest))
    if hours is None or hours.minute >= DAY:
        raise not_a_time(value)
    rest, offset = _cut_offset(f"{rest[: hours.start]}, {rest[hours.end :]}")
    try:
        naive = datetime.combine(found.day, time(hours.minute // 60, hours.minute % 60, hours.second))
    except ValueError:
        raise not_a_time(value) from None
    return WrittenMoment(
        text=value, naive=naive, place=_place(rest), offset=offset, instant=instant, span=hours.span
    )


def _refuse_span_or_offset(value: str) -> None:
    """``2027-01-19 09:00-10:30``: the end of a span, or west of Greenwich; nothing else tells which."""
    match = _pattern(_SPAN_OR_OFFSET).fullmatch(value)
    if match and match[2] < match[3]:
        raise UsageError(
            msg("“{text}” can be a span of hours or an hour with its offset", text=value),
            msg("write the start alone, such as {start}", start=f"{match[1]} {match[2]} Accra"),
        )


def _cut_offset(rest: str) -> tuple[str, int | None]:
    """The text without an offset, and without a mark such as ``next day``; the offset in minutes."""
    match = _pattern(_OFFSET).search(folded(rest))
    offset = None
    if match:
        east = -1 if match["sign"] in ("-", "\u2212") else 1
        minutes = int(match["minutes"] or match["after"] or 0)
        offset = east * (int(match["hours"] or 0) * 60 + minutes)
        rest = rest[: match.start()] + rest[match.end() :]
        if mark := _pattern(rf", (?:{_MARKS})(?=\))").search(folded(rest)):
            rest = rest[: mark.start()] + rest[mark.end() :]
    return rest, offset


def _place(rest: str) -> str:
    """What is left, without the punctuation and little words around it."""
    before, rest = "", re.sub(r"\(\s*\)|\[\s*\]", "", rest)
    while rest != before:
        before = rest
        rest = re.sub(_TAIL, "", re.sub(_LEAD, "", rest.strip(), flags=re.IGNORECASE), flags=re.IGNORECASE)
        rest = re.sub(r"^[(\[]((?:[^()\[\]]|\([^()]*\))*)[)\]]$", r"\1", rest)
    return re.sub(r"\s*,(?:\s*,)+", ",", rest)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
