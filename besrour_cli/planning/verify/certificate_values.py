"""The plain values of a certificate, each accepted only as what it must be: a whole number, a text, ..."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from fractions import Fraction

from besrour_cli.clock.instants import instant_of
from besrour_cli.model.errors import UsageError

_LONGEST = 40
"""Digits a number may have: far more than any honest proof has, and few enough to sum quickly."""
_FRACTION = re.compile(rf"-?[0-9]{{1,{_LONGEST}}}(/[0-9]{{1,{_LONGEST}}})?")


class InvalidCertificate(Exception):
    """The certificate is malformed, or claims what is not so; its text, for reports, says what."""


def listed(value: object) -> list[object]:
    """Return a value that is a list. Raises InvalidCertificate."""
    if not isinstance(value, list):
        raise InvalidCertificate("not a list")
    return value


def text(value: object) -> str:
    """Return a value that is a text. Raises InvalidCertificate."""
    if not isinstance(value, str):
        raise InvalidCertificate("not a text")
    return value


def truth(value: object) -> bool:
    """Return a value that is true or false. Raises InvalidCertificate."""
    if not isinstance(value, bool):
        raise InvalidCertificate("neither true nor false")
    return value


def whole(value: object) -> int:
    """Return a value that is a whole number of bounded length. Raises InvalidCertificate."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**_LONGEST:
        raise InvalidCertificate("not a whole number of bounded length")
    return value


def fraction(value: object) -> Fraction:
    """Return the fraction that a text such as ``7`` or ``-7/3`` is. Raises InvalidCertificate."""
    if not _FRACTION.fullmatch(text(value)):
        raise InvalidCertificate("not a fraction of bounded length")
    return Fraction(text(value))


def moment(value: object) -> datetime:
    """Return the instant, in UTC, that a text is. Raises InvalidCertificate."""
    try:
        found = instant_of(text(value))
    except UsageError:
        found = None
    if found is None:
        raise InvalidCertificate("not an instant")
    return found.astimezone(UTC)


def mapped(value: object) -> dict[str, object]:
    """Return a value that is a mapping. Raises InvalidCertificate."""
    if not isinstance(value, dict):
        raise InvalidCertificate("not a mapping")
    return value
