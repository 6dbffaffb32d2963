"""The text of a calendar file taken apart into calendars and their entries, before anything is understood.

Of an entry only the lines about its time are kept: what else is wrong in it cannot spoil the rest, and no
title comes any further than here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile(r"(BEGIN|END):(V[A-Z]+|STANDARD|DAYLIGHT|AVAILABLE|PARTICIPANT|X-[A-Z0-9-]+)[ \t]*", re.I)
_KEPT = frozenset(
    "UID SEQUENCE DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID STATUS TRANSP "
    "X-MICROSOFT-CDO-BUSYSTATUS ATTENDEE FREEBUSY".split()
)


class Entry(NamedTuple):
    """One component of a calendar: its name, the line it begins at, and its lines by the property's name.

    ``is_whole`` is False where its end is missing.
    """

    kind: str
    line: int
    properties: tuple[tuple[str, str], ...]
    is_whole: bool = True


class CalendarText(NamedTuple):
    """One VCALENDAR: the text of each zone definition, its entries, its name and the zone it names."""

    zones: tuple[str, ...]
    entries: tuple[Entry, ...]
    name: str = ""
    zone: str = ""


def decoded(data: bytes) -> str:
    """Return the text of a calendar file: UTF-8, or UTF-16 as some programs on Windows write it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip()
    for start, encoding in ((b"B\0", "utf-16-le"), (b"\0B", "utf-16-be")):
        if data.startswith(start):
            return data.decode(encoding, "replace").lstrip()
    return data.decode("utf-8-sig", "replace").lstrip()


def calendars_in(text: str) -> tuple[CalendarText, ...]:
    """Return the calendars of a file, one after another (RFC 5545 section 3.4).

    Raises ``ValueError`` for a file that is cut off, or that has something else around its calendars.
    """
    found: list[CalendarText] = []
    current: list[tuple[int, str]] | None = None
    for number, line in _unfolded(text):
        mark = _mark(line)
        if mark == ("BEGIN", "VCALENDAR"):
            if current is not None:
                raise ValueError("a calendar within a calendar")
            current = []
        elif mark == ("END", "VCALENDAR"):
            if current is None:
                raise ValueError("an end without a beginning")
            found.append(_calendar(current))
            current = None
        elif current is not None:
            current.append((number, line))
    if current is not None or not found:
        raise ValueError("a calendar without an end")
    return tuple(found)


def _mark(line: str) -> tuple[str, str] | None:
    match = _MARK.fullmatch(line)
    return (match[1].upper(), match[2].upper()) if match else None


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each line, those that were folded as one (RFC 5545 section 3.1)."""
    begun, parts = 0, [""]
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        yield begun, "".join(parts)
        begun, parts = number, [line]
    yield begun, "".join(parts)


def _calendar(lines: list[tuple[int, str]]) -> CalendarText:
    zones, entries = [], []
    own: dict[str, str] = {}
    for kind, first, inside, is_whole in _components(lines):
        if not kind:
            name, value = _property(inside[0])
            own.setdefault(name, value.rpartition(":")[2].strip())
        elif kind == "VTIMEZONE":
            zones.append("\r\n".join(("BEGIN:VTIMEZONE", *inside, "END:VTIMEZONE", "")))
        else:
            entries.append(Entry(kind, first, _kept(inside), is_whole))
    return CalendarText(
        tuple(zones), tuple(entries), own.get("X-WR-CALNAME", ""), own.get("X-WR-TIMEZONE", "")
    )


def _components(lines: list[tuple[int, str]]) -> Iterator[tuple[str, int, list[str], bool]]:
    """Yield each component with its lines; a line of the calendar itself has no kind."""
    stack: list[str] = []
    first, inside = 0, list[str]()
    for number, line in lines:
        mark = _mark(line)
        if mark is not None and stack and mark == ("END", stack[-1]):
            if len(stack) == 1:
                yield stack[0], first, inside, True
            else:
                inside.append(line)
            stack.pop()
        elif mark is not None and mark[0] == "BEGIN":
            if stack and mark[1] in ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"):
                yield stack[0], first, inside, False  # the one before it was never ended
                stack = []
            if stack:
                inside.append(line)
            else:
                first, inside = number, []
            stack.append(mark[1])
        elif mark is None and stack:
            inside.append(line)
        elif mark is None and line.strip():
            yield "", number, [line], True
    if stack:
        yield stack[0], first, inside, False


def _kept(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """The lines that say when an entry is and whether it takes time; those of what is inside it are not."""
    found, depth = [], 0
    for line in lines:
        mark = _mark(line)
        if mark is not None:
            depth += 1 if mark[0] == "BEGIN" else -1
            continue
        name, rest = _property(line)
        if not depth and name in _KEPT:
            found.append((name, rest))
    return tuple(found)


def _property(line: str) -> tuple[str, str]:
    """The name of a line's property, in capitals, and the rest of the line with its parameters."""
    match = re.match(r"[A-Za-z0-9-]+(?=[;:])", line)
    return (match[0].upper(), line[match.end() :]) if match else ("", line)
