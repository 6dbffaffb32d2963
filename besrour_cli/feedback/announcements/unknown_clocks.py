"""Words in the place of an hour's clock that nobody knows: ``16:00 XYZT``, ``18:00 Nairoby``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from besrour_cli.feedback.announcements.tokens.mentions import TimeMention
from besrour_cli.feedback.announcements.tokens.place_mentions import NAMES, NO_PLACE
from besrour_cli.places.similar_towns import similar_name

_REACH = 60
"""Letters beside an hour in which its clock is looked for."""
_LEAD = r"(?:in|at|à|heure (?:locale )?(?:de |du |d['’]|à )|time in)"
_AFTER = re.compile(
    rf"[ \u00a0]*[(\[]?[ \u00a0]*(?P<lead>{_LEAD}[ \u00a0]*)?(?P<name>{NAMES})"
    r"(?P<time>[ \u00a0](?:local )?time\b)?(?P<end>[ \u00a0]*(?:[)\],;/|.\n]|$))?"
)
_BEFORE = re.compile(
    rf"(?:^|[,;/|•*·–—(-])[ \u00a0]*(?P<name>{NAMES})[ \u00a0]*(?:[:=|–—-][ \u00a0]*|\([ \u00a0]*)?$"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_LETTERS = re.compile(r"[A-Z]{2,4}T")
_CAPITALS = re.compile(r"[A-Z]{3,5}")


class UnknownClock(NamedTuple):
    """What is where an hour's clock is expected, from ``start`` to ``end``, and the start of its hour."""

    start: int
    end: int
    hour: int


def unknown_clocks(text: str, readings: Sequence[TimeMention]) -> Iterator[UnknownClock]:
    """Yield the unknown clocks of hours that have none beside them; ``text``: what is left unread."""
    for number, reading in enumerate(readings):
        hour = reading.hour
        if reading.given:
            continue
        before = readings[number - 1] if number else None
        after = readings[number + 1] if number + 1 < len(readings) else None
        listed = bool(before and before.given and after and after.given)
        ahead = _AFTER.match(text, hour.end, hour.end + _REACH)
        beside = before is not None and "\n" not in text[before.hour.end : hour.start]
        if ahead and _is_clock(ahead, beside=beside, listed=listed):
            yield UnknownClock(*ahead.span("name"), hour.start)
            continue
        begin = max(text.rfind("\n", 0, hour.start) + 1, hour.start - _REACH)
        begin = max(begin, before.hour.end if before else 0)
        if flag := _FLAG.search(text, begin, hour.start):
            yield UnknownClock(*flag.span(), hour.start)
            continue
        behind = _BEFORE.search(text[begin : hour.start])
        if behind and _is_name(behind["name"], listed=listed):
            yield UnknownClock(begin + behind.start("name"), begin + behind.end("name"), hour.start)


def _is_clock(ahead: re.Match[str], *, beside: bool, listed: bool) -> bool:
    """Whether the words behind an hour are meant as its clock; ``beside``: its line has an hour before."""
    name = ahead["name"]
    if name.split(maxsplit=1)[0].lower() in NO_PLACE:
        return False
    whole = ahead["end"] is not None
    if _LETTERS.fullmatch(name) or ahead["time"] or (ahead["lead"] and whole):
        return True
    if whole and (ahead["end"].strip() == "/" or (beside and _CAPITALS.fullmatch(name))):
        return True
    return whole and _is_name(name, listed=listed)


def _is_name(name: str, *, listed: bool) -> bool:
    """Whether a name is a slip of a town's, or is between hours that each have a clock."""
    if name.split(maxsplit=1)[0].lower() in NO_PLACE:
        return False
    return listed or similar_name(name) is not None
