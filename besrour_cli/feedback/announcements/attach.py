"""Which clocks and which day an hour has, and which hours are said to be one moment."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from besrour_cli.feedback.announcements.day_of_hour import DaysOfHours
from besrour_cli.feedback.announcements.tokens.dates import DayMention
from besrour_cli.feedback.announcements.tokens.hours import HourMention
from besrour_cli.feedback.announcements.tokens.mentions import (
    BLANK,
    BREAK,
    FILLER,
    TimeMention,
    ZoneKind,
    ZoneMention,
)

_T = TypeVar("_T", HourMention, ZoneMention)
_RULE_REACH = 60
"""Letters before a clock in which the words of a rule for all hours are looked for."""
_NEAR_LINES = 2
"""Lines between an hour and clocks that are on a line of their own."""
_LINES_OF_A_LIST = 3
"""Line ends between two readings of a list: paragraphs and items of a page have blank lines between."""
_RULE = re.compile(r"\b(?:times?|hours?|heures?|time ?zone|fuseau|horaires?)\b", re.IGNORECASE)
_OR = re.compile(r"\b(?:and|et|or|ou|soit)\b", re.IGNORECASE)
_DASH = re.compile(r"\s[-–—]\s")
_SPAN = re.compile(r"[\s\x00()]*(?:[-–—]|\bto\b|\buntil\b|\bà\b|jusqu['’]à)[\s\x00]*", re.IGNORECASE)
_OWN = re.compile(r"[^\n/|;]*(?=[/|;])")
_MOST_CLOCKS = 12
"""Clocks that one hour may have beside it, one after the other."""
_MOST_READINGS = 80
"""Readings of one moment that are compared with each other: more than a roster has clocks."""


def attach_clocks(
    text: str, hours: Sequence[HourMention], marks: Sequence[ZoneMention], days: Sequence[DayMention]
) -> tuple[TimeMention, ...]:
    """Return each hour with the clocks next to it, else those of its line, its neighbours, or the whole.

    ``text``: the announcement with every mention blanked.
    """
    lines = [0, *(m.end() for m in re.finditer("\n", text))]

    def line_of(at: int) -> int:
        return bisect_right(lines, at)

    attached: dict[HourMention, list[ZoneMention]] = {hour: [] for hour in hours}
    marks_of, hours_of = by_line(marks, line_of), by_line(hours, line_of)
    for number, here in hours_of.items():
        _attach_line(text, here, marks_of.get(number, []), attached)
    used = {mark.start for clocks in attached.values() for mark in clocks}
    alone = [m for m in marks if m.start not in used]
    alone_of = by_line([m for m in alone if line_of(m.start) not in hours_of], line_of)
    rules = [m for m in alone if _is_rule(text, m)]
    day_of = DaysOfHours(text, days, line_of)
    readings = []
    for hour in hours:
        clocks = attached[hour]
        given = bool(clocks)
        if not given:
            line = line_of(hour.start)
            lines_near = range(line - _NEAR_LINES, line + _NEAR_LINES + 1)
            near = [m for number in lines_near for m in alone_of.get(number, [])]
            same = [m for m in marks_of.get(line, []) if m.kind != ZoneKind.PLACE]
            if _has_words_of_its_own(text, hour):
                readings.append(TimeMention(hour=hour, marks=(), day=day_of(hour), given=False))
                continue
            clocks = (
                _nearest(hour, same)
                or _whole_line(_nearest(hour, near), near, line_of)
                or _nearest(hour, rules)
            )
        marked = tuple(sorted(clocks, key=lambda mark: mark.start))
        readings.append(TimeMention(hour=hour, marks=marked, day=day_of(hour), given=given))
    return tuple(readings)


def by_line(mentions: Sequence[_T], line_of: Callable[[int], int]) -> dict[int, list[_T]]:
    """Return the mentions of each line that has any, in the text's order."""
    found: dict[int, list[_T]] = {}
    for mention in mentions:
        found.setdefault(line_of(mention.start), []).append(mention)
    return found


def _has_words_of_its_own(text: str, hour: HourMention) -> bool:
    """Whether a name that was not understood parts an hour from the next by a sign: ``11:00 Foo / 17:00``."""
    own = _OWN.match(text, hour.end, hour.end + _RULE_REACH)
    return own is not None and not FILLER.fullmatch(own[0]) and re.search(r"[A-Z]", own[0]) is not None


def _is_rule(text: str, mark: ZoneMention) -> bool:
    """Whether a clock is in a sentence about all hours (``All times are in ...``, ``heures de ...``)."""
    begin = max(text.rfind("\n", 0, mark.start), mark.start - _RULE_REACH)
    return _RULE.search(text[max(0, begin) : mark.start]) is not None


def _nearest(hour: HourMention, marks: Sequence[ZoneMention]) -> list[ZoneMention]:
    at = bisect_right(marks, hour.start, key=lambda m: m.start)
    return sorted(marks[max(0, at - 1) : at + 1], key=lambda m: abs(m.start - hour.start))[:1]


def _whole_line(
    first: list[ZoneMention], marks: Sequence[ZoneMention], line_of: Callable[[int], int]
) -> list[ZoneMention]:
    """Return all clocks of the line of one: ``Your local time (Vancouver, UTC−7)``."""
    return [m for m in marks if first and line_of(m.start) == line_of(first[0].start)]


