"""Content lines of iCalendar: clean text, escape, quote, fold, end in CRLF (RFC 5545 sections 3.1, 3.3.11).

A plain writer of bytes: the library's own repeats a random UID, the clock and control characters into
files, and is several times slower; its parser checks this one in the tests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from unicodedata import combining

from besrour_cli.model.language import NO_BREAK

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Besides the controls RFC 5545 forbids: lone surrogates no file can hold, byte order marks, non-characters.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_NOT_IN_ADDRESS = re.compile(r"[^A-Za-z0-9\-._~!$'*+@]")
# At most 74 octets, not within a character, and if it can be had no blank or half escape at the cut:
# readers that trim lines before joining them would lose it.
_PIECE = re.compile(
    rb".{1,74}(?:\Z|(?<![ \t\\])(?<!\xc2\xa0)(?![ \t\x80-\xbf]|\xc2\xa0))|.{1,74}(?![\x80-\xbf])", re.DOTALL
)


def clean(text: str) -> str:
    """Text a calendar file may hold: NFC, ``\\n`` for every kind of line end, no control characters."""
    if text.isascii() and text.isprintable():
        return text
    if _UNFIT.search(text):
        text = _UNFIT.sub("", _BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    if "\n" not in text:
        return text
    # An accent that begins a line would join the n of the escaped line end: it gets a blank to stand on.
    lines = text.split("\n")
    return "\n".join([NO_BREAK + line if line and combining(line[0]) else line for line in lines])


def escaped(text: str) -> str:
    """A TEXT value (section 3.3.11): backslash, semicolon, comma and line end written with a backslash."""
    words = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return words.replace("\n", "\\n")


def quoted(text: str) -> str:
    """A quoted parameter value, on one line.

    Straight double quotes, which none may hold, become curly ones; a caret becomes its look-alike,
    since only some readers decode the carets of RFC 6868.
    """
    words = " ".join(clean(text).split()).replace("^", "ˆ")
    first, *rest = words.split('"')
    return f'"{first}{"".join(("”" if number % 2 else "“") + part for number, part in enumerate(rest))}"'


def uri(text: str) -> str:
    """A URI value (section 3.3.13), which is never escaped: what a URI cannot hold is percent-encoded."""
    return _NOT_IN_URI.sub(_percent, clean(text).strip())


def mailto(address: str) -> str:
    """An e-mail address as a calendar address (section 3.3.3; RFC 6068 for what is encoded)."""
    return "mailto:" + _NOT_IN_ADDRESS.sub(_percent, clean(address).strip())


def utc(instant: datetime) -> str:
    """An instant as a DATE-TIME in UTC (section 3.3.5, form 2), to the second."""
    moment = instant.astimezone(UTC)
    return (
        f"{moment.year:04d}{moment.month:02d}{moment.day:02d}"
        f"T{moment.hour:02d}{moment.minute:02d}{moment.second:02d}Z"
    )


def serialise(lines: Iterable[str]) -> bytes:
    """Logical lines as the bytes of a file: UTF-8, folded at 75 octets, each ended by CRLF."""
    return b"".join([fold(line) for line in lines])


def fold(line: str) -> bytes:
    """One logical line, folded at 75 octets (section 3.1), never within a character."""
    data = line.encode()
    if len(data) <= 75:
        return data + b"\r\n"
    return b"\r\n ".join(_PIECE.findall(data)) + b"\r\n"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in found[0].encode())
