"""Everything an announcement says about days, hours and clocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from besrour_cli.feedback.announcements.abbreviations import abbreviation, pattern
from besrour_cli.feedback.announcements.attach import attach_clocks, group_by_moment
from besrour_cli.feedback.announcements.dates import DayMention, dates
from besrour_cli.feedback.announcements.hours import HourMention, hours
from besrour_cli.feedback.announcements.mentions import BLANK, ParsedAnnouncement, ZoneKind, ZoneMention
from besrour_cli.feedback.announcements.place_mentions import place_mentions

_WESTMOST, _EASTMOST = 12 * 60, 14 * 60
"""Minutes of the offsets farthest from UTC: Baker Island, and Kiritimati."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ])(?=\d{2}:\d{2})")
_HIDDEN = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|©[^\n]{0,20}", re.IGNORECASE)
_OFFSET = re.compile(
    r"(?<!\w)(?P<base>UTC|GMT|TUC?|T\.U\.)(?P<gap>\s?)(?P<sign>[+\-−–±])(?P<gap2>\s?)(?P<h>\d{1,2})"
    r"(?:\s?h(?:\s?(?P<m1>\d{2}))?|[:.](?P<m2>\d{2})|(?P<m3>\d{2}))?(?!\d)(?!\s?[ap]\.?m)(?!:\d)",
    re.IGNORECASE,
)
_PLAIN_OFFSET = re.compile(r"(?<=\d)\s?(?P<sign>[+−-])(?P<h>\d{2}):?(?P<m>\d{2})(?![\d:])|(?<=:\d\d)Z\b")


def read(text: str) -> ParsedAnnouncement:
    """Return everything an announcement says about days, hours and clocks.

    What is read first is blanked, so that nothing is read twice: the year of a date is no hour, the hour of
    an offset is no hour of a session.
    """
    hidden = _HIDDEN.sub(_blank, _ISO.sub(lambda m: m[0][:10] + " ", text))
    days = tuple(sorted(dates(hidden)))
    shown = _without(hidden, days)
    offsets = list(_offsets(shown))
    shown = _without(shown, offsets)
    words = [_clock_word(m) for m in pattern().finditer(shown)]
    found = sorted(hours(shown, frozenset(m.start for m in (*words, *offsets))))
    words = [m for m in words if not any(h.start < m.end and m.start < h.end for h in found)]
    shown = _without(_without(shown, found), words)
    places = list(place_mentions(shown, found, sorted([*offsets, *words])))
    shown = _without(shown, places)
    marks = sorted([*offsets, *words, *places], key=lambda mark: mark.start)
    readings = attach_clocks(shown, found, marks, days)
    return ParsedAnnouncement(text, days, tuple(marks), tuple(group_by_moment(shown, readings)))


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])


def _without(text: str, mentions: Sequence[DayMention | HourMention | ZoneMention]) -> str:
    for mention in mentions:
        text = text[: mention.start] + BLANK * (mention.end - mention.start) + text[mention.end :]
    return text


def _offsets(text: str) -> Iterator[ZoneMention]:
    """Yield the offsets of a text: those after UTC or GMT, then those glued to an hour (ISO 8601)."""
    for match in _OFFSET.finditer(text):
        minutes = int(match["h"]) * 60 + int(match["m1"] or match["m2"] or match["m3"] or 0)
        minus = match["sign"] in "-−–"
        if minus and match["gap"] and match["gap2"] and (match["m1"] or match["m2"] or match["m3"]):
            continue  # 10:00 GMT - 11:00 WAT is a span
        if minutes <= (_WESTMOST if minus else _EASTMOST):
            yield _offset(match, -minutes if minus else minutes)
    for match in _PLAIN_OFFSET.finditer(text):
        if match["h"] is None:
            yield ZoneMention(
                start=match.start(),
                end=match.end(),
                text="Z",
                kind=ZoneKind.CLOCK,
                claims=0,
                zones=("Etc/UTC",),
            )
        elif ":" in text[max(0, match.start() - 6) : match.start()]:
            minutes = int(match["h"]) * 60 + int(match["m"])
            # real offsets are whole quarters of an hour; a blank before is that of a span, 14:00 -1530
            if minutes <= _EASTMOST and minutes % 15 == 0 and text[match.start() : match.start() + 1] != " ":
                claims = minutes if match["sign"] == "+" else -minutes
                words = match[0].strip()
                yield ZoneMention(
                    start=match.start(),
                    end=match.end(),
                    text=words,
                    kind=ZoneKind.CLOCK,
                    claims=claims,
                    zones=(),
                )


def _offset(match: re.Match[str], minutes: int) -> ZoneMention:
    if not minutes:
        return ZoneMention(
            start=match.start(),
            end=match.end(),
            text=match[0],
            kind=ZoneKind.CLOCK,
            claims=0,
            zones=("Etc/UTC",),
        )
    words = match[0].strip()
    return ZoneMention(
        start=match.start(), end=match.end(), text=words, kind=ZoneKind.OFFSET, claims=minutes, zones=()
    )


def _clock_word(match: re.Match[str]) -> ZoneMention:
    meant = abbreviation(match[0])
    return ZoneMention(
        start=match.start(),
        end=match.end(),
        text=match[0],
        kind=ZoneKind.CLOCK,
        claims=meant.claims,
        zones=meant.zones,
    )
