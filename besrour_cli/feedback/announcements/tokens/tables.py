"""Tables whose hours have their clock or their day at the top of a column, in a text or from a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from besrour_cli.feedback.announcements.tokens.dates import DayMention
from besrour_cli.feedback.announcements.tokens.hours import HourMention
from besrour_cli.feedback.announcements.tokens.mentions import ZoneMention
from besrour_cli.feedback.announcements.tokens.place_mentions import places_within
from besrour_cli.places.similar_towns import similar_name

_FEWEST = 2
"""Columns with a clock, or with a day, that make a line the top of a table."""
_MOST_COLUMNS = 40
_RULED = re.compile(r"[\s|:+=\-–—─]*")
_SPACES = re.compile(r"\t| {2,}")

_Span = tuple[int, int]


class TableCell(NamedTuple):
    """What an hour of a table has from the top of its column, or from the beginning of its row.

    ``moment``: the same for all hours said to be one moment; ``unknown``: where the top of the column is
    that is no clock, in a row of clocks.
    """

    marks: tuple[ZoneMention, ...]
    day: DayMention | None
    moment: _Span
    unknown: _Span | None = None


class _Line(NamedTuple):
    start: int
    end: int
    cells: tuple[_Span, ...]
    hours: tuple[HourMention, ...]


class _Top(NamedTuple):
    line: int
    cells: tuple[_Span, ...]
    marks: tuple[tuple[ZoneMention, ...], ...]
    days: tuple[DayMention | None, ...]

    @property
    def clocks(self) -> bool:
        return sum(bool(marks) for marks in self.marks) >= _FEWEST

    @property
    def dated(self) -> bool:
        return sum(day is not None for day in self.days) >= _FEWEST


def table_cells(
    text: str, hours: Sequence[HourMention], marks: Sequence[ZoneMention], days: Sequence[DayMention]
) -> dict[int, TableCell]:
    """Return what tables say of their hours, by the start of each; ``text``: what is not yet understood."""
    found: dict[int, TableCell] = {}
    candidate: tuple[int, _Line] | None = None
    top: _Top | None = None
    for number, line in enumerate(_lines(text, hours)):
        if _RULED.fullmatch(text, line.start, line.end):
            continue
        if not line.hours:
            candidate, top = ((number, line) if len(line.cells) >= _FEWEST else None), None
        elif candidate and len(line.cells) - len(candidate[1].cells) in (0, 1):
            top = top or _top(text, *candidate, marks, days)
            found.update(_row(text, number, line, top, marks))
        else:
            candidate = top = None
    return found


def _lines(text: str, hours: Sequence[HourMention]) -> Iterator[_Line]:
    waiting = list(reversed(hours))
    lines = text.split("\n")
    for start, words in zip(accumulate((len(w) + 1 for w in lines), initial=0), lines, strict=False):
        end, inside = start + len(words), []
        while waiting and waiting[-1].start < end:
            inside.append(waiting.pop())
        yield _Line(start, end, tuple(_cells(words, start)), tuple(inside))


def _cells(words: str, start: int) -> Iterator[_Span]:
    """Yield where the cells of a line are: between bars, else between tabs or wide gaps."""
    edges = [(m.start(), m.end()) for m in (re.finditer(r"\|", words) if "|" in words else _gaps(words))]
    if len(edges) > _MOST_COLUMNS:
        return
    bounds = [0, *(edge for pair in edges for edge in pair), len(words)]
    spans = [(start + bounds[i], start + bounds[i + 1]) for i in range(0, len(bounds), 2)]
    if "|" in words and not words[: bounds[1]].strip():
        spans = spans[1:]
    if "|" in words and spans and not words[bounds[-2] :].strip():
        spans = spans[:-1]
    yield from spans


def _gaps(words: str) -> Iterator[re.Match[str]]:
    """Yield the gaps between the cells of a line without bars, not the one it begins or ends with."""
    first, last = len(words) - len(words.lstrip(" ")), len(words.rstrip())
    return (m for m in _SPACES.finditer(words, first) if m.end() <= last)


def _top(
    text: str, number: int, line: _Line, marks: Sequence[ZoneMention], days: Sequence[DayMention]
) -> _Top:
    here = [m for m in marks if line.start <= m.start < line.end]
    dated = [d for d in days if line.start <= d.start < line.end]
    clocks, columns = [], []
    for start, end in line.cells:
        known = [m for m in here if start <= m.start < end]
        clocks.append(tuple(sorted([*known, *places_within(text, start, end)], key=lambda m: m.start)))
        columns.append(next((d for d in dated if start <= d.start < end), None))
    return _Top(number, line.cells, tuple(clocks), tuple(columns))


def _row(
    text: str, number: int, line: _Line, top: _Top, marks: Sequence[ZoneMention]
) -> Iterator[tuple[int, TableCell]]:
    """Yield the hours of a row with what they have from the top; a row may begin with a label of its own."""
    shift = len(line.cells) - len(top.cells)
    label: tuple[ZoneMention, ...] = ()
    if top.dated and not top.clocks:
        start, end = line.cells[0]
        label = (*(m for m in marks if start <= m.start < end), *places_within(text, start, end))
    for hour in line.hours:
        at = next((i for i, (s, e) in enumerate(line.cells) if s <= hour.start < e), -1) - shift
        if at < 0:
            continue
        if top.clocks:
            unknown = top.cells[at] if not top.marks[at] and _is_slip(text, top, at) else None
            if top.marks[at] or unknown:
                yield hour.start, TableCell(top.marks[at], None, (number, -1), unknown)
        elif label and top.days[at]:
            yield hour.start, TableCell(label, top.days[at], (top.line, at))


def _is_slip(text: str, top: _Top, at: int) -> bool:
    """Whether the top of a column is a town's name with a slip, or has clocks on both sides."""
    name = " ".join(text[slice(*top.cells[at])].replace("*", " ").split())
    around = [top.marks[i] for i in (at - 1, at + 1) if 0 <= i < len(top.marks)]
    return bool(name) and ((len(around) > 1 and all(around)) or similar_name(name) is not None)
