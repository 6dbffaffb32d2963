"""Offsets from UTC in announcements: ``UTC+1``, ``GMT -5``, and those glued to an hour (ISO 8601)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from besrour_cli.clock.instants import EASTMOST, WESTMOST
from besrour_cli.feedback.announcements.tokens.abbreviations import abbreviation, pattern
from besrour_cli.feedback.announcements.tokens.dates import MONTH
from besrour_cli.feedback.announcements.tokens.mentions import ZoneKind, ZoneMention

_REACH = 40
"""Letters before an offset in which its hour and date are looked for."""
_LONGEST_SPAN = 4 * 60
"""Minutes of a span over midnight; a longer one is an offset: 14:00-05:00."""
_OFFSET = re.compile(
    r"(?<!\w)(?P<base>UTC|GMT|TUC?|T\.U\.)(?P<gap>\s?)(?P<sign>[+\-−–±])(?P<gap2>\s?)(?P<h>\d{1,2})"
    r"(?:\s?h(?:\s?(?P<m1>\d{2}))?|[:.](?P<m2>\d{2})|(?P<m3>\d{2}))?(?!\d)(?!\s?[ap]\.?m)(?!:\d)",
    re.IGNORECASE,
)
_PLAIN_OFFSET = re.compile(r"(?<=\d)(?P<sign>[+−-])(?P<h>\d{2}):?(?P<m>\d{2})(?![\d:])|(?<=:\d\d)Z\b")
_MONTH_NEXT = re.compile(rf"\s?(?:{MONTH})\b", re.IGNORECASE)
_ISO_BEFORE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?$")


def clock_offsets(text: str) -> Iterator[ZoneMention]:
    """Yield the offsets written after UTC or GMT."""
    for match in _OFFSET.finditer(text):
        minutes = int(match["h"]) * 60 + int(match["m1"] or match["m2"] or match["m3"] or 0)
        minus = match["sign"] in "-−–"
        apart = minus and match["gap"] and match["gap2"]
        if apart and (match["m1"] or match["m2"] or match["m3"] or _MONTH_NEXT.match(text, match.end())):
            continue  # 10:00 GMT - 11:00 WAT is a span, 10:00 GMT - 4 July a date
        if minus and match["m2"] and _is_hour_elsewhere(text[match.end() :], -minutes):
            continue  # so is 10:00 GMT-11:00 WAT, while 10:00 GMT-05:00 EST says its offset twice
        if minutes <= (WESTMOST if minus else EASTMOST):
            yield _offset(match, -minutes if minus else minutes)


def _is_hour_elsewhere(behind: str, minutes: int) -> bool:
    """Whether the figures of an offset are an hour, since a clock of another offset stands behind them."""
    found = pattern().match(behind, 1) if behind.startswith(" ") else None
    claims = abbreviation(found[0]).claims if found else None
    return claims is not None and claims != minutes


def glued_offsets(text: str, whole: str) -> Iterator[ZoneMention]:
    """Yield the offsets glued to an hour; ``whole``: the same text before anything was blanked."""
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
        elif (claims := _glued(match, text, whole)) is not None:
            yield ZoneMention(
                start=match.start(),
                end=match.end(),
                text=match[0],
                kind=ZoneKind.CLOCK,
                claims=claims,
                zones=(),
            )


def _glued(match: re.Match[str], text: str, whole: str) -> int | None:
    """Return the minutes east of UTC that figures behind an hour claim; None where they end a span."""
    hour = re.search(r"(\d{1,2}):(\d{2})(?::\d{2})?$", text[max(0, match.start() - _REACH) : match.start()])
    minutes = int(match["h"]) * 60 + int(match["m"])
    # real offsets are whole quarters of an hour
    if hour is None or minutes > EASTMOST or minutes % 15:
        return None
    if match["sign"] == "+":
        return minutes
    lasts = (minutes - int(hour[1]) * 60 - int(hour[2])) % (24 * 60)
    span = minutes > int(hour[1]) * 60 + int(hour[2]) or lasts <= _LONGEST_SPAN
    return (
        None
        if span and not _ISO_BEFORE.search(whole[max(0, match.start() - _REACH) : match.start()])
        else -minutes
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
