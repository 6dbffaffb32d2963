"""The units that whole numbers of the project are counted in, as types that mypy keeps apart.

An array of such numbers stays ``NDArray[int64]``; its docstring names the unit.
"""

from __future__ import annotations

from typing import NewType

EpochMinute = NewType("EpochMinute", int)
"""Whole minutes since 1970-01-01T00:00Z: an instant."""
MinuteOfDay = NewType("MinuteOfDay", int)
"""Whole minutes after local midnight."""
MinuteOfWeek = NewType("MinuteOfWeek", int)
"""Whole minutes after midnight on Monday, local time; the end of a span may lie in the week after."""
Hundredths = NewType("Hundredths", int)
"""Hundredths of a unit of burden; a unit is what an ordinary hour in clinic costs. Sums of them are exact."""


def to_hundredths(units: float) -> Hundredths:
    """Units of burden as the nearest whole hundredths."""
    return Hundredths(round(units * 100))


def to_units(hundredths: float) -> float:
    """Hundredths of burden, or a mean of them, as units."""
    return hundredths / 100
