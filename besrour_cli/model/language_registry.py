"""The languages that came in by data, known to everything that prints or reads one.

Kept apart from :mod:`besrour_cli.model.tongue`, which only a programme with such a language wakes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from besrour_cli.model.language_data import LanguageData

_ADDED: dict[str, LanguageData] = {}


def register(tongue: LanguageData) -> None:
    """Make a language known to everything that prints or reads one."""
    _ADDED[tongue.code] = tongue


def unregister(code: str) -> None:
    """Forget a language again."""
    _ADDED.pop(code, None)


def get(code: str) -> LanguageData | None:
    """The data of a language that came in by data, or None (English and French among them)."""
    return _ADDED.get(code)


def get_all() -> tuple[LanguageData, ...]:
    """Every language that came in by data, in order of code."""
    return tuple(_ADDED[code] for code in sorted(_ADDED))
