"""Small calendars as the publishing room writes them, for a delivery room that knows nothing of it."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)


def calendar(
    session: str, hour: int = 14, sequence: int = 0, title: str = "Café : mentorat, équité"
) -> bytes:
    """One event, long lines folded, with texts that careless servers damage."""
    escaped = title.replace(",", "\\,").replace(";", "\\;")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//besrour//besrour calendars//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{session}.cafe-2027@besrour",
        "DTSTAMP:20270101T000000Z",
        "LAST-MODIFIED:20270101T000000Z",
        f"SEQUENCE:{sequence}",
        f"DTSTART:20270310T{hour:02d}0000Z",
        f"DTEND:20270310T{hour + 1:02d}3000Z",
        f"SUMMARY:{escaped}",
        "DESCRIPTION:English follows\\n\\nAccra\\, 14 h\\; Toronto\\, 9 h " + "à bientôt " * 12 + ".",
        "LOCATION:En ligne (Zoom) / Online (Zoom)",
        "URL:https://cafe.example.org/?a=1,2;b=3",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CATEGORIES:Café",
        "COLOR:teal",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    folded = []
    for line in lines:
        data = line.encode()
        while len(data) > 75:
            cut = 74
            while data[cut] & 0xC0 == 0x80:
                cut -= 1
            folded.append(data[:cut])
            data = b" " + data[cut:]
        folded.append(data)
    return b"\r\n".join(folded) + b"\r\n"


def year(n: int = 6) -> dict[str, bytes]:
    """Sessions of a year by id."""
    return {f"2027-{month:02d}-cafe": calendar(f"2027-{month:02d}-cafe") for month in range(1, n + 1)}
