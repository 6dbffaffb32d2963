"""A letter's bytes as they are sent: its Message-ID, its address, its line ends (pure)."""

from __future__ import annotations

import re
from binascii import b2a_qp
from hashlib import sha256

_ID = re.compile(rb"^Message-ID:[ \t]*(<[^<>\r\n]+>)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(rb"^Date:[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE | re.IGNORECASE)
_TO = re.compile(rb"^To:[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE | re.IGNORECASE)
_EIGHT = re.compile(
    rb"^(Content-Transfer-Encoding:[ \t]*)8bit([ \t]*\r\n(?:[^\r\n]+\r\n)*\r\n)(.*?)(?=\r\n--=_|\Z)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_BARE = re.compile(rb"\r\n|\r|\n")


def digest(data: bytes) -> str:
    """The first sixteen hexadecimal digits of the SHA-256 of some bytes."""
    return sha256(data).hexdigest()[:16]


def letter_digest(data: bytes) -> str:
    """The digest of a letter but for its Date, so that a later run recognises it."""
    top = head(data)
    return digest(_DATE.sub(b"", top, count=1) + data[len(top) :])


def head(data: bytes) -> bytes:
    """The header lines of a message, each with its line end."""
    end = re.search(rb"\r?\n\r?\n", data)
    return data[: end.start() + 2] if end else data


def message_id(data: bytes) -> str:
    """The Message-ID a letter carries (RFC 5322 section 3.6.4), with its angle brackets; "" when none."""
    found = _ID.search(head(data))
    return found[1].decode("ascii", "replace") if found else ""


def with_message_id(data: bytes, identity: str) -> bytes:
    """The letter under another Message-ID."""
    found = _ID.search(head(data))
    if not found:
        return b"Message-ID: " + identity.encode("ascii") + b"\r\n" + data
    return data[: found.start(1)] + identity.encode("ascii") + data[found.end(1) :]


def derive_message_id(identity: str, words: str) -> str:
    """A Message-ID made of another one: ``<a@b>`` and ``c`` give ``<a.c@b>``."""
    local, _, domain = identity.strip("<>").rpartition("@")
    return f"<{local}.{words}@{domain}>"


def with_recipient(data: bytes, to: str) -> bytes:
    """The letter with another address after ``To:``."""
    return _TO.sub(b"To: " + to.encode() + b"\r\n", head(data), count=1) + data[len(head(data)) :]


def dot_stuffed(data: bytes) -> bytes:
    """Lines ended by CRLF alone, and a dot before those that begin with one (RFC 5321 section 4.5.2).

    A bare CR or LF would let a letter be read as two by careless servers.
    """
    lines = _BARE.sub(b"\r\n", data)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    lines = lines.replace(b"\r\n.", b"\r\n..")
    return b"." + lines if lines.startswith(b".") else lines


def in_seven_bits(data: bytes) -> bytes:
    """The letter with its 8bit parts in quoted-printable: for a server without 8BITMIME (RFC 6152)."""
    return _EIGHT.sub(
        lambda part: part[1] + b"quoted-printable" + part[2] + b2a_qp(part[3], istext=True), data
    )
