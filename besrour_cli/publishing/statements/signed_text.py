"""What the code on a statement holds: who was at which sessions for how long, signed (Ed25519, RFC 8032).

The text is lines: the programme's id, the person's name, then a line a session, ``20270114 85 host``. Before
it stand the 64 bytes of the signature; all of it is base64url (RFC 4648 section 5) behind a mark by which a
paper's code, a pasted text and the keywords of a PDF are known alike.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from besrour_cli.clock.instants import local
from besrour_cli.model.people.statement import Statement

MARK = "besrour1:"
CONTEXT = "besrour statement of attendance 1\n"
"""Signed before the text, so that a signature of ours for anything else says nothing here."""
_CODE = re.compile(rf"{MARK}([A-Za-z0-9_-]{{90,8000}})")
_SIGNATURE = 64
_UNKNOWN = "-"


class SignedSession(NamedTuple):
    """One session of a signed statement: the day on the person's own calendar, minutes (None: not noted)."""

    day: date
    minutes: int | None
    roles: tuple[str, ...]


class SignedStatement(NamedTuple):
    """What a code says, once its signature holds."""

    programme: str
    name: str
    sessions: tuple[SignedSession, ...]


def key_of(seed: bytes) -> Ed25519PrivateKey:
    """The key that 32 bytes are; ``ValueError`` for another number of bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_half(key: Ed25519PrivateKey) -> str:
    """The half of a key that everybody may have, in base64url."""
    return _encoded(key.public_key().public_bytes_raw())


def signed_text(programme: str, statement: Statement, key: Ed25519PrivateKey) -> str:
    """The text of a statement's code."""
    text = statement_text(programme, statement).encode()
    return MARK + _encoded(key.sign(CONTEXT.encode() + text) + text)


def statement_text(programme: str, statement: Statement) -> str:
    """What is signed of a statement: the same for the same attendance, whoever signs it."""
    zone = statement.member.place.zone
    lines = [programme, " ".join(statement.member.name.split())]
    for each in statement.sessions:
        minutes = _UNKNOWN if each.minutes is None else str(each.minutes)
        lines.append(" ".join([f"{local(each.start, zone):%Y%m%d}", minutes, *each.roles]))
    return "\n".join(lines)


def code_in(text: str) -> str:
    """The code in a text, an address or the bytes of a PDF (read as Latin-1); "" where there is none."""
    match = _CODE.search(text) or _CODE.search(re.sub(r"\s+", "", text))
    return match[0] if match else ""


def checked(code: str, public: Iterable[str]) -> SignedStatement | None:
    """What a code says; None where none of the public keys signed it."""
    try:
        data = _decoded(code.removeprefix(MARK))
    except ValueError:
        return None
    signature, text = data[:_SIGNATURE], data[_SIGNATURE:]
    if not any(_signed(signature, text, one) for one in public):
        return None
    programme, name, *rows = text.decode().split("\n")
    return SignedStatement(programme, name, tuple(map(_session, rows)))


def _session(row: str) -> SignedSession:
    day, minutes, *roles = row.split(" ")
    return SignedSession(date.fromisoformat(day), None if minutes == _UNKNOWN else int(minutes), tuple(roles))


def _signed(signature: bytes, text: bytes, public: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(_decoded(public)).verify(signature, CONTEXT.encode() + text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
