"""Content lines of a calendar, folded to 75 octets at most (RFC 5545 section 3.1).

The same octets as icalendar 7.3 gives, which measures its lines letter by letter: descriptions in two
languages are long, and to fold them took more than half of an export's time (benchmarks/calendars/run.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LIMIT = 74
"""Octets of a line, as icalendar counts: one fewer than allowed."""
_ESCAPES = b"\\^"
"""What begins an escape (RFC 5545, RFC 6868), which some readers lose when it is cut in two."""
_CONTINUES = range(0x80, 0xC0)
"""Octets of UTF-8 inside a letter."""


def folded(lines: Iterable[str]) -> bytes:
    """The lines as they stand in a file, each with its end; empty ones go."""
    return b"".join(b"\r\n ".join(_pieces(line.encode())) + b"\r\n" for line in lines if line)


def _pieces(line: bytes) -> Iterator[bytes]:
    begin = 0
    while len(line) - begin > _LIMIT:
        end = begin + _LIMIT
        while line[end] in _CONTINUES:
            end -= 1
        if line[end - 1] in _ESCAPES:
            end -= 1
        yield line[begin:end]
        begin = end
    yield line[begin:]
