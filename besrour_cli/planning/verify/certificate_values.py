"""The plain values of a proof, taken as nothing but what they must be: whole numbers, texts, lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from fractions import Fraction

from besrour_cli.clock.instants import instant_of
from besrour_cli.model.errors import UsageError

_LONGEST = 40
"""Digits of a number: far more than any honest proof has, and few enough to reckon with."""
_FRACTION = re.compile(rf"-?[0-9]{{1,{_LONGEST}}}(/[0-9]{{1,{_LONGEST}}})?")


class InvalidCertificate(Exception):
    """What is written is no proof; the text says where (in English, for tests and reports)."""


def listed(value: object) -> list[object]:
    """A list."""
    if not isinstance(value, list):
        raise InvalidCertificate("not a list")
    return value


def text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise InvalidCertificate("not a text")
    return value


def whole(value: object) -> int:
    """A whole number of bounded length."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**_LONGEST:
        raise InvalidCertificate("not a whole number of bounded length")
    return value


def fraction(value: object) -> Fraction:
    """A whole number, or a fraction of two, written out."""
    if not _FRACTION.fullmatch(text(value)):
        raise InvalidCertificate("not a fraction of bounded length")
    return Fraction(text(value))


def moment(value: object) -> datetime:
    """An instant."""
    try:
        found = instant_of(text(value))
    except UsageError:
        found = None
    if found is None:
        raise InvalidCertificate("not an instant")
    return found.astimezone(UTC)


def mapped(value: object) -> dict[str, object]:
    """A mapping."""
    if not isinstance(value, dict):
        raise InvalidCertificate("not a mapping")
    return value