def _attach_line(
    text: str,
    here: Sequence[HourMention],
    there: Sequence[ZoneMention],
    attached: dict[HourMention, list[ZoneMention]],
) -> None:
    """Give the clocks of one line to its hours: those before the first, between two, and after the last."""
    first, last = here[0], here[-1]
    starts = [m.start for m in there]
    leading = there[: bisect_left(starts, first.start)]
    trailing = there[bisect_left(starts, last.end) :]
    before = _chain(text, leading[: -_MOST_CLOCKS - 1 : -1], first.start, backwards=True)
    attached[first] += before
    after = _chain(text, trailing, last.end)
    attached[last] += after
    # where the line begins with a clock, clocks lead their hours on it: Accra 14:00, Cairo 16:00
    clocks_lead = bool(before) and not after
    for one, two in pairwise(here):
        between = there[bisect_left(starts, one.end) : bisect_left(starts, two.start)]
        if not between:
            continue
        edges = [one.end, *(e for m in between for e in (m.start, m.end)), two.start]
        gaps = [
            _distance(text[edges[i] : edges[i + 1]], inner=0 < i < len(edges) - 2, last=i == len(edges) - 2)
            for i in range(0, len(edges), 2)
        ]
        if (
            len(between) == 1
            and not clocks_lead
            and ":" in text[edges[2] : edges[3]]
            and text[edges[0] : edges[1]].isspace()
        ):
            gaps[1] = 4  # 10am UTC: 5am in Lima
        for i in range(1, len(gaps) - 1):
            if text.count("(", one.end, edges[2 * i]) > text.count(")", one.end, edges[2 * i + 1]):
                gaps[i] = -1  # one list in brackets: 15:00 (Accra, Dakar, Abidjan)
        widest = max(gaps)
        # of equal gaps the first leaves most clocks to the second hour, the last most to the first
        split = gaps.index(widest) if clocks_lead else len(gaps) - 1 - gaps[::-1].index(widest)
        attached[one] += _chain(text, between[:split], one.end)
        attached[two] += _chain(text, between[split:][::-1], two.start, backwards=True)
    behind = [m for m in attached[first] if m.start >= first.end]
    if any(m.kind == ZoneKind.PLACE for m in behind):
        # our café with Nairobi is on 6 July, 11 am Toronto: a date parts the first place from the hour
        attached[first] = [m for m in before if BLANK not in text[m.end : first.start]] + behind


def _chain(
    text: str, marks: Sequence[ZoneMention], edge: int, *, backwards: bool = False
) -> list[ZoneMention]:
    """Return the clocks that follow each other from an edge with nothing but filler between."""
    found: list[ZoneMention] = []
    for mark in marks[:_MOST_CLOCKS]:
        gap = text[mark.end : edge] if backwards else text[edge : mark.start]
        if BREAK.search(gap) or not FILLER.fullmatch(gap) or ";" in gap or (found and "|" in gap):
            break
        found.append(mark)
        edge = mark.start if backwards else mark.end
    return found


def _distance(gap: str, *, inner: bool, last: bool) -> float:
    """Return how strongly the text between an hour and a clock, or two clocks, parts them.

    The weights only order the signs, as they were found to in real announcements. ``inner``: the gap is
    between two clocks; ``last``: it is before the second hour.
    """
    if BREAK.search(gap) or not FILLER.fullmatch(gap):
        return 8
    for sign, weight in (("|", 5.0), (";", 4.0), ("=", 3.5), ("/", 1.5 if inner else 3.0)):
        if sign in gap:
            return weight
    if ":" in gap:
        return -1
    if _OR.search(gap):
        return 2.5
    if "," in gap:
        return 2
    if _DASH.search(gap):
        return 1
    if ")" in gap and "(" not in gap:
        return 1.2
    if "(" in gap:
        return 2.2 if last else 0  # a clock in brackets explains what is before it
    return 0.5


def with_ends(text: str, readings: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """Return the readings with two that are a span as one: ``15:00 GMT – 16:30 GMT``."""
    found: list[TimeMention] = []
    for reading in readings:
        last = found[-1] if found else None
        if last and last.given and reading.given and last.hour.until is None and reading.hour.until is None:
            same = {m.text for m in last.marks} == {m.text for m in reading.marks}
            if same and _SPAN.fullmatch(text, last.hour.end, reading.hour.start):
                hour = last.hour._replace(until=reading.hour.minute)
                found[-1] = last._replace(hour=hour)
                continue
        found.append(reading)
    return tuple(found)


def group_by_moment(
    text: str, readings: Sequence[TimeMention], strange: Collection[int] = ()
) -> Iterator[tuple[TimeMention, ...]]:
    """Yield the readings that are said to be one moment: nothing but filler and clocks between them.

    ``strange``: where hours start whose clock is unknown: alone, and not in the way of their neighbours.
    """
    group: list[TimeMention] = []
    in_tables: dict[tuple[int, int], list[TimeMention]] = {}
    for reading in readings:
        if reading.moment and reading.hour.start not in strange:
            in_tables.setdefault(reading.moment, []).append(reading)
            continue
        if reading.hour.start in strange:
            yield (reading,)
            continue
        if group and (len(group) >= _MOST_READINGS or not _are_one_moment(text, group[-1], reading)):
            yield tuple(group)
            group = []
        group.append(reading)
    if group:
        yield tuple(group)
    yield from map(tuple, in_tables.values())


def _are_one_moment(text: str, one: TimeMention, two: TimeMention) -> bool:
    gap = text[one.hour.end : two.hour.start]
    if BREAK.search(gap) or gap.count("\n") > _LINES_OF_A_LIST or not FILLER.fullmatch(gap):
        return False
    if one.day and two.day and one.day != two.day:
        # months taken for 31 days: only neighbours matter, one moment on both sides of midnight
        (month, day), (other_month, other_day) = one.day.parts[0], two.day.parts[0]
        if abs((month * 31 + day) - (other_month * 31 + other_day)) > 1:
            return False
    return {m.text for m in one.marks} != {m.text for m in two.marks} and one.given and two.given
