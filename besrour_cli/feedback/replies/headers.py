"""The headers of a message: addresses, words, date and the messages it answers, each bounded.

What a header holds comes from anyone; what it cannot be is nothing here, and never an error.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Mail
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from besrour_cli.model.text.hidden_signs import without_hidden_signs

HEAD = 65536
"""Bytes at the beginning in which the headers of a message that is not taken apart are looked for."""
SHORTEST_ADDRESS, LONGEST_ADDRESS = 3, 320
"""Letters of an e-mail address: at most 64 before the @ and 255 behind it (RFC 5321 section 4.5.3.1)."""
LINE = 1000
"""Characters of a header that are read."""
CHARSETS = re.compile(
    r"(utf-?8|utf-?16(-?[lb]e)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-[ru]|"
    r"gb2312|gbk|gb18030|big5|shift_jis|euc-(jp|kr)|iso-2022-jp)",
    re.IGNORECASE,
)


def addresses(mail: Mail, header: str) -> tuple[str, ...]:
    """Return the addresses of a header, case-folded; never from the names next to them."""
    values = [header_text(value)[:LINE] for value in mail.get_all(header, [])[:5]]
    found = [address.strip().casefold() for _, address in getaddresses(values)]
    return tuple(dict.fromkeys(a for a in found if is_address(a)))


def is_address(text: str) -> bool:
    """Whether a text can be one e-mail address."""
    return SHORTEST_ADDRESS <= len(text) <= LONGEST_ADDRESS and text.count("@") == 1


def claimed(data: bytes) -> str:
    """Return the address that the name in From shows while the letter comes from another one ("" = none)."""
    mail = BytesParser(policy=compat32).parsebytes(data[:HEAD], headersonly=True)
    value = header_text(mail.get("From", ""))[:LINE]
    pairs = getaddresses([value])
    if len(pairs) != 1:
        return ""
    name, address = pairs[0]
    shown = re.search(r"[^\s<>\"'()@,;:]+@[^\s<>\"'()@,;:]+\.[^\s<>\"'()@,;:]+", words(name))
    if shown and shown[0].casefold() != address.strip().casefold():
        return shown[0].casefold()
    return ""


def words(value: str) -> str:
    """Return a header's text with its encoded words read (RFC 2047), at most a line of it.

    Where one of them is damaged, or in a charset that is none, all stay as they are.
    """
    found = []
    try:
        for piece, charset in decode_header(value[:LINE]):
            if isinstance(piece, bytes):
                name = charset if charset and CHARSETS.fullmatch(charset) else "latin-1"
                found.append(piece.decode(name, "replace"))
            else:
                found.append(piece)
    except (HeaderParseError, ValueError, LookupError):
        found = [value[:LINE]]
    return re.sub(r"[\t\n]", "", without_hidden_signs("".join(found)))


def subject_of(mail: Mail) -> str:
    """Return the subject in words, encoded (RFC 2047) or written as plain UTF-8 (RFC 6532)."""
    raw = next((str(value) for name, value in mail.raw_items() if name.lower() == "subject"), "")
    return words(raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def sent_at(mail: Mail) -> datetime | None:
    """Return the Date header as an instant; None when it is missing or names none.

    One that is a day and more after the message came (its first Received header) is that of a wrong clock.
    """
    date = _date(header_text(mail.get("Date", ""))[:100])
    came = _date(header_text(mail.get("Received", ""))[:LINE].rpartition(";")[2].strip()[:100])
    return came if date and came and date - came > timedelta(days=1) else date


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        # “-0000” means: in UTC, sent from somewhere (RFC 5322 section 3.3)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(microsecond=0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def answered(mail: Mail, *headers: str) -> tuple[str, ...]:
    """Return the Message-IDs this one answers, by some of its headers (RFC 5322 section 3.6.4)."""
    text = " ".join(header_text(mail.get(name, ""))[: 4 * LINE] for name in headers)
    return tuple(dict.fromkeys(re.findall(r"<[^<>\s]{3,250}>", text)))[:100]


def header_text(value: object) -> str:
    """Return a header or parameter as text, whatever the parser made of it (RFC 2231 values are triples)."""
    if isinstance(value, tuple):
        value = value[-1]
    return "" if value is None else str(value)
