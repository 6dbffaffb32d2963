"""The indices of a planning problem, as types that mypy keeps apart."""

from __future__ import annotations

from typing import NewType

ClassIndex = NewType("ClassIndex", int)
"""Position of a :class:`MemberClass` among the problem's classes."""
SessionIndex = NewType("SessionIndex", int)
"""Position of a session in the planning order."""
OptionIndex = NewType("OptionIndex", int)
"""Position of an option among those of its session: a row of the arrays of :class:`StartOptions`."""
