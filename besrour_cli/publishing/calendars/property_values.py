"""What may appear in a calendar file: text, addresses and instants fit for iCalendar (RFC 5545 section 3.3).

icalendar escapes, folds and orders what it is given, but lets through control characters, U+2028, line ends
in a URI and whatever a name may hold. Everything people write passes one of these functions first.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from unicodedata import combining

from besrour_cli.model.language import NO_BREAK

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Besides the controls RFC 5545 forbids: lone surrogates no file can hold, byte order marks, non-characters.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_NOT_IN_ADDRESS = re.compile(r"[^A-Za-z0-9\-._~!$'*+@]")


def clean(text: str) -> str:
    """Return text that a calendar file may hold: NFC, ``\\n`` for each line end, no control characters."""
    if text.isascii() and text.isprintable():
        return text
    if _UNFIT.search(text):
        text = _UNFIT.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    if "\n" not in text:
        return text
    # An accent that begins a line would join the n of the escaped line end: a no-break space carries it.
    lines = text.split("\n")
    return "\n".join([NO_BREAK + line if line and combining(line[0]) else line for line in lines])


def parameter(text: str) -> str:
    """Return the text as a parameter value may hold it: one line, without straight double quotes or carets.

    RFC 6868 would write both with a caret, which only some readers decode; so quotes become curly ones and a
    caret its look-alike.
    """
    words = " ".join(clean(text).split()).replace("^", "ˆ")
    first, *rest = words.split('"')
    return first + "".join(("”" if number % 2 else "“") + part for number, part in enumerate(rest))


def uri(text: str) -> str:
    """Return a URI (section 3.3.13), which is never escaped: what a URI cannot hold is percent-encoded."""
    return _NOT_IN_URI.sub(_percent, clean(text).strip())


def mailto(address: str) -> str:
    """Return an e-mail address as a calendar address (section 3.3.3; RFC 6068 for what is encoded)."""
    return "mailto:" + _NOT_IN_ADDRESS.sub(_percent, clean(address).strip())


def utc(instant: datetime) -> str:
    """Return an instant as a DATE-TIME in UTC (section 3.3.5, form 2), to the second."""
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in match[0].encode())
