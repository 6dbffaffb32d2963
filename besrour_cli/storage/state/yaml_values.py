"""Texts and instants as besrour's own files hold them: quoted, escaped, in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_ESCAPES = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')


def quoted(text: str) -> str:
    """A double-quoted YAML scalar on one line (YAML 1.1, section 9.1.1), every odd sign escaped."""
    return '"' + _ESCAPES.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in '"\\':
        return "\\" + sign
    # Half a surrogate pair is no character, and UTF-8 has no way to write one.
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else f"\\u{ord(sign):04x}"


def instant(moment: datetime) -> str:
    """An instant in UTC, without seconds when it has none; ``ValueError`` for a naive time."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs an offset")
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat("T", "minutes" if not (utc.second or utc.microsecond) else "auto") + "Z"


def parsed(text: str) -> datetime:
    """The instant a text of :func:`instant` names; ``ValueError`` for any other."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)
