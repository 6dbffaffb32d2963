"""What six independent programs read in one calendar file, as the same plain values."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import tempfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import icalendar
import vobject  # type: ignore[import-untyped]
from ical.calendar_stream import IcsCalendarStream

from support.publishing.npm_folder import installed

JS = Path(__file__).parent / "js"


class Unreadable(AssertionError):
    """A reader found mistakes in the file."""


def by_icalendar(data: bytes) -> list[dict[str, Any]]:
    """The library that wrote the file."""
    return [
        {
            "uid": event.uid,
            "start": event.start,
            "end": event.end,
            "summary": event.summary,
            "description": event.description,
            "location": event.location or "",
            "status": str(event.status),
            "sequence": event.sequence,
        }
        for event in icalendar.Calendar.from_ical(data).events
    ]


def by_vobject(data: bytes) -> list[dict[str, Any]]:
    """Radicale's reader."""
    calendar = vobject.readOne(data.decode())
    return [
        {
            "uid": event.uid.value,
            "start": event.dtstart.value.astimezone(UTC),
            "end": event.dtend.value.astimezone(UTC),
            "summary": event.summary.value,
            "description": event.description.value,
            "location": event.location.value if hasattr(event, "location") else "",
            "status": event.status.value,
            "sequence": int(event.sequence.value),
        }
        for event in calendar.contents.get("vevent", [])
    ]


def by_ical(data: bytes) -> list[dict[str, Any]]:
    """Home Assistant's reader."""
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    return [
        {
            "uid": event.uid,
            "start": event.dtstart,
            "end": event.dtend,
            "summary": event.summary,
            "description": event.description,
            "location": event.location or "",
            "status": event.status.value if event.status else "",
            "sequence": event.sequence,
        }
        for event in calendar.events
    ]


def by_libical(data: bytes) -> list[dict[str, Any]]:
    """The C library of GNOME and KDE: it counts syntax errors and checks the rules of each METHOD."""
    library = _libical()
    kind = library.icalcomponent_string_to_kind(b"VEVENT")
    root = library.icalparser_parse_string(data)
    try:
        if not root or library.icalcomponent_count_errors(root):
            raise Unreadable("libical counts syntax errors")
        if not library.icalrestriction_check(root):
            raise Unreadable(f"libical: {_errors(library, root)}")
        found = []
        event = library.icalcomponent_get_first_component(root, kind)
        while event:
            found.append(
                {
                    "uid": library.icalcomponent_get_uid(event).decode(),
                    "start": _instant(_value(library, event, b"DTSTART")),
                    "end": _instant(_value(library, event, b"DTEND")),
                    "summary": library.icalcomponent_get_summary(event).decode(),
                    "description": library.icalcomponent_get_description(event).decode(),
                    "location": (library.icalcomponent_get_location(event) or b"").decode(),
                    "status": _value(library, event, b"STATUS"),
                    "sequence": library.icalcomponent_get_sequence(event),
                }
            )
            event = library.icalcomponent_get_next_component(root, kind)
        return found
    finally:
        library.icalcomponent_free(root)


def by_javascript(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """What ical.js (Thunderbird, Nextcloud) and node-ical read, by the reader's name."""
    folder = str(installed(JS))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "calendar.ics"
        file.write_bytes(data)
        done = subprocess.run(
            ["node", str(JS / "read.mjs"), folder, str(file)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "TZ": "America/St_Johns"},
        )
        if done.returncode:
            raise Unreadable(done.stderr)
        found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)[str(file)]
    for events in found.values():
        for event in events:
            event["start"] = datetime.fromisoformat(event["start"])
            event["end"] = datetime.fromisoformat(event["end"])
    return found


def by_all(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Every reader's events, by the reader's name, in order of UID."""
    found = {
        "icalendar": by_icalendar(data),
        "vobject": by_vobject(data),
        "ical": by_ical(data),
        "libical": by_libical(data),
        **by_javascript(data),
    }
    return {reader: sorted(events, key=lambda event: event["uid"]) for reader, events in found.items()}


@lru_cache(maxsize=1)
def _libical() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libical.so.3")
    except OSError as error:
        raise AssertionError("these tests need libical 3: install it (Debian: libical3)") from error
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, result, arguments in (
        ("icalcomponent_string_to_kind", number, [text]),
        ("icalproperty_string_to_kind", number, [text]),
        ("icalparser_parse_string", pointer, [text]),
        ("icalcomponent_count_errors", number, [pointer]),
        ("icalrestriction_check", number, [pointer]),
        ("icalcomponent_get_first_component", pointer, [pointer, number]),
        ("icalcomponent_get_next_component", pointer, [pointer, number]),
        ("icalcomponent_get_first_property", pointer, [pointer, number]),
        ("icalproperty_get_value_as_string", text, [pointer]),
        ("icalcomponent_as_ical_string", text, [pointer]),
        ("icalcomponent_get_uid", text, [pointer]),
        ("icalcomponent_get_summary", text, [pointer]),
        ("icalcomponent_get_description", text, [pointer]),
        ("icalcomponent_get_location", text, [pointer]),
        ("icalcomponent_get_sequence", number, [pointer]),
        ("icalcomponent_free", None, [pointer]),
        ("icalerror_set_errors_are_fatal", None, [number]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.icalerror_set_errors_are_fatal(0)
    return library


def _value(library: ctypes.CDLL, event: int, name: bytes) -> str:
    found = library.icalcomponent_get_first_property(event, library.icalproperty_string_to_kind(name))
    text: bytes = library.icalproperty_get_value_as_string(found)
    return text.decode()


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _errors(library: ctypes.CDLL, root: int) -> list[str]:
    lines = library.icalcomponent_as_ical_string(root).decode().replace("\r\n ", "").splitlines()
    return [line for line in lines if line.startswith("X-LIC-ERROR")]
