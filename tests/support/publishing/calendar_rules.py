"""The rules of calendar files, read off the bytes alone: no parser that forgives."""

from __future__ import annotations

import re
import unicodedata

ONCE = (
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "STATUS",
    "TRANSP",
    "CATEGORIES",
    "COLOR",
    "ORGANIZER",
)
ESCAPE = re.compile(r"\\.", re.DOTALL)
INSTANT = re.compile(r"\d{8}T\d{6}Z")


def logical_lines(data: bytes) -> list[str]:
    """The unfolded lines of a file whose physical lines keep every rule of RFC 5545 section 3.1."""
    assert data.endswith(b"\r\n"), "the last line too ends in CRLF"
    physical = data[:-2].split(b"\r\n")
    for line in physical:
        assert len(line) <= 75, f"{len(line)} octets: {line!r}"
        assert line, "an empty line"
        assert b"\r" not in line, "a carriage return inside a line"
        assert b"\n" not in line, "a line feed inside a line"
        text = line.decode("utf-8")  # fails when a fold splits a character
        assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\t" for c in text), (
            f"a control in {text!r}"
        )
    whole = data.decode("utf-8").replace("\r\n ", "")
    assert unicodedata.is_normalized("NFC", whole)
    assert "\ufeff" not in whole, "a byte order mark"
    assert not re.search(r"&(amp|lt|gt|quot|#\d+);", whole), "an entity"
    return whole.removesuffix("\r\n").split("\r\n")


def check(data: bytes) -> list[str]:
    """Hold a whole file against the rules; its logical lines are handed back."""
    lines = logical_lines(data)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1
    open_parts: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_parts.append(value)
        elif name == "END":
            assert open_parts.pop() == value, "components close in order"
    assert not open_parts
    assert sum(line.startswith("BEGIN:") for line in lines) > 1, "at least one component"
    for event in events(lines).values():
        names = [re.split("[;:]", line)[0] for line in event]
        for name in ONCE:
            assert names.count(name) <= 1, f"{name} twice"
        assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS"} <= set(names)
        for name in ("DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"):
            assert INSTANT.fullmatch(value_of(event, name)), f"{name} is a UTC instant"
        for name in ("SUMMARY", "DESCRIPTION"):
            bare = ESCAPE.sub(lambda found: "" if found[0][1] in "\\;,n" else "bad\\", value_of(event, name))
            assert not re.search(r"[\\;,]", bare), f"{name} is not escaped"
    return lines


def events(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each VEVENT by UID, those of alarms left out."""
    found: dict[str, list[str]] = {}
    event: list[str] | None = None
    inside = ""
    for line in lines:
        if line == "BEGIN:VEVENT":
            event, inside = [], ""
        elif line == "END:VEVENT" and event is not None:
            uid = value_of(event, "UID")
            assert uid not in found, f"two events of UID {uid}"
            found[uid], event = event, None
        elif line.startswith("BEGIN:"):
            inside = line
        elif line.startswith("END:"):
            inside = ""
        elif event is not None and not inside:
            event.append(line)
    return found


def outside(lines: list[str]) -> list[str]:
    """The lines that belong to no VEVENT."""
    kept, inside = [], False
    for line in lines:
        inside = inside or line == "BEGIN:VEVENT"
        if not inside:
            kept.append(line)
        inside = inside and line != "END:VEVENT"
    return kept


def value_of(lines: list[str], name: str) -> str:
    """The raw value of the one property of that name, without parameters."""
    found = [line.partition(":")[2] for line in lines if re.match(rf"{name}[;:]", line)]
    assert len(found) == 1, f"{len(found)} times {name}"
    return found[0]
